//! Calls `fetch`. A request and its answer cross the boundary to JavaScript once each.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::text::digits;
use crate::{Error, ErrorCode, Headers};

use crate::wasm::platform::controller::Controller;
use crate::wasm::values::fields::get;

#[wasm_bindgen(module = "/src/entry/fetch.js")]
extern "C" {
    /// Sends a request with the page's own `fetch` or the platform's, and then calls `done` with
    /// the number and the outcome. `wanted` is a list of header names, `undefined` for all headers,
    /// or `null` for all headers and the body as a stream. A body that is not streamed is cut one
    /// byte after `most`.
    #[wasm_bindgen(js_name = fetchAnswer)]
    fn fetch_answer(
        done: &JsValue,
        number: u32,
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        wanted: &JsValue,
        most: f64,
        timeout_ms: f64,
    ) -> SentRequest;

    /// A request that can be aborted.
    type SentRequest;

    #[wasm_bindgen(method)]
    fn abort(this: &SentRequest);

    /// Returns a copy for the page, or `undefined` if it has no memory for one.
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(bytes: &[u8]) -> Option<Uint8Array>;

    /// Returns the bytes of a buffer, or of any view of one such as a DataView or Node's Buffer, as an
    /// array of this realm. They are not copied.
    #[wasm_bindgen(js_name = bytesOf)]
    pub(crate) fn view_of(value: &JsValue) -> Option<Uint8Array>;

    /// Returns headers as one text with a line for each.
    #[wasm_bindgen(catch, js_name = headerLines)]
    pub(crate) fn header_lines(headers: &JsValue) -> Result<String, JsValue>;
}

/// The outcome of a request.
#[derive(Default)]
pub(crate) struct Fetched {
    pub(crate) stage: Stage,
    pub(crate) status: f64,
    /// A line for each header.
    headers: String,
    /// The URL of a redirect that the page's own `fetch` has followed.
    pub(crate) redirected_to: Option<String>,
    /// The value that was thrown, the answer whose body was not read, or a long body.
    pub(crate) value: JsValue,
    body: Vec<u8>,
}

/// The function that receives the outcomes. Its arguments are those of `done` in fetch.js.
type Done = dyn Fn(u32, u8, f64, String, Option<String>, JsValue, Option<Vec<u8>>);

/// The pending requests, and the one function that receives the outcomes of all of them. A promise
/// for each request would need two functions, which the garbage collector has to track.
struct Fetches {
    last: Cell<u32>,
    awaited: RefCell<Vec<(u32, PendingFetch)>>,
    done: Closure<Done>,
}

/// The parts of an answer that are read.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// All headers and the body.
    Whole,
    /// The headers with these names, and the body.
    Named(&'a JsValue),
    /// All headers. The body is streamed.
    Stream,
}

#[derive(Default)]
struct PendingFetch {
    fetched: Option<Fetched>,
    waker: Option<Waker>,
}

thread_local! {
    static FETCHES: Rc<Fetches> = Rc::new(Fetches::new());
}

/// Returns the pending requests of this module.
fn fetches() -> Rc<Fetches> {
    FETCHES.with(Rc::clone)
}

impl Fetches {
    fn new() -> Self {
        Self {
            last: Cell::default(),
            awaited: RefCell::default(),
            done: Closure::<Done>::new(
                |number, stage, status, headers, redirected_to, value, body: Option<Vec<u8>>| {
                    let (stage, body) = (Stage::of(stage), body.unwrap_or_default());
                    let fetched = Fetched { stage, status, headers, redirected_to, value, body };
                    fetches().finish(number, fetched);
                },
            ),
        }
    }

