//! JSON on its way out, member by member.

use export_jobs_project::json::quoted;

/// A text under construction. A comma is put, or left out, as what stands before asks for it.
#[derive(Default)]
pub(crate) struct JsonWriter {
    pub(crate) json: Vec<u8>,
}

impl JsonWriter {
    /// Adds JSON as it is, but for a comma with which nothing goes before.
    pub(crate) fn raw(&mut self, json: &str) {
        let json = match self.json.last() {
            None | Some(b'{' | b'[') => json.strip_prefix(',').unwrap_or(json),
            Some(_) => json,
        };
        self.json.extend_from_slice(json.as_bytes());
    }

    /// A member that is a string, unless there is none.
    pub(crate) fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.name(name);
            self.json.extend(quoted(text));
        }
    }

    /// A member that is true or false, unless it is neither.
    pub(crate) fn flag(&mut self, name: &str, flag: Option<bool>) {
        if let Some(flag) = flag {
            self.name(name);
            self.raw(if flag { "true" } else { "false" });
        }
    }

    fn name(&mut self, name: &str) {
        self.raw(",\"");
        self.raw(name);
        self.raw("\":");
    }
}
