//! What must hold in every world. `BOARD_SEED=7` replays one, `BOARD_CASES=10000` looks at more, and both
//! together look at those from a seed on.

use export_jobs::ErrorCode;

use export_jobs::tabs::Role;

use crate::page::Page;
use crate::service::End;
use crate::world::{Store, World};

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn thousands_of_random_worlds_keep_the_rules() {
    let first = setting("BOARD_SEED");
    let cases = setting("BOARD_CASES").unwrap_or(if first.is_some() { 1 } else { 2_000 });
    let first = first.unwrap_or_default();
    let seeds = first..first + cases;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |first: usize| {
        let seeds = seeds.clone().skip(first).step_by(threads);
        seeds.map(live_or_tell).fold(Tally::default(), Tally::add)
    };
    let tally = std::thread::scope(|scope| {
        let shares: Vec<_> = (0..threads).map(|first| scope.spawn(move || share(first))).collect();
        let tallies = shares.into_iter().map(|share| match share.join() {
            Ok(tally) => tally,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        tallies.fold(Tally::default(), Tally::add)
    });
    println!("{tally:?}");
    assert_eq!(tally.broken, 0, "worlds that break a rule: their seeds are printed above");
    tally.expect_enough();
}

/// Counts of the events in the worlds, which show that the worlds are not empty.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    worlds: u64,
    /// Worlds that break a rule.
    broken: u64,
    jobs: usize,
    requests: u64,
    /// Jobs in the histories of all pages at the end.
    remembered: usize,
    /// The number of announcements and notifications.
    news: usize,
    submitted: u64,
    cancelled: usize,
    exports_started: u64,
    /// The number of times that polling moved to another tab.
    takeovers: u64,
    /// The number of worlds in which the highest allowed number of exports ran.
    full: u64,
    /// The number of submissions by tabs that did not poll.
    granted: u64,
    /// The number of returns of a page from the back/forward cache.
    returns: u64,
    /// The number of boards that were closed.
    closed: u64,
    /// The number of slow answers and of failed writes of the store.
    slow_answers: u64,
    refused: u64,
    /// The number of polls that waited long for their credential.
    slow_credentials: u64,
}

impl Tally {
    fn add(self, other: Self) -> Self {
        Self {
            worlds: self.worlds + other.worlds,
            broken: self.broken + other.broken,
            jobs: self.jobs + other.jobs,
            requests: self.requests + other.requests,
            remembered: self.remembered + other.remembered,
            news: self.news + other.news,
            submitted: self.submitted + other.submitted,
            cancelled: self.cancelled + other.cancelled,
            takeovers: self.takeovers + other.takeovers,
            exports_started: self.exports_started + other.exports_started,
            full: self.full + other.full,
            granted: self.granted + other.granted,
            returns: self.returns + other.returns,
            closed: self.closed + other.closed,
            slow_answers: self.slow_answers + other.slow_answers,
            refused: self.refused + other.refused,
            slow_credentials: self.slow_credentials + other.slow_credentials,
        }
    }

    /// Worlds in which nothing happens prove nothing. The minimums are about half of what the worlds
    /// had when they were set.
    fn expect_enough(&self) {
        /// With fewer worlds, chance decides.
        const FEW: u64 = 500;
        if self.worlds < FEW {
            return;
        }
        let of = |per_thousand: u64| self.worlds * per_thousand / 1_000;
        let floors = [
            ("jobs", self.jobs as u64, of(7_000)),
            ("requests", self.requests, of(70_000)),
            ("news", self.news as u64, of(500)),
            ("jobs in histories", self.remembered as u64, of(5_000)),
            ("submissions", self.submitted, of(4_500)),
            ("cancellations", self.cancelled as u64, of(200)),
            ("exports", self.exports_started, of(1_800)),
            ("takeovers", self.takeovers, of(2_000)),
            ("worlds at AvePoint's limit", self.full, of(80)),
            ("submissions of tabs that do not poll", self.granted, of(2_000)),
            ("returns", self.returns, of(550)),
            ("boards that were closed", self.closed, of(110)),
            ("slow answers of the store", self.slow_answers, of(3_500)),
            ("refusals of the store", self.refused, of(170)),
            ("slow credentials", self.slow_credentials, of(1_000)),
        ];
        for (what, seen, floor) in floors {
            assert!(seen >= floor, "{seen} {what} in {} worlds; at least {floor}", self.worlds);
        }
    }
}

/// The time within which each page must return its history at the end of a world.
const SINCE_ASKED_MS: u64 = 5_000;

fn live_or_tell(seed: u64) -> Tally {
    std::panic::catch_unwind(|| live_through(seed)).unwrap_or_else(|_| {
        eprintln!("In the world of seed {seed}: replay it with BOARD_SEED={seed}.");
        Tally { broken: 1, ..Tally::default() }
    })
}

/// Runs one world, and checks it at its end. The services check the other rules during the run.
fn live_through(seed: u64) -> Tally {
    let mut world = World::empty(seed, [0, 10, 40][seed as usize % 3]);
    world.store = [Store::Quick, Store::Slow, Store::Quick, Store::Silent, Store::Full]
        [seed as usize / 12 % 5];
    for _ in 0..1 + seed % 4 {
        let hidden = world.random.percent(30);
        world.open(hidden);
    }
    world.wake_people();
    world.run(100_000 + seed % 7 * 100_000);
    world.calm_down();
    // Long enough for every deadline, and for a freeze to end.
    let end = world.elapsed() + 800_000;
    world.run(end);
    for page in 0..world.pages.len() {
        if world.pages[page].alive {
            world.ask_for_history(page);
        }
    }
    world.run(end + SINCE_ASKED_MS);
    let alive = world.pages.iter().filter(|tab| tab.alive);
    // A page whose store has failed may work alone, and says so.
    let shares = |tab: &&Page| tab.tab.role() != Role::Alone;
    let together = alive.filter(shares).collect::<Vec<_>>();
    let leading = together.iter().filter(|tab| tab.leads()).count();
    assert_eq!(leading, together.len().min(1), "tabs that poll");
    // A page may have been opened in the background after all others became visible.
    let is_seen = together.iter().any(|tab| !tab.hidden);
    let (mut remembered, mut news) = (0, 0);
    for (number, tab) in world.pages.iter().enumerate().filter(|(_, tab)| tab.alive) {
        let at = world.now + tab.clock;
        for times in tab.ended.values() {
            assert_eq!(*times, 1, "a job's end is reported once");
        }
        assert!(
            tab.submissions.is_empty(),
            "submissions that nobody answered: {:?}",
            tab.submissions
        );
        // Another tab's message may not arrive if a store has failed.
        if tab.tab.role() != Role::Alone && is_seen && !world.services.each_for_itself {
            assert_eq!((tab.board().unseen(), tab.count), (&[][..], 0), "news in tab {number}");
        }
        news += tab.told.len() + tab.notifications;
        remembered += check_history(&world, number);
        assert!(tab.cancels.is_empty(), "cancellations without an answer: {:?}", tab.cancels);
        for followed in world.jobs.values() {
            let url = &followed.job.url;
            let (end, ends_at) = (world.services.jobs[url].end, world.services.jobs[url].ends_at);
            let key = tab.board().key(url);
            if followed.removed {
                // Unless the store failed to note it in time.
                let is_noted = !world.services.each_for_itself && !followed.is_removal_lost;
                let is_back = key.is_some() && is_noted;
                assert!(!is_back, "{url} is back in tab {number}");
                continue;
            }
            // The answer to a submission is lost with its tab.
            let Some(key) = key else {
                let is_expected = followed.stored_in_time && tab.tab.alone_because().is_none();
                assert!(!is_expected, "tab {number} lost {url}");
                continue;
            };
            let job = tab.board().job(key, at).unwrap();
            let Some(outcome) = job.outcome else {
                assert!(followed.deadline + 61_000 > world.now, "{url} is overdue in tab {number}");
                continue;
            };
            let state = job.status.map(|status| status.state.as_str());
            let is_right = match (outcome, end) {
                (Ok(()), End::Succeeded) => state == Some("succeeded"),
                (Ok(()), End::Partial) => state == Some("partiallyCompleted"),
                (Err(error), End::Failed) if state == Some("failed") => {
                    error.code() == ErrorCode::JobFailed
                }
                (Err(error), End::Cancelled) if state == Some("cancelled") => {
                    error.code() == ErrorCode::JobCancelled
                }
                (Err(error), End::Gone) if error.code() == ErrorCode::NotFound => {
                    ends_at <= world.now
                }
                // A job can fail before its end is read: at the deadline, or after too many faults.
                (Err(error), _) => matches!(
                    error.code(),
                    ErrorCode::Timeout
                        | ErrorCode::Network
                        | ErrorCode::HttpError
                        | ErrorCode::UnreadableResponse
                ),
                _ => false,
            };
            assert!(is_right, "{url} ended {end:?} and is said to be {state:?}, {outcome:?}");
        }
    }
    Tally {
        worlds: 1,
        broken: 0,
        jobs: world.jobs.len(),
        requests: world.services.requests,
        remembered,
        news,
        submitted: world.submitted,
        takeovers: world.takeovers,
        cancelled: world
            .services
            .jobs
            .values()
            .filter(|job| job.cancelling_since.is_some())
            .count(),
        exports_started: world.services.exports_started,
        full: u64::from(world.services.fullest == 5),
        granted: world.granted,
        returns: world.returns,
        closed: world.closed,
        slow_answers: world.slow_answers,
        refused: world.refused,
        slow_credentials: world.slow_credentials,
    }
}

/// Each job that has ended is in the history exactly once, as it ended, and no other job is. Returns the
/// number of jobs in the history.
fn check_history(world: &World, page: usize) -> usize {
    let tab = &world.pages[page];
    assert!(tab.waits_for_history.is_empty(), "a question for the history without an answer");
    let history = tab.history.as_ref().unwrap();
    let is_ordered = history.is_sorted_by(|one, next| one.ended_at >= next.ended_at);
    assert!(is_ordered, "newest first");
    let mut urls: Vec<_> = history.iter().map(|ended| &ended.job.url).collect();
    urls.sort();
    assert!(urls.is_sorted_by(|one, next| one < next), "a job is doubled in tab {page}");
    for followed in world.jobs.values() {
        let url = &followed.job.url;
        let found = history.iter().find(|ended| ended.job.url == *url);
        let now = world.now + tab.clock;
        let here = tab.board().key(url).and_then(|key| tab.board().job(key, now));
        match here {
            // It ended after the history was requested.
            Some(job) if job.ended_ago_ms.is_some_and(|ago| ago <= SINCE_ASKED_MS) => {}
            Some(job) => {
                let outcome = found.and_then(|ended| ended.outcome.as_ref());
                assert_eq!(outcome, job.outcome, "{url} in the history of tab {page}");
            }
            None if followed.ended_before && !world.services.each_for_itself => {
                assert!(found.is_some(), "{url} is lost from the history of tab {page}");
            }
            None => {}
        }
    }
    history.len()
}
