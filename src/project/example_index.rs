//! An index of the values in the examples of a small file.
//!
//! A check spends more time on finding the values than on checking them. So the first pass over a
//! small file stores their offsets. A large file is read again, because its index would be large.

use std::slice::Iter;

use crate::example::{Example, Label, Region};
use crate::json::{Reader, Text};
use crate::memory::{Grow, OutOfMemory, is_out_of_memory};

/// The number of bits of an offset in a file that has an index.
const FILE_BITS: u32 = 22;
const LARGEST_FILE: usize = 1 << FILE_BITS;

/// Marks an example that must be read again, because it has values of wrong types or missing
/// members, or is unusual in another way.
const UNUSUAL: u32 = u32::MAX;

/// The layout of an example's first word. It has a bit for each text that the example has, and the numbers of classes,
/// regions and labels. Each pair is the position of a number and its length, in bits.
const TEXTS: u32 = 6;
const CLASSES: (u32, usize) = (TEXTS, 5);
const REGIONS: (u32, usize) = (11, 5);
const LABELS: (u32, usize) = (16, 15);

/// The positions of the values in a list of examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ExampleIndex {
    /// The words of each example, in the order in which [`ExampleIndex::add`] writes them.
    words: Vec<u32>,
    /// True if the file is too large for an index.
    is_closed: bool,
}

impl ExampleIndex {
    /// Adds the next example. `length` is its length in bytes; `file` is the length of the file so
    /// far. If the file is too large or memory runs out, the index is dropped.
    pub(crate) fn add(&mut self, example: &Example<'_>, length: usize, file: usize) {
        if self.is_closed {
            return;
        }
        if file > LARGEST_FILE || self.try_add(example, length).is_err() {
            *self = Self { words: Vec::new(), is_closed: true };
        }
    }

    fn try_add(&mut self, example: &Example<'_>, length: usize) -> Result<(), OutOfMemory> {
        let Some((header, words)) = header(example, length) else {
            return self.words.grow(UNUSUAL);
        };
        self.words.try_reserve(words).map_err(|_| OutOfMemory)?;
        self.words.push(header);
        for text in texts(example).into_iter().flatten() {
            self.push(text.packed());
        }
        for class in &example.classes {
            self.push(class.packed());
        }
        for Region { offset, length, at } in &example.regions {
            self.push([word(*offset), word(*length)]);
            self.words.push(low(*at));
        }
        for Label { category, offset, length, at, region } in &example.labels {
            self.push(category.map(Text::packed).unwrap_or_default());
            self.push([word(*offset), word(*length)]);
            let region = region.map_or(0, |region| region + 1);
            self.words.push(low(*at | region << FILE_BITS));
        }
        Ok(())
    }

    fn push(&mut self, [first, second]: [u32; 2]) {
        self.words.push(first);
        self.words.push(second);
    }
}

/// Returns a number as a word. The numbers of a usual example are below 2^32.
fn word(number: Option<u64>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

fn low(place: usize) -> u32 {
    u32::try_from(place).unwrap_or_default()
}

fn texts<'e, 'a>(example: &'e Example<'a>) -> [&'e Option<Text<'a>>; TEXTS as usize] {
    let Example { text, location, summary_location, language, dataset, intent, .. } = example;
    [text, location, summary_location, language, dataset, intent]
}

/// Returns the first word of an example and the number of its words, or `None` if it is unusual.
fn header(example: &Example<'_>, length: usize) -> Option<(u32, usize)> {
    let Example { classes, regions, labels, faults, .. } = example;
    let fits = |number: Option<u64>| number.is_some_and(|it| u32::try_from(it).is_ok());
    let is_usual = faults.iter().next().is_none()
        && regions.iter().all(|it| fits(it.offset) && fits(it.length))
        && labels.iter().all(|it| it.category.is_some() && fits(it.offset) && fits(it.length));
    let mut header = 0;
    let mut words = 1 + classes.len() * 2 + regions.len() * 3 + labels.len() * 5;
    for (bit, text) in texts(example).into_iter().enumerate() {
        if text.is_some() {
            header |= 1 << bit;
            words += 2;
        }
    }
    for (count, (shift, bits)) in
        [(classes.len(), CLASSES), (regions.len(), REGIONS), (labels.len(), LABELS)]
    {
        if count >> bits != 0 {
            return None;
        }
        header |= u32::try_from(count).ok()? << shift;
    }
    // The index takes at most as much memory as the file.
    (is_usual && words * 4 <= length).then_some((header, words))
}

/// Reads the examples of a list that has been read before.
#[derive(Default)]
pub(crate) struct ExampleReader<'a> {
    bytes: &'a [u8],
    starts: Iter<'a, u32>,
    index: Iter<'a, u32>,
}

impl<'a> ExampleReader<'a> {
    pub(crate) fn new(bytes: &'a [u8], starts: &'a [u32], index: &'a ExampleIndex) -> Self {
        Self { bytes, starts: starts.iter(), index: index.words.iter() }
    }

    /// Reads the next example into reused memory. Returns false if there is none.
    pub(crate) fn read_next(&mut self, example: &mut Example<'a>) -> Result<bool, OutOfMemory> {
        let Some(start) = self.starts.next() else { return Ok(false) };
        let start = *start as usize;
        match self.index.next() {
            None | Some(&UNUSUAL) => {}
            Some(header) => {
                example.clear();
                example.start = start;
                return self.recall(*header, example).ok_or(OutOfMemory).map(|()| true);
            }
        }
        match example.read(&mut Reader::rereading(self.bytes, start)) {
            Err(error) if is_out_of_memory(error) => Err(OutOfMemory),
            // The example has been read before without another error.
            _ => Ok(true),
        }
    }

