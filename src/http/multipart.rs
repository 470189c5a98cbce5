//! Bodies of `multipart/form-data` (RFC 7578), in bytes.

/// The beginning of every boundary. Ten digits follow.
const PREFIX: &str = "----export-jobs-";
const DIGITS: usize = 10;

/// One part of a form.
pub(crate) struct Part<'a> {
    /// The name of its field.
    pub(crate) name: &'a str,
    /// The name of the file, if it is one.
    pub(crate) file_name: Option<&'a str>,
    pub(crate) content_type: &'a str,
    pub(crate) bytes: &'a [u8],
}

/// Writes a form. Returns its `Content-Type` and its body.
pub(crate) fn form(parts: &[Part<'_>]) -> (String, Vec<u8>) {
    let boundary = boundary(parts);
    let size: usize = parts.iter().map(|part| part.bytes.len() + 256).sum();
    let mut body = Vec::with_capacity(size + boundary.len() + 8);
    for part in parts {
        let mut head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            header_safe(part.name)
        );
        if let Some(name) = part.file_name {
            head.push_str("; filename=\"");
            head.push_str(&header_safe(name));
            head.push('"');
        }
        head.push_str("\r\nContent-Type: ");
        head.push_str(part.content_type);
        head.push_str("\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(part.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Makes a boundary that occurs in no part: the prefix with the smallest unused number.
fn boundary(parts: &[Part<'_>]) -> String {
    let mut taken = Vec::new();
    for part in parts {
        for bytes in [part.bytes, part.file_name.unwrap_or_default().as_bytes()] {
            numbers_in(bytes, &mut taken);
        }
    }
    taken.sort_unstable();
    taken.dedup();
    let free = (0_u64..).zip(&taken).find(|(number, it)| number != *it);
    let number = free.map_or(taken.len() as u64, |(number, _)| number);
    let digits = number.to_string();
    format!("{PREFIX}{}{digits}", "0".repeat(DIGITS.saturating_sub(digits.len())))
}

/// Finds the numbers that follow the prefix in a part.
fn numbers_in(bytes: &[u8], taken: &mut Vec<u64>) {
    for window in bytes.windows(PREFIX.len() + DIGITS) {
        // Most windows already differ in their first byte.
        if window.first() != Some(&b'-') {
            continue;
        }
        let number = window.strip_prefix(PREFIX.as_bytes()).and_then(|digits| {
            digits.iter().try_fold(0_u64, |number, byte| {
                byte.is_ascii_digit().then(|| number * 10 + u64::from(byte - b'0'))
            })
        });
        taken.extend(number);
    }
}

/// Prepares a name for the quotes in a header. Percent-encodes quotes and line breaks, as browsers
/// do (HTML standard, "multipart/form-data encoding algorithm"), and other control characters.
fn header_safe(name: &str) -> String {
    let mut safe = String::with_capacity(name.len());
    for character in name.chars() {
        if character == '"' || character.is_ascii_control() {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            let hex = |digit: u32| HEX.get(digit as usize).copied().map_or('0', char::from);
            let code = u32::from(character);
            safe.extend(['%', hex(code >> 4), hex(code & 15)]);
        } else {
            safe.push(character);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part<'a>(bytes: &'a [u8], file_name: Option<&'a str>) -> Part<'a> {
        Part { name: "files", file_name, content_type: "text/plain", bytes }
    }

    #[test]
    fn a_form_is_written_part_by_part() {
        let (content_type, body) = form(&[part(b"\x00\xff\r\n", Some("a.txt")), part(b"{}", None)]);
        assert_eq!(content_type, "multipart/form-data; boundary=----export-jobs-0000000000");
        let expected: Vec<u8> = [
            &b"------export-jobs-0000000000\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n"[..],
            b"\x00\xff\r\n\r\n",
            b"------export-jobs-0000000000\r\nContent-Disposition: form-data; name=\"files\"\r\nContent-Type: text/plain\r\n\r\n{}\r\n",
            b"------export-jobs-0000000000--\r\n",
        ]
        .concat();
        assert_eq!(body, expected);
    }

    #[test]
    fn a_boundary_is_in_no_file_and_in_no_name() {
        let used = |number: u32| format!("{PREFIX}{number:010}");
        for (texts, expected) in [
            (vec![], 0),
            (vec![used(1)], 0),
            (vec![used(0)], 1),
            (vec![used(2), used(0) + &used(1)], 3),
            (vec![format!("--{}", used(0)), used(0), used(1)], 2),
            // Cut short, it is no boundary.
            (vec![used(0).split_at(25).0.to_owned()], 0),
        ] {
            let mut parts: Vec<_> = texts.iter().map(|it| part(it.as_bytes(), None)).collect();
            assert_eq!(boundary(&parts), used(expected), "{texts:?}");
            parts.clear();
            parts.extend(texts.iter().map(|it| part(b"", Some(it))));
            assert_eq!(boundary(&parts), used(expected), "{texts:?}");
        }
        // The rest may be more digits than a boundary has.
        let long = format!("{PREFIX}00000000001234567890123456789012345678901234567890");
        assert_eq!(boundary(&[part(long.as_bytes(), None)]), used(1));
    }

    #[test]
    fn no_name_ends_its_header() {
        assert_eq!(
            header_safe("a\"; x=\"b\r\nX-Evil: 1\u{0}\u{7f}ü%22"),
            "a%22; x=%22b%0D%0AX-Evil: 1%00%7Fü%22"
        );
    }
}
