//! The parameters of submissions.

use crate::plain::Rule;
use crate::{plain, words};

use super::Verbatim;
use super::limits::COUNT;

words! {
    /// The part of a request that a parameter goes to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ParameterPlace {
        /// The path, where its template has the name in braces.
        Path = "path",
        /// The query.
        Query = "query",
        /// A header.
        Header = "header",
        /// A member of the JSON body.
        Body = "body",
    }
}

words! {
    /// The kind of a parameter's value.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum ParameterKind as "DescribedParameterKind" {
        /// A text.
        Text = "text",
        /// A number.
        Number = "number",
        /// A number without a fraction.
        Whole = "whole",
        /// True or false.
        Flag = "flag",
        /// A list of texts.
        Texts = "texts",
        /// A date and time of RFC 3339, such as `2026-11-27T12:00:00Z`.
        Time = "time",
        /// Any JSON, for a member of a body.
        Json = "json",
    }
}

plain! {
    readable
    /// A parameter of a submission: a value from the caller, and its place in the request.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ParameterDescription {
        /// The part of the request that gets the value. If a template there has the name in braces, the value replaces
        /// it.
        pub place: ParameterPlace as "in" = Rule::NONE.in_full(),
        /// The kind of its value. Default: `text`.
        pub kind: Option<ParameterKind> = Rule::NONE.in_full(),
        /// The name in the request, if it is different: the name of the query parameter, of the header, or of the
        /// member of the body. A name that begins with a slash is a JSON pointer, for a member of a nested object.
        pub name: Option<String>,
        /// True if the caller must give a value. A parameter of the path always needs a value.
        pub required: Option<bool>,
        /// The value if the caller gives none.
        pub default: Option<Verbatim>,
        /// The allowed values.
        pub one_of: Vec<Verbatim> = Rule::EMPTY_IS_ABSENT.typescript("(string | number)[]"),
        /// The highest number of characters of a text, or of items of a list.
        pub most: Option<u32> = COUNT,
        /// The text between the items of a list in a path, query or header, such as `,`. Without it, the
        /// query repeats the name for each item.
        pub join: Option<String>,
        /// The meaning of the parameter, for people.
        pub about: Option<String>,
    }
}
