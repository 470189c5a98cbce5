//! Reads how long a service asks to wait.

use crate::Headers;
use crate::text::whole;

use crate::time::http_date_ms;

/// The longest wait that one answer can ask for, in milliseconds: a day.
const MAX_MS: u64 = 86_400_000;

/// The wait that a response asks for.
pub(crate) struct RetryAfter<'a> {
    pub(crate) headers: &'a Headers,
    pub(crate) received_at_ms: u64,
}

impl RetryAfter<'_> {
    /// Returns the wait in milliseconds, from 0 to a day. A header that is neither a number nor a
    /// date is ignored.
    ///
    /// RFC 9110, 10.2.3 defines `Retry-After` as seconds or a date. Servers also send negative
    /// numbers, fractions, past dates and numbers that overflow. All are clamped.
    pub(crate) fn ms(&self) -> Option<u64> {
        // Azure's gateways also send milliseconds.
        let in_ms = ["retry-after-ms", "x-ms-retry-after-ms"]
            .iter()
            .find_map(|name| self.headers.get(name).and_then(|text| number(text, 1)));
        in_ms.or_else(|| {
            let text = self.headers.get("retry-after")?;
            number(text, 1000).or_else(|| self.until(text))
        })
    }

    /// Returns the wait until a date. The response's own `Date` is the time now, because both come
    /// from the same clock.
    fn until(&self, text: &str) -> Option<u64> {
        let then = http_date_ms(text)?;
        let now = self.headers.get("date").and_then(http_date_ms).unwrap_or(self.received_at_ms);
        Some(then.saturating_sub(now).min(MAX_MS))
    }
}

/// Reads a decimal number of units. The general parser of floating-point numbers would be a tenth
/// of the module.
fn number(text: &str, unit_ms: u64) -> Option<u64> {
    let text = text.trim_ascii();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    if negative {
        return Some(0);
    }
    let push =
        |number: u64, digit: u8| number.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
    let whole = whole.bytes().fold(0, push).saturating_mul(unit_ms);
    let thousandths = fraction.bytes().chain(*b"000").take(3).fold(0, push);
    Some(whole.saturating_add(thousandths * unit_ms / 1000).min(MAX_MS))
}

/// Reads the seconds from a message such as "retry after 55 seconds".
pub(crate) fn seconds_in_message(message: &str) -> Option<u64> {
    let mut words = message.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if !word.eq_ignore_ascii_case("after") {
            continue;
        }
        let mut ahead = words.clone();
        let count = ahead.next().and_then(whole);
        let unit_ms = ahead.next().map(|unit| unit.trim_end_matches(['.', ',', '!']));
        let unit_ms = match unit_ms.map(str::to_ascii_lowercase).as_deref() {
            Some("second" | "seconds" | "sec" | "s") => 1000,
            Some("minute" | "minutes" | "min") => 60_000,
            _ => continue,
        };
        if let Some(count) = count {
            return Some(count.saturating_mul(unit_ms).min(MAX_MS));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOON: u64 = 1_700_000_000_000;

    fn ms(header: &str) -> Option<u64> {
        let headers: Headers = [("Retry-After", header)].into_iter().collect();
        RetryAfter { headers: &headers, received_at_ms: NOON }.ms()
    }

    #[test]
    fn seconds_and_dates_are_read() {
        assert_eq!(ms("30"), Some(30_000));
        assert_eq!(ms(" 1.5 "), Some(1_500));
        assert_eq!(ms("Tue, 14 Nov 2023 22:14:20 GMT"), Some(60_000));
    }

    #[test]
    fn absurd_values_are_clamped() {
        assert_eq!(ms("-5"), Some(0));
        assert_eq!(ms("99999999"), Some(MAX_MS));
        assert_eq!(ms("99999999999999999999999999999999"), Some(MAX_MS));
        assert_eq!(ms("Fri, 01 Jan 2100 00:00:00 GMT"), Some(MAX_MS));
        assert_eq!(ms("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
    }

    #[test]
    fn what_says_nothing_is_none() {
        for text in ["", "soon", "NaN", "inf", "nan", "Infinity"] {
            assert_eq!(ms(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_held_against_the_date_of_the_answer() {
        let headers: Headers = [
            ("retry-after", "Sun, 06 Nov 1994 08:50:37 GMT"),
            ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]
        .into_iter()
        .collect();
        assert_eq!(RetryAfter { headers: &headers, received_at_ms: NOON }.ms(), Some(60_000));
    }

    #[test]
    fn seconds_are_found_in_the_message_of_a_gateway() {
        let message = "Requests to the Export Operation have exceeded rate limit of your current \
                       pricing tier. Please retry after 55 seconds. To increase it, see after sales.";
        assert_eq!(seconds_in_message(message), Some(55_000));
        assert_eq!(seconds_in_message("retry after lunch"), None);
        assert_eq!(seconds_in_message("Try again after 99999999999999 minutes"), Some(MAX_MS));
    }

    proptest! {
        #[test]
        fn every_answer_is_bounded(text in any::<String>()) {
            prop_assert!(ms(&text).is_none_or(|ms| ms <= MAX_MS));
            prop_assert!(seconds_in_message(&text).is_none_or(|ms| ms <= MAX_MS));
        }

        #[test]
        fn every_number_is_bounded(value in any::<f64>()) {
            prop_assert!(ms(&value.to_string()).is_none_or(|ms| ms <= MAX_MS));
        }
    }
}
