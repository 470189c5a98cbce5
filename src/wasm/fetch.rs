//! Calls `fetch`. A request and its answer cross the boundary once each way.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::number::digits;
use crate::{Error, ErrorCode, Headers};

use super::fields::get;

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
        signal: &AbortSignal,
        wanted: &JsValue,
        most: f64,
    );

    /// Returns a copy for the page; `undefined` when it has no memory for one.
    #[wasm_bindgen(js_name = copyOf)]
    fn copy_of(bytes: &[u8]) -> Option<Uint8Array>;

    /// Returns the bytes of a buffer, or of any view of one such as a DataView or Node's Buffer, as an
    /// array of this realm. They are not copied.
    #[wasm_bindgen(js_name = bytesOf)]
    pub(super) fn view_of(value: &JsValue) -> Option<Uint8Array>;

    /// Returns headers as one text with a line for each.
    #[wasm_bindgen(catch, js_name = headerLines)]
    pub(super) fn header_lines(headers: &JsValue) -> Result<String, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The outcome of a request.
    pub(super) type Fetched;

    #[wasm_bindgen(method, getter, js_name = stage)]
    fn stage_number(this: &Fetched) -> u8;

    /// The value that was thrown, or the answer that was not read.
    #[wasm_bindgen(method, getter)]
    pub(super) fn value(this: &Fetched) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &Fetched) -> f64;

    #[wasm_bindgen(method, getter, js_name = isRedirect)]
    pub(super) fn is_redirect(this: &Fetched) -> bool;

    /// The URL of a redirect that the page's own `fetch` has followed.
    #[wasm_bindgen(method, getter, js_name = redirectedTo)]
    pub(super) fn redirected_to(this: &Fetched) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = headers)]
    fn lines(this: &Fetched) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn body(this: &Fetched) -> Uint8Array;
}

/// The pending requests, and the one function that takes the outcomes of all of them. A promise for
/// each request would need two functions each, which the garbage collector has to track.
struct Fetches {
    last: Cell<u32>,
    awaited: RefCell<Vec<(u32, PendingFetch)>>,
    done: Closure<dyn Fn(u32, Fetched)>,
}

/// The parts of an answer that are read.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
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
            done: Closure::new(|number, fetched| fetches().finish(number, fetched)),
        }
    }

    fn finish(&self, number: u32, fetched: Fetched) {
        let mut awaited = self.awaited.borrow_mut();
        // No one waits for a late outcome.
        let Some((_, pending)) = awaited.iter_mut().find(|(one, _)| *one == number) else { return };
        pending.fetched = Some(fetched);
        let waker = pending.waker.take();
        drop(awaited);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// A pending request.
pub(super) struct Fetching {
    number: u32,
    fetches: Rc<Fetches>,
}

impl Fetching {
    /// Sends a request with the page's own `fetch` or the platform's.
    pub(super) fn new(
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        signal: &AbortSignal,
        (wanted, most): (Wanted<'_>, usize),
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
        let most = super::error::number(most as u64);
        fetch_answer(fetches.done.as_ref(), number, own, url, head, body, signal, wanted, most);
        Self { number, fetches }
    }
}

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

/// How far a request got.
pub(super) enum Stage {
    /// The platform refuses to make such a request.
    Refused,
    /// No answer came. The value is what `fetch` threw or rejected with.
    Unanswered,
    /// `fetch` resolved to something other than a `Response`: the value.
    Other,
    /// The value is a `Response`. Its body was not read.
    Answered,
    /// The body broke off. The value is the reason, if there is one.
    Broken,
    /// The whole body was read.
    Whole,
}

impl Fetched {
    pub(super) fn stage(&self) -> Stage {
        match self.stage_number() {
            0 => Stage::Refused,
            1 => Stage::Unanswered,
            2 => Stage::Other,
            3 => Stage::Answered,
            4 => Stage::Broken,
            _ => Stage::Whole,
        }
    }

    pub(super) fn headers(&self) -> Headers {
        in_lines(&self.lines())
    }
}

/// Appends bytes to a body.
///
/// # Errors
/// `invalidArgument` when there is no memory for them. A plain `Vec` would trap, and leave every
/// promise pending.
pub(super) fn append(body: &mut Vec<u8>, bytes: &Uint8Array) -> Result<(), Error> {
    // As an f64, because the binding's u32 cannot hold lengths above 4 GB.
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
pub(super) fn in_lines(lines: &str) -> Headers {
    lines.split('\n').filter_map(|line| line.split_once(',')).collect()
}

/// Copies bytes for the page.
///
/// # Errors
/// `invalidArgument` when the page has no memory for them.
pub(super) fn copied(bytes: &[u8]) -> Result<Uint8Array, Error> {
    copy_of(bytes).ok_or_else(|| {
        let size = bytes.len();
        Error::invalid_argument(text!(
            "The page has no memory for a copy of {} bytes.",
            digits(size as u64)
        ))
    })
}
