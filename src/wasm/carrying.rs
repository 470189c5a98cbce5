//! The platform's side of a request and its answer, which crosses once each way.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::{Error, ErrorCode, Headers};

use super::fields::get;

#[wasm_bindgen(module = "/src/entry/carry.js")]
extern "C" {
    /// Sends a request with the page's own `fetch` or the platform's, and then calls `landed` with
    /// the number and what came of it. Wanted are the names of some headers, `undefined` for all of
    /// them, or `null` for all, and the body as a stream. Of a body that is not streamed, at most so
    /// many bytes come, and one more.
    #[wasm_bindgen(js_name = carry)]
    fn take_off(
        landed: &JsValue,
        number: u32,
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        signal: &AbortSignal,
        wanted: &JsValue,
        most: f64,
    );

    /// A copy for the page; none when it has no memory for one.
    #[wasm_bindgen(js_name = copyOf)]
    pub(super) fn copy_of(bytes: &[u8]) -> Option<Uint8Array>;

    /// The bytes of a buffer or of any view of one, such as a DataView or Node's Buffer, where they
    /// are, as an array of this realm.
    #[wasm_bindgen(js_name = bytesOf)]
    pub(super) fn view_of(value: &JsValue) -> Option<Uint8Array>;

    /// Headers as one text, a line for each.
    #[wasm_bindgen(catch, js_name = headerLines)]
    pub(super) fn header_lines(headers: &JsValue) -> Result<String, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// What came of a request.
    pub(super) type Carried;

    #[wasm_bindgen(method, getter, js_name = stage)]
    fn stage_number(this: &Carried) -> u8;

    /// What stood in the way, or the answer that was not read.
    #[wasm_bindgen(method, getter)]
    pub(super) fn value(this: &Carried) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn status(this: &Carried) -> f64;

    #[wasm_bindgen(method, getter, js_name = isRedirect)]
    pub(super) fn is_redirect(this: &Carried) -> bool;

    /// Where a redirect led to that the page's own `fetch` has followed.
    #[wasm_bindgen(method, getter, js_name = redirectedTo)]
    pub(super) fn redirected_to(this: &Carried) -> Option<String>;

    #[wasm_bindgen(method, getter, js_name = headers)]
    fn lines(this: &Carried) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn body(this: &Carried) -> Uint8Array;
}

/// Requests under way, and the one function that hears of them all: a promise would cost two
/// functions for each, which are made known to the garbage collector and unmade again.
struct Landings {
    last: Cell<u32>,
    awaited: RefCell<Vec<(u32, Landing)>>,
    landed: Closure<dyn Fn(u32, Carried)>,
}

/// How much of an answer is wanted.
#[derive(Clone, Copy)]
pub(super) enum Wanted<'a> {
    /// Everything.
    Whole,
    /// Its body, and the headers of these names.
    Named(&'a JsValue),
    /// Its headers. The body is streamed.
    Stream,
}

#[derive(Default)]
struct Landing {
    carried: Option<Carried>,
    waker: Option<Waker>,
}

thread_local! {
    static LANDINGS: Rc<Landings> = Rc::new(Landings::new());
}

/// Those of this module.
fn landings() -> Rc<Landings> {
    LANDINGS.with(Rc::clone)
}

impl Landings {
    fn new() -> Self {
        Self {
            last: Cell::default(),
            awaited: RefCell::default(),
            landed: Closure::new(|number, carried| landings().land(number, carried)),
        }
    }

    fn land(&self, number: u32, carried: Carried) {
        let mut awaited = self.awaited.borrow_mut();
        // Nobody waits any more for one that was late.
        let Some((_, landing)) = awaited.iter_mut().find(|(one, _)| *one == number) else { return };
        landing.carried = Some(carried);
        let waker = landing.waker.take();
        drop(awaited);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// What will come of a request.
pub(super) struct Carrying {
    number: u32,
    landings: Rc<Landings>,
}

impl Carrying {
    /// Sends a request with the page's own `fetch` or the platform's.
    pub(super) fn new(
        own: Option<&Object>,
        url: &str,
        head: &Object,
        body: &JsValue,
        signal: &AbortSignal,
        (wanted, most): (Wanted<'_>, usize),
    ) -> Self {
        let landings = landings();
        let wanted = match wanted {
            Wanted::Whole => &JsValue::UNDEFINED,
            Wanted::Named(headers) => headers,
            Wanted::Stream => &JsValue::NULL,
        };
        let number = landings.last.get().wrapping_add(1);
        landings.last.set(number);
        landings.awaited.borrow_mut().push((number, Landing::default()));
        let most = super::error::number(most as u64);
        take_off(landings.landed.as_ref(), number, own, url, head, body, signal, wanted, most);
        Self { number, landings }
    }
}

impl Future for Carrying {
    type Output = Carried;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Carried> {
        let mut awaited = self.landings.awaited.borrow_mut();
        let landing = awaited.iter_mut().find(|(one, _)| *one == self.number);
        let Some((_, landing)) = landing else { return Poll::Pending };
        if let Some(carried) = landing.carried.take() {
            return Poll::Ready(carried);
        }
        landing.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Carrying {
    fn drop(&mut self) {
        let landing = {
            let mut awaited = self.landings.awaited.borrow_mut();
            let at = awaited.iter().position(|(one, _)| *one == self.number);
            at.map(|at| awaited.swap_remove(at))
        };
        drop(landing);
    }
}

/// How far a request came.
pub(super) enum Stage {
    /// The platform makes no such request.
    Refused,
    /// No answer came. The value is what `fetch` threw or rejected with.
    Unanswered,
    /// `fetch` gave something that is no `Response`: the value.
    Other,
    /// The value is a `Response`, whose body was not read.
    Answered,
    /// The body broke off. The value says why, if anything does.
    Broken,
    /// It is there as a whole.
    Whole,
}

impl Carried {
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

/// Copies bytes in behind others, and says so when there is no memory for them, where a plain `Vec`
/// would trap and leave every promise pending.
pub(super) fn append(body: &mut Vec<u8>, bytes: &Uint8Array) -> Result<(), Error> {
    // As a number: the length of what is longer than 4 GB does not fit the type that the binding has.
    let length = get(bytes, "length").as_f64().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
    let room = (length < f64::from(u32::MAX)).then_some(length as usize);
    let Some(length) = room.filter(|length| body.try_reserve(*length).is_ok()) else {
        return Err(Error::new(
            ErrorCode::InvalidArgument,
            format!(
                "The answer is too large for this page's memory: {} bytes had arrived.",
                body.len()
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
