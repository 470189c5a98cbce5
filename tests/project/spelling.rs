//! JSON with white space wherever JSON allows it.

use serde_json::Value;

const SPACES: [&str; 6] = ["", "", " ", "\n", "\r\n\t", "          "];

/// Writes a value. A list of choices, which repeats, decides on the white space.
pub fn spaced(value: &Value, choices: &[u8]) -> String {
    let mut text = String::new();
    let mut choices = choices.iter().cycle();
    write(value, &mut text, &mut || {
        SPACES[usize::from(*choices.next().unwrap_or(&0)) % SPACES.len()]
    });
    text
}

fn write<'s>(value: &Value, out: &mut String, space: &mut impl FnMut() -> &'s str) {
    let separated = |out: &mut String, index, space: &mut dyn FnMut() -> &'s str| {
        if index > 0 {
            out.push_str(space());
            out.push(',');
        }
        out.push_str(space());
    };
    match value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separated(out, index, space);
                write(item, out, space);
            }
            out.push_str(space());
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                separated(out, index, space);
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push_str(space());
                out.push(':');
                out.push_str(space());
                write(member, out, space);
            }
            out.push_str(space());
            out.push('}');
        }
        other => out.push_str(&other.to_string()),
    }
}
