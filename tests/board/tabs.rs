//! Several tabs, one event at a time.

use crate::service::{AVEPOINT_CLIENT, AZURE_CLIENT, azure_job, training};
use crate::world::World;

/// Returns visible tabs with an idle board. The first one polls.
fn tabs(count: usize) -> (World, Vec<usize>) {
    let mut world = World::new(7, count, 0);
    world.steady = true;
    for tab in 0..count {
        world.see(tab, false);
    }
    world.run(5_000);
    let mut tabs: Vec<_> = (0..count).collect();
    tabs.sort_by_key(|tab| !world.pages[*tab].leads());
    assert!(world.pages[tabs[0]].leads());
    (world, tabs)
}

fn run_for(world: &mut World, ms: u64) {
    let until = world.elapsed() + ms;
    world.run(until);
}

/// Lets time pass in steps of a millisecond until a condition is true.
fn run_until(world: &mut World, what: &str, is_so: impl Fn(&World) -> bool) {
    for _ in 0..60_000 {
        if is_so(world) {
            return;
        }
        run_for(world, 1);
    }
    panic!("not within a minute: {what}");
}

/// Returns the number of taken places for exports, as a tab knows it.
fn taken(world: &World, tab: usize) -> u32 {
    let budgets = world.pages[tab].board().budgets(world.now + world.pages[tab].clock);
    budgets.iter().find(|it| it.limits.running.is_some()).map_or(0, |it| it.running)
}

#[test]
fn another_tab_takes_over_from_a_frozen_one_within_seconds() {
    let (mut world, tabs) = tabs(3);
    let job = azure_job(1);
    world.follow_for(&job, 300_000);
    world.add(tabs[1], job.clone(), 600_000);
    run_for(&mut world, 2_000);
    assert_eq!(world.services.jobs[&job.url].asked_by, Some(tabs[0]));
    world.freeze(tabs[0], 60_000);
    let frozen_at = world.elapsed();
    run_until(&mut world, "another one leads", |world| {
        world.pages[tabs[1]].leads() || world.pages[tabs[2]].leads()
    });
    let took = world.elapsed() - frozen_at;
    assert!(took < 10_000, "it took {took} ms");
    run_until(&mut world, "another one asks", |world| {
        world.services.jobs[&job.url].asked_by != Some(tabs[0])
    });
    run_for(&mut world, 70_000);
    assert!(!world.pages[tabs[0]].leads(), "it has been told");
    assert_ne!(world.services.jobs[&job.url].asked_by, Some(tabs[0]));
}

#[test]
fn a_hidden_tab_hands_over_to_a_visible_one() {
    let (mut world, tabs) = tabs(2);
    world.see(tabs[1], true);
    world.see(tabs[0], true);
    run_for(&mut world, 120_000);
    assert!(world.pages[tabs[0]].leads(), "it keeps the lead while no tab is visible");
    world.see(tabs[1], false);
    run_for(&mut world, 1_000);
    assert!(world.pages[tabs[1]].leads() && !world.pages[tabs[0]].leads());
}

#[test]
fn each_tab_sends_its_own_submissions() {
    let (mut world, tabs) = tabs(2);
    for _ in 0..7 {
        world.submit_here(tabs[1], AVEPOINT_CLIENT);
    }
    run_for(&mut world, 60_000);
    assert_eq!(world.services.exports_started, 5, "AvePoint runs five");
    assert_eq!((taken(&world, tabs[0]), taken(&world, tabs[1])), (5, 5));
    assert_eq!(world.granted, 5);
    assert_eq!(world.pages[tabs[0]].board().keys().len(), 5, "the jobs are on both boards");
    assert_eq!(world.pages[tabs[1]].submissions.len(), 2, "and two wait");
}

#[test]
fn reservations_survive_a_crash_of_their_tab() {
    let (mut world, tabs) = tabs(2);
    for _ in 0..5 {
        world.submit_here(tabs[0], AVEPOINT_CLIENT);
    }
    run_until(&mut world, "all five have left", |world| world.services.exports_started == 5);
    world.crash(tabs[0]);
    for _ in 0..3 {
        world.submit_here(tabs[1], AVEPOINT_CLIENT);
    }
    run_for(&mut world, 300_000);
    assert!(world.pages[tabs[1]].leads());
    assert_eq!(world.services.exports_started, 5, "a sixth is started");
    run_for(&mut world, 120_000);
    assert_eq!(world.services.exports_started, 8, "lost, they hold no places for ever");
}

#[test]
fn a_tab_that_is_gone_takes_no_running_place() {
    let (mut world, tabs) = tabs(2);
    for _ in 0..5 {
        world.submit_here(tabs[1], AVEPOINT_CLIENT);
    }
    world.crash(tabs[1]);
    run_for(&mut world, 1_000);
    for _ in 0..5 {
        world.submit_here(tabs[0], AVEPOINT_CLIENT);
    }
    run_for(&mut world, 1_000);
    assert_eq!((world.services.exports_started, world.granted), (5, 0));
}

