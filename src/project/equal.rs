//! Compares bytes.

/// Returns whether two slices are equal. It compares eight bytes at a time. In WebAssembly, the
/// standard comparison of slices compares one byte at a time.
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(end), Some(other_end)) = (one.last_chunk(), other.last_chunk()) else {
        return one.iter().zip(other).all(|(one, other)| one == other);
    };
    let (words, other_words) = (one.as_chunks().0, other.as_chunks().0);
    is_word_equal((end, other_end)) && words.iter().zip(other_words).all(is_word_equal)
}

#[inline(always)]
fn is_word_equal((one, other): (&[u8; 8], &[u8; 8])) -> bool {
    u64::from_le_bytes(*one) == u64::from_le_bytes(*other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_other_byte_or_length_is_a_difference() {
        for length in 0..40 {
            let one = vec![b'a'; length];
            assert!(is_equal(&one, &one.clone()));
            assert!(!is_equal(&one, &[&one[..], b"a"].concat()));
            for at in 0..length {
                let mut other = one.clone();
                other[at] = b'b';
                assert!(!is_equal(&one, &other), "{at} of {length}");
            }
        }
    }
}
