//! Writes strings as JSON.

/// Appends a string as JSON. Escapes only the characters that JSON requires.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    escape(text, out);
    out.push('"');
}

/// Appends the content of a JSON string, without its quotes.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20)) {
        // An ASCII byte is a whole character.
        let Some((plain, from)) = rest.split_at_checked(at) else { break };
        let Some((escaped, after)) = from.split_at_checked(1) else { break };
        out.push_str(plain);
        match escaped {
            "\n" => out.push_str("\\n"),
            "\r" => out.push_str("\\r"),
            "\t" => out.push_str("\\t"),
            "\"" | "\\" => {
                out.push('\\');
                out.push_str(escaped);
            }
            control => {
                out.push_str("\\u00");
                for byte in control.bytes() {
                    out.extend([byte >> 4, byte & 15].map(hexadecimal));
                }
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

/// Returns a string as JSON.
pub fn quoted(text: &str) -> Vec<u8> {
    let mut json = String::new();
    quote(text, &mut json);
    json.into_bytes()
}

fn hexadecimal(digit: u8) -> char {
    char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 })
}
