//! The items of a project: ranges of them, and rows.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, JSON, Object, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::plain::Plainly;
use crate::project::{ItemFilter, OutOfMemory, ProjectItems as Items};

use crate::wasm::values::error::{Failure, Thrown, number};
use crate::wasm::values::fields::{Fields, set};
use crate::wasm::values::output::iterator_result;

/// The items of a list, or those that match a filter. Items are read from the file on demand.
///
/// @example
/// ```js
/// const items = project.items("utterances", { category: "BookFlight" });
/// for (const item of items.slice(0, 20)) show(item.text);
/// ```
#[wasm_bindgen]
pub struct ProjectItems(Items);

impl ProjectItems {
    pub(crate) fn of(
        project: &crate::ExportedProject,
        list: &str,
        filter: &JsValue,
    ) -> Thrown<Self> {
        let fields = Fields::of("filter", filter);
        fields.only(ItemFilter::shape().names);
        let filter: ItemFilter = fields.plain();
        fields.end()?;
        let items = project.items(list, &filter);
        Ok(Self(items.map_err(|missing| Error::invalid_argument(missing.message))?))
    }
}

#[wasm_bindgen]
impl ProjectItems {
    /// Returns the list's name.
    #[wasm_bindgen(getter)]
    pub fn list(&self) -> String {
        self.0.list().to_owned()
    }

    /// Returns the number of items.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> f64 {
        number(self.0.len() as u64)
    }

    /// Returns the items from `start` up to, but not including, `end`, as plain objects. A negative
    /// index counts from the end, as in `Array.prototype.slice`.
    #[wasm_bindgen(unchecked_return_type = "ProjectItem[]")]
    pub fn slice(&self, start: Option<f64>, end: Option<f64>) -> Thrown<Array> {
        let range = range(self.0.len(), start, end);
        // All items are passed as one text. Passing each one separately would take longer than
        // reading them.
        let mut json = String::from("[");
        let mut positions = Vec::new();
        for item in range.map_while(|at| self.0.get(at)) {
            json.try_reserve(item.json.len() + 2).map_err(|_| Error::from(OutOfMemory))?;
            if !positions.is_empty() {
                json.push(',');
            }
            json.push_str(item.json);
            positions.push((item.index, item.byte_offset));
        }
        json.push(']');
        let items = JSON::parse(&json)
            .map_err(|cause| Failure { error: Error::from(OutOfMemory), cause: Some(cause) })?;
        let items: Array = items.unchecked_into();
        for (at, (index, byte_offset)) in (0..).zip(positions) {
            let value = items.get(at);
            let is_plain = value.is_object() && !Array::is_array(&value);
            let item = if is_plain { value.unchecked_into() } else { wrapped(&value) };
            set(&item, "index", &number(index as u64).into());
            set(&item, "byteOffset", &number(byte_offset).into());
            items.set(at, item.into());
        }
        Ok(items)
    }

    /// Returns the items as CSV, in pieces. A cell that a spreadsheet would read as a formula
    /// begins with an apostrophe.
    ///
    /// The words of an utterance's labels are cut off at four times the length of its text. Further
    /// words become `…`.
    #[wasm_bindgen(unchecked_return_type = "IterableIterator<Uint8Array<ArrayBuffer>>")]
    pub fn csv(&self) -> Thrown<ProjectRows> {
        let rows = self.0.try_csv().map_err(Error::from)?;
        Ok(ProjectRows(Rc::new(RefCell::new(Some(Box::new(rows))))))
    }

    /// Returns the items as JSON Lines, in pieces.
    #[wasm_bindgen(js_name = jsonLines, unchecked_return_type = "IterableIterator<Uint8Array<ArrayBuffer>>")]
    pub fn json_lines(&self) -> ProjectRows {
        ProjectRows(Rc::new(RefCell::new(Some(Box::new(self.0.try_json_lines())))))
    }
}

/// Wraps a value that is not an object in one.
fn wrapped(value: &JsValue) -> Object {
    let object = Object::new();
    set(&object, "value", value);
    object
}

/// Returns a range of indexes, from the arguments of `Array.prototype.slice`.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths stay below 2^32, and the numbers are clamped to them"
)]
pub(crate) fn range(length: usize, start: Option<f64>, end: Option<f64>) -> std::ops::Range<usize> {
    let length = length as f64;
    let clamped = |at: f64| if at < 0.0 { (length + at).max(0.0) } else { at.min(length) } as usize;
    clamped(start.unwrap_or(0.0))..clamped(end.unwrap_or(length))
}

type Pieces = Box<dyn Iterator<Item = Result<Vec<u8>, OutOfMemory>>>;

/// Rows of text, in pieces.
#[wasm_bindgen(skip_typescript)]
pub struct ProjectRows(Rc<RefCell<Option<Pieces>>>);

#[wasm_bindgen]
impl ProjectRows {
    /// Returns the next piece, or the end.
    pub fn next(&self) -> Thrown<JsValue> {
        let piece = self.0.borrow_mut().as_mut().and_then(Iterator::next);
        let piece = piece.transpose().map_err(Error::from)?;
        let piece = piece.map(|piece| Uint8Array::from(piece.as_slice()).into());
        Ok(iterator_result(piece))
    }

    /// Ends the iteration. `for … of` calls it on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Thrown<JsValue> {
        drop(self.0.take());
        self.next()
    }

    /// Returns the iterator itself, so that `for … of` accepts it.
    #[wasm_bindgen(js_name = "[Symbol.iterator]")]
    pub fn itself(&self) -> ProjectRows {
        Self(self.0.clone())
    }
}
