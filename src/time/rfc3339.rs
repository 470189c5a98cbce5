//! Reads dates in JSON bodies.

use crate::text::digits;

use super::{days_from_civil, epoch_ms, seconds_of_day, small};

/// Reads an RFC 3339 date-time as milliseconds since 1970. It may have any number of fraction
/// digits (recordings have 0, 3 and 7), and `Z` or an offset (question answering sends `+00:00`).
pub(crate) fn rfc3339_ms(text: &str) -> Option<u64> {
    let (date, clock) = text.trim_ascii().split_once(['T', 't', ' '])?;
    let mut parts = date.split('-').map(small);
    let days = days_from_civil(parts.next()??, parts.next()??, parts.next()??)?;
    let (clock, offset_seconds) = match clock.find(['Z', 'z', '+', '-']) {
        Some(at) => {
            let (clock, zone) = clock.split_at_checked(at)?;
            (clock, offset_seconds(zone)?)
        }
        None => return None,
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let ms = fraction
        .bytes()
        .chain(*b"00")
        .take(3)
        .fold(0, |ms, digit| ms * 10 + u64::from(digit - b'0'));
    Some(epoch_ms(days, seconds_of_day(clock)? - offset_seconds) + ms)
}

fn offset_seconds(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let seconds = small(hours)? * 3600 + small(minutes)? * 60;
    Some(if sign == "-" { -seconds } else { seconds })
}

/// Writes a time in milliseconds since 1970 as a date, to the second.
pub(crate) fn rfc3339_of(ms: u64) -> String {
    let (days, seconds) = (ms / 86_400_000, ms / 1000 % 86_400);
    // Converts days to a date of the civil calendar, by Howard Hinnant's algorithm.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let two = |number: u64| {
        let text = digits(number);
        if text.len() < 2 { text!("0{}", text) } else { text }
    };
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(two).join(":");
    text!("{}-{}-{}T{}Z", digits(year), two(month), two(day), time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_spelling_of_the_recordings_is_read() {
        let midnight = 1_663_804_800_000;
        for (text, ms) in [
            ("2022-09-22T00:00:00Z", 0),
            ("2022-09-22T00:00:00+00:00", 0),
            ("2022-09-22T02:00:00+02:00", 0),
            ("2022-09-21T19:00:00-05:00", 0),
            ("2022-09-22T00:00:00.572Z", 572),
            ("2022-09-22T00:00:00.8190649Z", 819),
            ("2022-09-22T00:00:00.5Z", 500),
        ] {
            assert_eq!(rfc3339_ms(text), Some(midnight + ms), "{text}");
        }
    }

    #[test]
    fn the_sentinel_of_dotnet_is_the_beginning_of_time() {
        assert_eq!(rfc3339_ms("0001-01-01T00:00:00Z"), Some(0));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "string", "2022-09-22", "2022-13-22T00:00:00Z", "2022-09-22T00:00:00"] {
            assert_eq!(rfc3339_ms(text), None, "{text}");
        }
        for time in ["24:00:00", "23:60:00", "23:59:61", "23:59", "23:59:00:00"] {
            assert_eq!(rfc3339_ms(&format!("2022-09-22T{time}Z")), None, "{time}");
        }
        assert!(rfc3339_ms("2022-09-22T23:59:60Z").is_some(), "a leap second");
    }

    #[test]
    fn a_date_is_written_as_it_is_read() {
        for text in ["1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "2026-12-31T08:05:09Z"] {
            assert_eq!(rfc3339_of(rfc3339_ms(text).unwrap()), text);
        }
    }

    proptest! {
        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = rfc3339_ms(&text);
        }
    }
}
