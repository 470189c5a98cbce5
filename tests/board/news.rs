//! The news of jobs that ended while no page was visible.

use export_jobs::board::{AddOptions, Board};
use export_jobs::{ErrorCode, Machine, Moment};

use crate::actions::{answer_all, polls, tells};
use crate::scenario::answers::{of_job, state};
use crate::service::{azure_job, clients};
use crate::world::World;

/// Returns visible pages of one site, of which the first polls.
fn pages(count: usize) -> (World, Vec<usize>) {
    let mut world = World::new(7, count, 0);
    world.steady = true;
    (0..count).for_each(|page| world.see(page, false));
    world.run(5_000);
    let mut pages: Vec<_> = (0..count).collect();
    pages.sort_by_key(|page| !world.pages[*page].leads());
    (world, pages)
}

fn run_for(world: &mut World, ms: u64) {
    let until = world.elapsed() + ms;
    world.run(until);
}

/// Adds a job that ends after this time.
fn add(world: &mut World, page: usize, number: u64, ms: u64) {
    let job = azure_job(number);
    world.follow_for(&job, ms);
    world.add(page, job, 3_600_000);
}

fn hide(world: &mut World, pages: &[usize]) {
    pages.iter().for_each(|page| world.see(*page, true));
}

/// Returns all news that each page has announced.
fn told(world: &World) -> Vec<Vec<usize>> {
    world.pages.iter().map(|page| page.told.clone()).collect()
}

#[test]
fn a_job_that_ends_while_a_page_is_visible_is_not_news() {
    let (mut world, pages) = pages(2);
    add(&mut world, pages[0], 1, 10_000);
    add(&mut world, pages[1], 2, 10_000);
    run_for(&mut world, 120_000);
    for page in &world.pages {
        assert_eq!((page.count, page.notifications, page.told.len()), (0, 0, 0));
    }
}

#[test]
fn jobs_that_ended_unseen_are_announced_once_in_one_tab_when_it_is_visible() {
    let (mut world, pages) = pages(3);
    for number in 1..=3 {
        add(&mut world, pages[1], number, 200_000);
    }
    run_for(&mut world, 1_000);
    hide(&mut world, &pages);
    run_for(&mut world, 900_000);
    assert_eq!(
        world.pages.iter().map(|page| page.count).collect::<Vec<_>>(),
        [3; 3],
        "in each title"
    );
    let notified: Vec<_> = world.pages.iter().filter(|page| page.notifications > 0).collect();
    assert_eq!(notified.len(), 1, "one tab shows notifications");
    assert!(told(&world).concat().is_empty());
    world.see(pages[2], false);
    run_for(&mut world, 20_000);
    let mut expected = vec![vec![]; 3];
    expected[pages[2]] = vec![3];
    assert_eq!(told(&world), expected, "in the visible tab");
    assert_eq!(world.pages.iter().map(|page| page.count).collect::<Vec<_>>(), [0; 3]);
    world.see(pages[0], false);
    run_for(&mut world, 20_000);
    assert_eq!(told(&world), expected);
}

#[test]
fn the_next_page_announces_jobs_that_ended_while_none_was_open() {
    let (mut world, pages) = pages(1);
    add(&mut world, pages[0], 1, 100_000);
    add(&mut world, pages[0], 2, 10_000_000);
    run_for(&mut world, 30_000);
    // The world opens a page to replace the last one. It takes long to load.
    let next = world.pages.len();
    world.crash(pages[0]);
    world.freeze(next, 150_000);
    run_for(&mut world, 200_000);
    assert_eq!(world.pages[next].told, [1], "not about the job that still runs");
}

#[test]
fn a_visible_page_announces_the_news_of_a_closed_one() {
    let (mut world, pages) = pages(1);
    add(&mut world, pages[0], 1, 60_000);
    run_for(&mut world, 1_000);
    hide(&mut world, &pages);
    run_for(&mut world, 600_000);
    assert_eq!((world.pages[0].count, world.pages[0].notifications), (1, 1));
    world.crash(pages[0]);
    run_for(&mut world, 30_000);
    assert_eq!(world.pages[1].told, [1]);
}

#[test]
fn a_removed_job_is_no_longer_news() {
    let (mut world, pages) = pages(2);
    add(&mut world, pages[0], 1, 60_000);
    run_for(&mut world, 1_000);
    hide(&mut world, &pages);
    run_for(&mut world, 600_000);
    world.remove_here(pages[1], &azure_job(1));
    run_for(&mut world, 1_000);
    assert_eq!(world.pages.iter().map(|page| page.count).collect::<Vec<_>>(), [0; 2]);
    world.see(pages[0], false);
    run_for(&mut world, 20_000);
    assert!(told(&world).concat().is_empty());
}

