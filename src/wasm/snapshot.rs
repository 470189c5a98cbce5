//! Plain objects that are the same until what they show changes, as `useSyncExternalStore` of React
//! and other stores want them.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::plain::MemberType;

use super::output::to_js;

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    /// Freezes plain data, with all that is in it. It does not throw.
    #[wasm_bindgen(catch)]
    pub(super) fn frozen(data: JsValue) -> Result<JsValue, JsValue>;
}

/// The last value that was shown, with its object.
pub(super) struct Snapshot<T>(RefCell<Option<(T, JsValue)>>);

impl<T> Default for Snapshot<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: PartialEq + Clone> Snapshot<T> {
    /// Returns the object of a value: the one before when the value is the same. It is frozen, since
    /// everybody gets the same one.
    pub(super) fn of(&self, value: &T, make: impl FnOnce(&T) -> JsValue) -> JsValue {
        if let Some((before, object)) = &*self.0.borrow()
            && before == value
        {
            return object.clone();
        }
        let object = frozen(make(value)).unwrap_or_default();
        let before = self.0.replace(Some((value.clone(), object.clone())));
        drop(before);
        object
    }
}

impl<T: MemberType + PartialEq + Clone> Snapshot<T> {
    /// The same of a value that has a form in JavaScript.
    pub(super) fn of_plain(&self, value: &T) -> JsValue {
        self.of(value, |value| to_js(value))
    }
}
