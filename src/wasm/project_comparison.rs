//! The differences between two projects.

use js_sys::{Array, JSON, Object};
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::project::ProjectComparison as Comparison;

use super::error::{Thrown, number};
use super::fields::{call, kind, set};
use super::project::ExportedProject;
use super::project_items::range;

/// The differences between two projects. Details are read from the files on demand.
#[wasm_bindgen]
pub struct ProjectComparison(Comparison);

impl ProjectComparison {
    pub(super) fn of(before: &crate::ExportedProject, after: &JsValue) -> Thrown<Self> {
        // Uses a handle of its own: converting the caller's handle would free it. A value that is
        // not a project, or that was freed, has no handle.
        let shared = call(after, "clone").ok();
        let other = shared.and_then(|shared| ExportedProject::try_from_js_value(shared).ok());
        let Some(other) = other else {
            return Err(Error::invalid_argument(format!(
                "compare takes another ExportedProject that is not freed, and got {}.",
                kind(after)
            ))
            .into());
        };
        Ok(Self(before.try_compare(&other.0).map_err(Error::from)?))
    }
}

#[wasm_bindgen]
impl ProjectComparison {
    /// Returns whether both mean the same.
    #[wasm_bindgen(getter)]
    pub fn equal(&self) -> bool {
        self.0.is_equal()
    }

    /// Returns the number of differences.
    #[wasm_bindgen(getter)]
    pub fn length(&self) -> f64 {
        number(self.0.len() as u64)
    }

    /// Returns the number of differences in each part: `file`, `metadata`, `assets` for members
    /// outside the lists, and each list of either project.
    #[wasm_bindgen(
        unchecked_return_type = "Record<string, { added: number; removed: number; changed: number }>"
    )]
    pub fn counts(&self) -> Object {
        let parts = Object::new();
        for counts in self.0.counts() {
            let part = Object::new();
            for (name, count) in
                [("added", counts.added), ("removed", counts.removed), ("changed", counts.changed)]
            {
                set(&part, name, &number(count as u64).into());
            }
            set(&parts, counts.part, &part);
        }
        parts
    }

    /// Returns the differences from `start` up to, but not including, `end`, like
    /// `Array.prototype.slice`.
    #[wasm_bindgen(unchecked_return_type = "ProjectChange[]")]
    pub fn changes(&self, start: Option<f64>, end: Option<f64>) -> Result<Array, JsValue> {
        let changes = Array::new();
        for at in range(self.0.len(), start, end) {
            let Some(change) = self.0.change(at) else { break };
            let object = Object::new();
            set(&object, "part", &change.part.into());
            set(&object, "change", &change.kind.as_str().into());
            set(&object, "name", &change.name.as_str().into());
            for (name, json) in [("before", change.before), ("after", change.after)] {
                if let Some(json) = json {
                    set(&object, name, &JSON::parse(json)?);
                }
            }
            changes.push(&object);
        }
        Ok(changes)
    }
}
