//! Members of a declaration, and what is reported when they are of another type than the format's
//! [SPEC]. `null` is as good as absent.

use super::finding::Report;
use super::{Rule, of};
use crate::json::Text;
use crate::name::is_language_tag;
use crate::node::{Node, NodeValue};

/// Reports a value of another type.
pub(super) fn wrong(node: &Node<'_>, name: &str, expected: &str, report: &mut Report<'_>) {
    report.add(Rule::WrongType, node.at, || format!("`{name}` must be {expected}."));
}

/// Whether an entry of a list is an object, as all of them are.
pub(super) fn is_object(node: &Node<'_>, report: &mut Report<'_>) -> bool {
    if !node.is_object() {
        report.add(Rule::WrongType, node.at, || "An object must stand here.".into());
    }
    node.is_object()
}

/// A string that an object may have.
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

/// A string that an object must have, and where its value stands.
pub(super) fn required_text<'a>(
    node: &Node<'a>,
    name: &str,
    report: &mut Report<'_>,
) -> Option<(usize, Text<'a>)> {
    expected_text(node, name, Rule::MissingMember, report)
}

/// The same, with the rule that finds the object incomplete.
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

/// An object that an object may have.
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

/// The entries of a list that an object may have.
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

/// A language tag that an object may have.
pub(super) fn language<'a>(node: &Node<'a>, report: &mut Report<'_>) -> Option<Text<'a>> {
    let (_, tag) = text(node, "language", report)?;
    check_language(tag, report);
    Some(tag)
}

/// Returns whether a tag has the form of one, and reports it if not. An empty one is as good as absent.
pub(super) fn check_language(tag: Text<'_>, report: &mut Report<'_>) -> bool {
    let fits = tag.raw().is_empty() || is_language_tag(&tag.decode());
    if !fits {
        report.add(Rule::LanguageTag, tag.at(), || of(tag, " is no language tag."));
    }
    fits
}
