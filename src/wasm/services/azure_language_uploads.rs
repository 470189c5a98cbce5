//! Requests that upload files: imports, and updates of sources.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::service::azure_language::{FileOperation, UploadFile};
use crate::{Error, Request, Result};

use crate::wasm::AzureLanguage;
use crate::wasm::http::fetch::{append, view_of};
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, items_of, kind, text_argument};

#[wasm_bindgen]
impl AzureLanguage {
    /// Imports a question answering project from files, as a job.
    #[wasm_bindgen(js_name = importFromFilesRequest, skip_typescript)]
    pub fn import_from_files_request(
        &self,
        project: &JsValue,
        files: &JsValue,
        options: &JsValue,
    ) -> Thrown<JsValue> {
        let project = text_argument("The project name", project)?;
        let fields = Fields::options("options", options);
        let asset_kind = fields.text("assetKind");
        fields.end()?;
        let files = read_files(files)?;
        let contract = self.contract();
        let request =
            contract.import_from_files_request(&project, &files, asset_kind.as_deref())?;
        self.finish_upload(request)
    }

    /// Adds, replaces and deletes file sources of a question answering project, as a job.
    #[wasm_bindgen(js_name = updateSourcesFromFilesRequest, skip_typescript)]
    pub fn update_sources_from_files_request(
        &self,
        project: &JsValue,
        files: &JsValue,
        operations: &JsValue,
    ) -> Thrown<JsValue> {
        let project = text_argument("The project name", project)?;
        let files = read_files(files)?;
        let operations = read_operations(operations)?;
        let contract = self.contract();
        let request = contract.update_sources_from_files_request(&project, &files, &operations)?;
        self.finish_upload(request)
    }
}

impl AzureLanguage {
    fn finish_upload(&self, mut request: Request) -> Thrown<JsValue> {
        let body = request.body.take().unwrap_or_default();
        self.client().finish(request, Uint8Array::from(body.as_slice()).into())
    }
}

/// Reads `{ name, bytes, contentType? }`.
fn read_files(value: &JsValue) -> Result<Vec<UploadFile>> {
    let mut files = Vec::new();
    for (at, item) in items_of("files", value)?.iter().enumerate() {
        let fields = Fields::of("file", &item);
        let name = fields.required_text("name");
        let content_type = fields.text("contentType");
        fields.end()?;
        let value = fields.get("bytes");
        let mut bytes = value.as_string().map(String::into_bytes).unwrap_or_default();
        if !value.is_string() {
            let Some(content) = view_of(&value) else {
                return Err(Error::invalid_argument(format!(
                    "bytes of file {at} must be a Uint8Array, an ArrayBuffer or a string; got {}.",
                    kind(&value)
                )));
            };
            append(&mut bytes, &content)?;
        }
        files.push(UploadFile { name, bytes, content_type });
    }
    Ok(files)
}

/// Reads `{ operation, fileName, fileDisplayName?, refresh? }`.
fn read_operations(value: &JsValue) -> Result<Vec<FileOperation>> {
    let mut operations = Vec::new();
    for item in items_of("file operations", value)?.iter() {
        let fields = Fields::of("fileOperation", &item);
        operations.push(fields.plain());
        fields.end()?;
    }
    Ok(operations)
}
