//! The state machine around a script.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use crate::{Response, Result};

use super::desk::Desk;
use super::task::{Task, TaskId};

/// What a driver needs to know of a workflow.
pub trait Driven {
    /// The next thing to do.
    fn next_task(&mut self) -> Option<Task>;

    /// When to call [`Driven::wake`], if nothing happens before.
    fn wake_at(&self) -> Option<u64>;

    /// Goes on. `now` is in milliseconds of any clock that does not run backwards.
    fn wake(&mut self, now: u64);

    /// Takes the answer to a request, or why there is none. `jitter` is uniform in [0, 1).
    fn answered(&mut self, id: TaskId, outcome: Result<Response>, now: u64, jitter: f64);

    /// Takes the news that something is kept, or why it is not.
    fn kept(&mut self, id: TaskId, outcome: Result<()>, now: u64);
}

/// An operation of many steps, which a driver carries out.
pub struct Workflow<T> {
    desk: Desk,
    script: Option<Pin<Box<dyn Future<Output = Result<T>>>>>,
    outcome: Option<Result<T>>,
}

impl<T> Workflow<T> {
    /// A workflow that runs this script at its first [`Workflow::wake`].
    pub(crate) fn new<F>(script: impl FnOnce(Desk) -> F) -> Self
    where
        F: Future<Output = Result<T>> + 'static,
    {
        let desk = Desk::default();
        Self { script: Some(Box::pin(script(desk.clone()))), desk, outcome: None }
    }

    /// What became of it all, once it has ended.
    pub fn outcome(&mut self) -> Option<Result<T>> {
        self.outcome.take()
    }

    fn run(&mut self, now: u64) {
        self.desk.begin(now);
        let Some(script) = &mut self.script else { return };
        // Nobody needs to be woken: whoever brings something runs the script.
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(outcome) = script.as_mut().poll(&mut context) {
            self.outcome = Some(outcome);
            self.script = None;
        }
    }
}

impl<T> Driven for Workflow<T> {
    fn next_task(&mut self) -> Option<Task> {
        self.desk.next_task()
    }

    fn wake_at(&self) -> Option<u64> {
        self.desk.wake_at().filter(|_| self.script.is_some())
    }

    fn wake(&mut self, now: u64) {
        self.run(now);
    }

    fn answered(&mut self, id: TaskId, outcome: Result<Response>, now: u64, jitter: f64) {
        self.desk.deliver(id, outcome.map(Some), jitter);
        self.run(now);
    }

    fn kept(&mut self, id: TaskId, outcome: Result<()>, now: u64) {
        let jitter = self.desk.jitter();
        self.desk.deliver(id, outcome.map(|()| None), jitter);
        self.run(now);
    }
}
