//! Plain objects that stay the same until their value changes, as React's `useSyncExternalStore` and
//! other stores require.

use std::cell::RefCell;

use wasm_bindgen::JsValue;

use crate::plain::MemberType;

use super::output::to_frozen_js;

/// The last value and its object.
pub(crate) struct Snapshot<T>(RefCell<Option<(T, JsValue)>>);

impl<T> Default for Snapshot<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: MemberType + PartialEq + Clone> Snapshot<T> {
    /// Returns the object of a value. If the value has not changed, it is the previous object. The object is frozen,
    /// because all callers share it.
    pub(crate) fn of_plain(&self, value: &T) -> JsValue {
        if let Some((before, object)) = &*self.0.borrow()
            && before == value
        {
            return object.clone();
        }
        let object = to_frozen_js(value);
        let before = self.0.replace(Some((value.clone(), object.clone())));
        drop(before);
        object
    }
}
