//! The end of a task that takes too long, or that its caller aborts.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::JsCast;
use web_sys::AbortSignal;

use super::signal::AbortWatch;
use super::timer::Timer;

/// Rings when there was no news for some time, or when a signal aborts: whatever the promises do
/// that a task waits for.
pub(super) struct Alarm {
    after_ms: u64,
    bell: Rc<Bell>,
    timer: RefCell<Option<Timer>>,
    _abort: AbortWatch,
}

#[derive(Default)]
struct Bell {
    rung: Cell<bool>,
    sleeper: Cell<Option<Waker>>,
}

impl Bell {
    fn ring(&self) {
        self.rung.set(true);
        if let Some(waker) = self.sleeper.take() {
            waker.wake();
        }
    }
}

impl Alarm {
    pub(super) fn after(after_ms: u64, signal: &AbortSignal) -> Self {
        let bell = Rc::new(Bell::default());
        bell.rung.set(signal.aborted());
        let aborted = bell.clone();
        let abort = AbortWatch::new(signal.clone().unchecked_into(), move |_| aborted.ring());
        let alarm = Self { after_ms, bell, timer: RefCell::default(), _abort: abort };
        alarm.restart();
        alarm
    }

    /// There was news: the time begins anew.
    pub(super) fn restart(&self) {
        let bell = self.bell.clone();
        let timer = Timer::start(self.after_ms, move || bell.ring());
        drop(self.timer.replace(Some(timer)));
    }

    /// The outcome of a task, or nothing when the alarm rings first.
    pub(super) async fn race<T>(&self, task: impl Future<Output = T>) -> Option<T> {
        let mut task = pin!(task);
        poll_fn(|context| {
            if self.bell.rung.get() {
                return Poll::Ready(None);
            }
            self.bell.sleeper.set(Some(context.waker().clone()));
            task.as_mut().poll(context).map(Some)
        })
        .await
    }
}
