//! Reads dates in HTTP headers.

use super::{days_from_civil, epoch_ms, seconds_of_day, small};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads an HTTP-date as milliseconds since 1970, in the three forms that RFC 9110, 5.6.7 requires
/// of a recipient. They have the same words in different orders, so each word is recognised by its
/// form.
pub(crate) fn http_date_ms(text: &str) -> Option<u64> {
    let (mut day, mut month, mut year, mut time) = (None, None, None, None);
    for word in text.split([' ', ',', '-']).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            time = Some(seconds_of_day(word)?);
        } else if let Some(number) = small(word) {
            if day.is_none() && word.len() <= 2 {
                day = Some(number);
            } else if year.is_none() {
                year = Some(match (word.len(), number) {
                    // RFC 850 has years of two digits. They mean the past 50 years.
                    (2, 0..70) => 2000 + number,
                    (2, _) => 1900 + number,
                    (4, _) => number,
                    _ => return None,
                });
            } else {
                return None;
            }
        } else if let Some(index) = MONTHS.iter().position(|month| word.eq_ignore_ascii_case(month))
        {
            month = i64::try_from(index + 1).ok();
        }
    }
    Some(epoch_ms(days_from_civil(year?, month?, day?)?, time?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_three_forms_of_rfc_9110_are_read() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date_ms(text), Some(784_111_777_000), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "soon", "120", "Sun, 06 Nov 1994", "Sun, 06 Nov 1994 25:00:00 GMT"] {
            assert_eq!(http_date_ms(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = http_date_ms(&text);
        }
    }
}
