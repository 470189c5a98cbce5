//! The event stream of a replication: where it stands, as that changes.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Object, Promise};
use wasm_bindgen::prelude::*;

use super::super::fields::set;
use super::super::listeners::Listeners;
use super::super::promise::Settler;

/// Who hears of news.
#[derive(Default)]
pub(super) struct Audience {
    pub(super) listeners: Rc<Listeners>,
    streams: RefCell<Vec<Rc<Stream>>>,
}

/// One `for await` over the news. A slow reader gets the latest, not a backlog.
#[derive(Default)]
struct Stream {
    latest: RefCell<Option<JsValue>>,
    waiting: RefCell<VecDeque<Settler>>,
    has_ended: Cell<bool>,
}

impl Audience {
    /// Tells everybody.
    pub(super) fn tell(&self, news: &JsValue) {
        self.listeners.tell(|| news.clone());
        let streams = self.streams.borrow().clone();
        for stream in streams {
            let waiting = stream.waiting.borrow_mut().pop_front();
            match waiting {
                Some(settler) => settler.settle(Ok(step(Some(news.clone())))),
                None => drop(stream.latest.replace(Some(news.clone()))),
            }
        }
    }

    /// There will be no more.
    pub(super) fn end(&self) {
        let streams = self.streams.take();
        streams.iter().for_each(|stream| stream.end());
    }

    pub(super) fn stream(self: &Rc<Self>) -> ReplicationEvents {
        let stream = Rc::<Stream>::default();
        self.streams.borrow_mut().push(stream.clone());
        ReplicationEvents { audience: self.clone(), stream }
    }
}

impl Stream {
    fn end(&self) {
        self.has_ended.set(true);
        let waiting = self.waiting.take();
        for settler in waiting {
            settler.settle(Ok(step(None)));
        }
    }
}

/// The news of a replication, one by one.
#[wasm_bindgen(skip_typescript)]
pub struct ReplicationEvents {
    audience: Rc<Audience>,
    stream: Rc<Stream>,
}

#[wasm_bindgen]
impl ReplicationEvents {
    /// The next news; it waits for some.
    pub fn next(&self) -> Promise {
        if let Some(news) = self.stream.latest.take() {
            return Promise::resolve(&step(Some(news)));
        }
        if self.stream.has_ended.get() {
            return Promise::resolve(&step(None));
        }
        let (promise, settler) = Settler::new();
        self.stream.waiting.borrow_mut().push_back(settler);
        promise
    }

    /// Ends the iteration; `for await` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.audience.streams.borrow_mut().retain(|it| !Rc::ptr_eq(it, &self.stream));
        self.stream.end();
        Promise::resolve(&step(None))
    }

    /// An iterator is iterable.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> ReplicationEvents {
        Self { audience: self.audience.clone(), stream: self.stream.clone() }
    }
}

/// `{ value, done }`
fn step(value: Option<JsValue>) -> JsValue {
    let object = Object::new();
    set(&object, "done", &value.is_none().into());
    set(&object, "value", &value.unwrap_or_default());
    object.into()
}
