//! The history of jobs that have ended.

use export_jobs::board::{
    AddOptions, Board, BoardAction, EndedJob, HistoryFilter, HistoryLimits, Stored, StoredEnd,
};
use export_jobs::project::plain::MemberType;
use export_jobs::tabs::{Action, Batch, Platform, Tab};
use export_jobs::{ErrorCode, JobState, Machine, Moment, Response, Result};
use serde_json::{Value, json};

use crate::foreign::Thing;
use crate::scenario::answers::{of_job, state};
use crate::service::{azure_job, clients};
use crate::world::World;

const NOW: u64 = 5_000_000;
const DATE: u64 = 1_700_000_000_000;
const DAY: u64 = 24 * 3_600_000;

/// A separate tab with a store that answers immediately.
struct Page {
    tab: Tab,
    now: u64,
    ended: Vec<EndedJob>,
    states: Vec<(String, Stored)>,
    /// False if writes to the store fail.
    is_there: bool,
    answers: Vec<Result<Vec<EndedJob>>>,
    batches: Vec<Batch>,
    reads: usize,
    answer: fn(&str) -> Response,
}

fn succeeded(_: &str) -> Response {
    state("succeeded")
}

impl Page {
    fn new(has_store: bool, limits: HistoryLimits) -> Self {
        let tab = Tab::new(Board::new(clients()), 30_000, false, Moment::at(NOW));
        let mut page = Self {
            tab,
            now: NOW,
            ended: Vec::new(),
            states: Vec::new(),
            is_there: has_store,
            answers: Vec::new(),
            batches: Vec::new(),
            reads: 0,
            answer: succeeded,
        };
        page.tab.set_history_limits(limits);
        page
    }

    /// Shares the board. Without locks, the tab works alone with the store.
    fn share(mut self) -> Self {
        let platform = Platform { has_locks: false, has_channel: true, has_store: self.is_there };
        self.tab.share(1, platform, self.at());
        self.pump();
        self
    }

    fn at(&self) -> Moment {
        Moment { date: DATE + self.now - NOW, ..Moment::at(self.now) }
    }

    fn pump(&mut self) {
        while let Some(action) = self.tab.poll_action() {
            let at = self.at();
            match action {
                Action::Load(number) => {
                    let states = self.is_there.then(|| self.states.clone());
                    self.tab.handle_loaded(number, states, at);
                }
                Action::LoadEnded(number) => {
                    self.reads += 1;
                    let record = |it: &EndedJob| (it.key(), StoredEnd::Ended(Box::new(it.clone())));
                    let records = self.is_there.then(|| self.ended.iter().map(record).collect());
                    self.tab.handle_ended_loaded(number, records, at);
                }
                Action::Save(number, batch) => {
                    if self.is_there {
                        let is_written = |it: &EndedJob| {
                            let key = it.key();
                            batch.ended.iter().any(|new| new.key() == key)
                                || batch.delete.contains(&key)
                        };
                        self.ended.retain(|it| !is_written(it));
                        self.ended.extend(batch.ended.iter().cloned());
                        self.batches.push(batch);
                    }
                    self.tab.handle_saved(number, self.is_there, at);
                }
                Action::Send { flight, request, .. } => {
                    assert!(self.tab.handle_departing(flight, at));
                    let response = of_job(&request.url, (self.answer)(&request.url));
                    self.tab.handle_response(flight, Ok(response), at);
                }
                Action::History { outcome, .. } => self.answers.push(outcome),
                _ => {}
            }
        }
    }

    /// Adds a job that has ended when it is first polled.
    fn end(&mut self, number: u64) {
        self.tab.add(azure_job(number), &AddOptions::default(), self.at()).unwrap();
        self.pump();
        while self.tab.board().keys().iter().any(|key| {
            self.tab.board().job(*key, self.now).is_some_and(|job| job.outcome.is_none())
        }) {
            self.now = self.tab.timeout().unwrap().max(self.now);
            self.tab.handle_timeout(self.at());
            self.pump();
        }
    }

    fn remove(&mut self, number: u64) {
        let key = self.tab.board().key(&azure_job(number).url).unwrap();
        assert!(self.tab.remove(key, self.at()));
        self.pump();
    }

    fn history(&mut self, filter: HistoryFilter) -> Vec<EndedJob> {
        self.tab.history(filter, self.at());
        self.pump();
        self.answers.pop().unwrap().unwrap()
    }

