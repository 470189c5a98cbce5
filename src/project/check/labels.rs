//! Checks labels.

use std::borrow::Cow;

use super::finding::Report;
use super::{Rule, of};
use crate::OutOfMemory;
use crate::example::{Example, Label};
use crate::json::{Text, utf16_around, write_utf16};
use crate::kind::ProjectKind;
use crate::memory::Grow;
use crate::sorted::sorted;

/// The number of LF in a text, and how many of them follow a CR.
#[derive(Clone, Copy, Default)]
pub(super) struct LineEnds {
    pub(super) breaks: u64,
    pub(super) pairs: u64,
}

/// A text in UTF-16 code units, the unit of offsets [SPEC StringIndexType].
pub(super) enum Units<'a> {
    /// One byte for each unit.
    Ascii(&'a [u8]),
    /// UTF-8, and its number of units. Each search for a unit begins at the start of the text.
    Utf8(&'a [u8], u64),
    Wide(Cow<'a, [u16]>),
}

/// The number of labels up to which a text is not converted. Finding the units at the edges of
/// more labels would cost more than converting the text.
const FEW_LABELS: usize = 8;

impl<'a> Units<'a> {
    /// Returns the units of an example's text. If they are not in the file, `memory` is reused for
    /// them.
    pub(super) fn of_text(
        text: Text<'a>,
        labels: usize,
        memory: &'a mut Vec<u16>,
    ) -> Result<Self, OutOfMemory> {
        if text.is_plain_ascii() {
            return Ok(Self::Ascii(text.raw()));
        }
        if labels <= FEW_LABELS && !text.is_escaped() {
            return Ok(Self::Utf8(text.raw(), text.utf16_len()));
        }
        convert(&text.content(), memory)?;
        Ok(Self::Wide(Cow::Borrowed(memory)))
    }

    /// Converts a text from UTF-8.
    pub(super) fn of_bytes(text: &[u8]) -> Result<Self, OutOfMemory> {
        let mut units = Vec::new();
        convert(text, &mut units)?;
        Ok(Self::Wide(Cow::Owned(units)))
    }

    /// Counts the line ends of the text.
    pub(super) fn line_ends(&self) -> LineEnds {
        let mut ends = LineEnds::default();
        let mut last = None;
        for at in 0..self.len() {
            let unit = self.get(at);
            if unit == Some(0x0A) {
                ends.breaks += 1;
                ends.pairs += u64::from(last == Some(0x0D));
            }
            last = unit;
        }
        ends
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Ascii(bytes) => bytes.len() as u64,
            Self::Utf8(_, length) => *length,
            Self::Wide(units) => units.len() as u64,
        }
    }

    pub(super) fn get(&self, at: u64) -> Option<u16> {
        let at = usize::try_from(at).ok()?;
        match self {
            Self::Ascii(bytes) => bytes.get(at).map(|byte| u16::from(*byte)),
            Self::Utf8(text, _) => Some(utf16_around(text, at as u64)[1]),
            Self::Wide(units) => units.get(at).copied(),
        }
    }

    /// Returns the units before and after an offset. Beyond the edges of the text, the unit is 0, which is neither a
    /// letter nor a space.
    fn around(&self, at: u64) -> [u16; 2] {
        if let Self::Utf8(text, _) = self {
            return utf16_around(text, at);
        }
        let get = |at: Option<u64>| at.and_then(|at| self.get(at)).unwrap_or(0);
        [get(at.checked_sub(1)), get(Some(at))]
    }
}

/// Returns whether an offset lies within a surrogate pair.
fn splits([before, after]: [u16; 2]) -> bool {
    (0xD800..0xDC00).contains(&before) && (0xDC00..0xE000).contains(&after)
}

/// Returns whether an offset lies within a word.
fn cuts([before, after]: [u16; 2]) -> bool {
    is_letter(before) && is_letter(after)
}

fn convert(text: &[u8], units: &mut Vec<u16>) -> Result<(), OutOfMemory> {
    units.clear();
    // A code unit takes at least one byte of UTF-8.
    units.try_reserve(text.len()).map_err(|_| OutOfMemory)?;
    units.resize(text.len(), 0);
    let length = write_utf16(text, units);
    units.truncate(length);
    Ok(())
}

/// Returns whether a code unit is a letter of a script that puts spaces between words: Latin, Greek
/// or Cyrillic. Nearly all of U+00C0 to U+052F are such letters. Full tables would take kilobytes.
fn is_letter(unit: u16) -> bool {
    match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        _ => (0xC0..0x530).contains(&unit) && !matches!(unit, 0xD7 | 0xF7 | 0x300..0x370),
    }
}

fn is_space(unit: u16) -> bool {
    matches!(unit, 0x09..=0x0D | 0x20 | 0x85 | 0xA0 | 0x1680 | 0x2000..=0x200A)
        || matches!(unit, 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000)
}

/// Checks labels. Its memory is reused for each example.
pub(super) struct Labels {
    /// True for documents: their entities have at most 500 characters [DOC service limits].
    limits_length: bool,
    /// The rule for a label with a missing member.
    missing: Rule,
    /// Offset, end, and index of each label in the example.
    spans: Vec<(u64, u64, usize)>,
}

