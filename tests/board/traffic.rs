//! Requests on their way, and their answers.

use export_jobs::tabs::Election;
use export_jobs::{Error, ErrorCode, Job, Request, Response};

use super::{Departure, Event, Followed, World};
use crate::service::{AVEPOINT_CLIENT, End, Reply, avepoint_job, job_of};

impl World {
    pub(super) fn depart(&mut self, tab: usize, departures: Vec<Departure>) {
        let at = self.now + self.tabs[tab].clock;
        let lease = self.tabs[tab].tabs.as_ref().and_then(Election::lease);
        let late = lease.is_none_or(|lease| lease <= at);
        for departure in departures {
            match departure {
                Departure::Poll { key, flight, .. } if late => {
                    if self.tabs[tab].flights.remove(&flight).is_some() {
                        self.tabs[tab].board.unsent(key, flight, at);
                    }
                }
                Departure::Poll { key, flight, client, request } => {
                    if self.tabs[tab].flights.contains_key(&flight) {
                        self.tabs[tab].board.departed(key, flight, at);
                        self.ask(tab, flight, client, &request);
                    }
                }
                Departure::Submission { id, .. } | Departure::Grant { id } if late => {
                    self.tabs[tab].board.submission_unsent(id);
                }
                Departure::Submission { id, client } => self.submit(tab, id, client),
                Departure::Grant { id } => {
                    self.tabs[tab].board.submission_departs(id, at);
                }
                Departure::Cancel { key, .. } if late => self.tabs[tab].board.cancel_unsent(key),
                Departure::Cancel { key, client, request } => {
                    self.cancel(tab, key, client, &request);
                }
            }
        }
        self.pump(tab);
    }

    /// A tab that does not poll sends what it was let go with, and nothing else.
    pub(super) fn depart_granted(&mut self, tab: usize, departures: Vec<Departure>) {
        for departure in departures {
            let Departure::Submission { id, client } = departure else {
                panic!("a tab that does not lead sends");
            };
            self.granted += 1;
            self.submit(tab, id, client);
        }
    }

    fn ask(&mut self, tab: usize, flight: u32, client: usize, request: &Request) {
        let reply = self.services.ask(request, client, tab, self.now, &mut self.random);
        let latency = self.random.between(5, 400);
        let (latency, reply) = match reply {
            Reply::Answer(response) => (latency, Some(Ok(response))),
            Reply::Failure(error) => (latency, Some(Err(error))),
            Reply::Silence => (30_000, None),
        };
        self.plan(latency, Event::Landed { tab, url: request.url.clone() });
        self.plan(latency, Event::Answer { tab, flight, reply });
    }

    pub(super) fn answer(
        &mut self,
        tab: usize,
        flight: u32,
        reply: Option<Result<Response, Error>>,
    ) {
        let at = self.now + self.tabs[tab].clock;
        let Some((key, _)) = self.tabs[tab].flights.remove(&flight) else { return };
        let jitter = self.random.jitter();
        let board = &mut self.tabs[tab].board;
        match reply {
            Some(Ok(response)) => board.answered(key, flight, &response, at, jitter),
            Some(Err(error)) => board.failed(key, flight, error, at, jitter),
            None => {
                let error = Error::new(ErrorCode::Timeout, "No answer within 30 s.");
                board.failed(key, flight, error, at, jitter);
            }
        }
        self.pump(tab);
    }

    fn submit(&mut self, tab: usize, id: u32, client: usize) {
        let at = self.now + self.tabs[tab].clock;
        assert!(self.tabs[tab].board.submission_departs(id, at));
        self.services.change_something(client, self.now);
        let slowest = if self.steady || self.random.percent(50) { 400 } else { 30_000 };
        let latency = self.random.between(5, slowest);
        let fate = if self.steady { 99 } else { self.random.below(100) };
        let outcome = match fate {
            0..5 => Err(Error::new(ErrorCode::Network, "No answer: it did not arrive.")),
            5..10 => Err(Error::new(ErrorCode::Throttled, "Too many.")),
            _ => {
                let started = self.tabs[tab].submissions.entry(id).or_default();
                *started += 1;
                assert_eq!(*started, 1, "a submission is sent twice");
                self.last_id += 1;
                let is_export = client == AVEPOINT_CLIENT;
                let job = if is_export {
                    avepoint_job(self.last_id)
                } else {
                    job_of(client, self.last_id)
                };
                let timeout = if is_export { 6 * 3_600_000 } else { 3_600_000 };
                if self.steady {
                    self.follow_for(&job, 3_600_000);
                } else {
                    self.follow(&job, timeout);
                }
                if is_export {
                    self.services.run_export(&job, self.now);
                }
                Ok(job)
            }
        };
        self.plan(latency, Event::SubmissionAnswer { tab, id, outcome });
    }

    fn cancel(&mut self, tab: usize, key: u32, client: usize, request: &Request) {
        let latency = self.random.between(5, 400);
        let ends_at = self.now + self.random.between(100, 20_000);
        let outcome = self.services.cancel(request, client, self.now, ends_at, &mut self.random);
        self.plan(latency, Event::CancelAnswer { tab, key, outcome });
    }

    /// A job begins that succeeds after so long.
    pub fn follow_for(&mut self, job: &Job, ms: u64) {
        self.services.start(job, self.now + ms, End::Succeeded);
        let deadline = self.now + 3_600_000;
        let followed = Followed { job: job.clone(), deadline, removed: false, kept: false };
        self.jobs.insert(job.url.clone(), followed);
    }

    /// A job begins, of a length and with an end that nobody knows.
    pub fn follow(&mut self, job: &Job, timeout: u64) {
        let length = match self.random.below(4) {
            0 => self.random.between(0, 3_000),
            1 => self.random.between(1_000, 60_000),
            _ => self.random.between(10_000, 900_000),
        };
        let end =
            [End::Succeeded, End::Succeeded, End::Partial, End::Failed, End::Cancelled, End::Gone];
        let end = end[self.random.below(6) as usize];
        self.services.start(job, self.now + length, end);
        let followed = Followed {
            job: job.clone(),
            deadline: self.now + timeout,
            removed: false,
            kept: false,
        };
        self.jobs.insert(job.url.clone(), followed);
    }
}