    fn ids(&mut self, filter: HistoryFilter) -> Vec<String> {
        self.history(filter).into_iter().map(|ended| ended.job.id).collect()
    }

    fn all(&mut self) -> Vec<String> {
        self.ids(HistoryFilter::default())
    }
}

fn ids<const N: usize>(numbers: [u64; N]) -> [String; N] {
    numbers.map(|number| format!("{number}_638"))
}

#[test]
fn jobs_that_ended_stay_known_when_they_are_removed() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.now += 60_000;
    page.end(2);
    assert_eq!(page.all(), ids([2, 1]), "newest first");
    page.remove(1);
    page.remove(2);
    assert_eq!(page.all(), ids([2, 1]));
    assert_eq!(page.tab.board().keys().len(), 0);
}

#[test]
fn a_job_is_stored_in_the_history_once_in_the_batch_that_stores_its_end() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    let with_end: Vec<_> = page.batches.iter().filter(|batch| !batch.ended.is_empty()).collect();
    let [batch] = with_end[..] else { panic!("{} batches", with_end.len()) };
    let ended = &batch.ended[0];
    assert!(batch.put.iter().any(|(key, _)| *key == ended.job.url), "with the job's own record");
    assert_eq!((ended.started_at, ended.outcome.as_ref()), (DATE, Some(&Ok(()))));
    assert_eq!(ended.ended_at, page.at().date);
}

#[test]
fn a_poll_that_ends_nothing_does_not_touch_the_history() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.answer = |_| state("running");
    for number in 0..50 {
        page.tab.add(azure_job(number), &AddOptions::default(), page.at()).unwrap();
    }
    page.pump();
    for _ in 0..100 {
        page.now = page.tab.timeout().unwrap().max(page.now);
        page.tab.handle_timeout(page.at());
        page.pump();
    }
    assert!(page.batches.len() > 50, "{} batches", page.batches.len());
    assert!(page.batches.iter().all(|batch| batch.ended.is_empty()));
    assert_eq!(page.reads, 0);
}

#[test]
fn a_board_that_is_not_stored_has_a_history_while_the_page_is_open() {
    for page in [
        Page::new(false, HistoryLimits::default()),
        Page::new(false, HistoryLimits::default()).share(),
    ] {
        let mut page = page;
        page.end(1);
        page.now += 1;
        page.end(2);
        page.remove(1);
        assert_eq!(page.all(), ids([2, 1]));
        page.tab.forget(None, &azure_job(1).url, page.at());
        assert_eq!(page.all(), ids([2]));
    }
}

#[test]
fn a_store_that_fails_later_loses_nothing_that_this_page_knows() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.is_there = false;
    page.end(2);
    page.remove(2);
    assert_eq!(page.all(), ids([2, 1]));
}

#[test]
fn old_jobs_leave_the_history_and_the_store() {
    let limits = HistoryLimits { max_age_ms: Some(DAY), max_jobs: Some(3) };
    let mut page = Page::new(true, limits).share();
    for number in 1..=5 {
        page.end(number);
        page.remove(number);
        page.now += 1_000;
    }
    assert_eq!(page.ended.len(), 5, "until the history is read");
    assert_eq!(page.all(), ids([5, 4, 3]));
    assert_eq!(page.ended.len(), 3);
    page.now += DAY - 3_000;
    assert_eq!(page.all(), ids([5, 4, 3]));
    page.now += 1_001;
    assert_eq!(page.all(), ids([5]), "the others ended more than a day ago");
    assert_eq!(page.ended.len(), 1);
}

#[test]
fn old_jobs_leave_the_store_even_if_nobody_reads_the_history() {
    let limits = HistoryLimits { max_jobs: Some(10), ..HistoryLimits::default() };
    let mut page = Page::new(true, limits).share();
    for number in 0..250 {
        page.end(number);
        page.remove(number);
        page.now += 10;
    }
    assert!(page.ended.len() <= 111, "{} records", page.ended.len());
    assert!(page.reads <= 4, "{} reads for 250 jobs", page.reads);
}

#[test]
fn a_page_without_a_history_stores_none() {
    let limits = HistoryLimits { max_jobs: Some(0), ..HistoryLimits::default() };
    let mut page = Page::new(true, limits).share();
    page.end(1);
    page.remove(1);
    assert_eq!((page.all(), page.ended.len()), (vec![], 0));
    assert!(page.batches.iter().all(|batch| batch.ended.is_empty()));
}

