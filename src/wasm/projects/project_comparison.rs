//! `ExportedProject.compare`, and the differences that it returns.

use js_sys::Array;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::plain::{MemberType, Plain};
use crate::project::ProjectComparison as Comparison;

use super::project::ExportedProject;
use super::project_items::range;
use crate::wasm::values::error::{Thrown, number};
use crate::wasm::values::fields::{call, kind};
use crate::wasm::values::output::{object_of, to_js};

/// The differences between two projects. Details are read from the files on demand.
///
/// @example
/// ```js
/// const comparison = before.compare(after);
/// if (!comparison.equal) show(comparison.counts(), comparison.changes(0, 100));
/// ```
#[wasm_bindgen]
pub struct ProjectComparison(Comparison);

impl ProjectComparison {
    pub(crate) fn of(before: &crate::ExportedProject, after: &JsValue) -> Thrown<Self> {
        // The clone has its own handle, because converting the caller's handle would free it. A
        // value that is not a project, or that was freed, has no handle.
        let shared = call(after, "clone").ok();
        let other = shared.and_then(|shared| ExportedProject::try_from_js_value(shared).ok());
        let other = match other {
            Some(other) => other,
            // A project of another entry of the package.
            None => ExportedProject::of_file(after).unwrap_or_else(|| {
                Err(Error::invalid_argument(format!(
                    "compare takes another ExportedProject that is not freed; got {}.",
                    kind(after)
                ))
                .into())
            })?,
        };
        Ok(Self(before.try_compare(&other.0).map_err(Error::from)?))
    }
}

#[wasm_bindgen]
impl ExportedProject {
    /// Compares this project with another one, and returns what was added, removed and changed. The
    /// order of lists does not matter.
    ///
    /// Throws `invalidArgument` when the argument is not a project, or was freed.
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportedProject")] other: &JsValue,
    ) -> Thrown<ProjectComparison> {
        ProjectComparison::of(&self.0, other)
    }
}

#[wasm_bindgen]
impl ProjectComparison {
    /// Returns whether there is no difference.
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
    #[wasm_bindgen(unchecked_return_type = "Record<string, ProjectPartCounts>")]
    pub fn counts(&self) -> JsValue {
        let counts = self.0.counts();
        object_of(&Plain::map(counts.iter().map(|it| (it.part, it.to_plain()))))
    }

    /// Returns the differences from `start` up to, but not including, `end`, like
    /// `Array.prototype.slice`.
    #[wasm_bindgen(unchecked_return_type = "ProjectChange[]")]
    pub fn changes(&self, start: Option<f64>, end: Option<f64>) -> Array {
        let changes = Array::new();
        for at in range(self.0.len(), start, end) {
            let Some(change) = self.0.change(at) else { break };
            changes.push(&to_js(&change));
        }
        changes
    }
}
