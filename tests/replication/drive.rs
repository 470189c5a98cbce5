//! Drives a workflow in virtual time, with everything that can happen to a request.

use export_jobs::replication::{
    DocumentLocations, Progress, Replication, ReplicationOptions, ReplicationState,
};
use export_jobs::workflow::{Operation, Party, SaveItem, Task, TaskId, Workflow};
use export_jobs::{Error, ErrorCode, Method, Moment, Request, Response, Result};

use super::world::World;

/// The latency of every request.
const LATENCY: u64 = 40;

/// The fate of the nth request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The run ends before the request is sent.
    KilledBefore,
    /// The request arrives, but the run ends before the answer.
    KilledDuring,
    /// The run ends directly after the answer.
    KilledAfter,
    /// The request does not arrive.
    LostOnTheWay,
    /// The request arrives, but its answer does not.
    AnswerLost,
    /// The service fails without doing anything.
    Fails(u16),
}

/// An observer of each request before it arrives, with the backups so far. If it returns true, the
/// request arrives and is carried out.
pub type Outsider = Box<dyn FnMut(&mut World, &[(String, Vec<u8>)], Party, &Request, bool)>;

/// Changes answers on their way, by their party and path.
pub type Proxy = Box<dyn Fn(Party, &str, &Request, &mut Response)>;

/// Returns whether a request changes something at its party.
pub fn is_change(to: Party, request: &Request) -> bool {
    let path = request.url.split('?').next().unwrap();
    let only_reads = [":export", ":authorize-copy"].iter().any(|end| path.ends_with(end));
    to != Party::Storage && request.method != Method::Get && !only_reads
}

/// A driver with a plan.
pub struct Drive<'w> {
    pub world: &'w mut World,
    /// Another client that acts at the same time.
    pub outsider: Option<Outsider>,
    /// Changes answers on their way, by their party and path.
    pub proxy: Option<Proxy>,
    /// The first refusal of each request that changes something.
    pub refusals: &'static [u16],
    refused: usize,
    /// The sequence of events: requests with how often they may be sent, and "keep".
    pub events: Vec<String>,
    /// The fate of each request, counted from 0.
    pub fate: Option<(usize, Fate)>,
    pub sent: usize,
    /// The last stored state.
    pub kept: Option<String>,
    pub backups: Vec<(String, Vec<u8>)>,
    /// Tests of the page for backups.
    pub keeps_backups: bool,
    /// True if the run was killed.
    pub is_killed: bool,
    /// The progress of the run, each time that a state was stored.
    pub progress: Vec<Progress>,
}

impl<'w> Drive<'w> {
    pub fn new(world: &'w mut World) -> Self {
        Self {
            world,
            outsider: None,
            proxy: None,
            refusals: &[],
            refused: 0,
            events: Vec::new(),
            fate: None,
            sent: 0,
            kept: None,
            backups: Vec::new(),
            keeps_backups: true,
            is_killed: false,
            progress: Vec::new(),
        }
    }

    /// Runs to the end, or until it is killed. `state` returns what to store, and is called after
    /// each turn.
    pub fn run<M: Operation>(&mut self, machine: &mut M, state: impl Fn(&M) -> String) {
        let mut flights: Vec<(u64, TaskId, usize, Result<Response>)> = Vec::new();
        machine.handle_timeout(Moment::at(self.world.now));
        for _ in 0..200_000 {
            while let Some(task) = machine.poll_action() {
                match task {
                    Task::Send { id, to, request, sending, .. } => {
                        let number = self.sent;
                        let url = request.url.split('?').next().unwrap();
                        let (to_name, method) = (to.as_str(), request.method.as_str());
                        self.events.push(format!("{to_name} {method} {url} {sending:?}"));
                        if let Some(outcome) = self.send(to, &request) {
                            flights.push((self.world.now + LATENCY, id, number, outcome));
                        }
                        if self.is_killed {
                            return;
                        }
                    }
                    Task::Save { id, item: SaveItem::State } => {
                        self.events.push("keep".to_owned());
                        self.kept = Some(state(machine));
                        machine.handle_saved(id, Ok(()), Moment::at(self.world.now));
                    }
                    Task::Save { id, item: SaveItem::Backup { project, file } } => {
                        let outcome = if self.keeps_backups {
                            self.backups.push((project, file));
                            Ok(())
                        } else {
                            Err(Error::new(ErrorCode::InvalidArgument, "The disk is full."))
                        };
                        machine.handle_saved(id, outcome, Moment::at(self.world.now));
                    }
                }
            }
            flights.sort_by_key(|(at, ..)| *at);
            let next =
                flights.first().map(|(at, ..)| *at).into_iter().chain(machine.timeout()).min();
            let Some(next) = next else { return };
            self.world.now = self.world.now.max(next);
            if flights.first().is_some_and(|(at, ..)| *at <= self.world.now) {
                let (_, id, number, outcome) = flights.remove(0);
                machine.handle_response(id, outcome, Moment::at(self.world.now));
                if self.fate == Some((number, Fate::KilledAfter)) {
                    self.is_killed = true;
                    return;
                }
            } else {
                machine.handle_timeout(Moment::at(self.world.now));
            }
        }
        panic!(
            "It never ends: the last requests were {:?}",
            self.world.log.iter().rev().take(5).collect::<Vec<_>>()
        );
    }

