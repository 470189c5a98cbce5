//! Reads dates in JSON bodies.

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

    proptest! {
        #[test]
        fn it_never_panics(text in any::<String>()) {
            let _ = rfc3339_ms(&text);
        }
    }
}
