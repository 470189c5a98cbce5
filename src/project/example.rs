//! Examples: the utterances, documents and conversations that a model learns from.

use crate::json::{JsonError, Kind, Reader, Text};
use crate::memory::{Grow, OutOfMemory};

/// A value of a type that the format does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WrongType {
    /// Offset of the value in the file.
    pub(crate) at: usize,
    /// The member's name.
    pub(crate) member: &'static str,
    /// The type that the format requires.
    pub(crate) expected: &'static str,
}

/// The values of an example that have the wrong type.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<WrongType>,
    /// The names of their members, without repetition. There are at most a dozen.
    members: Vec<&'static str>,
}

impl Faults {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &WrongType> {
        self.list.iter()
    }

    /// Returns whether a value of this member has the wrong type.
    pub(crate) fn are_of(&self, member: &str) -> bool {
        self.members.contains(&member)
    }

    fn add(&mut self, fault: WrongType) -> std::result::Result<(), OutOfMemory> {
        if !self.are_of(fault.member) {
            self.members.push(fault.member);
        }
        self.list.grow(fault)
    }

    fn clear(&mut self) {
        self.list.clear();
        self.members.clear();
    }
}

/// A labelled stretch of text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Label<'a> {
    pub(crate) category: Option<Text<'a>>,
    pub(crate) offset: Option<u64>,
    pub(crate) length: Option<u64>,
    /// Offset in the file.
    pub(crate) at: usize,
    /// Index of its region in [`Example::regions`], if the example has regions.
    pub(crate) region: Option<usize>,
}

/// The part of a document that was shown for labelling.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Region {
    pub(crate) offset: Option<u64>,
    pub(crate) length: Option<u64>,
    pub(crate) at: usize,
}

