//! Requests and answers on the network.

use export_jobs::{Error, ErrorCode, Job, Request};

use super::{Arrival, Event, Followed, World};
use crate::service::{AVEPOINT_CLIENT, End, Reply, avepoint_job, job_of};

impl World {
    pub(super) fn send_poll(&mut self, page: usize, flight: u32, client: usize, request: Request) {
        self.pages[page].preparing.insert(flight, (client, request));
        let is_slow = self.acts > 0 && self.random.percent(4);
        if is_slow {
            self.slow_credentials += 1;
            self.credential_takes = self.random.between(100, 6_000);
            // The worst moment for it.
            self.may_freeze(page, 30, 60_000);
        }
        match self.credential_takes {
            0 => self.prepared(page, flight),
            takes => self.arrive(page, takes, Arrival::Credential(flight)),
        }
        if is_slow {
            self.credential_takes = 0;
        }
    }

    /// Sends a poll that has its credential.
    pub(super) fn prepared(&mut self, page: usize, flight: u32) {
        if !self.pages[page].preparing.contains_key(&flight) {
            return;
        }
        let at = self.moment(page);
        if self.pages[page].tab.handle_departing(flight, at) {
            self.poll_leaves(page, flight);
        }
    }

    pub(super) fn poll_leaves(&mut self, page: usize, flight: u32) {
        let (client, request) = self.pages[page].preparing.remove(&flight).unwrap();
        self.pages[page].flights.insert(flight, request.url.clone());
        let reply = self.services.ask(&request, client, page, self.now, &mut self.random);
        let latency = self.random.between(5, 400);
        let (latency, reply) = match reply {
            Reply::Answer(response) => (latency, Some(Ok(response))),
            Reply::Failure(error) => (latency, Some(Err(error))),
            Reply::Silence => (30_000, None),
        };
        self.plan(latency, Event::Landed { page, url: request.url });
        if let Some(reply) = reply {
            self.arrive(page, latency, Arrival::Response { flight, reply });
        }
    }

    pub(super) fn abort_poll(&mut self, page: usize, flight: u32) {
        self.pages[page].preparing.remove(&flight);
        if let Some(url) = self.pages[page].flights.remove(&flight) {
            self.services.land(&url, page);
        }
    }

    pub(super) fn send_submission(&mut self, page: usize, id: u32) {
        if !self.pages[page].leads() {
            self.granted += 1;
        }
        let client = self.pages[page].submissions[&id].0;
        self.services.change_something(client, self.now);
        let slowest = if self.steady || self.random.percent(50) { 400 } else { 30_000 };
        let latency = self.random.between(5, slowest);
        let fate = if self.steady { 99 } else { self.random.below(100) };
        let outcome = match fate {
            0..5 => Err(Error::new(ErrorCode::Network, "No answer: it did not arrive.")),
            5..10 => Err(Error::new(ErrorCode::Throttled, "Too many.")),
            _ => Ok(self.start_submitted(page, id, client)),
        };
        self.arrive(page, latency, Arrival::Submitted { id, outcome });
    }

    fn start_submitted(&mut self, page: usize, id: u32, client: usize) -> Job {
        let started = &mut self.pages[page].submissions.get_mut(&id).unwrap().1;
        *started += 1;
        assert_eq!(*started, 1, "a submission is sent twice");
        self.last_id += 1;
        let is_export = client == AVEPOINT_CLIENT;
        let job = if is_export { avepoint_job(self.last_id) } else { job_of(client, self.last_id) };
        let timeout = if is_export { 6 * 3_600_000 } else { 3_600_000 };
        if self.steady {
            self.follow_for(&job, 3_600_000);
        } else {
            self.follow(&job, timeout);
        }
        if is_export {
            self.services.run_export(&job, self.now);
        }
        job
    }

    pub(super) fn send_cancel(&mut self, page: usize, key: u32, client: usize, request: &Request) {
        let latency = self.random.between(5, 400);
        let ends_at = self.now + self.random.between(100, 20_000);
        let outcome = self.services.cancel(request, client, self.now, ends_at, &mut self.random);
        self.arrive(page, latency, Arrival::Cancelled { key, outcome });
    }

    /// Starts a job that succeeds after this time.
    pub fn follow_for(&mut self, job: &Job, ms: u64) {
        self.services.start(job, self.now + ms, End::Succeeded);
        let deadline = self.now + 3_600_000;
        let followed = Followed {
            job: job.clone(),
            deadline,
            removed: false,
            is_removal_lost: false,
            ended_before: false,
            stored: false,
            stored_in_time: false,
        };
        self.jobs.insert(job.url.clone(), followed);
    }

    /// Starts a job of random length with a random end.
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
        let deadline = self.now + timeout;
        let followed = Followed {
            job: job.clone(),
            deadline,
            removed: false,
            is_removal_lost: false,
            ended_before: false,
            stored: false,
            stored_in_time: false,
        };
        self.jobs.insert(job.url.clone(), followed);
    }
}
