//! The platform's events of the page: shown, hidden, online, left or restored.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::tabs::PageEvent;

use crate::wasm::values::fields::get;

/// Listens until dropped. In a worker and in Node, `online` is the only event.
pub(super) struct PageEvents {
    listening: Vec<(JsValue, &'static str)>,
    listener: Closure<dyn FnMut(JsValue)>,
}

impl PageEvents {
    pub(super) fn listen(mut hear: impl FnMut(PageEvent) + 'static) -> Self {
        let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let came = match get(&event, "type").as_string().as_deref() {
                Some("visibilitychange") if is_hidden() => PageEvent::Hidden,
                Some("visibilitychange" | "resume") => PageEvent::Shown,
                Some("online") => PageEvent::Online,
                Some("pagehide") => PageEvent::Left,
                Some("pageshow") if get(&event, "persisted").is_truthy() => PageEvent::Back,
                _ => return,
            };
            hear(came);
        });
        let global: JsValue = js_sys::global().into();
        let document = get(&global, "document");
        let mut listening = vec![(global.clone(), "online")];
        if !document.is_undefined() {
            listening.push((document.clone(), "visibilitychange"));
            listening.push((document, "resume"));
            listening.push((global.clone(), "pagehide"));
            listening.push((global, "pageshow"));
        }
        for (target, event) in &listening {
            call_with(target, "addEventListener", event, &listener);
        }
        Self { listening, listener }
    }
}

impl Drop for PageEvents {
    fn drop(&mut self) {
        for (target, event) in &self.listening {
            call_with(target, "removeEventListener", event, &self.listener);
        }
    }
}

/// Returns whether there is a page and it is hidden.
pub(super) fn is_hidden() -> bool {
    let document = get(&js_sys::global(), "document");
    get(&document, "visibilityState").as_string().as_deref() == Some("hidden")
}

fn call_with(target: &JsValue, method: &str, event: &str, listener: &Closure<dyn FnMut(JsValue)>) {
    // Node has no events of its own.
    if let Ok(method) = get(target, method).dyn_into::<Function>() {
        drop(method.call2(target, &event.into(), listener.as_ref()));
    }
}
