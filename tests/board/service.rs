//! Two services that keep accounts of whoever calls them.

use std::collections::BTreeMap;

use export_jobs::service::{AvePoint, AzureLanguage, Family, Operation};
use export_jobs::{Error, ErrorCode, Job, Response};

use crate::random::Random;
use crate::scenario::answers::{answer, http, job_status, ok, state};

pub const AZURE: &str = "https://contoso.cognitiveservices.azure.com";
pub const AVEPOINT: &str = "https://graph-us.avepointonlineservices.com";

pub fn azure() -> AzureLanguage {
    AzureLanguage::new(AZURE, Family::AnalyzeText, None).unwrap()
}

pub fn avepoint() -> AvePoint {
    AvePoint::new(AVEPOINT).unwrap()
}

pub fn azure_job(n: u64) -> Job {
    azure().job(Operation::Export, "Inbox", &format!("{n}_638")).unwrap()
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
    /// The job is deleted: 404.
    Gone,
}

pub struct ServiceJob {
    pub ends_at: u64,
    pub end: End,
    /// Requests under way, by tab.
    pub in_flight: Vec<usize>,
    pub asked_at: Option<u64>,
}

/// What a request comes to.
pub enum Reply {
    Answer(Response),
    Failure(Error),
    /// Nothing, until the caller gives up.
    Silence,
}

#[derive(Default)]
pub struct Services {
    pub jobs: BTreeMap<String, ServiceJob>,
    /// When requests were sent to read a status, and to submit, at Azure.
    pub reads: Vec<u64>,
    pub submissions: Vec<u64>,
    /// How many in a hundred requests meet a fault.
    pub faults: u64,
    pub requests: u64,
}

/// More than so many in this time is over the limit.
fn check_rate(sent: &[u64], count: usize) {
    let Some(first) = sent.len().checked_sub(count + 1) else { return };
    let span = sent[sent.len() - 1] - sent[first];
    assert!(span >= 60_000, "{} requests within {span} ms", count + 1);
}

impl Services {
    pub fn start(&mut self, job: &Job, ends_at: u64, end: End) {
        let started = ServiceJob { ends_at, end, in_flight: Vec::new(), asked_at: None };
        self.jobs.entry(job.url.clone()).or_insert(started);
    }

    /// A tab asks for a status. Checks all that must never be.
    pub fn ask(&mut self, url: &str, tab: usize, now: u64, random: &mut Random) -> Reply {
        self.requests += 1;
        let is_azure = url.starts_with(AZURE);
        assert!(is_azure || url.starts_with(AVEPOINT), "a request to {url}");
        if is_azure {
            self.reads.push(now);
            check_rate(&self.reads, 100);
        }
        let floor = if is_azure { 250 } else { 120_000 };
        let job = self.jobs.get_mut(url).expect("a job of the service");
        assert!(job.in_flight.is_empty(), "two requests at once for {url}");
        if let Some(before) = job.asked_at {
            assert!(now - before >= floor, "{} ms between two polls of {url}", now - before);
        }
        job.asked_at = Some(now);
        job.in_flight.push(tab);
        if random.percent(self.faults) {
            return fault(random);
        }
        let word = |azure: &str, number: i64| {
            Reply::Answer(if is_azure { state(azure) } else { job_status(number) })
        };
        if now < job.ends_at {
            return word("running", 1);
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

    /// The tab has its answer, or is no more.
    pub fn land(&mut self, url: &str, tab: usize) {
        if let Some(job) = self.jobs.get_mut(url) {
            job.in_flight.retain(|one| *one != tab);
        }
    }

    pub fn crashed(&mut self, tab: usize) {
        self.jobs.values_mut().for_each(|job| job.in_flight.retain(|one| *one != tab));
    }

    pub fn submit(&mut self, now: u64) {
        self.submissions.push(now);
        check_rate(&self.submissions, 10);
    }
}

fn fault(random: &mut Random) -> Reply {
    match random.below(9) {
        0 => Reply::Failure(Error::new(ErrorCode::Network, "The network is down.")),
        1 => Reply::Answer(http(500)),
        2 => Reply::Answer(http(503)),
        3 => Reply::Answer(answer(429, &[("Retry-After", "7")], "")),
        4 => Reply::Answer(answer(429, &[("Retry-After", "99999999")], "")),
        5 => Reply::Answer(http(429)),
        6 => Reply::Answer(ok("<html>Sign in to the WLAN</html>")),
        7 => Reply::Answer(state("pondering")),
        _ => Reply::Silence,
    }
}
