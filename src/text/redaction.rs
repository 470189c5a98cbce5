//! Removes credentials from texts that came from outside.

use std::ops::Range;

/// Replaces a credential in a text.
const REDACTED: &str = "[redacted]";

/// Shorter texts are not credentials. Removing them would damage a text and protect nothing.
const MIN_BYTES: usize = 4;

/// Base64 of fewer bytes also occurs in unrelated texts.
const MIN_BASE64_BYTES: usize = 8;

/// Limit on nested encodings, such as percent-encoding within JSON within JSON.
const MAX_LAYERS: u32 = 3;

/// Marks where an excerpt was cut off.
const CUT: &[u8] = "…".as_bytes();

/// Longest spelling of an encoded character.
const MAX_ENCODED_BYTES: usize = 48;

/// Credentials that no text may show. They are found in every spelling that an answer can contain:
/// unchanged, with any characters escaped as in JSON, in a URL or in HTML, in several layers of
/// these, and in base64. A service or a proxy that echoes the headers of a request can send all of
/// them.
#[derive(Clone, Default)]
pub struct Secrets {
    /// The credentials, and their spellings within base64.
    forms: Vec<Vec<u8>>,
    /// One bit for each byte that can begin a spelling of a form. Nearly all bytes of an answer
    /// begin none, so each of these is examined only once.
    begins: [u64; 4],
}

impl Secrets {
    /// Creates a list with one credential.
    pub fn of(secret: &str) -> Self {
        let mut secrets = Self::default();
        secrets.add(secret);
        secrets
    }

    /// Adds a credential. White space around it is ignored, because headers are sent without it.
    pub fn add(&mut self, secret: &str) {
        let secret = secret.trim_matches([' ', '\t']).as_bytes();
        if secret.len() < MIN_BYTES {
            return;
        }
        self.push(secret.to_vec());
        if secret.len() >= MIN_BASE64_BYTES {
            for offset in 0..3 {
                self.push(base64_within(secret, offset, *b"+/"));
                self.push(base64_within(secret, offset, *b"-_"));
            }
        }
    }

    fn push(&mut self, form: Vec<u8>) {
        if self.forms.contains(&form) {
            return;
        }
        for byte in form.first().into_iter().chain(b"%\\&") {
            if let Some(bits) = self.begins.get_mut(usize::from(byte >> 6)) {
                *bits |= 1 << (byte & 63);
            }
        }
        self.forms.push(form);
    }

    /// Replaces every spelling of a credential by `[redacted]`, even one that was cut off at the
    /// end of an excerpt.
    pub(crate) fn redact_text(&self, text: &mut String) {
        let Some(mut found) = self.find(text.as_bytes(), 0) else { return };
        let mut clean = String::with_capacity(text.len());
        let mut from = 0;
        loop {
            clean.push_str(text.get(from..found.start).unwrap_or_default());
            clean.push_str(REDACTED);
            from = found.end;
            match self.find(text.as_bytes(), from) {
                Some(next) => found = next,
                None => break,
            }
        }
        clean.push_str(text.get(from..).unwrap_or_default());
        *text = clean;
    }

    /// Replaces every byte of every spelling by an asterisk, so that JSON stays valid.
    pub(crate) fn redact_bytes(&self, bytes: &mut [u8]) {
        let mut from = 0;
        while let Some(found) = self.find(bytes, from) {
            from = found.end;
            if let Some(found) = bytes.get_mut(found) {
                found.fill(b'*');
            }
        }
    }

    /// Returns the range of the next spelling.
    fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        if self.forms.is_empty() {
            return None;
        }
        let mut firsts = Vec::new();
        for (at, byte) in text.iter().enumerate().skip(from) {
            let bits = self.begins.get(usize::from(byte >> 6)).copied().unwrap_or_default();
            let rest = text.get(at..).unwrap_or_default();
            if bits >> (byte & 63) & 1 == 0 || !self.forms.iter().any(|form| may_spell(rest, form))
            {
                continue;
            }
            firsts.clear();
            spellings(text, at, MAX_LAYERS, &mut firsts);
            let ends = self.forms.iter().filter_map(|form| end_of(text, at, form, &firsts));
            if let Some(end) = ends.max() {
                return Some(at..end);
            }
        }
        None
    }
}

