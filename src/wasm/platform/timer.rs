//! The clock and the timer of the platform: window, worker or Node.

use std::cell::{Cell, RefCell};

use js_sys::{Date, Function, Math};
use wasm_bindgen::prelude::*;

use crate::Moment;

use crate::wasm::values::fields::get;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;

    // The id of a timer is a number in browsers, and an object in Node.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: i32, number: u32) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

/// Returns the time of a clock that never runs backwards, in milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts from zero")]
pub(crate) fn now() -> u64 {
    performance_now() as u64
}

/// Returns the moment of an event at this time of a clock.
pub(crate) fn moment(now: u64) -> Moment {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
    let date = Date::now() as u64;
    Moment { now, date, jitter: Math::random() }
}

/// The same clock, counted from 1970. So its time is always greater than the age of any job.
pub(crate) struct Clock {
    origin_ms: u64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        let origin = get(&get(&js_sys::global(), "performance"), "timeOrigin").as_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
        let origin_ms = origin.unwrap_or_default() as u64;
        Self { origin_ms }
    }

    pub(crate) fn now(&self) -> u64 {
        self.origin_ms.saturating_add(now())
    }
}

/// A timer that is cancelled when it is dropped.
pub(crate) struct Timer {
    number: u32,
    id: JsValue,
}

type Callback = Box<dyn FnOnce()>;

/// The timers that are set, and the one function that the platform calls for all of them.
struct Timers {
    last: Cell<u32>,
    set: RefCell<Vec<(u32, Callback)>>,
    ring: Closure<dyn Fn(u32)>,
}

thread_local! {
    static TIMERS: Timers = Timers {
        last: Cell::default(),
        set: RefCell::default(),
        ring: Closure::new(|number| {
            if let Some(callback) = take(number) {
                callback();
            }
        }),
    };
}

/// Takes the callback of a timer that has not fired.
fn take(number: u32) -> Option<Callback> {
    TIMERS.with(|timers| {
        let mut set = timers.set.borrow_mut();
        let at = set.iter().position(|(one, _)| *one == number)?;
        Some(set.swap_remove(at).1)
    })
}

impl Timer {
    /// Calls back once. With more than 2^31 - 1 ms, `setTimeout` fires immediately. So a longer wait ends early, after
    /// 2^31 - 1 ms, and its owner must check the clock.
    pub(crate) fn start(ms: u64, callback: impl FnOnce() + 'static) -> Self {
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        TIMERS.with(|timers| {
            let number = timers.last.get().wrapping_add(1);
            timers.last.set(number);
            timers.set.borrow_mut().push((number, Box::new(callback)));
            Self { number, id: set_timeout(timers.ring.as_ref().unchecked_ref(), ms, number) }
        })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let callback = take(self.number);
        if callback.is_some() {
            clear_timeout(&self.id);
        }
    }
}
