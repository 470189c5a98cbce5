//! The JavaScript names of members, made from their Rust names at compile time.

/// Returns the length of a name in camel case.
pub const fn camel_length(snake: &str) -> usize {
    let (mut length, mut rest) = (0, snake.as_bytes());
    while let [first, others @ ..] = rest {
        if *first != b'_' {
            length += 1;
        }
        rest = others;
    }
    length
}

/// Returns a name in camel case. `LENGTH` is its [`camel_length`].
pub const fn camel<const LENGTH: usize>(snake: &str) -> [u8; LENGTH] {
    let (mut camel, mut upper, mut rest) = ([0; LENGTH], false, snake.as_bytes());
    let mut open: &mut [u8] = &mut camel;
    while let [first, others @ ..] = rest {
        if *first == b'_' {
            upper = true;
        } else if let [place, free @ ..] = open {
            *place = if upper { first.to_ascii_uppercase() } else { *first };
            upper = false;
            open = free;
        } else {
            break;
        }
        rest = others;
    }
    camel
}

/// The camel case of a name in Rust, as a `&'static str`.
#[macro_export]
#[doc(hidden)]
macro_rules! camel_case {
    ($name:ident) => {{
        const NAME: &str = stringify!($name);
        const BYTES: [u8; $crate::plain::camel_length(NAME)] = $crate::plain::camel(NAME);
        match ::core::str::from_utf8(&BYTES) {
            Ok(name) => name,
            Err(_) => NAME,
        }
    }};
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_underscore_makes_the_next_letter_large() {
        const NAME: &str = camel_case!(retry_after_ms);
        assert_eq!(NAME, "retryAfterMs");
        assert_eq!(camel_case!(id), "id");
    }
}