/// Returns whether a text can begin with a spelling of a form. Most texts are ruled out quickly:
/// the text must equal the form up to the first character that may be encoded, or up to the end of
/// a cut-off excerpt.
fn may_spell(text: &[u8], form: &[u8]) -> bool {
    for (byte, wanted) in text.iter().zip(form) {
        if b"%\\&".contains(byte) || CUT.first() == Some(byte) {
            return true;
        }
        if byte != wanted && (*byte, *wanted) != (b'+', b' ') {
            return false;
        }
    }
    true
}

/// A byte that the text can mean at some offset, and the end of its spelling.
type Spelled = (u8, usize);

/// Returns the end of a form's spelling that begins at `at`. `firsts` are the bytes that the text
/// can mean there.
fn end_of(text: &[u8], at: usize, form: &[u8], firsts: &[Spelled]) -> Option<usize> {
    let mut offsets = vec![at];
    let mut next = firsts.to_vec();
    for (count, wanted) in form.iter().enumerate() {
        if count > 0 {
            next.clear();
            for offset in &offsets {
                spellings(text, *offset, MAX_LAYERS, &mut next);
            }
        }
        let before = offsets;
        offsets = Vec::new();
        for (byte, end) in &next {
            // HTML forms encode a space as a plus.
            let is_wanted = byte == wanted || (*byte == b'+' && *wanted == b' ');
            if is_wanted && !offsets.contains(end) {
                offsets.push(*end);
            }
        }
        if offsets.is_empty() {
            let cut = before.into_iter().find_map(|offset| cut_after(text, offset));
            return cut.filter(|_| count >= MIN_BYTES);
        }
    }
    offsets.into_iter().max()
}

/// Returns the end of an excerpt that was cut off here, possibly within an encoded character.
fn cut_after(text: &[u8], offset: usize) -> Option<usize> {
    let rest = text.get(offset..)?;
    let rest = rest.get(..MAX_ENCODED_BYTES).unwrap_or(rest);
    let cut = rest.windows(CUT.len()).position(|window| window == CUT)?;
    let begins_one = rest.first().is_some_and(|byte| b"%\\&".contains(byte));
    let is_one = begins_one && !rest.iter().take(cut).any(u8::is_ascii_whitespace);
    (cut == 0 || is_one).then_some(offset + cut)
}

/// Finds the bytes that a text can mean at some offset.
fn spellings(text: &[u8], at: usize, layers: u32, out: &mut Vec<Spelled>) {
    let Some(byte) = text.get(at) else { return };
    out.push((*byte, at + 1));
    if layers == 0 || !b"%\\&".contains(byte) {
        return;
    }
    // The characters that introduce an encoded character may be encoded too.
    let mut marks = Vec::new();
    spellings(text, at, layers - 1, &mut marks);
    for (mark, end) in marks {
        let found = &mut |spelled: Spelled| {
            if !out.contains(&spelled) {
                out.push(spelled);
            }
        };
        match mark {
            b'%' => digits(text, end, 2, layers - 1, 0, found),
            b'\\' => {
                let mut behind = Vec::new();
                spellings(text, end, layers - 1, &mut behind);
                for (byte, end) in behind {
                    match byte {
                        b'u' => digits(text, end, 4, layers - 1, 0, found),
                        b'"' | b'\\' | b'/' => found((byte, end)),
                        _ => {}
                    }
                }
            }
            b'&' => entity(text, end, layers - 1, &mut Vec::new(), found),
            _ => {}
        }
    }
}

/// Reads hexadecimal digits, which may be encoded too.
fn digits(
    text: &[u8],
    at: usize,
    count: u32,
    layers: u32,
    value: u32,
    found: &mut dyn FnMut(Spelled),
) {
    if count == 0 {
        if let Ok(byte) = u8::try_from(value) {
            found((byte, at));
        }
        return;
    }
    let mut next = Vec::new();
    spellings(text, at, layers, &mut next);
    for (digit, end) in next {
        if let Some(digit) = char::from(digit).to_digit(16) {
            digits(text, end, count - 1, layers, value * 16 + digit, found);
        }
    }
}

/// Reads an HTML character reference after its ampersand. `name` is the part that was read.
fn entity(text: &[u8], at: usize, layers: u32, name: &mut Vec<u8>, found: &mut dyn FnMut(Spelled)) {
    let mut next = Vec::new();
    spellings(text, at, layers, &mut next);
    for (byte, end) in next {
        if byte == b';' {
            if let Some(byte) = entity_byte(name) {
                found((byte, end));
            }
        } else if name.len() < 8 && (byte == b'#' || byte.is_ascii_alphanumeric()) {
            name.push(byte);
            entity(text, end, layers, name, found);
            name.pop();
        }
    }
}

