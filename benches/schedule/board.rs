//! The board itself, with real requests and answers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

use export_jobs::board::{AddOptions, Board, BoardAction, BoardState, HistoryState};
use export_jobs::service::PaceOptions;
use export_jobs::service::{self, AvePoint, AzureLanguage, Family, Operation};
use export_jobs::{Headers, Machine, Moment, Response};

use crate::law::Law;
use crate::random::Random;
use crate::service::{Job, Service, one_way};
use crate::tally::Tally;

const START: u64 = 1_700_000_000_000;

/// Runs the board without any history of such jobs.
pub fn cold(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    follow(law, jobs, random, None)
}

/// Runs the board after it has followed fifty such jobs.
pub fn learned(law: &Law, jobs: &[Job], random: &mut Random) -> Tally {
    let mut history = export_jobs::board::History::default();
    for _ in 0..50 {
        let length = law.length(random);
        let seen = length.saturating_sub(length / 10 + 200);
        history.went_on(0, seen);
        history.ended(seen, length + 200);
    }
    follow(law, jobs, random, Some(history.counts()))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Add(usize),
    Arrive { key: u32, flight: u32, job: usize },
    Answer { key: u32, flight: u32, job: usize, body: String, status: u16, retry_after: u64 },
}

fn follow(law: &Law, jobs: &[Job], random: &mut Random, counts: Option<Vec<f64>>) -> Tally {
    let azure = AzureLanguage::new(
        "https://contoso.cognitiveservices.azure.com",
        Family::AnalyzeText,
        None,
    )
    .unwrap();
    let avepoint = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
    let client: Rc<dyn service::Service> =
        if law.is_avepoint { Rc::new(avepoint.clone()) } else { Rc::new(azure.clone()) };
    let mut board = Board::new(vec![client]);
    if let Some(counts) = counts {
        let kind =
            if law.is_avepoint { "avepoint export" } else { "azure-language/analyze-text export" };
        let histories = vec![HistoryState { kind: kind.to_owned(), counts }];
        board.merge(BoardState { histories, ..BoardState::default() }, START, START);
    }
    let mut service = Service::of(law);
    let mut tally = Tally::default();
    let mut by_url = BTreeMap::new();
    let mut events: BinaryHeap<Reverse<(u64, Event)>> = BinaryHeap::new();
    for (n, job) in jobs.iter().enumerate() {
        events.push(Reverse((START + job.added_at, Event::Add(n))));
    }
    let mut left = jobs.len();
    let pace = PaceOptions { timeout_ms: Some(8.64e7), ..PaceOptions::default() };
    while left > 0 {
        let event = events.peek().map(|Reverse((at, _))| *at);
        let now = match (event, board.timeout()) {
            (Some(event), Some(wake)) if wake < event => wake,
            (Some(event), _) => event,
            (None, Some(wake)) => wake,
            (None, None) => panic!("{left} jobs are forgotten"),
        };
        if event == Some(now) {
            let Some(Reverse((_, event))) = events.pop() else { continue };
            match event {
                Event::Add(n) => {
                    let job = if law.is_avepoint {
                        avepoint.job(&n.to_string())
                    } else {
                        azure.job(Operation::Export, "Inbox", &n.to_string())
                    };
                    let job = job.unwrap();
                    by_url.insert(job.url.clone(), n);
                    board.add_started(job, &AddOptions { pace }, now).unwrap();
                }
                Event::Arrive { key, flight, job } => {
                    let at = now - START;
                    let (status, body, retry_after) = match service.arrive(at) {
                        Err(wait) => (429, String::new(), wait.div_ceil(1_000)),
                        Ok(()) => (200, body(law, &jobs[job], at), 0),
                    };
                    tally.throttled += u64::from(status == 429);
                    let answer = Event::Answer { key, flight, job, body, status, retry_after };
                    events.push(Reverse((now + one_way(random), answer)));
                }
                Event::Answer { key, flight, job, body, status, retry_after } => {
                    let retry_after = retry_after.to_string();
                    let headers: Headers = if status == 429 {
                        [("Retry-After", retry_after.as_str())].into_iter().collect()
                    } else {
                        Headers::new()
                    };
                    let response =
                        Response { status, headers, body: body.into_bytes(), received_at_ms: now };
                    let at = Moment { jitter: random.share(), ..Moment::at(now) };
                    board.handle_response(key, flight, Ok(response), at);
                    if board.job(key, now).is_some_and(|job| job.outcome.is_some()) {
                        left -= 1;
                        tally.found(now - START - jobs[job].ends_at);
                    }
                }
            }
        } else {
            board.handle_timeout(Moment::at(now));
        }
        while let Some(action) = board.poll_action() {
            if let BoardAction::Send { key, flight, request, .. } = action {
                tally.requests += 1;
                let job = by_url[&request.url];
                events.push(Reverse((now + one_way(random), Event::Arrive { key, flight, job })));
            }
        }
    }
    tally
}

fn body(law: &Law, job: &Job, now: u64) -> String {
    let done = now >= job.ends_at;
    if law.is_avepoint {
        return format!(r#"{{"jobStatus":{},"status":200,"message":""}}"#, 1 + u8::from(done));
    }
    let state = if done { "succeeded" } else { "running" };
    let percent = if done { 100.0 } else { job.percent(now) };
    let progress =
        if law.tells_progress { format!(r#","percentComplete":{percent}"#) } else { String::new() };
    format!(r#"{{"status":"{state}"{progress}}}"#)
}
