//! The host of a script: everything that a script can request from its driver.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use crate::{Moment, Request, Response, Result, Sending};

use super::task::{Expected, Party, SaveItem, Task, TaskId};

/// Passes a script's requests to the driver, and the outcomes back. All clones are the same host.
#[derive(Clone)]
pub(crate) struct Host(Rc<RefCell<Inner>>);

struct Inner {
    at: Moment,
    last_id: TaskId,
    tasks: VecDeque<Task>,
    /// The outcomes that the script has not taken yet.
    outcomes: Vec<(TaskId, Result<Option<Response>>)>,
    /// The earliest time that the script waits for, since its last run.
    timeout: Option<u64>,
}

impl Default for Host {
    fn default() -> Self {
        let (tasks, outcomes) = Default::default();
        let inner = Inner { at: Moment::at(0), last_id: 0, tasks, outcomes, timeout: None };
        Self(Rc::new(RefCell::new(inner)))
    }
}

impl Host {
    /// Returns the moment in which the script runs.
    pub(crate) fn moment(&self) -> Moment {
        self.0.borrow().at
    }

    /// Returns the time, in milliseconds of a clock that does not run backwards.
    pub(crate) fn now(&self) -> u64 {
        self.moment().now
    }

    /// Returns a random number, uniform in [0, 1). Each event brings a new one.
    pub(crate) fn jitter(&self) -> f64 {
        self.moment().jitter
    }

    /// Sends a request that only reads.
    pub(crate) async fn send(
        &self,
        to: Party,
        request: Request,
        expected: Expected,
    ) -> Result<Response> {
        self.send_as(to, request, Sending::Renewed, expected).await
    }

    /// Sends a request as often as `sending` allows.
    pub(crate) async fn send_as(
        &self,
        to: Party,
        request: Request,
        sending: Sending,
        expected: Expected,
    ) -> Result<Response> {
        let id = self.order(|id| Task::Send { id, to, request, sending, expected });
        self.outcome(id).await?.ok_or_else(|| {
            crate::Error::new(crate::ErrorCode::Network, "The driver gave no answer.")
        })
    }

    /// Saves something, and waits until it is saved.
    ///
    /// # Errors
    /// The driver's reason why it was not saved.
    pub(crate) async fn save(&self, item: SaveItem) -> Result<()> {
        let id = self.order(|id| Task::Save { id, item });
        self.outcome(id).await.map(drop)
    }

    /// Waits for a time, in milliseconds.
    pub(crate) async fn sleep(&self, ms: u64) {
        self.until(self.now().saturating_add(ms)).await;
    }

    /// Waits until a time.
    pub(crate) async fn until(&self, at: u64) {
        poll_fn(|_| {
            let mut inner = self.0.borrow_mut();
            if inner.at.now >= at {
                return Poll::Ready(());
            }
            inner.timeout = Some(inner.timeout.map_or(at, |earlier| earlier.min(at)));
            Poll::Pending
        })
        .await;
    }

    fn order(&self, task: impl FnOnce(TaskId) -> Task) -> TaskId {
        let mut inner = self.0.borrow_mut();
        inner.last_id = inner.last_id.wrapping_add(1);
        let id = inner.last_id;
        inner.tasks.push_back(task(id));
        id
    }

    async fn outcome(&self, id: TaskId) -> Result<Option<Response>> {
        poll_fn(|_| {
            let outcomes = &mut self.0.borrow_mut().outcomes;
            match outcomes.iter().position(|(task, _)| *task == id) {
                Some(at) => Poll::Ready(outcomes.swap_remove(at).1),
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Sets the moment, before the script continues.
    pub(super) fn begin(&self, at: Moment) {
        let mut inner = self.0.borrow_mut();
        inner.at = Moment { now: inner.at.now.max(at.now), ..at };
        inner.timeout = None;
    }

    pub(super) fn deliver(&self, id: TaskId, outcome: Result<Option<Response>>) {
        let mut inner = self.0.borrow_mut();
        inner.outcomes.push((id, outcome));
    }

    pub(super) fn next_task(&self) -> Option<Task> {
        self.0.borrow_mut().tasks.pop_front()
    }

    pub(super) fn timeout(&self) -> Option<u64> {
        self.0.borrow().timeout
    }
}
