//! The state machine around a script.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::{Machine, Moment, Response, Result};

use super::host::Host;
use super::task::{Task, TaskId};

/// A machine that needs requests sent and data saved.
pub trait Operation: Machine<Action = Task> {
    /// Takes the answer to a request, or the error if there is none.
    fn handle_response(&mut self, id: TaskId, outcome: Result<Response>, at: Moment);

    /// Takes the outcome of a [`Task::Save`].
    fn handle_saved(&mut self, id: TaskId, outcome: Result<()>, at: Moment);
}

/// An operation of many steps, which a driver carries out.
pub struct Workflow<T> {
    host: Host,
    script: Option<Pin<Box<dyn Future<Output = Result<T>>>>>,
    outcome: Option<Result<T>>,
}

impl<T> Workflow<T> {
    /// Creates a workflow. The script starts with the first [`Machine::handle_timeout`].
    pub(crate) fn new<F>(script: impl FnOnce(Host) -> F) -> Self
    where
        F: Future<Output = Result<T>> + 'static,
    {
        let host = Host::default();
        Self { script: Some(Box::pin(script(host.clone()))), host, outcome: None }
    }

    /// Returns the script's outcome, once it has ended.
    pub fn outcome(&mut self) -> Option<Result<T>> {
        self.outcome.take()
    }

    fn run(&mut self, at: Moment) {
        self.host.begin(at);
        let Some(script) = &mut self.script else { return };
        // The waker does nothing, because every report of the driver runs the script.
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(outcome) = script.as_mut().poll(&mut context) {
            self.outcome = Some(outcome);
            self.script = None;
        }
    }
}

impl<T> Machine for Workflow<T> {
    type Action = Task;

    fn poll_action(&mut self) -> Option<Task> {
        self.host.next_task()
    }

    fn timeout(&mut self) -> Option<u64> {
        self.host.timeout().filter(|_| self.script.is_some())
    }

    fn handle_timeout(&mut self, at: Moment) {
        self.run(at);
    }
}

impl<T> Operation for Workflow<T> {
    fn handle_response(&mut self, id: TaskId, outcome: Result<Response>, at: Moment) {
        self.host.deliver(id, outcome.map(Some));
        self.run(at);
    }

    fn handle_saved(&mut self, id: TaskId, outcome: Result<()>, at: Moment) {
        self.host.deliver(id, outcome.map(|()| None));
        self.run(at);
    }
}
