//! The callers that wait for the end of a job, and the listeners to changes.

use std::rc::{Rc, Weak};

use js_sys::Promise;
use wasm_bindgen::JsValue;

use crate::Result;
use crate::board::{Change, EndedJob, HistoryFilter, JobKey};
use crate::tabs::{Tab, not_on_board};

use super::awaited::Awaited;
use super::pending::Pending;
use super::session::BoardSession;
use crate::wasm::platform::driver::Drive;
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::AbortWatch;
use crate::wasm::values::error::Failure;
use crate::wasm::values::output::to_js;

impl BoardSession {
    /// Returns a promise of a job's end.
    pub(super) fn outcome(
        self: &Rc<Self>,
        key: JobKey,
        watch: impl FnOnce(u32) -> Option<AbortWatch>,
    ) -> Promise {
        let (promise, settler) = Settler::new();
        let number = self.last_outcome.get().wrapping_add(1);
        self.last_outcome.set(number);
        let is_over = |tab: &Tab| tab.board().job(key, 0).is_some_and(|job| job.outcome.is_some());
        let ended = is_over(&self.tab.borrow());
        if self.is_closed() && !ended {
            let error = self.tab.borrow().board().closed_job(key);
            settler.settle(Err(Failure::from(error).into()));
            return promise;
        }
        let abort = watch(number);
        self.outcomes.borrow_mut().push(Awaited { key, number, settler, _abort: abort });
        if ended {
            self.settle_outcomes(key);
        }
        self.hold_on();
        promise
    }

    /// Rejects the promise of a caller that no longer waits.
    pub(super) fn forsake(self: &Rc<Self>, number: u32, reason: JsValue) {
        let awaited = {
            let mut outcomes = self.outcomes.borrow_mut();
            let at = outcomes.iter().position(|awaited| awaited.number == number);
            at.map(|at| outcomes.swap_remove(at))
        };
        if let Some(awaited) = awaited {
            awaited.settler.settle(Err(reason));
        }
        self.hold_on();
    }

    pub(super) fn settle_outcomes(&self, key: JobKey) {
        let mine: Vec<_> = {
            let mut outcomes = self.outcomes.borrow_mut();
            let (mine, others) = outcomes.drain(..).partition(|one| one.key == key);
            *outcomes = others;
            mine
        };
        if mine.is_empty() {
            return;
        }
        let outcome = {
            let tab = self.tab.borrow();
            match tab.board().job(key, 0) {
                Some(job) => match (job.outcome, job.status) {
                    (Some(Err(error)), _) => Err(error.clone()),
                    (_, status) => Ok(status.cloned()),
                },
                None => Err(not_on_board()),
            }
        };
        for awaited in mine {
            awaited.settler.settle(match &outcome {
                Ok(status) => Ok(crate::wasm::jobs::session::status_to_js(status.clone())),
                Err(error) => Err(Failure::from(error.clone()).into()),
            });
        }
    }

    /// Returns a promise that resolves when the stored jobs are on the board.
    pub(super) fn until_ready(self: &Rc<Self>) -> Promise {
        let (promise, settler) = Settler::new();
        if self.tab.borrow().is_ready() {
            settler.settle(Ok(JsValue::UNDEFINED));
        } else {
            self.ready.borrow_mut().push(settler);
            self.hold_on();
        }
        promise
    }

    pub(super) fn settle_ready(&self) {
        for settler in self.ready.take() {
            settler.settle(Ok(JsValue::UNDEFINED));
        }
    }

    /// Returns a promise that resolves when everything so far is stored.
    pub(super) fn until_stored(self: &Rc<Self>) -> Promise {
        let (promise, settler) = Settler::new();
        let at = self.moment();
        let waiter = self.tab.borrow_mut().wait_until_stored(at);
        self.stored.borrow_mut().insert(waiter, settler);
        self.drive();
        promise
    }

    pub(super) fn settle_stored(&self, waiter: u32, outcome: Result<()>) {
        let settler = self.stored.borrow_mut().remove(&waiter);
        if let Some(settler) = settler {
            let failure = |error| Failure::from(error).into();
            settler.settle(outcome.map(|()| JsValue::UNDEFINED).map_err(failure));
        }
    }

    /// Returns a promise of the history.
    pub(super) fn history(self: &Rc<Self>, filter: HistoryFilter) -> Promise {
        let (promise, settler) = Settler::new();
        let at = self.moment();
        let waiter = self.tab.borrow_mut().history(filter, at);
        self.histories.borrow_mut().insert(waiter, settler);
        self.drive();
        promise
    }

    pub(super) fn settle_history(&self, waiter: u32, outcome: Result<Vec<EndedJob>>) {
        let settler = self.histories.borrow_mut().remove(&waiter);
        let Some(settler) = settler else { return };
        settler.settle(match outcome {
            Ok(ended) => {
                let date = self.moment().date;
                let jobs: Vec<_> = ended.iter().map(|ended| ended.view(date)).collect();
                Ok(to_js(jobs.as_slice()))
            }
            Err(error) => Err(Failure::from(error).into()),
        });
    }

    pub(super) fn subscribe(&self, pending: &Rc<Pending>) {
        self.iterators.borrow_mut().push(Rc::downgrade(pending));
    }

    pub(super) fn unsubscribe(&self, pending: &Rc<Pending>) {
        self.iterators.borrow_mut().retain(|one| !one.ptr_eq(&Rc::downgrade(pending)));
    }

    /// Reports a change to all listeners.
    pub(super) fn tell(&self, change: &Change) {
        drop(self.shown.take());
        self.listeners.tell(|| self.change_to_js(change));
        let iterators: Vec<_> = self.iterators.borrow().iter().filter_map(Weak::upgrade).collect();
        for pending in iterators {
            pending.push(change, || self.change_to_js(change));
        }
    }
}
