//! The progress of a replication, for listeners and for `for await`.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::wasm::platform::promise::Settler;
use crate::wasm::values::listeners::Listeners;
use crate::wasm::values::output::iterator_result;

/// All subscribers to the progress.
#[derive(Default)]
pub(super) struct Subscribers {
    pub(super) listeners: Rc<Listeners>,
    streams: RefCell<Vec<Rc<Stream>>>,
}

/// One `for await` over the progress. A slow reader gets only the latest progress.
#[derive(Default)]
struct Stream {
    latest: RefCell<Option<JsValue>>,
    waiting: RefCell<VecDeque<Settler>>,
    has_ended: Cell<bool>,
}

impl Subscribers {
    /// Passes progress on to all subscribers.
    pub(super) fn publish(&self, progress: &JsValue) {
        self.listeners.tell(|| progress.clone());
        let streams = self.streams.borrow().clone();
        for stream in streams {
            let waiting = stream.waiting.borrow_mut().pop_front();
            match waiting {
                Some(settler) => settler.settle(Ok(iterator_result(Some(progress.clone())))),
                None => drop(stream.latest.replace(Some(progress.clone()))),
            }
        }
    }

    /// Ends all streams.
    pub(super) fn end(&self) {
        let streams = self.streams.take();
        streams.iter().for_each(|stream| stream.end());
    }

    /// Opens a stream, which gets the progress from now on.
    pub(super) fn stream(self: &Rc<Self>) -> ReplicationEvents {
        let stream = Rc::<Stream>::default();
        self.streams.borrow_mut().push(stream.clone());
        ReplicationEvents { subscribers: self.clone(), stream }
    }
}

impl Stream {
    fn end(&self) {
        self.has_ended.set(true);
        let waiting = self.waiting.take();
        for settler in waiting {
            settler.settle(Ok(iterator_result(None)));
        }
    }
}

/// The async iterator over a replication's progress.
#[wasm_bindgen(skip_typescript)]
pub struct ReplicationEvents {
    subscribers: Rc<Subscribers>,
    stream: Rc<Stream>,
}

#[wasm_bindgen]
impl ReplicationEvents {
    /// Resolves with the next progress, or with the end of the iteration when the run has ended.
    pub fn next(&self) -> Promise {
        if let Some(progress) = self.stream.latest.take() {
            return Promise::resolve(&iterator_result(Some(progress)));
        }
        if self.stream.has_ended.get() {
            return Promise::resolve(&iterator_result(None));
        }
        let (promise, settler) = Settler::new();
        self.stream.waiting.borrow_mut().push_back(settler);
        promise
    }

    /// Ends the iteration; `for await` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.subscribers.streams.borrow_mut().retain(|it| !Rc::ptr_eq(it, &self.stream));
        self.stream.end();
        Promise::resolve(&iterator_result(None))
    }

    /// Returns the iterator itself, so that `for await` accepts it.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> ReplicationEvents {
        Self { subscribers: self.subscribers.clone(), stream: self.stream.clone() }
    }
}
