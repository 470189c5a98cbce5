//! JSON without the space around its values.

use super::scan::{after_space, plain_run};

/// Appends a value without the white space outside its strings. The value has been read before.
pub fn compact(json: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    let mut is_string = false;
    while at < json.len() {
        let start = at;
        if is_string {
            at = plain_run(json, at).end;
            match json.get(at) {
                // With what it escapes: a backslash before a quote does not end the string.
                Some(b'\\') => at += 2,
                _ => {
                    at += 1;
                    is_string = false;
                }
            }
        } else {
            match json.get(at) {
                Some(b'"') => {
                    at += 1;
                    is_string = true;
                }
                Some(b' ' | b'\t' | b'\n' | b'\r') => {
                    at = after_space(json, at);
                    continue;
                }
                _ => at += 1,
            }
        }
        out.extend_from_slice(json.get(start..at.min(json.len())).unwrap_or_default());
    }
}
