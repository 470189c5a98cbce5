//! Reads the changes to a project from JavaScript.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use crate::project::ProjectChanges;
use crate::{Error, Result};

use crate::wasm::values::fields::{Fields, keys_of, kind, list_of};

/// Reads `{ name, container, language, description, multilingual, settings, fileVersion }`. A null
/// field removes the member.
pub(crate) fn read_changes(value: &JsValue) -> Result<ProjectChanges> {
    let fields = Fields::of("changes", value);
    fields.only(&[
        "name",
        "container",
        "language",
        "description",
        "multilingual",
        "settings",
        "fileVersion",
    ]);
    let mut changes = ProjectChanges::default();
    let text = |name: &str| fields.nullable(name, |fields| fields.text(name));
    if let Some(name) = text("name") {
        changes = changes.name(name.as_deref());
    }
    if let Some(container) = text("container") {
        changes = changes.container(container.as_deref());
    }
    if let Some(language) = text("language") {
        changes = changes.language(language.as_deref());
    }
    if let Some(description) = text("description") {
        changes = changes.description(description.as_deref());
    }
    if let Some(version) = text("fileVersion") {
        changes = changes.file_version(version.as_deref());
    }
    if let Some(value) = fields.nullable("multilingual", |fields| fields.boolean("multilingual")) {
        changes = changes.multilingual(value);
    }
    let settings = fields.nullable("settings", |fields| Some(fields.get("settings")));
    fields.end()?;
    match settings {
        None => Ok(changes),
        Some(None) => Ok(changes.without_settings()),
        Some(Some(settings)) => read_settings(changes, &settings),
    }
}

fn read_settings(mut changes: ProjectChanges, settings: &JsValue) -> Result<ProjectChanges> {
    let wrong = || {
        Error::invalid_argument(format!(
            "changes.settings must be an object of JSON values or null; got {}.",
            kind(settings)
        ))
    };
    if !settings.is_object() || settings.is_array() {
        return Err(wrong());
    }
    let names = keys_of(settings).and_then(|names| list_of(&names)).map_err(|_| wrong())?;
    for name in names.iter() {
        let value = js_sys::Reflect::get(settings, &name).map_err(|_| wrong())?;
        let name = name.as_string().unwrap_or_default();
        if value.is_null() {
            changes = changes.setting(&name, None);
            continue;
        }
        let json = JSON::stringify(&value).ok().and_then(|json| json.as_string());
        let json = json.ok_or_else(wrong)?;
        changes = changes.setting(&name, Some(json.as_str()));
    }
    Ok(changes)
}