#[test]
fn a_tab_that_was_frozen_does_not_use_a_turn_of_long_ago() {
    let (mut world, tabs) = tabs(2);
    world.submit_here(tabs[1], AVEPOINT_CLIENT);
    run_until(&mut world, "its place is kept", |world| taken(world, tabs[0]) == 1);
    // Just before it is told.
    assert_eq!(world.granted, 0);
    world.freeze(tabs[1], 600_000);
    for _ in 0..5 {
        world.submit_here(tabs[0], AVEPOINT_CLIENT);
    }
    run_for(&mut world, 300_000);
    assert_eq!(world.services.exports_started, 4);
    run_for(&mut world, 200_000);
    assert_eq!(world.services.exports_started, 5, "a tab that says nothing holds no place");
    run_for(&mut world, 110_000);
    assert_eq!(world.granted, 0, "the place is somebody else's");
}

#[test]
fn a_cancellation_outlives_the_tab_that_polls() {
    let (mut world, tabs) = tabs(2);
    let job = training(1);
    world.follow_for(&job, 500_000);
    world.add(tabs[1], job.clone(), 600_000);
    run_for(&mut world, 2_000);
    world.freeze(tabs[0], 60_000);
    world.cancel_here(tabs[1], &job);
    run_for(&mut world, 20_000);
    assert!(world.services.jobs[&job.url].cancelling_since.is_some());
    assert!(world.pages[tabs[1]].cancels.is_empty(), "and it is answered");
}

#[test]
fn a_submission_delayed_by_a_frozen_tab_is_not_sent() {
    let (mut world, tabs) = tabs(2);
    world.submit_here(tabs[0], AVEPOINT_CLIENT);
    run_until(&mut world, "its place is kept", |world| taken(world, tabs[0]) == 1);
    assert_eq!(world.services.exports_started, 0);
    // While it stores that it is about to send.
    world.freeze(tabs[0], 600_000);
    run_for(&mut world, 20_000);
    for _ in 0..5 {
        world.submit_here(tabs[1], AVEPOINT_CLIENT);
    }
    run_for(&mut world, 560_000);
    assert_eq!(world.services.exports_started, 5);
    run_for(&mut world, 60_000);
    assert_eq!(world.services.exports_started, 5, "another tab's by now");
    assert_eq!(world.pages[tabs[0]].submissions.len(), 1, "it waits");
}

#[test]
fn a_granted_submission_is_sent_soon_or_not_at_all() {
    for (frozen_for, sent) in [(2_000, 1), (8_000, 0)] {
        let (mut world, tabs) = tabs(2);
        let submissions = |world: &World| {
            let budgets =
                world.pages[tabs[0]].board().budgets(world.now + world.pages[tabs[0]].clock);
            budgets.iter().map(|it| it.submissions).max().unwrap_or_default()
        };
        world.submit_here(tabs[1], AZURE_CLIENT);
        run_until(&mut world, "it is let go", |world| submissions(world) == 1);
        world.freeze(tabs[1], frozen_for);
        for _ in 0..30 {
            world.submit_here(tabs[0], AZURE_CLIENT);
        }
        run_for(&mut world, 10_000);
        assert_eq!(world.granted, sent, "frozen for {frozen_for} ms");
        // The service allows ten within any minute.
        run_for(&mut world, 300_000);
        assert_eq!(world.granted, 1);
        assert!(world.pages.iter().all(|tab| tab.submissions.is_empty()));
    }
}

#[test]
fn a_poll_that_waits_for_its_credential_is_not_sent_after_the_lead_is_lost() {
    // The store of the next polling tab may be slow, and nothing else tells the first tab.
    let (mut world, tabs) = tabs(2);
    let job = azure_job(1);
    world.follow_for(&job, 300_000);
    world.credential_takes = 500;
    world.add(tabs[0], job.clone(), 600_000);
    run_until(&mut world, "a poll waits for its credential", |world| {
        !world.pages[tabs[0]].preparing.is_empty()
    });
    world.freeze(tabs[0], 60_000);
    world.credential_takes = 0;
    run_for(&mut world, 59_000);
    assert_eq!(world.services.jobs[&job.url].asked_by, Some(tabs[1]));
    // The tab is unfrozen when its credential arrives.
    run_for(&mut world, 2_000);
    assert_eq!(world.services.jobs[&job.url].asked_by, Some(tabs[1]));
    assert!(world.pages[tabs[0]].preparing.is_empty(), "it was given up");
}

