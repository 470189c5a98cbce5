//! Decodes the escapes in a string.

/// A decoded escape.
pub(super) struct Escape {
    pub(super) character: char,
    /// The number of bytes of the escape, without the backslash.
    pub(super) length: usize,
}

/// Reads an escape after its backslash. The error gives the number of correct bytes, and what
/// should have followed.
///
/// A surrogate without its partner is legal JSON, but not a character. It reads as U+FFFD.
pub(super) fn decode(rest: &[u8]) -> Result<Escape, (usize, &'static str)> {
    let character = match rest.first() {
        Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(rest),
        _ => return Err((0, "an escape such as \\n or \\u0041")),
    };
    Ok(Escape { character, length: 1 })
}

fn unicode(rest: &[u8]) -> Result<Escape, (usize, &'static str)> {
    let unit = hex4(rest, 1)?;
    let one = char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
    let alone = Ok(Escape { character: one, length: 5 });
    if !(0xD800..0xDC00).contains(&unit) || rest.get(5..7) != Some(b"\\u") {
        return alone;
    }
    match hex4(rest, 7)? {
        low @ 0xDC00..0xE000 => {
            let code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            Ok(Escape { character, length: 11 })
        }
        _ => alone,
    }
}

fn hex4(bytes: &[u8], from: usize) -> Result<u32, (usize, &'static str)> {
    let mut code = 0;
    for at in from..from + 4 {
        let digit = bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        code = code * 16 + digit.ok_or((at, "four hexadecimal digits"))?;
    }
    Ok(code)
}
