//! Writes JSON. Members keep the order in which they are written.

use export_jobs_project::json::quoted;

/// Writes the members of one object, or the items of one list.
pub(crate) struct JsonWriter {
    out: Vec<u8>,
    is_first: bool,
}

/// Returns an object with the members that `write` adds.
pub(crate) fn object(write: impl FnOnce(&mut JsonWriter)) -> String {
    let mut writer = JsonWriter { out: vec![b'{'], is_first: true };
    write(&mut writer);
    writer.out.push(b'}');
    // This cannot fail, because only complete strings were written.
    String::from_utf8(writer.out).unwrap_or_default()
}

/// Returns a list of objects. `write` adds the members of each item.
pub(crate) fn list_of_objects<T>(items: &[T], write: impl Fn(&T, &mut JsonWriter)) -> String {
    let mut list = String::from("[");
    for item in items {
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&object(|out| write(item, out)));
    }
    list.push(']');
    list
}

impl JsonWriter {
    fn separate(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
    }

    fn name(&mut self, name: &str) {
        self.separate();
        self.out.extend(quoted(name));
        self.out.push(b':');
    }

    /// Writes a member whose value is already JSON.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.out.extend_from_slice(json.as_bytes());
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.out.extend(quoted(text));
    }

    /// Writes a string, or nothing for `None`.
    pub(crate) fn option(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Writes a boolean, or nothing for `None`.
    pub(crate) fn flag(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.bool(name, value);
        }
    }

    pub(crate) fn bool(&mut self, name: &str, value: bool) {
        self.raw(name, if value { "true" } else { "false" });
    }

    pub(crate) fn object(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.nested(name, [b'{', b'}'], write);
    }

    pub(crate) fn texts<T: AsRef<str>>(&mut self, name: &str, texts: &[T]) {
        self.nested(name, [b'[', b']'], |list| {
            for text in texts {
                list.separate();
                list.out.extend(quoted(text.as_ref()));
            }
        });
    }

    /// Writes a list of objects.
    pub(crate) fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&T, &mut Self)) {
        self.nested(name, [b'[', b']'], |list| {
            for item in items {
                list.separate();
                list.out.push(b'{');
                list.is_first = true;
                write(item, list);
                list.is_first = false;
                list.out.push(b'}');
            }
        });
    }

    fn nested(&mut self, name: &str, [open, close]: [u8; 2], write: impl FnOnce(&mut Self)) {
        self.name(name);
        self.out.push(open);
        self.is_first = true;
        write(self);
        self.is_first = false;
        self.out.push(close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_and_items_are_separated_at_every_depth() {
        let json = object(|it| {
            it.text("a\"", "\u{1}é\n");
            it.option("absent", None);
            it.object("empty", |_| {});
            it.list("list", &[1_u64, 2], |number, item| {
                item.raw("n", &number.to_string());
                item.bool("odd", number % 2 == 1);
            });
            it.texts("texts", &["x", "y"]);
            it.texts("none", &[""; 0]);
            it.raw("raw", "1.50");
        });
        assert_eq!(
            json,
            r#"{"a\"":"\u0001é\n","empty":{},"list":[{"n":1,"odd":true},{"n":2,"odd":false}],"texts":["x","y"],"none":[],"raw":1.50}"#
        );
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}
