//! JavaScript's values, for the core's reader.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::board::Foreign;

use super::super::fields::get;

impl Foreign for JsValue {
    fn member(&self, name: &str) -> Option<Self> {
        Some(get(self, name)).filter(|value| !value.is_undefined())
    }

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }

    fn text(&self, longest: usize) -> Option<String> {
        let text = self.dyn_ref::<JsString>()?;
        let longest = u32::try_from(longest).unwrap_or(u32::MAX);
        // Its length costs nothing; copying it might.
        if text.length() > longest { text.slice(0, longest).as_string() } else { self.as_string() }
    }

    fn items(&self, most: usize) -> Option<Vec<Self>> {
        if !Array::is_array(self) {
            return None;
        }
        // A list may say that it has four billion items, and a page's may throw.
        let length = get(self, "length").as_f64().unwrap_or_default();
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
        let length = (length as u32).min(most);
        Some((0..length).map(|at| Reflect::get_u32(self, at).unwrap_or_default()).collect())
    }
}
