//! JSON that a description contains unchanged.

use crate::plain::{Kind, MemberType, Plain, ReadMember};

/// Any JSON value, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbatim(pub String);

impl MemberType for Verbatim {
    const KIND: Kind = Kind::Json;

    fn to_plain(&self) -> Plain<'_> {
        Plain::json(&self.0)
    }
}

impl ReadMember for Verbatim {
    fn from_plain(plain: Plain<'static>) -> Self {
        match plain {
            Plain::Json(text) => Self(text.into_owned()),
            _ => Self("null".to_owned()),
        }
    }
}
