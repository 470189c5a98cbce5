//! The keys by which changed items are matched.

use crate::json::{JsonError, Kind, Reader, Text};

/// Returns an item's key: the text and language of an utterance, the location of a document, the
/// name of a category, or the id of a pair. Any other item is identified by its index.
pub(super) fn key_of(bytes: &[u8], start: usize, index: u32) -> Vec<u8> {
    let Known { name, language } = known(bytes, start);
    match name {
        Some(Name::Text(text)) => {
            let mut key = text.content().into_owned();
            key.push(0);
            key.extend_from_slice(&language.map(Text::content).unwrap_or_default());
            key
        }
        Some(Name::Number(number)) => number.as_bytes().to_vec(),
        None => index.to_le_bytes().to_vec(),
    }
}

/// Returns an item's name for display.
pub(super) fn name_of(bytes: &[u8], start: usize) -> String {
    match known(bytes, start).name {
        Some(Name::Text(text)) => text.decode().into_owned(),
        Some(Name::Number(number)) => number.to_owned(),
        None => String::new(),
    }
}

#[derive(Clone, Copy)]
enum Name<'a> {
    Text(Text<'a>),
    Number(&'a str),
}

#[derive(Clone, Copy, Default)]
struct Known<'a> {
    name: Option<Name<'a>>,
    language: Option<Text<'a>>,
}

fn known(bytes: &[u8], start: usize) -> Known<'_> {
    let mut known = Known::default();
    // The item has been read before without an error.
    let _ = read(&mut Reader::rereading(bytes, start), &mut known);
    known
}

fn read<'a>(reader: &mut Reader<'a>, known: &mut Known<'a>) -> Result<(), JsonError> {
    if reader.kind()? != Kind::Object {
        return Ok(());
    }
    let mut is_utterance = false;
    let mut first = reader.enter_object()?;
    while let Some(member) = reader.next_member(&mut first)? {
        match (member.content().as_ref(), reader.kind()?) {
            (b"text" | b"location" | b"category", Kind::String) => {
                is_utterance |= member.is("text");
                known.name = Some(Name::Text(reader.text()?));
            }
            (b"id", Kind::Number) => known.name = Some(Name::Number(reader.number()?)),
            (b"language", Kind::String) => known.language = Some(reader.text()?),
            // A set of synonyms is identified by its first one.
            (b"alterations", Kind::Array) => {
                let mut first = reader.enter_array()?;
                while reader.next_element(&mut first)? {
                    if known.name.is_none() && reader.kind()? == Kind::String {
                        known.name = Some(Name::Text(reader.text()?));
                    } else {
                        reader.skip()?;
                    }
                }
            }
            _ => reader.skip()?,
        }
    }
    // A document whose language changed is still the same document.
    known.language = known.language.filter(|_| is_utterance);
    Ok(())
}
