//! Statistics of a project's examples: their lengths, and the labels that occur together.

use std::cmp::Reverse;

use crate::example::Example;
use crate::memory::{Grow, OutOfMemory, filled, owned};
use crate::outline::{ItemKind, kind_of_list};
use crate::tally::Tally;
use crate::{CategoryCount, ExportedProject, plain};

/// The highest number of rows in the co-occurrence, so that a `u32` holds a set of rows.
const ROWS: usize = u32::BITS as usize;

/// The number of bins from a power of two up to the next one.
const BINS: u64 = 4;

plain! {
    /// The lengths of a project's examples, and the labels that occur together.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct ProjectStatistics {
        /// The lengths of the examples, from the shortest to the longest. A length up to 7 has a bin
        /// of its own. From there on, four bins of equal width lead to the next power of two.
        /// Empty when no length is known: a file has the texts of its utterances, but only the
        /// labelled regions of its documents.
        pub lengths: Vec<LengthCount>,
        /// The labels that occur together: a row for each of the 32 most frequent entities, or
        /// classes if the project has no entities, the most frequent first.
        pub cooccurrence: Vec<CooccurrenceRow>,
    }
}

plain! {
    /// The number of examples whose lengths are in a range.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct LengthCount {
        /// The least length: of an utterance in UTF-16 code units; of a document, the end of its last
        /// region, in the unit of the file's offsets.
        pub from: u64,
        /// The greatest length.
        pub to: u64,
        /// The number of examples.
        pub examples: u64,
    }
}

plain! {
    /// A label, and the labels with which it occurs.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct CooccurrenceRow {
        /// The entity or class.
        pub name: String,
        /// For each row, in the same order, the number of examples that have both. In the row's own
        /// place, the number of examples that have this one.
        pub examples: Vec<u64>,
    }
}

impl ExportedProject {
    /// Counts the lengths of the examples, and the labels that occur together. Reads the examples
    /// again.
    /// ```
    /// use export_jobs_project::ExportedProject;
    ///
    /// let label = |name| format!(r#"{{"category": "{name}", "offset": 0, "length": 2}}"#);
    /// let labels = [label("Day"), label("City")].join(",");
    /// let file = format!(r#"{{"assets": {{"utterances": [{{"text": "hi", "entities": [{labels}]}}]}}}}"#);
    /// let statistics = ExportedProject::parse(file.into_bytes())?.statistics();
    /// assert_eq!(statistics.lengths[0].from, 2);
    /// assert_eq!(statistics.cooccurrence[0].examples, [1, 1]);
    /// # Ok::<(), export_jobs_project::InvalidProject>(())
    /// ```
    pub fn statistics(&self) -> ProjectStatistics {
        self.try_statistics().unwrap_or_else(|error| error.abort())
    }

    /// Counts the same, and fails if memory runs out.
    ///
    /// # Errors
    /// Fails if there is too little memory to read an example.
    pub fn try_statistics(&self) -> Result<ProjectStatistics, OutOfMemory> {
        let summary = self.summary();
        let labels = if summary.entities.is_empty() { &summary.classes } else { &summary.entities };
        let mut cooccurrence = Cooccurrence::of(labels)?;
        let mut lengths = Lengths::default();
        let mut example = Example::default();
        for list in self.outline().each_list() {
            if kind_of_list(&list.name) != ItemKind::Example {
                continue;
            }
            let mut examples = list.examples(self.bytes());
            while examples.read_next(&mut example)? {
                cooccurrence.add(&example);
                if let Some(length) = length_of(&example) {
                    lengths.add(length)?;
                }
            }
        }
        Ok(ProjectStatistics { lengths: lengths.counts()?, cooccurrence: cooccurrence.rows })
    }
}

/// Returns the length of an utterance, or the end of the last region of a document.
fn length_of(example: &Example<'_>) -> Option<u64> {
    let end = |(offset, length): (Option<u64>, Option<u64>)| Some(offset?.saturating_add(length?));
    let regions = example.regions.iter().map(|region| (region.offset, region.length));
    let text = example.text.map(|text| text.utf16_len());
    text.or_else(|| regions.filter_map(end).max())
}

