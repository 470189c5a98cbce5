//! Parameters of the query, headers, and members of JSON bodies.

use super::has::{EVERYWHERE, Has};

/// A parameter of the query, a header, or a member of a JSON body.
pub(in super::super) struct Parameter {
    pub(in super::super) name: &'static str,
    pub(in super::super) kind: Kind,
    pub(in super::super) need: Need,
    pub(in super::super) has: Has,
    /// The purpose of a member that has different names in different versions, or an empty string.
    /// Members of one list with the same role replace each other.
    pub(in super::super) role: &'static str,
}

/// The kind of a parameter's value.
#[derive(Clone, Copy)]
pub(in super::super) enum Kind {
    Text,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A whole number.
    Whole,
    Flag,
    Texts,
    Object,
    /// Objects with these members.
    Objects(&'static [Parameter]),
    /// Strings, or objects with these members.
    TextsOrObjects(&'static [Parameter]),
}

/// Says whether a parameter is required.
#[derive(Clone, Copy)]
pub(in super::super) enum Need {
    Optional,
    Required,
    /// Required by the service. This value is sent if the caller gives none.
    Default(&'static str),
}

pub(super) const fn optional(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Optional, has, role: "" }
}

pub(super) const fn required(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Required, has, role: "" }
}

pub(super) const fn preset(name: &'static str, value: &'static str, has: Has) -> Parameter {
    Parameter { name, kind: Kind::Text, need: Need::Default(value), has, role: "" }
}

impl Parameter {
    pub(super) const fn role(self, role: &'static str) -> Self {
        Self { role, ..self }
    }
}

/// The parameters of every list.
pub(in super::super) static PAGING: [Parameter; 3] = [
    optional("top", Kind::Whole, EVERYWHERE),
    optional("skip", Kind::Whole, EVERYWHERE),
    optional("maxpagesize", Kind::Whole, EVERYWHERE),
];