    fn send(&mut self, to: Party, request: &Request) -> Option<Result<Response>> {
        let number = self.sent;
        self.sent += 1;
        let lost = || Err(Error::new(ErrorCode::Network, "No answer."));
        let mut fate = self.fate.filter(|(at, _)| *at == number).map(|(_, fate)| fate);
        if is_change(to, request) && fate.is_none() {
            fate = self.refusals.get(self.refused).map(|status| Fate::Fails(*status));
            self.refused = if fate.is_some() { self.refused + 1 } else { 0 };
        }
        if let Some(outsider) = &mut self.outsider {
            let is_carried_out = matches!(
                fate,
                None | Some(Fate::KilledDuring | Fate::KilledAfter | Fate::AnswerLost)
            );
            outsider(self.world, &self.backups, to, request, is_carried_out);
        }
        match fate {
            Some(Fate::KilledBefore) => {
                self.is_killed = true;
                None
            }
            Some(Fate::KilledDuring) => {
                self.world.answer(to, request);
                self.is_killed = true;
                None
            }
            Some(Fate::LostOnTheWay) => Some(lost()),
            Some(Fate::AnswerLost) => {
                self.world.answer(to, request);
                Some(lost())
            }
            Some(Fate::Fails(status)) => {
                let headers = std::iter::empty::<(&str, &str)>().collect();
                Some(Ok(Response { status, headers, body: Vec::new(), received_at_ms: 0 }))
            }
            Some(Fate::KilledAfter) | None => {
                let mut response = self.world.answer(to, request);
                if let Some(proxy) = &self.proxy {
                    let path = request.url.split('?').next().unwrap();
                    proxy(to, path, request, &mut response);
                }
                Some(Ok(response))
            }
        }
    }

    /// Runs a replication from its beginning.
    pub fn replicate(
        &mut self,
        options: ReplicationOptions,
        documents: &DocumentLocations,
    ) -> (Result<()>, ReplicationState) {
        let (source, target) = (self.world.client(Party::Source), self.world.client(Party::Target));
        let replication = Replication::new(source, target, options, documents).unwrap();
        self.finish(replication)
    }

    /// Runs a replication from a stored state.
    pub fn resume(
        &mut self,
        json: &str,
        documents: &DocumentLocations,
    ) -> (Result<()>, ReplicationState) {
        let state = ReplicationState::from_json(json.as_bytes()).unwrap();
        assert_eq!(state.to_json(), json, "the state that is read back equals the written one");
        let (source, target) = (self.world.client(Party::Source), self.world.client(Party::Target));
        let replication = Replication::resume(state, source, target, documents).unwrap();
        self.finish(replication)
    }

    fn finish(&mut self, mut replication: Replication) -> (Result<()>, ReplicationState) {
        let said = std::cell::RefCell::new(Vec::new());
        self.run(&mut replication, |replication| {
            said.borrow_mut().extend(replication.news());
            replication.state().to_json()
        });
        self.progress.extend(said.take());
        let outcome = replication.outcome().unwrap_or_else(|| {
            assert!(self.is_killed, "it ended without an outcome");
            Err(Error::new(ErrorCode::Timeout, "killed"))
        });
        (outcome, replication.state())
    }

    /// Runs a workflow that only reads to its end.
    pub fn ask<T>(&mut self, mut workflow: Workflow<T>) -> Result<T> {
        self.run(&mut workflow, |_| String::new());
        workflow.outcome().expect("an outcome")
    }
}
