//! Reads native documents, and tasks on them, from JavaScript.

use js_sys::JSON;
use wasm_bindgen::JsValue;

use crate::service::{DocumentLocation, NativeDocument, NativeTask, NativeTaskKind};
use crate::{Error, Result};

use crate::wasm::values::fields::{Fields, is_absent, items_of};

/// Reads `{ id?, source, target, language? }`. The default id is the index, counted from 0.
pub(crate) fn read_native_documents(value: &JsValue) -> Result<Vec<NativeDocument>> {
    let mut documents = Vec::new();
    for (at, item) in items_of("documents", value)?.iter().enumerate() {
        let fields = Fields::of("document", &item);
        let id = fields.text("id").unwrap_or_else(|| format!("{at}"));
        let language = fields.text("language");
        fields.end()?;
        let source = read_location("document.source", &fields.get("source"))?;
        let target = read_location("document.target", &fields.get("target"))?;
        documents.push(NativeDocument { id, source, target, language });
    }
    Ok(documents)
}

/// Reads a URL, or `{ kind?, location, managedIdentityClientId? }`.
fn read_location(what: &'static str, value: &JsValue) -> Result<DocumentLocation> {
    if let Some(url) = value.as_string() {
        return Ok(DocumentLocation::blob(url));
    }
    let fields = Fields::of(what, value);
    let location = DocumentLocation {
        kind: fields.text("kind").unwrap_or_else(|| DocumentLocation::BLOB.to_owned()),
        location: fields.required_text("location"),
        managed_identity_client_id: fields.text("managedIdentityClientId"),
    };
    fields.end().map(|()| location)
}

/// Reads `{ kind, taskName?, parameters? }`.
pub(crate) fn read_tasks(value: &JsValue) -> Result<Vec<NativeTask>> {
    let mut tasks = Vec::new();
    for item in items_of("tasks", value)?.iter() {
        let fields = Fields::of("task", &item);
        let kind = fields.required_text("kind");
        let name = fields.text("taskName");
        fields.end()?;
        let kind = NativeTaskKind::parse(&kind)?;
        tasks.push(NativeTask { kind, name, parameters: json_of(&fields.get("parameters"))? });
    }
    Ok(tasks)
}

fn json_of(value: &JsValue) -> Result<Option<String>> {
    if is_absent(value) {
        return Ok(None);
    }
    let json = value.is_object().then(|| JSON::stringify(value).ok()).flatten();
    let json = json.and_then(|json| json.as_string());
    json.map(Some).ok_or_else(|| {
        Error::invalid_argument("task.parameters must be an object that JSON can hold.")
    })
}