impl Labels {
    pub(super) fn new(kind: Option<ProjectKind>, missing: Rule) -> Self {
        let limits_length = kind == Some(ProjectKind::EntityRecognition);
        Self { limits_length, missing, spans: Vec::new() }
    }

    /// Checks the labels of an example, and compares them with its text if that is known.
    pub(super) fn check(
        &mut self,
        example: &Example<'_>,
        units: Option<&Units<'_>>,
        report: &mut Report<'_>,
    ) -> Result<(), OutOfMemory> {
        self.spans.clear();
        for (index, label) in example.labels.iter().enumerate() {
            if label.category.is_none() || label.offset.is_none() || label.length.is_none() {
                self.incomplete(example, label, report);
            }
            let (Some(offset), Some(length)) = (label.offset, label.length) else { continue };
            let end = offset + length;
            self.span(label, (offset, end), units, report);
            self.region(example, label, (offset, end), report);
            if length > 0 {
                self.spans.grow((offset, end, index))?;
            }
        }
        if self.spans.len() > 1 {
            self.overlaps(example, report);
        }
        Ok(())
    }

    /// Reports the missing members of a label.
    fn incomplete(&self, example: &Example<'_>, label: &Label<'_>, report: &mut Report<'_>) {
        for (name, is_there) in [
            ("category", label.category.is_some()),
            ("offset", label.offset.is_some()),
            ("length", label.length.is_some()),
        ] {
            // A member of the wrong type has been reported already.
            if !is_there && !example.faults.are_of(name) {
                report.add(self.missing, label.at, || format!("The label's `{name}` is missing."));
            }
        }
    }

    fn span(
        &self,
        label: &Label<'_>,
        (offset, end): (u64, u64),
        units: Option<&Units<'_>>,
        report: &mut Report<'_>,
    ) {
        let name = |rest: &str| match label.category {
            Some(category) => of(category, rest),
            None => format!("A label{rest}"),
        };
        if offset == end {
            report.add(Rule::LabelEmpty, label.at, || name(" labels nothing: its length is 0."));
        }
        if self.limits_length && end - offset > 500 {
            report.add(Rule::LongLabel, label.at, || {
                name("") + &format!(" labels {} characters.", end - offset)
            });
        }
        let Some(units) = units else { return };
        if end > units.len() {
            report.add(Rule::LabelOutsideText, label.at, || {
                name("")
                    + &format!(" labels {offset} to {end}, but the text ends at {}.", units.len())
            });
            return;
        }
        if offset == end {
            return;
        }
        let (start, last) = (units.around(offset), units.around(end));
        if splits(start) || splits(last) {
            report.add(Rule::LabelSplitsCharacter, label.at, || {
                name("") + &format!(" labels {offset} to {end}, which cuts a character in two.")
            });
        }
        if is_space(start[1]) || is_space(last[0]) {
            report.add(Rule::LabelRagged, label.at, || name(" begins or ends with white space."));
        }
        if cuts(start) || cuts(last) {
            report.add(Rule::LabelCutsWord, label.at, || {
                name("") + &format!(" labels {offset} to {end}, which cuts a word.")
            });
        }
    }

    /// Checks a label against its region. Offsets of labels count from the start of the document,
    /// not of the region [REC].
    fn region(
        &self,
        example: &Example<'_>,
        label: &Label<'_>,
        (offset, end): (u64, u64),
        report: &mut Report<'_>,
    ) {
        let region = label.region.and_then(|region| example.regions.get(region));
        let Some(region) = region else { return };
        let (Some(start), Some(length)) = (region.offset, region.length) else { return };
        if offset < start || end > start + length {
            report.add(Rule::LabelOutsideRegion, label.at, || {
                format!(
                    "The label covers {offset} to {end}, but its region covers {start} to {}.",
                    start + length
                )
            });
        }
    }

    fn overlaps(&mut self, example: &Example<'_>, report: &mut Report<'_>) {
        // Most labels are in order already.
        if !self.spans.is_sorted() {
            self.spans = sorted(std::mem::take(&mut self.spans));
        }
        let mut furthest: Option<(u64, u64, usize)> = None;
        for span @ (offset, end, index) in self.spans.iter().copied() {
            if let Some((other_offset, other_end, other)) = furthest
                && offset < other_end
                && let (Some(label), Some(other)) =
                    (example.labels.get(index), example.labels.get(other))
            {
                let is_copy =
                    (offset, end) == (other_offset, other_end) && label.category == other.category;
                if is_copy {
                    report.add(Rule::DuplicateLabel, label.at, || {
                        format!("{offset} to {end} already has this label.")
                    });
                } else {
                    report.add(Rule::LabelsOverlap, label.at, || {
                        let name = |label: &Label<'_>| {
                            label.category.map_or(String::new(), |it| of(it, " "))
                        };
                        format!(
                            "{}({offset} to {end}) overlaps {}({other_offset} to {other_end}).",
                            name(label),
                            name(other)
                        )
                    });
                }
            }
            if furthest.is_none_or(|(_, furthest, _)| end > furthest) {
                furthest = Some(span);
            }
        }
    }
}
