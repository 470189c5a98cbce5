//! Tabs with different clients, where the tab that polls has no client for some jobs.

use crate::service::{avepoint_job, azure_job, clients};
use crate::world::World;

/// Two tabs that are seen, of which the first leads and has the first `count` clients only; the
/// second one has those from `first` on.
fn two_tabs(count: usize, first: usize) -> (World, usize, usize) {
    let mut world = World::empty(7, 0);
    world.steady = true;
    let one = world.open_with(clients().into_iter().take(count).collect(), false);
    world.run(5_000);
    assert!(world.pages[one].leads());
    let other = world.open_with(clients().into_iter().skip(first).collect(), false);
    world.run(10_000);
    assert!(world.pages[one].leads() && !world.pages[other].leads());
    (world, one, other)
}

fn run_for(world: &mut World, ms: u64) {
    let until = world.elapsed() + ms;
    world.run(until);
}

#[test]
fn a_tab_that_can_poll_every_job_takes_the_lead() {
    let (mut world, poor, rich) = two_tabs(2, 0);
    let (azure, avepoint) = (azure_job(1), avepoint_job(2));
    for job in [&azure, &avepoint] {
        world.follow_for(job, 3_600_000);
    }
    world.add(poor, azure.clone(), 3_600_000);
    run_for(&mut world, 2_000);
    assert_eq!(world.services.jobs[&azure.url].asked_by, Some(poor));
    world.add(rich, avepoint.clone(), 3_600_000);
    run_for(&mut world, 5_000);
    assert!(world.pages[rich].leads() && !world.pages[poor].leads());
    assert_eq!(world.services.jobs[&avepoint.url].asked_by, Some(rich), "it is asked about");
    assert_eq!(world.pages[rich].board().unpolled_because(), None);
    // When hidden, it keeps the lead, because no other tab can poll the job.
    world.see(rich, true);
    world.see(poor, true);
    world.see(poor, false);
    run_for(&mut world, 400_000);
    assert!(world.pages[rich].leads());
    assert_eq!(world.services.jobs[&azure.url].asked_by, Some(rich), "and all others too");
}

#[test]
fn if_no_tab_can_poll_a_job_its_own_tab_reports_it() {
    let (mut world, first, second) = two_tabs(2, 2);
    let (azure, avepoint) = (azure_job(1), avepoint_job(2));
    for job in [&azure, &avepoint] {
        world.follow_for(job, 3_600_000);
    }
    world.add(first, azure, 3_600_000);
    run_for(&mut world, 1_000);
    world.add(second, avepoint.clone(), 3_600_000);
    run_for(&mut world, 1_000);
    assert!(world.pages[first].leads());
    let board = world.pages[second].board();
    let job = board.job(board.key(&avepoint.url).unwrap(), 0).unwrap();
    assert!(job.last_failure.unwrap().message().contains("has no client"));
    assert!(board.unpolled_because().unwrap().contains("has no client"));
    // A tab that opens later and reads the job from the store is told too.
    let third = world.open_with(clients().into_iter().skip(2).collect(), false);
    run_for(&mut world, 2_000);
    assert!(world.pages[third].board().unpolled_because().is_some());
}
