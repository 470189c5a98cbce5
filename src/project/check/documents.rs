//! Checks the documents of a custom-text project. The project file does not contain them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::finding::Report;
use super::labels::{LineEnds, Units};
use super::{Rule, of, quoted};
use crate::OutOfMemory;
use crate::example::Example;
use crate::json::Text;
use crate::tally::Tally;

/// The content of a document. Its line ends must be unchanged: an offset counts CR LF as two.
#[derive(Clone, Debug)]
pub enum Document<'a> {
    /// The decoded text.
    Text(Cow<'a, str>),
    /// The bytes as stored, in UTF-8.
    Bytes(Cow<'a, [u8]>),
}

/// Finds documents by name. Only one is read at a time.
pub trait Documents {
    /// Returns the document with this name, or `None` if there is none.
    fn document(&self, name: &str) -> Option<Document<'_>>;

    /// Returns the names of all documents.
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

/// The documents, and which of them the project has named so far.
pub(super) struct Library<'a> {
    documents: &'a dyn Documents,
    used: Tally<bool>,
}

/// The result of reading a document.
pub(super) enum Read<'a> {
    Text(Units<'a>),
    /// The document is missing, is not text, or was read before.
    Unread,
}

impl<'a> Library<'a> {
    pub(super) fn new(documents: &'a dyn Documents) -> Self {
        Self { documents, used: Tally::default() }
    }

    /// Reads a document that the project names. A document that is named again is not read again:
    /// otherwise a short file could name a long document a thousand times.
    pub(super) fn read(
        &mut self,
        location: Text<'_>,
        report: &mut Report<'_>,
    ) -> Result<Read<'a>, OutOfMemory> {
        let name = location.decode();
        if std::mem::replace(self.used.of(name.as_bytes())?, true) {
            return Ok(Read::Unread);
        }
        let Some(document) = self.documents.document(&name) else {
            report.add(Rule::DocumentMissing, location.at(), || {
                quoted(&name) + " is not among the documents."
            });
            return Ok(Read::Unread);
        };
        let bytes = match &document {
            Document::Text(text) => text.as_bytes(),
            Document::Bytes(bytes) => bytes,
        };
        if let Err(error) = std::str::from_utf8(bytes) {
            report.add(Rule::DocumentNotText, location.at(), || {
                quoted(&name) + &format!(" is not UTF-8 at byte {}.", error.valid_up_to())
            });
            return Ok(Read::Unread);
        }
        let units = Units::of_bytes(bytes)?;
        // The service's limit [DOC service limits].
        if units.len() > 128_000 {
            report.add(Rule::LongDocument, location.at(), || {
                of(location, "") + &format!(" has {} characters.", units.len())
            });
        }
        Ok(Read::Text(units))
    }

    /// Reports the documents that the project does not use.
    pub(super) fn report_unused(&self, at: usize, report: &mut Report<'_>) {
        for name in self.documents.names() {
            if self.used.get(name.as_bytes()).is_none() {
                report.add(Rule::UnlistedDocument, at, || quoted(&name) + " is not in the file.");
            }
        }
    }
}

impl Units<'_> {
    /// Returns whether this is the text that was labelled. A region covers the whole document
    /// [REC]. If the region's length matches the document with other line ends, every offset is
    /// wrong, and only that is reported.
    pub(super) fn matches(&self, example: &Example<'_>, report: &mut Report<'_>) -> bool {
        let Some(location) = example.location else { return true };
        let mut line_ends = None;
        for region in &example.regions {
            let (Some(offset), Some(length)) = (region.offset, region.length) else { continue };
            let end = offset + length;
            let LineEnds { breaks, pairs } = *line_ends.get_or_insert_with(|| self.line_ends());
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
                    format!("The region ends at {end}, but the document ends at {}.", self.len())
                });
            }
        }
        true
    }
}
