//! Parameters of the query, headers, and members of JSON bodies.

use super::has::{EVERYWHERE, Has};

/// A parameter of the query, a header, or a member of a JSON body.
pub(in super::super) struct Parameter {
    pub(in super::super) name: &'static str,
    pub(in super::super) kind: Kind,
    pub(in super::super) need: Need,
    pub(in super::super) has: Has,
}

/// What a parameter can be.
#[derive(Clone, Copy, PartialEq)]
pub(in super::super) enum Kind {
    Text,
    /// One of these; other texts are refused.
    Choice(&'static [&'static str]),
    /// A whole number.
    Whole,
    Flag,
    Texts,
    Object,
    Objects,
}

/// Whether a parameter must be given.
#[derive(Clone, Copy)]
pub(in super::super) enum Need {
    Optional,
    Required,
    /// Required by the service, and this when the caller says nothing.
    Default(&'static str),
}

pub(super) const fn optional(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Optional, has }
}

pub(super) const fn required(name: &'static str, kind: Kind, has: Has) -> Parameter {
    Parameter { name, kind, need: Need::Required, has }
}

pub(super) const fn preset(name: &'static str, value: &'static str, has: Has) -> Parameter {
    Parameter { name, kind: Kind::Text, need: Need::Default(value), has }
}

/// The parameters of every list.
pub(in super::super) static PAGING: [Parameter; 3] = [
    optional("top", Kind::Whole, EVERYWHERE),
    optional("skip", Kind::Whole, EVERYWHERE),
    optional("maxpagesize", Kind::Whole, EVERYWHERE),
];