/// Returns the byte of a character reference: `quot`, `#43`, `#x2B`.
fn entity_byte(name: &[u8]) -> Option<u8> {
    const NAMED: [(&[u8], u8); 5] =
        [(b"amp", b'&'), (b"lt", b'<'), (b"gt", b'>'), (b"quot", b'"'), (b"apos", b'\'')];
    let Some(number) = name.strip_prefix(b"#") else {
        let named = NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        return named.map(|(_, byte)| *byte);
    };
    let (radix, number) = match number {
        [b'x' | b'X', rest @ ..] => (16, rest),
        _ => (10, number),
    };
    let value = number.iter().try_fold(0, |value: u32, digit| {
        value.checked_mul(radix)?.checked_add(char::from(*digit).to_digit(radix)?)
    })?;
    u8::try_from(value).ok().filter(|_| !number.is_empty())
}

/// Returns the part of a secret's base64 that does not depend on the bytes around the secret.
/// `offset` is the number of bytes before it in the first group of three.
fn base64_within(secret: &[u8], offset: usize, last_two: [u8; 2]) -> Vec<u8> {
    let mut bits = 0_u32;
    let mut count = 0;
    let mut form = Vec::new();
    // The first character that depends only on the secret begins at a multiple of six bits.
    let mut to_skip = (6 - (offset * 8) % 6) % 6;
    for byte in secret {
        bits = bits << 8 | u32::from(*byte);
        count += 8;
        if to_skip > 0 {
            count -= to_skip;
            to_skip = 0;
        }
        while count >= 6 {
            count -= 6;
            form.push(base64_digit(bits >> count & 63, last_two));
        }
        bits &= (1 << count) - 1;
    }
    form
}

fn base64_digit(value: u32, [plus, slash]: [u8; 2]) -> u8 {
    let value = u8::try_from(value).unwrap_or_default();
    match value {
        0..26 => b'A' + value,
        26..52 => b'a' + (value - 26),
        52..62 => b'0' + (value - 52),
        62 => plus,
        _ => slash,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(secret: &str, text: &str) -> String {
        let mut text = text.to_owned();
        Secrets::of(secret).redact_text(&mut text);
        text
    }

    #[test]
    fn a_key_is_found_in_every_spelling() {
        let key = "ab+/=c d\"e";
        for spelled in [
            r#"ab+/=c d"e"#,
            r#"ab\u002b\/=c d\"e"#,
            r"\u0061\u0062\u002B\u002F\u003d\u0063\u0020\u0064\u0022\u0065",
            "ab%2B%2f%3dc%20d%22e",
            "ab%2B/%3Dc+d%22e",
            "ab%252B%252F%253Dc%2520d%2522e",
            r#"ab\\u002b\\\/=c d\\\"e"#,
            "ab%5Cu002b%5c%2f=c d%5C%22e",
            r"ab\u00252b\u00252F=c d\u0025\u0032\u0032e",
            "ab&#43;&#x2F;=c d&quot;e",
            "ab&amp;#43;/=c d\"e",
        ] {
            let text = format!("before {spelled} after");
            assert_eq!(redacted(key, &text), "before [redacted] after", "{spelled}");
        }
    }

    #[test]
    fn a_key_within_base64_is_found_wherever_it_stands() {
        // "=0123456789ab;", "==0123456789ab;" and "key0123456789ab".
        for (text, clean) in [
            ("PTAxMjM0NTY3ODlhYjs=", "PT[redacted]js="),
            ("PT0wMTIzNDU2Nzg5YWI7", "PT0[redacted]I7"),
            ("a2V5MDEyMzQ1Njc4OWFi", "a2V5[redacted]"),
        ] {
            assert_eq!(redacted("0123456789ab", text), clean);
        }
    }

    #[test]
    fn what_an_excerpt_has_cut_off_is_found() {
        for text in ["x abcd+…", r"x abcd\u00…", "x abcd%2…", "x abcd%…", "x abcd&#4…", "x abcd…"]
        {
            assert_eq!(redacted("abcd+efgh", text), "x [redacted]…", "{text}");
        }
        for text in ["x abc…", "x abcd and more…", "x abcd%41 more…"] {
            assert_eq!(redacted("abcd+efgh", text), text);
        }
    }
}
