//! Removes the space around JSON values.

use super::scan::{after_space, plain_run};

/// Appends a value without the white space outside its strings. The value has been read before.
pub fn compact(json: &[u8], out: &mut Vec<u8>) {
    let mut copied = 0;
    let mut at = 0;
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => at = after_string(json, at + 1),
            b' ' | b'\t' | b'\n' | b'\r' => {
                out.extend_from_slice(json.get(copied..at).unwrap_or_default());
                at = after_space(json, at);
                copied = at;
            }
            _ => at += 1,
        }
    }
    out.extend_from_slice(json.get(copied..).unwrap_or_default());
}

/// Returns the offset after the end of a string, from an offset inside it.
fn after_string(json: &[u8], mut at: usize) -> usize {
    loop {
        at = plain_run(json, at).end;
        match json.get(at) {
            // Skips the escaped byte too: a backslash before a quote does not end the string.
            Some(b'\\') => at += 2,
            _ => return at + 1,
        }
    }
}
