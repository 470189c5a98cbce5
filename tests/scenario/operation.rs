//! An operation driven in virtual time, against resources that answer from a script.
//!
//! The driver does what the documentation of `export_jobs::Machine` asks of one. It gives up a
//! request after half a minute.

// Every test program that includes this module uses another part of it.
#![allow(dead_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use export_jobs::workflow::{Expected, Operation, Party, Task, TaskId, Workflow};
use export_jobs::{Error, ErrorCode, Moment, Request, Response, Result, Sending};

/// The duration of an answer.
pub const LATENCY: u64 = 10;

/// The time limit for an answer to a request.
pub const REQUEST_TIMEOUT: u64 = 30_000;

/// No scenario needs more. An operation that does is a hot loop.
const MAX_STEPS: usize = 10_000;

/// A request that has left.
#[derive(Clone, Debug)]
pub struct Sent {
    pub at: u64,
    pub to: Party,
    pub request: Request,
    pub sending: Sending,
    pub expected: Expected,
}

/// The outcome of a request.
#[derive(Clone, Debug)]
pub enum Reply {
    Answer(Response),
    /// The request fails without an answer.
    Lost,
    /// There is no answer.
    Silence,
}

/// A driver, and what it has seen.
pub struct Drive<F> {
    pub now: u64,
    pub sent: Vec<Sent>,
    /// Answers the requests, which come with their number from 0.
    pub service: F,
    flights: Vec<(u64, TaskId, Result<Response>)>,
}

pub fn drive<F: FnMut(usize, &Sent) -> Reply>(service: F) -> Drive<F> {
    Drive { now: 0, sent: Vec::new(), service, flights: Vec::new() }
}

/// An answer with HTTP 200.
pub fn ok(body: &str) -> Reply {
    Reply::Answer(answer(200, body))
}

pub fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Default::default(), body: body.into(), received_at_ms: 0 }
}

impl<F: FnMut(usize, &Sent) -> Reply> Drive<F> {
    /// Carries out a workflow to its end.
    pub fn finish<T>(&mut self, mut workflow: Workflow<T>) -> Result<T> {
        self.begin(&mut workflow);
        for _ in 0..MAX_STEPS {
            if let Some(outcome) = workflow.outcome() {
                return outcome;
            }
            assert!(self.step(&mut workflow), "an operation waits for nothing");
        }
        panic!("a hot loop: {} requests by {} ms", self.sent.len(), self.now);
    }

    /// Begins an operation, and sends its first requests.
    pub fn begin(&mut self, machine: &mut dyn Operation) {
        machine.handle_timeout(Moment::at(self.now));
        self.act(machine);
    }

    /// Moves to the next event. Returns whether there was one.
    fn step(&mut self, machine: &mut dyn Operation) -> bool {
        let lands = self.flights.iter().map(|(at, ..)| *at).min();
        let Some(next) = lands.into_iter().chain(machine.timeout()).min() else { return false };
        self.now = self.now.max(next);
        match self.flights.iter().position(|(at, ..)| *at <= self.now) {
            Some(index) => {
                let (_, id, outcome) = self.flights.remove(index);
                machine.handle_response(id, outcome, Moment::at(self.now));
            }
            None => machine.handle_timeout(Moment::at(self.now)),
        }
        self.act(machine);
        true
    }

    fn act(&mut self, machine: &mut dyn Operation) {
        while let Some(task) = machine.poll_action() {
            match task {
                Task::Send { id, to, request, sending, expected } => {
                    self.send(id, Sent { at: self.now, to, request, sending, expected });
                }
                Task::Save { id, .. } => machine.handle_saved(id, Ok(()), Moment::at(self.now)),
            }
        }
    }

    fn send(&mut self, id: TaskId, sent: Sent) {
        let reply = (self.service)(self.sent.len(), &sent);
        self.sent.push(sent);
        let (after, outcome) = match reply {
            Reply::Answer(response) => (LATENCY, Ok(response)),
            Reply::Lost => (LATENCY, Err(Error::new(ErrorCode::Network, "Failed to fetch."))),
            Reply::Silence => {
                (REQUEST_TIMEOUT, Err(Error::new(ErrorCode::Timeout, "No answer came in time.")))
            }
        };
        self.flights.push((self.now + after, id, outcome));
    }

    /// When each request was sent.
    pub fn times(&self) -> Vec<u64> {
        self.sent.iter().map(|sent| sent.at).collect()
    }
}
