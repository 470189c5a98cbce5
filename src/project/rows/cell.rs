//! Writes a cell of a CSV file.

/// Writes a cell from UTF-8. A cell that a spreadsheet would read as a formula gets an apostrophe
/// before it, as OWASP advises on CSV injection. This also applies to the full-width forms of the
/// signs, which some programs accept too.
///
/// Excel splits at semicolons in half of Europe, and other programs split at tabs. Such a program
/// ignores quotes in the middle of a cell. So a sign after a semicolon, a tab or a line end also
/// gets an apostrophe.
pub(super) fn write(text: &[u8], out: &mut Vec<u8>) {
    let mut needs_quotes = text.first() == Some(&b' ') || text.last() == Some(&b' ');
    for byte in text {
        needs_quotes |= matches!(byte, b',' | b'"' | b'\r' | b'\n' | b';' | b'\t');
    }
    if needs_quotes {
        return write_quoted(text, out);
    }
    if is_sign(text) {
        out.push(b'\'');
    }
    out.extend_from_slice(text);
}

fn write_quoted(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    let rest = text.trim_ascii_start();
    let starts_oddly = matches!(text.first(), Some(b'\t' | b'\r' | b'\n'));
    if starts_oddly || is_sign(rest) {
        out.push(b'\'');
    }
    let mut copied = 0;
    // True if some programs begin a cell here.
    let mut begins = false;
    for (at, byte) in text.iter().enumerate() {
        let is_guarded = begins && is_sign(text.get(at..).unwrap_or_default());
        if is_guarded || *byte == b'"' {
            out.extend_from_slice(text.get(copied..at).unwrap_or_default());
            out.push(if is_guarded { b'\'' } else { b'"' });
            copied = at;
        }
        match byte {
            b';' | b'\t' | b'\r' | b'\n' => begins = true,
            b' ' | b'"' => {}
            _ => begins = false,
        }
    }
    out.extend_from_slice(text.get(copied..).unwrap_or_default());
    out.push(b'"');
}

/// Returns whether a formula begins here: with `=`, `+`, `-`, `@`, or one of their full-width
/// forms.
fn is_sign(rest: &[u8]) -> bool {
    matches!(rest, [b'=' | b'+' | b'-' | b'@', ..] | [0xEF, 0xBC, 0x9D | 0x8B | 0x8D | 0xA0, ..])
}
