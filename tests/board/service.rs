//! Services that record their callers and check the rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use export_jobs::service::{AvePoint, AzureLanguage, Family, Operation, Service};
use export_jobs::{Credential, Error, ErrorCode, Job, Request, Response};

use crate::random::Random;
use crate::scenario::answers::{answer, http, job_status, of_job, ok, state};

pub const AZURE: &str = "https://contoso.cognitiveservices.azure.com";
pub const FABRIKAM: &str = "https://fabrikam.cognitiveservices.azure.com";
pub const AVEPOINT: &str = "https://graph-us.avepointonlineservices.com";

/// The indexes of the clients.
pub const AZURE_CLIENT: usize = 0;
pub const AVEPOINT_CLIENT: usize = 2;

/// The origin of each client, and its secret.
const ORIGINS: [(&str, &str); 3] = [
    (AZURE, "contoso-key-0123456789"),
    (FABRIKAM, "fabrikam-key-0123456789"),
    (AVEPOINT, "avepoint-token-0123456789"),
];

pub fn azure() -> AzureLanguage {
    azure_at(0)
}

fn azure_at(client: usize) -> AzureLanguage {
    let (origin, secret) = ORIGINS[client];
    let client = AzureLanguage::new(origin, Family::AnalyzeText, None).unwrap();
    client.with_credential(Credential::Key(secret.into()))
}

pub fn avepoint() -> AvePoint {
    let (origin, secret) = ORIGINS[AVEPOINT_CLIENT];
    AvePoint::new(origin).unwrap().with_credential(Credential::Token(secret.into())).unwrap()
}

/// Returns the clients of every board of a world.
pub fn clients() -> Vec<Rc<dyn Service>> {
    vec![Rc::new(azure_at(0)), Rc::new(azure_at(1)), Rc::new(avepoint())]
}

pub fn azure_job(n: u64) -> Job {
    job_of(0, n)
}

/// Returns an export at one of the two Azure resources.
pub fn job_of(client: usize, n: u64) -> Job {
    azure_at(client).job(Operation::Export, "Inbox", &format!("{n}_638")).unwrap()
}

/// Returns a training, which can be cancelled.
pub fn training(n: u64) -> Job {
    azure().job(Operation::Train, "Inbox", &format!("{n}_638")).unwrap()
}

pub fn avepoint_job(n: u64) -> Job {
    avepoint().job(&n.to_string()).unwrap()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Succeeded,
    Partial,
    Failed,
    Cancelled,
    /// The job is deleted, so the status is 404.
    Gone,
}

pub struct ServiceJob {
    pub ends_at: u64,
    pub end: End,
    /// Requests under way, by tab.
    pub in_flight: Vec<usize>,
    pub asked_at: Option<u64>,
    /// The tab that polled last.
    pub asked_by: Option<usize>,
    /// When its cancellation was accepted.
    pub cancelling_since: Option<u64>,
    /// Until when it counts as one of AvePoint's running exports that the boards started and have not
    /// given up: as long as an answer may take, and without an end once it has arrived.
    pub counts_until: u64,
}

/// The outcome of a request.
pub enum Reply {
    Answer(Response),
    Failure(Error),
    /// No answer until the caller gives up.
    Silence,
}

#[derive(Default)]
pub struct Services {
    pub jobs: BTreeMap<String, ServiceJob>,
    /// When requests were sent to read a status, and to change something, at each client's origin.
    reads: [Vec<u64>; 3],
    changes: [Vec<u64>; 3],
    /// The percentage of requests that meet a fault.
    pub faults: u64,
    /// True if the store has failed a page. Then only each page by itself can keep the limits.
    pub each_for_itself: bool,
    pub requests: u64,
    pub exports_started: u64,
    /// The highest number of exports that ran at the same time.
    pub fullest: usize,
}

/// Checks that no more than this many were sent in this time.
fn check_rate(sent: &[u64], count: usize) {
    let Some(first) = sent.len().checked_sub(count + 1) else { return };
    let span = sent[sent.len() - 1] - sent[first];
    assert!(span >= 60_000, "{} requests within {span} ms", count + 1);
}

/// Checks that the secret of a request, and the client whose token its driver would add, belong to
/// its origin.
fn check_credential(request: &Request, client: usize) {
    let (origin, secret) = ORIGINS[client];
    assert!(
        request.url.starts_with(&format!("{origin}/")),
        "{origin}'s client for {}",
        request.url
    );
    let carried: Vec<_> =
        request.headers.iter().filter(|(_, value)| value.contains("0123456789")).collect();
    assert!(
        matches!(carried[..], [(_, value)] if value.ends_with(secret)),
        "{carried:?} to {origin}"
    );
}

impl Services {
    pub fn new(faults: u64) -> Self {
        Self { faults, ..Self::default() }
    }

    pub fn start(&mut self, job: &Job, ends_at: u64, end: End) {
        let started = ServiceJob {
            ends_at,
            end,
            in_flight: Vec::new(),
            asked_at: None,
            asked_by: None,
            cancelling_since: None,
            counts_until: 0,
        };
        self.jobs.entry(job.url.clone()).or_insert(started);
    }

