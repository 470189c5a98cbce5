//! `ExportedProject`: a project file in the module's memory.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::Error;

use super::answer::bytes_of;
use super::error::Thrown;
use super::fields::kind;
use super::output::to_js;

/// A project file of Azure AI Language. The bytes stay in the module; small answers come out.
#[wasm_bindgen]
pub struct ExportedProject(crate::ExportedProject);

impl ExportedProject {
    pub(super) fn of(bytes: Rc<Vec<u8>>) -> Thrown<Self> {
        Ok(Self(crate::ExportedProject::parse(bytes).map_err(Error::from)?))
    }
}

#[wasm_bindgen]
impl ExportedProject {
    /// Reads a project file. Throws `invalidProject`, with line, column and byte, when it is none.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "Uint8Array | ArrayBuffer | string")] bytes: &JsValue,
    ) -> Thrown<ExportedProject> {
        let content = match bytes.as_string() {
            Some(text) => Some(text.into_bytes()),
            None => bytes_of(bytes),
        };
        let content = content.ok_or_else(|| {
            Error::invalid_argument(format!(
                "ExportedProject.parse takes the file's content as a Uint8Array, an ArrayBuffer or \
                 a string, and got {}.",
                kind(bytes)
            ))
        })?;
        Self::of(Rc::new(content))
    }

    /// What the project is and how much is in it.
    #[wasm_bindgen(unchecked_return_type = "ProjectSummary")]
    pub fn summary(&self) -> JsValue {
        to_js(self.0.summary())
    }

    /// A copy of the file, byte for byte as it came.
    pub fn bytes(&self) -> Uint8Array {
        Uint8Array::from(self.0.bytes())
    }
}