    fn finish(&self, number: u32, fetched: Fetched) {
        let mut awaited = self.awaited.borrow_mut();
        // Nothing waits for a late outcome.
        let Some((_, pending)) = awaited.iter_mut().find(|(one, _)| *one == number) else { return };
        // Only the first outcome is used.
        pending.fetched.get_or_insert(fetched);
        let waker = pending.waker.take();
        drop(awaited);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// A pending request.
pub(crate) struct Fetching {
    number: u32,
    fetches: Rc<Fetches>,
}

/// The limits for reading an answer: its size and its time.
#[derive(Clone, Copy)]
pub(crate) struct Limits<'a> {
    pub(crate) wanted: Wanted<'a>,
    /// The longest body that is read as a whole, in bytes.
    pub(crate) most: usize,
    /// The time for the whole answer, in milliseconds; 0 if there is no limit.
    pub(crate) timeout_ms: u64,
}

impl Fetching {
    /// Sends a request with the page's own `fetch` or the platform's.
    pub(crate) fn new(
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        controller: &Controller,
        Limits { wanted, most, timeout_ms }: Limits<'_>,
    ) -> Self {
        let fetches = fetches();
        let wanted = match wanted {
            Wanted::Whole => &JsValue::UNDEFINED,
            Wanted::Named(headers) => headers,
            Wanted::Stream => &JsValue::NULL,
        };
        let number = fetches.last.get().wrapping_add(1);
        fetches.last.set(number);
        fetches.awaited.borrow_mut().push((number, PendingFetch::default()));
        let (most, timeout_ms) = (most as u64, timeout_ms.min(LONGEST_TIMER_MS));
        let (most, timeout_ms) = (
            crate::wasm::values::error::number(most),
            crate::wasm::values::error::number(timeout_ms),
        );
        let fetching = Self { number, fetches };
        let end = move || self::fetches().finish(number, Fetched::default());
        if controller.is_aborted() {
            end();
            return fetching;
        }
        let done = fetching.fetches.done.as_ref();
        let request = fetch_answer(done, number, own, url, head, body, wanted, most, timeout_ms);
        let stop = move || {
            end();
            request.abort();
        };
        // The page's own `fetch` may have aborted the request.
        if controller.is_aborted() {
            stop();
        } else {
            controller.set_request(Box::new(stop));
        }
        fetching
    }
}

/// The longest time of `setTimeout`, in milliseconds. A longer one would fire immediately.
const LONGEST_TIMER_MS: u64 = 0x7fff_ffff;

impl Future for Fetching {
    type Output = Fetched;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Fetched> {
        let mut awaited = self.fetches.awaited.borrow_mut();
        let pending = awaited.iter_mut().find(|(one, _)| *one == self.number);
        let Some((_, pending)) = pending else { return Poll::Pending };
        if let Some(fetched) = pending.fetched.take() {
            return Poll::Ready(fetched);
        }
        pending.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Fetching {
    fn drop(&mut self) {
        let pending = {
            let mut awaited = self.fetches.awaited.borrow_mut();
            let at = awaited.iter().position(|(one, _)| *one == self.number);
            at.map(|at| awaited.swap_remove(at))
        };
        drop(pending);
    }
}

/// The progress of a request.
#[derive(Clone, Copy, Default)]
pub(crate) enum Stage {
    /// The platform refuses to make such a request.
    Refused,
    /// No answer arrived. The value is the one that `fetch` threw or rejected with.
    #[default]
    Unanswered,
    /// `fetch` resolved to a value that is not a `Response`. This is the value.
    Other,
    /// The value is a `Response`. Its body was not read.
    Answered,
    /// The body broke off. The value is the reason, if there is one.
    Broken,
    /// The whole body was read.
    Whole,
    /// The answer is a redirect, which was not followed.
    Redirected,
    /// The whole answer did not arrive in time.
    Late,
}

impl Stage {
    fn of(number: u8) -> Self {
        match number {
            0 => Self::Refused,
            1 => Self::Unanswered,
            2 => Self::Other,
            3 => Self::Answered,
            4 => Self::Broken,
            5 => Self::Whole,
            6 => Self::Redirected,
            _ => Self::Late,
        }
    }
}

impl Fetched {
    pub(crate) fn headers(&self) -> Headers {
        in_lines(&self.headers)
    }

    /// Returns the body of an answer that was read as a whole.
    ///
    /// # Errors
    /// `invalidArgument` when there is no memory for it.
    pub(crate) fn into_body(mut self) -> Result<Vec<u8>, Error> {
        if !self.value.is_undefined() {
            append(&mut self.body, self.value.unchecked_ref())?;
        }
        Ok(self.body)
    }
}

/// Appends bytes to a body.
///
/// # Errors
/// `invalidArgument` when there is no memory for them. A plain `Vec` would trap, and leave every
/// promise pending.
pub(crate) fn append(body: &mut Vec<u8>, bytes: &Uint8Array) -> Result<(), Error> {
    // The length is an f64, because the binding's u32 cannot hold lengths above 4 GB.
    let length = get(bytes, "length").as_f64().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    let room = (length < f64::from(u32::MAX)).then_some(length as usize);
    let Some(length) = room.filter(|length| body.try_reserve(*length).is_ok()) else {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            text!(
                "The answer is too large for this page's memory: {} bytes had arrived.",
                digits(body.len() as u64)
            ),
        ));
    };
    let start = body.len();
    body.resize(start + length, 0);
    if let Some(space) = body.get_mut(start..) {
        bytes.copy_to(space);
    }
    Ok(())
}

/// Reads the lines of [`header_lines`].
pub(crate) fn in_lines(lines: &str) -> Headers {
    lines.split('\n').filter_map(|line| line.split_once(',')).collect()
}

/// Copies bytes for the page.
///
/// # Errors
/// `invalidArgument` when the page has no memory for them.
pub(crate) fn copied(bytes: &[u8]) -> Result<Uint8Array, Error> {
    copy_of(bytes).ok_or_else(|| {
        let size = bytes.len();
        Error::invalid_argument(text!(
            "The page has no memory for a copy of {} bytes.",
            digits(size as u64)
        ))
    })
}
