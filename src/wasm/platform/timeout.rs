//! A time limit for a task, which an abort signal also ends.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::JsCast;
use web_sys::AbortSignal;

use super::signal::AbortWatch;
use super::timer::Timer;

/// Ends a task after some time without activity, or when a signal aborts. It works even if the
/// promises that the task waits for never settle.
pub(crate) struct Timeout {
    after_ms: u64,
    expiry: Rc<Expiry>,
    timer: RefCell<Option<Timer>>,
    _abort: AbortWatch,
}

#[derive(Default)]
struct Expiry {
    is_over: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

impl Expiry {
    fn expire(&self) {
        self.is_over.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Timeout {
    pub(crate) fn after(after_ms: u64, signal: &AbortSignal) -> Self {
        let expiry = Rc::new(Expiry::default());
        expiry.is_over.set(signal.aborted());
        let aborted = expiry.clone();
        let abort = AbortWatch::new(signal.clone().unchecked_into(), move |_| aborted.expire());
        let timeout = Self { after_ms, expiry, timer: RefCell::default(), _abort: abort };
        timeout.restart();
        timeout
    }

    /// Restarts the time limit, after activity.
    pub(crate) fn restart(&self) {
        let expiry = self.expiry.clone();
        let timer = Timer::start(self.after_ms, move || expiry.expire());
        drop(self.timer.replace(Some(timer)));
    }

    /// Returns the outcome of a task, or `None` if the time ends first or the signal aborts.
    pub(crate) async fn race<T>(&self, task: impl Future<Output = T>) -> Option<T> {
        let mut task = pin!(task);
        poll_fn(|context| {
            if self.expiry.is_over.get() {
                return Poll::Ready(None);
            }
            self.expiry.waker.set(Some(context.waker().clone()));
            task.as_mut().poll(context).map(Some)
        })
        .await
    }
}

/// Waits for `ms` milliseconds, or until the signal aborts.
pub(crate) async fn sleep(ms: u64, signal: &AbortSignal) {
    Timeout::after(ms, signal).race(pending::<()>()).await;
}