#[test]
fn a_forgotten_job_leaves_every_board_and_every_history() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    let url = azure_job(1).url;
    page.tab.forget(page.tab.board().key(&url), &url, page.at());
    page.pump();
    assert_eq!((page.all(), page.ended.len()), (vec![], 0));
    assert!(page.tab.board().key(&url).is_none());
    let state = page.tab.state(page.at());
    assert!(state.removed[0].is_forgotten, "other tabs are told");
}

#[test]
fn a_filter_chooses_jobs() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.answer = |_| state("failed");
    page.now += 1_000;
    page.end(2);
    let ended = page.history(HistoryFilter::default());
    let (second, first) = (ended[0].ended_at, ended[1].ended_at);
    let all = HistoryFilter::default;
    let text = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (HistoryFilter { states: Some(vec![JobState::Failed]), ..all() }, vec!["2_638"]),
        (HistoryFilter { states: Some(vec![]), ..all() }, vec![]),
        (HistoryFilter { since: Some(second), ..all() }, vec!["2_638"]),
        (HistoryFilter { until: Some(second), ..all() }, vec!["1_638"]),
        (HistoryFilter { since: Some(first), limit: Some(1), ..all() }, vec!["2_638"]),
        (HistoryFilter { project: text("Inbox"), ..all() }, vec!["2_638", "1_638"]),
        (HistoryFilter { project: text("Other"), ..all() }, vec![]),
        (HistoryFilter { operation: text("import"), ..all() }, vec![]),
        (
            HistoryFilter { service: text("azure-language/analyze-text"), ..all() },
            vec!["2_638", "1_638"],
        ),
    ] {
        assert_eq!(page.ids(filter.clone()), expected, "{filter:?}");
    }
}

#[test]
fn a_job_that_is_followed_again_has_not_ended() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.answer = |_| state("running");
    let pace =
        export_jobs::service::PaceOptions { timeout_ms: Some(60_000.0), ..Default::default() };
    page.tab.add(azure_job(1), &AddOptions { pace }, page.at()).unwrap();
    page.pump();
    page.now += 60_001;
    page.tab.handle_timeout(page.at());
    page.pump();
    let [ended] = &page.history(HistoryFilter::default())[..] else { panic!("given up") };
    let error = ended.outcome.as_ref().unwrap().as_ref().unwrap_err();
    assert_eq!(error.code(), ErrorCode::Timeout);
    page.tab.add(azure_job(1), &AddOptions::default(), page.at()).unwrap();
    assert_eq!(page.all(), [""; 0]);
    page.answer = succeeded;
    page.now += 60_000;
    page.tab.handle_timeout(page.at());
    page.pump();
    let [ended] = &page.history(HistoryFilter::default())[..] else { panic!("ended") };
    assert_eq!(ended.outcome, Some(Ok(())));
}

#[test]
fn the_size_of_a_result_is_noted_for_current_and_earlier_jobs() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.tab.note_result(&azure_job(1).url, 4_096, page.at());
    page.pump();
    let key = page.tab.board().key(&azure_job(1).url).unwrap();
    assert_eq!(page.tab.board().job(key, page.now).unwrap().result_bytes, Some(4_096));
    assert_eq!(page.ended[0].result_bytes, Some(4_096));
    page.remove(1);
    page.tab.note_result(&azure_job(1).url, 8_192, page.at());
    page.pump();
    assert_eq!(page.history(HistoryFilter::default())[0].result_bytes, Some(8_192));
    page.tab.note_result(&azure_job(7).url, 1, page.at());
    assert_eq!(page.all(), ids([1]), "an unknown job is not added");
}

#[test]
fn a_closed_board_rejects_pending_requests_for_its_history() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.tab.history(HistoryFilter::default(), page.at());
    page.tab.close(page.at());
    page.tab.history(HistoryFilter::default(), page.at());
    page.pump();
    let codes: Vec<_> = page.answers.into_iter().map(|it| it.unwrap_err().code()).collect();
    assert_eq!(codes, [ErrorCode::Closed, ErrorCode::Closed]);
}

#[test]
fn a_history_is_given_although_the_store_does_not_answer() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.tab.history(HistoryFilter::default(), page.at());
    while let Some(action) = page.tab.poll_action() {
        assert!(!matches!(action, Action::History { .. }));
    }
    page.now += export_jobs::tabs::STORE_PATIENCE_MS;
    page.tab.handle_timeout(page.at());
    page.pump();
    let answer = page.answers.pop().unwrap().unwrap();
    assert_eq!(answer.len(), 1, "the jobs that this page knows");
}

