//! `ExportedProject`: a project file in the module's memory.

use std::rc::Rc;

use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::project::{CheckOptions, ProjectIndex, ProjectReader};

use super::documents::PageDocuments;
use super::project_changes::read_changes;
use super::project_items::ProjectItems;
use crate::wasm::http::fetch::view_of;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, call, get, is_absent, kind, text_argument};
use crate::wasm::values::output::to_js;

/// A project file of Azure AI Language. The file stays in the module; only small answers leave it.
///
/// @example
/// ```js
/// const project = ExportedProject.parse(bytes);
/// show(project.summary(), project.check());
/// ```
#[wasm_bindgen]
pub struct ExportedProject(pub(crate) crate::ExportedProject);

impl ExportedProject {
    pub(crate) fn of(index: ProjectIndex, bytes: Rc<Vec<u8>>) -> Thrown<Self> {
        Ok(Self(index.finish(bytes).map_err(Error::from)?))
    }

    /// Reads the bytes of a `JobResult` or an `ExportedProject` of any entry of the package. Returns `None` for any
    /// other value. A `Blob` and a `Response` have the same method, but it returns a promise.
    pub(crate) fn of_file(file: &JsValue) -> Option<Thrown<Self>> {
        if get(file, "arrayBuffer").is_function() {
            return None;
        }
        view_of(&call(file, "bytes").ok()?).map(|view| Self::of_view(&view))
    }

    /// Reads content that is already complete. Returns `None` for any other value.
    pub(crate) fn of_content(content: &JsValue) -> Option<Thrown<Self>> {
        let Some(text) = content.dyn_ref::<JsString>() else {
            return view_of(content)
                .map(|view| Self::of_view(&view))
                .or_else(|| Self::of_file(content));
        };
        // Memory is reserved first, because a copy that does not fit would trap.
        let mut reader = ProjectReader::default();
        if let Err(error) = reader.reserve(text.length().into()) {
            return Some(Err(Error::from(error).into()));
        }
        drop(reader);
        let bytes = content.as_string().unwrap_or_default().into_bytes();
        Some(Self::of(ProjectIndex::default(), Rc::new(bytes)))
    }

    fn of_view(view: &Uint8Array) -> Thrown<Self> {
        let mut reader = ProjectReader::default();
        let length = view.length();
        let read = reader
            .reserve(length.into())
            .and_then(|()| reader.push_with(length as usize, |room| view.copy_to(room)))
            .and_then(|()| reader.finish());
        Ok(Self(read.map_err(Error::from)?))
    }
}

#[wasm_bindgen]
impl ExportedProject {
    /// Reads a project file: its bytes, its text, or a `JobResult`.
    ///
    /// Throws `invalidProject` when the content is not a project, with path, line, column and byte
    /// offset, and `invalidArgument` when the content is of another type.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "ProjectContent")] bytes: &JsValue,
    ) -> Thrown<ExportedProject> {
        Self::of_content(bytes).unwrap_or_else(|| {
            Err(Error::invalid_argument(format!(
                "ExportedProject.parse takes the file's content as a Uint8Array, an ArrayBuffer or \
                 a string; got {}.",
                kind(bytes)
            ))
            .into())
        })
    }

    /// Returns the project's kind, name and counts.
    #[wasm_bindgen(unchecked_return_type = "ProjectSummary")]
    pub fn summary(&self) -> JsValue {
        to_js(self.0.summary())
    }

    /// Counts the lengths of the examples, and the labels that occur together. This reads the
    /// examples again, so call it in a worker for a large file.
    ///
    /// @example
    /// ```js
    /// for (const { from, to, examples } of project.statistics().lengths) draw(from, to, examples);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "ProjectStatistics")]
    pub fn statistics(&self) -> Thrown<JsValue> {
        Ok(to_js(&self.0.try_statistics().map_err(Error::from)?))
    }

    /// Checks the project against the rules of the service. Findings are in file order. An import
    /// refuses a file with a finding whose `severity` is `error`.
    ///
    /// Throws `invalidArgument` when an option is wrong, or a document cannot be read.
    #[wasm_bindgen(unchecked_return_type = "Finding[]")]
    pub fn check(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let fields = Fields::options("options", options);
        let documents = fields.get("documents");
        let limit = fields.whole("limitPerRule");
        fields.end()?;
        let mut options = CheckOptions::default();
        if let Some(limit) = limit {
            options = options.with_limit_per_rule(limit);
        }
        if is_absent(&documents) {
            return Ok(to_js(self.0.try_check(&options).map_err(Error::from)?.as_slice()));
        }
        let documents = PageDocuments::of(documents)?;
        let findings = self.0.try_check(&options.with_documents(&documents));
        documents.end()?;
        let findings = findings.map_err(Error::from)?;
        Ok(to_js(findings.as_slice()))
    }

    /// Returns the items of a list, such as `utterances`, `documents` or `intents`: all, or those
    /// that match a filter.
    ///
    /// Throws `invalidArgument` when the file has no such list; the message names the lists of the file.
    pub fn items(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] list: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ProjectItemsFilter")] filter: &JsValue,
    ) -> Thrown<ProjectItems> {
        ProjectItems::of(&self.0, &text_argument("list", list)?, filter)
    }

    /// Returns the file with another name, container or other metadata, so that another resource
    /// can import it. All bytes outside the changed values stay the same.
    ///
    /// Throws `invalidArgument` when a change is not possible in this file.
    ///
    /// @example
    /// ```js
    /// const bytes = project.retarget({ name: "MyProject-west", container: "documents-west" });
    /// await target.start(target.importRequest("MyProject-west", bytes));
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn retarget(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ProjectChanges")] changes: &JsValue,
    ) -> Thrown<Uint8Array> {
        let changes = read_changes(changes)?;
        let retargeted = self.0.retarget(&changes);
        let file = retargeted.map_err(|invalid| Error::invalid_argument(invalid.message))?;
        let file_bytes = new_bytes(file.size())?;
        let mut at = 0;
        for piece in file.pieces().filter(|piece| !piece.is_empty()) {
            let end = at + u32::try_from(piece.len()).unwrap_or_default();
            file_bytes.subarray(at, end).copy_from(piece);
            at = end;
        }
        Ok(file_bytes)
    }

    /// Returns another handle on the same project, which must be freed separately. Nothing is
    /// copied.
    #[wasm_bindgen(js_name = clone)]
    pub fn share(&self) -> ExportedProject {
        Self(self.0.clone())
    }

    /// Returns a copy of the file, byte for byte.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn bytes(&self) -> Uint8Array {
        Uint8Array::from(self.0.bytes())
    }
}

/// Creates an array for a file. The constructor throws if there is no memory.
#[expect(clippy::cast_precision_loss, reason = "files are below 4 GB")]
fn new_bytes(size: usize) -> Thrown<Uint8Array> {
    let constructor: Function = get(&js_sys::global(), "Uint8Array").unchecked_into();
    let made = Reflect::construct(&constructor, &Array::of1(&JsValue::from(size as f64)));
    let bytes = made.map_err(|_| Error::from(crate::project::OutOfMemory))?;
    Ok(bytes.unchecked_into())
}