    /// An export that was started through the board begins to run.
    pub fn run_export(&mut self, job: &Job, now: u64) {
        let runs = |job: &&ServiceJob| job.counts_until > now && job.ends_at > now;
        let running = self.jobs.values().filter(runs).count();
        assert!(
            running < 5 || self.each_for_itself,
            "a sixth export, of the five that AvePoint runs"
        );
        self.exports_started += 1;
        self.fullest = self.fullest.max(running + 1);
        // Slightly less than the boards keep its place.
        self.jobs.get_mut(&job.url).expect("a job of the service").counts_until = now + 350_000;
    }

    /// Records that the answer to its submission has arrived.
    pub fn is_told_of(&mut self, job: Option<&Job>) {
        let job = job.and_then(|job| self.jobs.get_mut(&job.url));
        if let Some(job) = job.filter(|job| job.counts_until > 0) {
            job.counts_until = u64::MAX;
        }
    }

    /// Records that a job was removed or has timed out. It may still run, and no board can know.
    pub fn nobody_knows_of(&mut self, job: Option<&Job>) {
        if let Some(job) = job.and_then(|job| self.jobs.get_mut(&job.url)) {
            job.counts_until = 0;
        }
    }

    /// Receives a poll of a tab, and checks that it breaks no rule.
    pub fn ask(
        &mut self,
        request: &Request,
        client: usize,
        tab: usize,
        now: u64,
        random: &mut Random,
    ) -> Reply {
        self.requests += 1;
        check_credential(request, client);
        let url = &request.url;
        let is_azure = client != AVEPOINT_CLIENT;
        if is_azure {
            self.reads[client].push(now);
            if !self.each_for_itself {
                check_rate(&self.reads[client], 100);
            }
        }
        let floor = if is_azure { 250 } else { 120_000 };
        let job = self.jobs.get_mut(url).expect("a job of the service");
        let counts = |other: usize| !self.each_for_itself || other == tab;
        assert!(!job.in_flight.iter().any(|one| counts(*one)), "two requests at once for {url}");
        if let Some(before) = job.asked_at.filter(|_| job.asked_by.is_some_and(counts)) {
            assert!(now - before >= floor, "{} ms between two polls of {url}", now - before);
        }
        (job.asked_at, job.asked_by) = (Some(now), Some(tab));
        job.in_flight.push(tab);
        if random.percent(self.faults) {
            return fault(url, random);
        }
        let word = |azure: &str, number: i64| {
            Reply::Answer(if is_azure { of_job(url, state(azure)) } else { job_status(number) })
        };
        if now < job.ends_at {
            return word(if job.cancelling_since.is_some() { "cancelling" } else { "running" }, 1);
        }
        match job.end {
            End::Succeeded => word("succeeded", 2),
            End::Partial if is_azure => word("partiallyCompleted", 2),
            End::Partial => word("", 4),
            End::Failed => word("failed", 3),
            End::Cancelled => word("cancelled", 6),
            End::Gone => Reply::Answer(http(404)),
        }
    }

    /// Records that a tab has its answer, or is gone.
    pub fn land(&mut self, url: &str, tab: usize) {
        if let Some(job) = self.jobs.get_mut(url) {
            job.in_flight.retain(|one| *one != tab);
        }
    }

    pub fn crashed(&mut self, tab: usize) {
        self.jobs.values_mut().for_each(|job| job.in_flight.retain(|one| *one != tab));
    }

    /// Counts a submission or a cancellation.
    pub fn change_something(&mut self, client: usize, now: u64) {
        self.requests += 1;
        self.changes[client].push(now);
        if client != AVEPOINT_CLIENT && !self.each_for_itself {
            check_rate(&self.changes[client], 10);
        }
    }

    /// Cancels a job. If it still runs, it ends at `ends_at`.
    pub fn cancel(
        &mut self,
        request: &Request,
        client: usize,
        now: u64,
        ends_at: u64,
        random: &mut Random,
    ) -> Result<(), Error> {
        check_credential(request, client);
        self.change_something(client, now);
        if random.percent(self.faults) {
            let code = [ErrorCode::Throttled, ErrorCode::Network][random.below(2) as usize];
            return Err(Error::new(code, "The cancellation was not accepted."));
        }
        let (path, query) = request.url.split_once("/:cancel").expect("the path of a cancellation");
        let job = self.jobs.get_mut(&format!("{path}{query}")).expect("a job of the service");
        if job.ends_at > now && job.cancelling_since.is_none() {
            (job.cancelling_since, job.ends_at, job.end) = (Some(now), ends_at, End::Cancelled);
        }
        Ok(())
    }
}

fn fault(url: &str, random: &mut Random) -> Reply {
    match random.below(9) {
        0 => Reply::Failure(Error::new(ErrorCode::Network, "The network is down.")),
        1 => Reply::Answer(http(500)),
        2 => Reply::Answer(http(503)),
        3 => Reply::Answer(answer(429, &[("Retry-After", "7")], "")),
        4 => Reply::Answer(answer(429, &[("Retry-After", "99999999")], "")),
        5 => Reply::Answer(http(429)),
        6 => Reply::Answer(ok("<html>Sign in to the WLAN</html>")),
        7 => Reply::Answer(of_job(url, state("pondering"))),
        _ => Reply::Silence,
    }
}
