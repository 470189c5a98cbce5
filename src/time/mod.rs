//! Reads times in headers and bodies. Nothing here reads a clock.

mod http_date;
mod rfc3339;

pub(crate) use http_date::http_date_ms;
pub(crate) use rfc3339::{rfc3339_ms, rfc3339_of};

use crate::text::whole;

/// Returns the days from 1970-01-01 to a date of the Gregorian calendar.
///
/// The calculation counts years from March, so that the leap day is the last day of its year.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// Returns milliseconds since 1970, or 0 for a moment before it.
fn epoch_ms(days: i64, seconds: i64) -> u64 {
    u64::try_from((days * 86_400 + seconds) * 1000).unwrap_or(0)
}

/// Reads a number of a date or a time. It has at most four digits.
fn small(text: &str) -> Option<i64> {
    whole(text).filter(|number| *number < 10_000).and_then(|number| i64::try_from(number).ok())
}

/// Reads `hh:mm:ss` as seconds of the day.
fn seconds_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(small);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    // 60 is a leap second (RFC 3339, 5.6; RFC 9110, 5.6.7).
    (parts.next().is_none() && hour < 24 && minute < 60 && second <= 60)
        .then_some(hour * 3600 + minute * 60 + second)
}