    /// Returns `None` if memory runs out.
    fn recall(&mut self, header: u32, example: &mut Example<'a>) -> Option<()> {
        let Example { text, location, summary_location, language, dataset, intent, .. } = example;
        let texts = [text, location, summary_location, language, dataset, intent];
        for (bit, text) in texts.into_iter().enumerate() {
            if header >> bit & 1 != 0 {
                *text = Some(self.text()?);
            }
        }
        let count = |(shift, bits): (u32, usize)| header >> shift & ((1 << bits) - 1);
        for _ in 0..count(CLASSES) {
            example.classes.grow(self.text()?).ok()?;
        }
        for _ in 0..count(REGIONS) {
            let (offset, length) = (self.number()?, self.number()?);
            let at = *self.index.next()? as usize;
            example.regions.grow(Region { offset, length, at }).ok()?;
        }
        for _ in 0..count(LABELS) {
            let category = Some(self.text()?);
            let (offset, length) = (self.number()?, self.number()?);
            let place = *self.index.next()? as usize;
            let at = place & (LARGEST_FILE - 1);
            let region = (place >> FILE_BITS).checked_sub(1);
            example.labels.grow(Label { category, offset, length, at, region }).ok()?;
        }
        Some(())
    }

    #[inline(always)]
    fn text(&mut self) -> Option<Text<'a>> {
        Text::unpacked(self.bytes, [*self.index.next()?, *self.index.next()?])
    }

    #[inline(always)]
    fn number(&mut self) -> Option<Option<u64>> {
        self.index.next().map(|word| Some(u64::from(*word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ExportedProject;
    use proptest::prelude::*;

    fn project(examples: &[String]) -> ExportedProject {
        let file = format!(r#"{{"assets": {{"documents": [{}]}}}}"#, examples.join(" , "));
        ExportedProject::parse(file.into_bytes()).unwrap()
    }

    /// Returns the examples of a project, read with or without its index.
    fn examples(project: &ExportedProject, with_index: bool) -> Vec<String> {
        let (list, none) = (project.outline().list("documents").unwrap(), ExampleIndex::default());
        let index = if with_index { &list.examples } else { &none };
        let mut reader = ExampleReader::new(project.bytes(), &list.starts, index);
        let mut examples = Vec::new();
        let mut example = Example::default();
        while reader.read_next(&mut example).unwrap() {
            examples.push(format!("{example:?}"));
        }
        examples
    }

    fn index(examples: &[&str]) -> ExampleIndex {
        let examples: Vec<_> = examples.iter().map(|it| (*it).to_owned()).collect();
        project(&examples).outline().list("documents").unwrap().examples.clone()
    }

    fn example() -> impl Strategy<Value = String> {
        let label = prop_oneof![
            r#"\{"category": "[a-zé]{1,9}", "offset": [1-9]{1,4}, "length": [0-9]\}"#,
            r#"\{"category": "A\\n", "offset": (1|1\.5|5000000000|null), "length": 2\}"#,
            r#"\{"regionOffset": [0-9], "regionLength": 9, "labels": \[\{"category": "B", "offset": 3, "length": 1\}\]\}"#,
            r#"\{"regionOffset": 4\}"#,
        ];
        let labels = proptest::collection::vec(label, 0..40).prop_map(|it| it.join(","));
        let member = prop_oneof![
            r#""(text|intent|language|dataset|location|summaryLocation)": ("[a-z é😀]{0,30}"|"\\u0041\\n"|null|7)"#,
            r#""class": \{"category": "[a-z]{1,5}"\}"#,
            r#""classes": \[(\{"category": "C"\},){0,40}\{"category": "D"\}\]"#,
            labels.clone().prop_map(|it| format!(r#""entities": [{it}]"#)),
            labels.prop_map(|it| format!(r#""sentimentSpans": [{it}]"#)),
        ];
        let members = proptest::collection::vec(member, 0..6);
        prop_oneof![9 => members.prop_map(|it| format!("{{{}}}", it.join(", "))), 1 => Just("7".to_owned())]
    }

    proptest! {
        #[test]
        fn an_example_is_the_same_with_the_index(list in proptest::collection::vec(example(), 0..8)) {
            let project = project(&list);
            prop_assert_eq!(examples(&project, true), examples(&project, false));
        }
    }

    #[test]
    fn usual_examples_are_in_the_index() {
        let label = r#"{"category": "A", "offset": 2, "length": 3}"#;
        let index = index(&[
            r#"{"text": "a flight", "intent": "Book", "language": "en", "dataset": "Train"}"#,
            &format!(
                r#"{{"location": "a.txt", "class": {{"category": "B"}}, "entities": [{label}]}}"#
            ),
            &format!(
                r#"{{"entities": [{{"regionOffset": 0, "regionLength": 9, "labels": [{label}]}}]}}"#
            ),
        ]);
        assert!(!index.words.is_empty() && !index.words.contains(&UNUSUAL));
    }

    #[test]
    fn an_example_that_would_take_more_room_than_in_the_file_is_read_again() {
        assert_eq!(index(&[r#"{"text":""}"#]).words, [UNUSUAL]);
    }

    #[test]
    fn a_large_file_has_no_index() {
        let long = format!(r#"{{"text": "{}"}}"#, "a".repeat(LARGEST_FILE));
        let index = index(&[r#"{"text": "a flight"}"#, &long]);
        assert_eq!((index.words.len(), index.is_closed), (0, true));
    }
}