#[test]
fn a_page_that_turns_news_off_gets_none() {
    let (mut world, pages) = pages(1);
    let at = world.moment(pages[0]);
    world.pages[pages[0]].tab.notify(false, at);
    add(&mut world, pages[0], 1, 60_000);
    run_for(&mut world, 1_000);
    hide(&mut world, &pages);
    run_for(&mut world, 600_000);
    world.see(pages[0], false);
    run_for(&mut world, 20_000);
    let page = &world.pages[pages[0]];
    assert_eq!((page.count, page.notifications, page.told.len()), (0, 0, 0));
    // The page turns news on again.
    let at = world.moment(pages[0]);
    world.pages[pages[0]].tab.notify(true, at);
    world.pump(pages[0]);
    run_for(&mut world, 20_000);
    assert_eq!(world.pages[pages[0]].told, [1]);
}

#[test]
fn news_say_how_jobs_ended() {
    let mut board = Board::new(clients());
    for number in [1, 2, 3] {
        board.add(azure_job(number), &AddOptions::default(), 0).unwrap();
    }
    // No page was visible since they were added.
    board.look(1_000);
    let mut words = ["succeeded", "failed", "cancelled"].into_iter();
    for (key, flight, url) in polls(&mut board) {
        let answer = of_job(&url, state(words.next().unwrap()));
        board.handle_response(key, flight, Ok(answer), Moment::at(2_000));
    }
    assert_eq!(board.unseen().len(), 2, "who cancels a job knows of its end");
    let news = board.news(board.unseen(), Moment::at(2_000));
    assert_eq!((news.ready, news.failed), (1, 1));
    assert_eq!(news.text, "1 export is ready, 1 failed.");
    let codes: Vec<_> =
        news.jobs.iter().filter_map(|job| Some(job.outcome?.as_ref().err()?.code())).collect();
    assert_eq!(codes, [ErrorCode::JobFailed]);
    board.mark_seen();
    assert_eq!(board.unseen(), [0; 0]);
}

#[test]
fn news_are_gathered_for_five_seconds() {
    let (mut world, pages) = pages(1);
    add(&mut world, pages[0], 1, 60_000);
    run_for(&mut world, 1_000);
    hide(&mut world, &pages);
    run_for(&mut world, 600_000);
    world.see(pages[0], false);
    run_for(&mut world, 4_900);
    assert!(told(&world).concat().is_empty());
    run_for(&mut world, 200);
    assert_eq!(told(&world), [[1]]);
}

// Statuses that are pushed to the page

#[test]
fn a_pushed_status_counts_like_a_poll() {
    let mut board = Board::new(clients());
    let job = azure_job(1);
    let key = board.add(job.clone(), &AddOptions::default(), 0).unwrap();
    let [(_, flight, _)] = &polls(&mut board)[..] else { panic!("one poll") };
    let flight = *flight;
    let pushed = of_job(&job.url, state("running"));
    board.handle_pushed(key, &pushed, Moment::at(1_000)).unwrap();
    assert_eq!(board.job(key, 1_000).unwrap().readings, 1);
    // The answer to the poll under way is older, so it is ignored.
    board.handle_response(
        key,
        flight,
        Ok(of_job(&job.url, state("notStarted"))),
        Moment::at(1_100),
    );
    assert_eq!(board.job(key, 1_100).unwrap().readings, 1);
    let planned = board.timeout().unwrap();
    assert!(planned > 1_100, "the next poll is planned again");
    tells(&mut board);
    board.handle_pushed(key, &of_job(&job.url, state("succeeded")), Moment::at(2_000)).unwrap();
    assert!(board.job(key, 2_000).unwrap().outcome.is_some_and(Result::is_ok));
    board.handle_pushed(key, &pushed, Moment::at(3_000)).unwrap();
    assert_eq!(board.job(key, 3_000).unwrap().readings, 2, "it has ended");
}

#[test]
fn a_pushed_status_of_another_job_is_refused() {
    let mut board = Board::new(clients());
    let key = board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    let pushed = of_job(&azure_job(2).url, state("succeeded"));
    let refused = board.handle_pushed(key, &pushed, Moment::at(10)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::UnreadableResponse);
    assert!(board.job(key, 10).unwrap().outcome.is_none());
    answer_all(&mut board, &state("running"), 20);
}

#[test]
fn a_board_that_does_not_poll_ignores_a_pushed_status() {
    let mut board = Board::new(clients());
    let key = board.add(azure_job(1), &AddOptions::default(), 0).unwrap();
    board.set_polling(false, 0);
    board
        .handle_pushed(key, &of_job(&azure_job(1).url, state("succeeded")), Moment::at(10))
        .unwrap();
    assert_eq!(board.job(key, 10).unwrap().readings, 0);
}