#[test]
fn a_poll_is_sent_however_long_its_credential_takes() {
    for is_shared in [true, false] {
        let (mut world, tabs) = tabs(2);
        if !is_shared {
            world.crash(tabs[1]);
        }
        let job = azure_job(1);
        world.follow_for(&job, 60_000);
        // Longer than a lease.
        world.credential_takes = 4_000;
        world.add(tabs[0], job.clone(), 600_000);
        run_for(&mut world, 100_000);
        let key = world.pages[tabs[0]].board().key(&job.url).unwrap();
        assert_eq!(world.pages[tabs[0]].ended.get(&key), Some(&1), "its end is seen");
    }
}

#[test]
fn a_cancellation_of_another_tab_is_answered_once_the_service_accepts_it() {
    let (mut world, tabs) = tabs(2);
    let job = training(1);
    world.follow_for(&job, 500_000);
    world.add(tabs[1], job.clone(), 600_000);
    run_for(&mut world, 2_000);
    world.cancel_here(tabs[1], &job);
    run_until(&mut world, "the service takes it", |world| {
        world.services.jobs[&job.url].cancelling_since.is_some()
    });
    run_until(&mut world, "it is answered", |world| world.pages[tabs[1]].cancels.is_empty());
    let key = world.pages[tabs[1]].board().key(&job.url).unwrap();
    assert!(!world.pages[tabs[1]].ended.contains_key(&key), "taken, which is no end");
}

#[test]
fn a_job_removed_while_a_tab_opens_is_gone_there() {
    for moment in 0..45 {
        let (mut world, tabs) = tabs(2);
        let job = training(1);
        world.follow_for(&job, 500_000);
        world.add(tabs[1], job.clone(), 600_000);
        run_for(&mut world, 2_000);
        let late = world.open(false);
        run_for(&mut world, moment);
        world.remove_here(tabs[1], &job);
        run_for(&mut world, 10_000);
        assert_eq!(world.pages[late].board().key(&job.url), None, "{moment} ms after it opened");
    }
}

#[test]
fn a_late_answer_to_a_submission_still_adds_its_job() {
    let (mut world, tabs) = tabs(2);
    world.submit_here(tabs[0], AVEPOINT_CLIENT);
    run_until(&mut world, "it is sent", |world| world.services.exports_started == 1);
    world.freeze(tabs[0], 500_000);
    run_for(&mut world, 550_000);
    for tab in tabs {
        assert_eq!(world.pages[tab].board().keys().len(), 1);
        assert!(world.pages[tab].submissions.is_empty());
    }
}

#[test]
fn a_place_is_kept_for_a_job_that_the_polling_tab_does_not_know_yet() {
    let (mut world, tabs) = tabs(1);
    let left = tabs[0];
    world.submit_here(left, AVEPOINT_CLIENT);
    run_until(&mut world, "it is sent", |world| world.services.exports_started == 1);
    // The store is slow to write the job that it started.
    world.pages[left].store_free_at = world.now + 4_000;
    run_until(&mut world, "it is answered", |world| !world.pages[left].board().keys().is_empty());
    world.go_away(left);
    let polls = world.open(false);
    run_until(&mut world, "another tab polls", |world| world.pages[polls].leads());
    for _ in 0..3 {
        world.submit_here(polls, AVEPOINT_CLIENT);
    }
    run_until(&mut world, "three more are known", |world| {
        world.pages[polls].board().keys().len() == 3
    });
    world.come_back(left, 100);
    run_for(&mut world, 10_000);
    // Together with its request, the tab reports that its first submission is over.
    for _ in 0..2 {
        world.submit_here(left, AVEPOINT_CLIENT);
    }
    run_for(&mut world, 60_000);
    assert_eq!(world.services.exports_started, 5, "AvePoint runs five");
    assert_eq!(world.pages[polls].board().keys().len(), 5, "all are known by now");
}

#[test]
fn a_request_counts_from_the_latest_time_it_can_have_been_sent() {
    let (mut world, tabs) = tabs(1);
    let first = tabs[0];
    // The store takes long to write that a request will be sent, and longer to write when it was sent.
    world.pages[first].store_free_at = world.now + 4_400;
    for _ in 0..6 {
        world.submit_here(first, AZURE_CLIENT);
    }
    run_for(&mut world, 10);
    world.pages[first].store_free_at = world.now + 9_000;
    run_until(&mut world, "six are sent", |world| world.services.requests == 6);
    // The tab is gone before that, and another page is opened.
    world.outliving_writes = 0;
    world.crash(first);
    let second = world.pages.len() - 1;
    for _ in 0..5 {
        world.submit_here(second, AZURE_CLIENT);
    }
    // The service allows ten within any minute.
    run_for(&mut world, 100_000);
    assert!(world.pages[second].submissions.is_empty());
}