/// One example, read into reused memory. Texts borrow from the file.
#[derive(Debug, Default)]
pub(crate) struct Example<'a> {
    pub(crate) start: usize,
    pub(crate) text: Option<Text<'a>>,
    pub(crate) location: Option<Text<'a>>,
    pub(crate) summary_location: Option<Text<'a>>,
    pub(crate) language: Option<Text<'a>>,
    pub(crate) dataset: Option<Text<'a>>,
    pub(crate) intent: Option<Text<'a>>,
    /// The class or classes of a document.
    pub(crate) classes: Vec<Text<'a>>,
    /// The labels of all regions, in file order.
    pub(crate) labels: Vec<Label<'a>>,
    pub(crate) regions: Vec<Region>,
    /// Values of the wrong type.
    pub(crate) faults: Faults,
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'a> Example<'a> {
    /// Reads the next example and checks that it is JSON.
    pub(crate) fn read(&mut self, reader: &mut Reader<'a>) -> Result<()> {
        self.clear();
        self.start = reader.skip_space();
        if reader.kind_inline()? != Kind::Object {
            return self.wrong(reader, "", "an object");
        }
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member_inline(&mut first)? {
            // The format's names need no escapes. A name with escapes is decoded first.
            let (member, text) = match name.content_inline().as_ref() {
                b"text" => ("text", &mut self.text),
                b"intent" => ("intent", &mut self.intent),
                b"language" => ("language", &mut self.language),
                b"dataset" => ("dataset", &mut self.dataset),
                b"location" => ("location", &mut self.location),
                b"summaryLocation" => ("summaryLocation", &mut self.summary_location),
                other => {
                    match other {
                        b"entities" => self.entities(reader)?,
                        b"sentimentSpans" => self.labels(reader, "sentimentSpans", None)?,
                        b"class" => self.class(reader, "class")?,
                        b"classes" => self.classes(reader)?,
                        _ => reader.skip()?,
                    }
                    continue;
                }
            };
            *text = string(reader, member, &mut self.faults)?;
        }
        Ok(())
    }

    /// Empties the example, and keeps its memory.
    pub(crate) fn clear(&mut self) {
        let Self { classes, labels, regions, faults, .. } = self;
        classes.clear();
        labels.clear();
        regions.clear();
        faults.clear();
        (self.text, self.location, self.summary_location) = (None, None, None);
        (self.language, self.dataset, self.intent) = (None, None, None);
    }

    fn wrong(
        &mut self,
        reader: &mut Reader<'a>,
        member: &'static str,
        expected: &'static str,
    ) -> Result<()> {
        wrong(reader, member, expected, &mut self.faults)
    }

    #[inline(never)]
    fn whole(&mut self, reader: &mut Reader<'a>, member: &'static str) -> Result<Option<u64>> {
        if reader.kind_inline()? != Kind::Number {
            return self.wrong(reader, member, "a whole number").map(|()| None);
        }
        let at = reader.position();
        let value = reader.whole()?;
        if value.is_none() {
            self.faults.add(WrongType { at, member, expected: "a whole number" })?;
        }
        Ok(value)
    }

    /// Reads a class: `{"category": …}`.
    fn class(&mut self, reader: &mut Reader<'a>, member: &'static str) -> Result<()> {
        if reader.kind()? != Kind::Object {
            return self.wrong(reader, member, "an object");
        }
        let mut category = None;
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            if name.is("category") {
                category = string(reader, "category", &mut self.faults)?;
            } else {
                reader.skip()?;
            }
        }
        if let Some(category) = category {
            self.classes.grow(category)?;
        }
        Ok(())
    }

    fn classes(&mut self, reader: &mut Reader<'a>) -> Result<()> {
        if reader.kind()? != Kind::Array {
            return self.wrong(reader, "classes", "a list");
        }
        self.classes.clear();
        let mut first = reader.enter_array()?;
        while reader.next_element(&mut first)? {
            self.class(reader, "classes")?;
        }
        Ok(())
    }

    /// Reads the labels of an utterance, or the regions of a document. Both members have the same
    /// name.
    fn entities(&mut self, reader: &mut Reader<'a>) -> Result<()> {
        self.regions.clear();
        self.labels(reader, "entities", None)
    }

    fn labels(
        &mut self,
        reader: &mut Reader<'a>,
        member: &'static str,
        region: Option<usize>,
    ) -> Result<()> {
        if reader.kind_inline()? != Kind::Array {
            return self.wrong(reader, member, "a list");
        }
        if region.is_none() {
            self.labels.clear();
        }
        let mut first = reader.enter_array()?;
        while reader.next_element_inline(&mut first)? {
            self.label(reader, member, region)?;
        }
        Ok(())
    }

    /// Reads one label, or one region with its labels. Only a region has a `labels` member.
    fn label(
        &mut self,
        reader: &mut Reader<'a>,
        member: &'static str,
        region: Option<usize>,
    ) -> Result<()> {
        if reader.kind_inline()? != Kind::Object {
            return self.wrong(reader, member, "an object");
        }
        let at = reader.position();
        let mut label = Label { at, region, ..Label::default() };
        let mut own_region = None;
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member_inline(&mut first)? {
            match name.content_inline().as_ref() {
                b"category" => label.category = string(reader, "category", &mut self.faults)?,
                b"offset" => label.offset = self.whole(reader, "offset")?,
                b"length" => label.length = self.whole(reader, "length")?,
                b"regionOffset" if region.is_none() => {
                    let offset = self.whole(reader, "regionOffset")?;
                    let index = self.region(&mut own_region, at)?;
                    if let Some(region) = self.regions.get_mut(index) {
                        region.offset = offset;
                    }
                }
                b"regionLength" if region.is_none() => {
                    let length = self.whole(reader, "regionLength")?;
                    let index = self.region(&mut own_region, at)?;
                    if let Some(region) = self.regions.get_mut(index) {
                        region.length = length;
                    }
                }
                b"labels" if region.is_none() => {
                    let index = self.region(&mut own_region, at)?;
                    self.labels(reader, "labels", Some(index))?;
                }
                _ => reader.skip()?,
            }
        }
        if own_region.is_none() {
            self.labels.grow(label)?;
        }
        Ok(())
    }

    fn region(&mut self, own: &mut Option<usize>, at: usize) -> Result<usize> {
        if let Some(index) = *own {
            return Ok(index);
        }
        self.regions.grow(Region { at, ..Region::default() })?;
        Ok(*own.insert(self.regions.len() - 1))
    }

    /// Returns whether the example says what a model should learn from it.
    pub(crate) fn is_labelled(&self) -> bool {
        self.intent.is_some_and(|intent| !intent.raw().is_empty())
            || !self.classes.is_empty()
            || !self.labels.is_empty()
            || self.summary_location.is_some()
    }
}

/// Reads a string. Any other value is reported as a fault and read as absent.
fn string<'a>(
    reader: &mut Reader<'a>,
    member: &'static str,
    faults: &mut Faults,
) -> Result<Option<Text<'a>>> {
    if reader.kind_inline()? == Kind::String {
        return reader.text_inline().map(Some);
    }
    wrong(reader, member, "a string", faults).map(|()| None)
}

/// Skips a value of the wrong type. `null` counts as an absent member.
#[cold]
fn wrong(
    reader: &mut Reader<'_>,
    member: &'static str,
    expected: &'static str,
    faults: &mut Faults,
) -> Result<()> {
    if member.is_empty() || reader.kind()? != Kind::Null {
        faults.add(WrongType { at: reader.skip_space(), member, expected })?;
    }
    reader.skip()
}
