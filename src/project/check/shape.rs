//! Reads members of a declaration, and reports those of the wrong type [SPEC]. `null` counts as
//! absent.

use super::finding::Report;
use super::{Rule, of};
use crate::json::Text;
use crate::name::is_language_tag;
use crate::node::{Node, NodeValue};

/// Reports a value of the wrong type.
pub(super) fn wrong(node: &Node<'_>, name: &str, expected: &str, report: &mut Report<'_>) {
    report.add(Rule::WrongType, node.at, || format!("`{name}` must be {expected}."));
}

/// Checks that an entry of a list is an object.
pub(super) fn is_object(node: &Node<'_>, report: &mut Report<'_>) -> bool {
    if !node.is_object() {
        report.add(Rule::WrongType, node.at, || "This must be an object.".into());
    }
    node.is_object()
}

/// Reads an optional string.
pub(super) fn text<'a>(
    node: &Node<'a>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<(usize, Text<'a>)> {
    let member = node.get(name)?;
    if member.text().is_none() {
        wrong(member, name, "a string", report);
    }
    Some((member.at, member.text()?))
}

/// Reads a required string. Returns its value and offset.
pub(super) fn required_text<'a>(
    node: &Node<'a>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<(usize, Text<'a>)> {
    expected_text(node, name, Rule::MissingMember, report)
}

/// Reads a required string. `rule` reports a missing one.
pub(super) fn expected_text<'a>(
    node: &Node<'a>,
    name: &str,
    rule: Rule,
    report: &mut Report<'_>,
) -> Option<(usize, Text<'a>)> {
    if !is_object(node, report) {
        return None;
    }
    if node.get(name).is_none() {
        report.add(rule, node.at, || format!("`{name}` is missing."));
    }
    text(node, name, report)
}

/// Reads an optional object.
pub(super) fn object<'n, 'a>(
    node: &'n Node<'a>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<&'n Node<'a>> {
    let member = node.get(name)?;
    if !member.is_object() {
        wrong(member, name, "an object", report);
    }
    member.is_object().then_some(member)
}

/// Reads the entries of an optional list.
pub(super) fn list<'n, 'a>(
    node: &'n Node<'a>,
    name: &str,
    report: &mut Report<'_>,
) -> &'n [Node<'a>] {
    let Some(member) = node.get(name) else { return &[] };
    if !matches!(member.value, NodeValue::Array(_)) {
        wrong(member, name, "a list", report);
    }
    member.items()
}

/// Reads an optional language tag.
pub(super) fn language<'a>(node: &Node<'a>, report: &mut Report<'_>) -> Option<Text<'a>> {
    let (_, tag) = text(node, "language", report)?;
    check_language(tag, report);
    Some(tag)
}

/// Returns whether a tag is well formed, and reports it otherwise. An empty tag counts as absent.
pub(super) fn check_language(tag: Text<'_>, report: &mut Report<'_>) -> bool {
    let fits = tag.raw().is_empty() || is_language_tag(&tag.decode());
    if !fits {
        report.add(Rule::LanguageTag, tag.at(), || of(tag, " is not a language tag."));
    }
    fits
}