// The records in the store

fn record(changes: &Value) -> Value {
    let job = json!({ "service": "avepoint", "operation": "export", "id": "7", "url": "https://a.example/7" });
    let mut record = json!({
        "version": 2, "job": job, "outcome": {}, "status": { "state": "succeeded" },
        "startedAt": 1_000, "endedAt": 3_000, "readings": 2, "changes": 5,
    });
    for (name, value) in changes.as_object().unwrap() {
        record[name] = value.clone();
    }
    record
}

fn read(value: &Value) -> StoredEnd {
    StoredEnd::read(&Thing::from(value))
}

#[test]
fn a_record_comes_back_as_it_was_written() {
    let StoredEnd::Ended(ended) = read(&record(&json!({ "resultBytes": 77 }))) else { panic!() };
    assert_eq!((ended.started_at, ended.ended_at, ended.result_bytes), (1_000, 3_000, Some(77)));
    let written: Value = serde_json::from_str(&ended.to_plain().to_json()).unwrap();
    assert_eq!(read(&written), StoredEnd::Ended(ended));
    assert_eq!(written["version"], 2, "an earlier version of the module leaves it alone");
    assert_eq!(Stored::read(&Thing::from(&written)), Stored::Later);
}

#[test]
fn a_broken_record_is_junk_and_a_later_version_is_not() {
    assert_eq!(read(&record(&json!({ "version": 3 }))), StoredEnd::Later);
    for junk in [
        json!(null),
        json!(7),
        record(&json!({ "version": 1 })),
        record(&json!({ "job": null })),
        record(&json!({ "outcome": null })),
        // The outcome is a success, and the status contradicts it.
        record(&json!({ "status": { "state": "running" } })),
    ] {
        assert_eq!(read(&junk), StoredEnd::Junk, "{junk}");
    }
}

#[test]
fn broken_and_foreign_records_are_cleared_and_those_of_later_versions_are_kept() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    page.tab.history(HistoryFilter::default(), page.at());
    let other = EndedJob { job: azure_job(2), ..page.ended[0].clone() };
    let records = vec![
        ("ended/junk".to_owned(), StoredEnd::Junk),
        ("ended/later".to_owned(), StoredEnd::Later),
        ("ended/elsewhere".to_owned(), StoredEnd::Ended(Box::new(other.clone()))),
        (other.key(), StoredEnd::Ended(Box::new(other))),
    ];
    let mut deleted = Vec::new();
    while let Some(action) = page.tab.poll_action() {
        match action {
            Action::LoadEnded(number) => {
                page.tab.handle_ended_loaded(number, Some(records.clone()), page.at());
            }
            Action::Save(_, batch) => deleted.extend(batch.delete),
            Action::History { outcome, .. } => page.answers.push(outcome),
            _ => {}
        }
    }
    assert_eq!(page.answers.pop().unwrap().unwrap().len(), 2);
    assert_eq!(deleted, ["ended/junk", "ended/elsewhere"]);
}

#[test]
fn no_secret_reaches_the_history() {
    let mut page = Page::new(true, HistoryLimits::default()).share();
    page.end(1);
    let mut state = page.tab.state(page.at());
    let signed = "https://x.blob.core.windows.net/a?sig=SECRET0123456789";
    state.jobs[0].status.as_mut().unwrap().result_url = Some(signed.to_owned());
    let mut other = Page::new(true, HistoryLimits::default()).share();
    other.tab.restore(state, page.at());
    other.pump();
    let key = other.tab.board().key(&azure_job(1).url).unwrap();
    let status = other.tab.board().job(key, other.now).unwrap().status.unwrap();
    assert_eq!(status.result_url.as_deref(), Some(signed), "the page has it");
    let ended = other.history(HistoryFilter::default());
    let text = ended[0].to_plain().to_json();
    assert!(text.contains("succeeded") && !text.contains("SECRET"), "{text}");
}

// Several tabs

