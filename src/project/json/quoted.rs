//! Writes strings as JSON.

/// Returns a string as JSON. Only what must be escaped is escaped.
pub fn quoted(text: &str) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut json = vec![b'"'];
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => json.extend([b'\\', byte]),
            b'\n' => json.extend(b"\\n"),
            b'\r' => json.extend(b"\\r"),
            b'\t' => json.extend(b"\\t"),
            0..0x20 => {
                json.extend(b"\\u00");
                let digits = [byte >> 4, byte & 15].map(|it| HEX.get(usize::from(it)).copied());
                json.extend(digits.into_iter().flatten());
            }
            _ => json.push(byte),
        }
    }
    json.push(b'"');
    json
}
