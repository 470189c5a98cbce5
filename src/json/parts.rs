//! The parts of a large answer, each still JSON, so that a tree is made of those only that somebody
//! reads.

use std::borrow::Cow;

use export_jobs_project::json::{JsonError, Reader};

/// The members of an object.
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a [u8])>);

impl<'a> Members<'a> {
    /// Takes an object apart. All of it is checked to be JSON.
    pub(crate) fn of(json: &'a [u8]) -> Result<Self, JsonError> {
        let mut reader = Reader::new(json);
        let mut members = Vec::new();
        let mut first = reader.enter_object()?;
        while let Some(name) = reader.next_member(&mut first)? {
            members.push((name.decode(), next_value(&mut reader)?));
        }
        reader.end()?;
        Ok(Self(members))
    }

    /// The value of a member; the last one when a name stands twice, as `JSON.parse` has it.
    pub(crate) fn get(&self, name: &str) -> Option<&'a [u8]> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// All of them, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'a [u8])> {
        self.0.iter().map(|(name, value)| (name.as_ref(), *value))
    }
}

/// The elements of a list.
pub(crate) fn elements(json: &[u8]) -> Result<Vec<&[u8]>, JsonError> {
    let mut reader = Reader::new(json);
    let mut elements = Vec::new();
    let mut first = reader.enter_array()?;
    while reader.next_element(&mut first)? {
        elements.push(next_value(&mut reader)?);
    }
    reader.end()?;
    Ok(elements)
}

fn next_value<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], JsonError> {
    let start = reader.skip_space();
    reader.skip()?;
    Ok(reader.between(start, reader.position()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_the_bytes_between_the_separators() {
        let members = Members::of(br#" { "a" : [1, 2] , "b":"x", "a": {"c":null} } "#).unwrap();
        assert_eq!(members.get("a"), Some(br#"{"c":null}"#.as_slice()));
        assert_eq!(members.get("b"), Some(br#""x""#.as_slice()));
        assert_eq!(members.get("c"), None);
        assert_eq!(elements(b"[ 1,[2 , 3] ,{}]").unwrap(), [&b"1"[..], b"[2 , 3]", b"{}"]);
    }

    #[test]
    fn what_is_no_object_or_list_or_has_a_tail_is_refused() {
        for json in ["[]", "1", "", "{} {}", r#"{"a":}"#, r#"{"a":1"#] {
            assert!(Members::of(json.as_bytes()).is_err(), "{json}");
        }
        for json in ["{}", "1", "", "[] []", "[1,]", "[1"] {
            assert!(elements(json.as_bytes()).is_err(), "{json}");
        }
    }
}