/// The labels that occur together.
struct Cooccurrence {
    rows: Vec<CooccurrenceRow>,
    /// The row of each label.
    places: Tally<usize>,
}

impl Cooccurrence {
    fn of(labels: &[CategoryCount]) -> Result<Self, OutOfMemory> {
        let mut chosen: Vec<usize> = Vec::with_capacity(ROWS);
        while chosen.len() < ROWS {
            let rest = labels.iter().enumerate();
            let rest = rest.filter(|(at, label)| label.count > 0 && !chosen.contains(at));
            let Some((next, _)) = rest.max_by_key(|(at, label)| (label.count, Reverse(*at))) else {
                break;
            };
            chosen.push(next);
        }
        let mut made = Self { rows: Vec::new(), places: Tally::default() };
        for label in chosen.iter().filter_map(|at| labels.get(*at)) {
            *made.places.of(label.name.as_bytes())? = made.rows.len();
            let examples = filled(chosen.len(), 0)?;
            made.rows.grow(CooccurrenceRow { name: owned(&label.name)?, examples })?;
        }
        Ok(made)
    }

    fn add(&mut self, example: &Example<'_>) {
        let labels = example.labels.iter().filter_map(|label| label.category);
        let mut present = 0_u32;
        for label in labels.chain(example.classes.iter().copied()) {
            present |= self.places.get(&label.content()).map_or(0, |place| 1 << place);
        }
        let is_present = |place: usize| present >> place & 1 != 0;
        for (_, row) in self.rows.iter_mut().enumerate().filter(|(place, _)| is_present(*place)) {
            for (place, count) in row.examples.iter_mut().enumerate() {
                *count += u64::from(is_present(place));
            }
        }
    }
}

/// The number of examples in each bin of lengths.
#[derive(Default)]
struct Lengths(Vec<u64>);

impl Lengths {
    fn add(&mut self, length: u64) -> Result<(), OutOfMemory> {
        let bin = bin_of(length);
        while self.0.len() <= bin {
            self.0.grow(0)?;
        }
        if let Some(count) = self.0.get_mut(bin) {
            *count += 1;
        }
        Ok(())
    }

    /// Returns the bins from the first to the last that has an example.
    fn counts(&self) -> Result<Vec<LengthCount>, OutOfMemory> {
        let mut counts = Vec::new();
        for (bin, examples) in (0..).zip(self.0.iter().copied()) {
            if examples > 0 || !counts.is_empty() {
                let (from, to) = range_of(bin);
                counts.grow(LengthCount { from, to, examples })?;
            }
        }
        Ok(counts)
    }
}

/// Returns the bin of a length: the position of its highest bit, then the two bits that follow.
fn bin_of(length: u64) -> usize {
    let shift = (length | BINS).ilog2() - BINS.ilog2();
    (u64::from(shift) * BINS + (length >> shift)) as usize
}

/// Returns the least and the greatest length of a bin.
fn range_of(bin: u64) -> (u64, u64) {
    let shift = (bin / BINS).saturating_sub(1);
    let from = (bin - shift * BINS) << shift;
    (from, from + ((1 << shift) - 1))
}

#[cfg(test)]
mod tests {
    use super::{bin_of, range_of};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_length_is_in_the_range_of_its_bin(bits in 0_u32..64, length: u64) {
            let length = length >> bits;
            let (from, to) = range_of(bin_of(length) as u64);
            prop_assert!((from..=to).contains(&length), "{length} in {from}..={to}");
        }
    }

    #[test]
    fn bins_follow_each_other() {
        for bin in 0..bin_of(u64::MAX) as u64 {
            assert_eq!(range_of(bin).1 + 1, range_of(bin + 1).0);
        }
        assert_eq!(range_of(bin_of(u64::MAX) as u64).1, u64::MAX);
    }
}
