//! Plain objects that stay the same until their value changes, as React's `useSyncExternalStore` and
//! other stores require.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::plain::MemberType;

use super::output::to_js;

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    /// Freezes plain data and everything in it. Does not throw.
    #[wasm_bindgen(catch)]
    pub(super) fn frozen(data: JsValue) -> Result<JsValue, JsValue>;
}

/// The last value, and its object.
pub(super) struct Snapshot<T>(RefCell<Option<(T, JsValue)>>);

impl<T> Default for Snapshot<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: PartialEq + Clone> Snapshot<T> {
    /// Returns the object of a value. It is the previous object if the value is the same. The object is
    /// frozen, because all callers share it.
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
    /// The same for a value with a declared type.
    pub(super) fn of_plain(&self, value: &T) -> JsValue {
        self.of(value, |value| to_js(value))
    }
}
