//! Finds the known name that is closest to a misspelled one.

/// Limit on the compared bytes. No option has a longer name.
const MAX_BYTES: usize = 64;

/// Returns the known name that is closest to `name`: it takes the fewest insertions, deletions and
/// substitutions of a letter. Case is ignored. If several are equally close, returns the first.
/// Returns an empty text if `known` is empty.
pub(crate) fn nearest<'a>(name: &str, known: &[&'a str]) -> &'a str {
    known.iter().min_by_key(|other| distance(name.as_bytes(), other.as_bytes())).unwrap_or(&"")
}

/// Returns the edit distance. There is one row for each letter of `name`. The nth value in a row is
/// the distance between the letters so far and the first n letters of `other`.
fn distance(name: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (1..=other.len()).collect();
    for (at, letter) in name.iter().take(MAX_BYTES).enumerate() {
        let (mut left, mut diagonal) = (at + 1, at);
        for (place, there) in row.iter_mut().zip(other) {
            let above = *place;
            let substituted = diagonal + usize::from(!letter.eq_ignore_ascii_case(there));
            left = substituted.min(above + 1).min(left + 1);
            *place = left;
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["intervalMs", "maxIntervalMs", "timeoutMs", "signal", "fetch"];

    #[test]
    fn slips_of_the_keyboard_find_their_name() {
        for (written, meant) in [
            ("intervalMS", "intervalMs"),
            ("interval", "intervalMs"),
            ("maxInterval", "maxIntervalMs"),
            ("timeout", "timeoutMs"),
            ("Singal", "signal"),
            ("fetchh", "fetch"),
            ("feth", "fetch"),
        ] {
            assert_eq!(nearest(written, KNOWN), meant, "{written}");
        }
    }

    #[test]
    fn any_name_has_a_nearest_one_and_none_takes_long() {
        assert!(KNOWN.contains(&nearest("", KNOWN)));
        assert!(KNOWN.contains(&nearest(&"é".repeat(1 << 20), KNOWN)));
        assert_eq!(nearest("fetch", &[]), "");
    }
}
