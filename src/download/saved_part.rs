//! The part of a file that an answer contains, according to its headers.

use crate::Response;
use crate::text::whole;

/// The place in a target for the body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavedPart {
    /// True if the target is written again from its first byte. Otherwise the bytes are appended to
    /// those that it has.
    pub is_anew: bool,
    /// The number of bytes at the start of the body that the target already has. They are not
    /// written again.
    pub skip: u64,
    /// The size of the file, where the service says it.
    pub total: Option<u64>,
}

/// The position of a part (RFC 9110, 14.4).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ContentRange {
    /// The offset of the first byte. `None` if there is no such part.
    pub(crate) start: Option<u64>,
    /// The size of the whole file, if it is known.
    pub(crate) total: Option<u64>,
}

impl ContentRange {
    /// Reads the header `Content-Range`, such as `bytes 100-199/200` or, with status 416, `bytes */200`.
    pub(crate) fn read(header: &str) -> Option<Self> {
        let (unit, range) = header.trim_ascii().split_once(' ')?;
        let (range, total) = range.split_once('/')?;
        let total = whole(total);
        let start = match range.split_once('-') {
            None if range == "*" => None,
            None => return None,
            Some((start, end)) => {
                let (start, end) = (whole(start)?, whole(end)?);
                let is_valid = start <= end && total.is_none_or(|total| end < total);
                Some(is_valid.then_some(start)?)
            }
        };
        unit.eq_ignore_ascii_case("bytes").then_some(Self { start, total })
    }
}

/// Returns the strong `ETag` of an answer. A weak one may be the same for different bytes
/// (RFC 9110, 8.8.1), and an encoded body has other offsets than the file.
pub(crate) fn strong_etag(response: &Response) -> Option<&str> {
    let etag = response.headers.get("etag")?.trim_ascii();
    let is_strong = etag.len() > 2 && etag.starts_with('"') && etag.ends_with('"');
    let accepts = response.headers.get("accept-ranges").unwrap_or_default();
    let is_refused = accepts.trim_ascii().eq_ignore_ascii_case("none");
    (is_strong && !is_refused && !response.is_encoded()).then_some(etag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(name: &str, value: &str) -> Response {
        let headers = [(name, value)].into_iter().collect();
        Response { status: 206, headers, body: Vec::new(), received_at_ms: 0 }
    }

    fn range(value: &str) -> Option<(Option<u64>, Option<u64>)> {
        ContentRange::read(value).map(|it| (it.start, it.total))
    }

    #[test]
    fn a_range_has_a_start_and_perhaps_a_total() {
        assert_eq!(range("bytes 100-199/200"), Some((Some(100), Some(200))));
        assert_eq!(range("Bytes 0-0/*"), Some((Some(0), None)));
        assert_eq!(range("bytes */200"), Some((None, Some(200))));
        for wrong in [
            "",
            "bytes",
            "bytes /200",
            "bytes 5-4/10",
            "bytes 0-200/200",
            "items 0-1/2",
            "bytes -1-2/3",
            "bytes 1-18446744073709551616/*",
        ] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_a_strong_etag_names_bytes() {
        let etag = |value| strong_etag(&answer("ETag", value)).map(str::to_owned);
        assert_eq!(etag("\"0x8D\""), Some("\"0x8D\"".to_owned()));
        for wrong in ["W/\"0x8D\"", "\"", "\"\"", "0x8D", ""] {
            assert_eq!(etag(wrong), None, "{wrong}");
        }
        let mut encoded = answer("ETag", "\"a\"");
        encoded.headers.set("Content-Encoding", "gzip");
        assert_eq!(strong_etag(&encoded), None);
        let mut whole = answer("ETag", "\"a\"");
        whole.headers.set("Accept-Ranges", "none");
        assert_eq!(strong_etag(&whole), None);
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(value in "[bytes 0-9*/-]{0,30}") {
            let _ = range(&value);
        }
    }
}
