//! Texts with placeholders for names and values.

/// Returns a text in which each `{}` is replaced by the next value. A value is a string of any kind.
///
/// `format!` does the same with the formatting of the standard library, which adds several kilobytes
/// to a module, and code to each use. The compiler checks the number of values here too.
macro_rules! text {
    ($template:literal $(, $value:expr)* $(,)?) => {{
        const { assert!($crate::text::places($template) == [$(stringify!($value)),*].len()) };
        $crate::text::fill($template, &[$(::core::convert::AsRef::<str>::as_ref(&$value)),*])
    }};
}

/// Returns the number of `{}` in a text.
pub(crate) const fn places(template: &str) -> usize {
    let (mut rest, mut count) = (template.as_bytes(), 0);
    while let [first, after @ ..] = rest {
        if let (b'{', [b'}', ..]) = (*first, after) {
            count += 1;
        }
        rest = after;
    }
    count
}

/// Replaces each `{}` by the next value.
pub(crate) fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut values = values.iter();
    for (at, part) in template.split('{').enumerate() {
        match part.strip_prefix('}').filter(|_| at > 0) {
            Some(after) => {
                text.push_str(values.next().unwrap_or(&""));
                text.push_str(after);
            }
            None => {
                // The brace belongs to the text, as in `{ key }`.
                text.push_str(if at > 0 { "{" } else { "" });
                text.push_str(part);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_take_their_places_in_order() {
        let owned = String::from("b");
        assert_eq!(text!("{}, {} and {}", "a", owned, &owned), "a, b and b");
        assert_eq!(text!("{}", "{}"), "{}", "a value is not a template");
        assert_eq!(text!("} give { key } or {}.", "nothing"), "} give { key } or nothing.");
    }
}