#[test]
fn every_tab_and_every_later_page_finds_the_same_history() {
    let mut world = World::new(3, 2, 0);
    world.steady = true;
    (0..2).for_each(|page| world.see(page, false));
    world.run(5_000);
    for number in 1..=3 {
        let job = azure_job(number);
        world.follow_for(&job, 20_000);
        world.add((number % 2) as usize, job, 600_000);
    }
    world.run(60_000);
    world.remove_here(1, &azure_job(2));
    world.run(61_000);
    let later = world.open(false);
    world.run(70_000);
    let mut found = Vec::new();
    for page in [0, 1, later] {
        world.ask_for_history(page);
        world.run(world.elapsed() + 1_000);
        let mut urls: Vec<_> =
            world.pages[page].history.take().unwrap().into_iter().map(|it| it.job.url).collect();
        urls.sort();
        found.push(urls);
    }
    let expected: Vec<_> = (1..=3).map(|number| azure_job(number).url).collect();
    assert_eq!(found, vec![expected; 3]);
    assert_eq!(world.stored_ended.len(), 3);
    world.forget_here(0, &azure_job(2));
    world.forget_here(1, &azure_job(3));
    world.run(world.elapsed() + 1_000);
    assert_eq!(
        world.stored_ended.keys().collect::<Vec<_>>(),
        [&EndedJob::key_of(&azure_job(1).url)]
    );
    for page in [0, 1, later] {
        assert!(world.pages[page].board().key(&azure_job(3).url).is_none());
    }
}

/// Returns two pages of one site, of which the first polls.
fn two_pages() -> (World, usize, usize) {
    let mut world = World::new(3, 2, 0);
    world.steady = true;
    (0..2).for_each(|page| world.see(page, false));
    world.run(5_000);
    let leader = usize::from(!world.pages[0].leads());
    (world, leader, 1 - leader)
}

/// Lets time pass until a page knows that a job has ended.
fn run_until_ended(world: &mut World, page: usize, number: u64) {
    let url = azure_job(number).url;
    for _ in 0..600_000 {
        let board = world.pages[page].board();
        if board.job(board.key(&url).unwrap(), 0).unwrap().outcome.is_some() {
            return;
        }
        let next = world.elapsed() + 1;
        world.run(next);
    }
    panic!("the job goes on");
}

#[test]
fn a_job_removed_right_after_its_end_stays_in_the_history_without_the_polling_tab() {
    let (mut world, leader, other) = two_pages();
    let job = azure_job(1);
    world.follow_for(&job, 20_000);
    world.add(other, job.clone(), 600_000);
    run_until_ended(&mut world, other, 1);
    // The other tab's writes are lost with it.
    world.stored_ended.clear();
    world.crash(leader);
    world.remove_here(other, &job);
    world.run(world.elapsed() + 1_000);
    world.ask_for_history(other);
    world.run(world.elapsed() + 1_000);
    assert_eq!(world.pages[other].history.as_ref().unwrap().len(), 1);
}

#[test]
fn a_tab_that_stores_the_end_of_a_job_late_does_not_bring_it_back() {
    let (mut world, leader, other) = two_pages();
    let job = azure_job(1);
    world.follow_for(&job, 20_000);
    world.add(other, job.clone(), 600_000);
    run_until_ended(&mut world, other, 1);
    world.run(world.elapsed() + 1_000);
    let late = world.stored_ended.clone();
    world.forget_here(other, &job);
    // The other tab writes after the removal, and before it hears of the removal.
    world.stored_ended.extend(late);
    world.run(world.elapsed() + 2_000);
    assert!(world.stored_ended.is_empty(), "{:?}", world.stored_ended.keys());
    assert!(world.pages[leader].board().key(&job.url).is_none());
}

#[test]
fn a_tab_that_hears_of_an_end_later_knows_when_it_was() {
    let mut board = Board::new(clients());
    let key = board.add(azure_job(1), &AddOptions::default(), NOW).unwrap();
    while let Some(action) = board.poll_action() {
        if let BoardAction::Send { key, flight, request, .. } = action {
            let answer = of_job(&request.url, state("succeeded"));
            board.handle_response(key, flight, Ok(answer), Moment::at(NOW + 5_000));
        }
    }
    assert_eq!(board.job(key, NOW + 6_000).unwrap().ended_ago_ms, Some(1_000));
    let state = board.state(NOW + 7_000, DATE);
    let mut later = Board::new(clients());
    later.merge(state, 100_000, DATE + 3_000);
    let key = later.key(&azure_job(1).url).unwrap();
    let job = later.job(key, 100_000).unwrap().on(DATE + 3_000);
    assert_eq!(job.ended_ago_ms, Some(5_000), "2 s before it was sent, and 3 s since");
    assert_eq!(job.date, Some(DATE + 3_000));
}
