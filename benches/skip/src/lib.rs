//! Scans JSON once, eight bytes at a time, and only finds its strings and its structure. No reader
//! of the same bytes on the same machine can be much faster.

/// Allocates memory for a file, which JavaScript writes to. It is never freed.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Vec::leak(vec![0; length]).as_mut_ptr()
}

/// Returns how many objects and arrays begin in a file, or 0 if one of them or a string does not
/// end.
///
/// # Safety
/// `file` and `length` must come from one call of [`alloc`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn skip(file: *const u8, length: usize) -> u32 {
    // SAFETY: see above. Nothing writes to it during the call.
    let bytes = unsafe { std::slice::from_raw_parts(file, length) };
    let mut pass = Pass::default();
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        pass.word(*word);
    }
    rest.iter().for_each(|byte| pass.byte(*byte));
    if pass.opened == pass.closed && !pass.in_string { pass.opened } else { 0 }
}

#[derive(Default)]
struct Pass {
    in_string: bool,
    /// True if the next byte belongs to an escape.
    escaped: bool,
    opened: u32,
    closed: u32,
}

impl Pass {
    fn word(&mut self, bytes: [u8; 8]) {
        let word = u64::from_le_bytes(bytes);
        if self.escaped || equal(word, b'\\') != 0 {
            return bytes.iter().for_each(|byte| self.byte(*byte));
        }
        let quotes = equal(word, b'"');
        // After an odd number of quotes, a byte is inside a string.
        let mut inside = quotes ^ (quotes << 8);
        inside ^= inside << 16;
        inside ^= inside << 32;
        if self.in_string {
            inside ^= LANES;
        }
        self.in_string = inside >> 63 != 0;
        // Brackets and braces differ in one bit.
        let folded = word | 0x2020_2020_2020_2020;
        self.opened += (equal(folded, b'{') & !inside).count_ones();
        self.closed += (equal(folded, b'}') & !inside).count_ones();
    }

    fn byte(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if self.in_string {
            self.escaped = byte == b'\\';
            self.in_string = byte != b'"';
        } else {
            self.in_string = byte == b'"';
            self.opened += u32::from(matches!(byte, b'{' | b'['));
            self.closed += u32::from(matches!(byte, b'}' | b']'));
        }
    }
}

/// The highest bit of each byte.
const LANES: u64 = 0x8080_8080_8080_8080;

/// Returns the highest bit of each byte that equals `byte`.
fn equal(word: u64, byte: u8) -> u64 {
    let differing = word ^ (u64::from(byte) * 0x0101_0101_0101_0101);
    !(((differing & !LANES) + !LANES) | differing) & LANES
}
