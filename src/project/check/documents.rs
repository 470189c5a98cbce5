//! The documents of a custom-text project, which are not in its file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::finding::Report;
use super::labels::Units;
use super::{Rule, of, quoted};
use crate::example::Example;
use crate::json::{Text, utf16};
use crate::tally::Tally;

/// A document's content, with its line ends as they are: offsets count both of CR LF.
#[derive(Clone, Debug)]
pub enum Document<'a> {
    /// Already decoded.
    Text(Cow<'a, str>),
    /// As stored, in UTF-8.
    Bytes(Cow<'a, [u8]>),
}

/// Where the documents are found by name. One is looked at at a time.
pub trait Documents {
    /// The document of a name, if there is one.
    fn document(&self, name: &str) -> Option<Document<'_>>;

    /// The names of all that are given.
    fn names(&self) -> Vec<String>;
}

impl<T: AsRef<[u8]>> Documents for BTreeMap<String, T> {
    fn document(&self, name: &str) -> Option<Document<'_>> {
        self.get(name).map(|bytes| Document::Bytes(Cow::Borrowed(bytes.as_ref())))
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

/// The documents, and which of them the project uses.
pub(super) struct Library<'a> {
    documents: &'a dyn Documents,
    used: Tally<bool>,
}

/// What became of a document.
pub(super) enum Read<'a> {
    Text(Units<'a>),
    Unreadable,
}

impl<'a> Library<'a> {
    pub(super) fn new(documents: &'a dyn Documents) -> Self {
        Self { documents, used: Tally::default() }
    }

    /// Reads a document that the project names.
    pub(super) fn read(&mut self, location: Text<'_>, report: &mut Report<'_>) -> Read<'a> {
        let name = location.decode();
        self.used.of(name.as_bytes());
        let Some(document) = self.documents.document(&name) else {
            report.add(Rule::DocumentMissing, location.at(), || {
                quoted(&name) + " is not among the documents."
            });
            return Read::Unreadable;
        };
        let bytes = match &document {
            Document::Text(text) => text.as_bytes(),
            Document::Bytes(bytes) => bytes,
        };
        if let Err(error) = std::str::from_utf8(bytes) {
            report.add(Rule::DocumentNotText, location.at(), || {
                quoted(&name) + &format!(" is not UTF-8 at byte {}.", error.valid_up_to())
            });
            return Read::Unreadable;
        }
        let units = Units::Wide(utf16(bytes));
        // [DOC service limits].
        if units.len() > 128_000 {
            report.add(Rule::LongDocument, location.at(), || {
                of(location, "") + &format!(" has {} characters.", units.len())
            });
        }
        Read::Text(units)
    }

    /// Names the documents that the project does not use.
    pub(super) fn rest(&self, place: usize, report: &mut Report<'_>) {
        for name in self.documents.names() {
            if self.used.get(name.as_bytes()).is_none() {
                report
                    .add(Rule::UnlistedDocument, place, || quoted(&name) + " is not in the file.");
            }
        }
    }
}

impl Units<'_> {
    /// Whether this is the text that was labelled. A region covers the whole document, as recorded:
    /// if its length fits with the other line ends, every offset is off, and only that is reported.
    pub(super) fn matches(&self, example: &Example<'_>, report: &mut Report<'_>) -> bool {
        let Some(location) = example.location else { return true };
        for region in &example.regions {
            let (Some(offset), Some(length)) = (region.offset, region.length) else { continue };
            let end = offset + length;
            let (breaks, pairs) = self.line_ends();
            let lost = self.len() + (breaks - pairs);
            let gained = self.len() - pairs;
            let changed = if end == self.len() || offset > 0 {
                None
            } else if end == lost {
                Some("LF where it had CR LF")
            } else if end == gained {
                Some("CR LF where it had LF")
            } else {
                None
            };
            if let Some(changed) = changed {
                report.add(Rule::LineEndsChanged, location.at(), || {
                    of(location, "")
                        + &format!(" ends its lines with {changed} when it was labelled.")
                });
                return false;
            }
            if end > self.len() {
                report.add(Rule::RegionOutsideDocument, region.at, || {
                    format!("The region ends at {end}, and the document at {}.", self.len())
                });
            }
        }
        true
    }

    /// How many LF there are, and how many of them follow a CR.
    fn line_ends(&self) -> (u64, u64) {
        let (mut breaks, mut pairs) = (0, 0);
        let mut last = None;
        for at in 0..self.len() {
            let unit = self.get(at);
            if unit == Some(0x0A) {
                breaks += 1;
                pairs += u64::from(last == Some(0x0D));
            }
            last = unit;
        }
        (breaks, pairs)
    }
}
