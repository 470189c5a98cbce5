//! The keyed hash of all tables. The author of a file does not know the key, so nobody can write a
//! file whose names collide.
//!
//! It is SipHash-1-3, as in the standard library's maps. Native programs use a random key.
//! WebAssembly has no source of random numbers, so the standard library's key is predictable there.
//! The module for JavaScript sets a key before it reads the first file.

use std::sync::OnceLock;

static KEY: OnceLock<[u64; 2]> = OnceLock::new();

/// Sets the key of all hashes. Has no effect after the first hash or the first call.
#[doc(hidden)] // Only for the `export-jobs` crate.
pub fn set_hash_key(key: [u64; 2]) {
    let _ = KEY.set(key);
}

fn key() -> [u64; 2] {
    *KEY.get_or_init(default_key)
}

#[cfg(not(target_arch = "wasm32"))]
fn default_key() -> [u64; 2] {
    use std::hash::{BuildHasher, RandomState};

    [RandomState::new().hash_one(0), RandomState::new().hash_one(1)]
}

#[cfg(target_arch = "wasm32")]
fn default_key() -> [u64; 2] {
    [0x9E37_79B9_7F4A_7C15, 0xD6E8_FEB8_6659_FD93]
}

/// Returns the hash of `bytes`.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    sip13(key(), bytes)
}

fn sip13([first, second]: [u64; 2], bytes: &[u8]) -> u64 {
    let mut state = [
        first ^ 0x736F_6D65_7073_6575,
        second ^ 0x646F_7261_6E64_6F6D,
        first ^ 0x6C79_6765_6E65_7261,
        second ^ 0x7465_6462_7974_6573,
    ];
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        mix(&mut state, u64::from_le_bytes(*word));
    }
    let mut tail = (bytes.len() as u64) << 56;
    for (at, byte) in (0_u32..).zip(rest) {
        tail |= u64::from(*byte) << (8 * at);
    }
    mix(&mut state, tail);
    state[2] ^= 0xFF;
    for _ in 0..3 {
        round(&mut state);
    }
    state[0] ^ state[1] ^ state[2] ^ state[3]
}

#[inline(always)]
fn mix(state: &mut [u64; 4], word: u64) {
    state[3] ^= word;
    round(state);
    state[0] ^= word;
}

#[inline(always)]
fn round([a, b, c, d]: &mut [u64; 4]) {
    *a = a.wrapping_add(*b);
    *c = c.wrapping_add(*d);
    *b = b.rotate_left(13) ^ *a;
    *d = d.rotate_left(16) ^ *c;
    *a = a.rotate_left(32).wrapping_add(*d);
    *c = c.wrapping_add(*b);
    *b = b.rotate_left(17) ^ *c;
    *d = d.rotate_left(21) ^ *a;
    *c = c.rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::hash::{DefaultHasher, Hasher};

    proptest! {
        #[test]
        fn it_is_the_hash_of_the_standard_library(bytes in any::<Vec<u8>>()) {
            let mut hasher = DefaultHasher::new();
            hasher.write(&bytes);
            prop_assert_eq!(sip13([0, 0], &bytes), hasher.finish());
        }

        #[test]
        fn another_key_gives_another_hash(bytes in any::<Vec<u8>>(), key in any::<[u64; 2]>()) {
            prop_assert_ne!(sip13(key, &bytes), sip13([key[0] ^ 1, key[1]], &bytes));
        }
    }
}
