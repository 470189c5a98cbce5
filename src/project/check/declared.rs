//! The categories that a file declares.

use super::finding::Report;
use super::shape::{expected_text, list, object, required_text, text};
use super::{Rule, Subject, components, of};
use crate::OutOfMemory;
use crate::json::Text;
use crate::kind::ProjectKind;
use crate::name::is_category_name;
use crate::node::Node;
use crate::tally::Tally;

/// One declared category.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// Offset of its name.
    pub(super) at: usize,
    pub(super) is_declared: bool,
    /// True if it is found without examples: by a list, a prebuilt or a regular expression.
    pub(super) needs_no_examples: bool,
}

/// The names that the file declares.
#[derive(Default)]
pub(super) struct Declared {
    pub(super) intents: Tally<Entry>,
    pub(super) entities: Tally<Entry>,
    pub(super) classes: Tally<Entry>,
}

impl Declared {
    /// Reads the declarations and reports mistakes in them.
    pub(super) fn read(
        subject: &Subject<'_>,
        report: &mut Report<'_>,
    ) -> Result<Self, OutOfMemory> {
        let mut declared = Self::default();
        let mut totals = components::Totals::default();
        let missing = subject.missing_member_rule();
        for node in subject.nodes("entities") {
            let node = node?;
            let needs_no_examples = components::check(&node, subject.kind, &mut totals, report)?;
            declare(&mut declared.entities, &node, needs_no_examples, missing, report)?;
        }
        totals.check(subject, report);
        for node in subject.nodes("classes") {
            declare(&mut declared.classes, &node?, false, missing, report)?;
        }
        for node in subject.nodes("intents") {
            let node = node?;
            declare(&mut declared.intents, &node, false, missing, report)?;
            associated(&node, &declared.entities, report);
            if subject.kind == Some(ProjectKind::Orchestration) {
                target(&node, report);
            }
        }
        Ok(declared)
    }
}

fn declare(
    entries: &mut Tally<Entry>,
    node: &Node<'_>,
    needs_no_examples: bool,
    missing: Rule,
    report: &mut Report<'_>,
) -> Result<(), OutOfMemory> {
    let Some((at, name)) = expected_text(node, "category", missing, report) else { return Ok(()) };
    text(node, "description", report);
    if !is_category_name(&name.decode()) {
        report.add(Rule::CategoryName, at, || {
            of(name, " is not a valid name for an intent, entity or class.")
        });
    }
    let entry = entries.of(&name.content())?;
    if entry.is_declared {
        report.add(Rule::DuplicateCategory, at, || of(name, " is declared a second time."));
        return Ok(());
    }
    *entry = Entry { at, is_declared: true, needs_no_examples };
    Ok(())
}

/// Checks the entities that an intent names. The member is new in 2025.
fn associated(intent: &Node<'_>, entities: &Tally<Entry>, report: &mut Report<'_>) {
    for entity in list(intent, "associatedEntities", report) {
        if let Some((at, name)) = required_text(entity, "category", report)
            && entities.get(&name.content()).is_none()
        {
            report.add(Rule::UndeclaredAssociatedEntity, at, || {
                of(name, " is not declared as an entity.")
            });
        }
    }
}

/// Checks the target of an orchestration intent. `None` needs no target [REC].
fn target(intent: &Node<'_>, report: &mut Report<'_>) {
    let name = intent.get("category").and_then(Node::text);
    let Some(target) = object(intent, "orchestration", report) else {
        if intent.get("orchestration").is_none() && !name.is_some_and(|name| name.is("None")) {
            report.add(Rule::OrchestrationTarget, intent.at, || "The intent has no target.".into());
        }
        return;
    };
    let kind = target.get("targetProjectKind");
    let (part, members): (_, &[&str]) = match kind.and_then(Node::text).map(Text::decode).as_deref()
    {
        Some("Luis") => ("luisOrchestration", &["appId"]),
        Some("Conversation") => ("conversationOrchestration", &["projectName", "deploymentName"]),
        Some("QuestionAnswering") => ("questionAnsweringOrchestration", &["projectName"]),
        _ => {
            let at = kind.map_or(target.at, |kind| kind.at);
            report.add(Rule::OrchestrationTarget, at, || {
                "`targetProjectKind` must be Conversation, QuestionAnswering or Luis.".into()
            });
            return;
        }
    };
    let Some(found) = object(target, part, report) else {
        if target.get(part).is_none() {
            report.add(Rule::MissingMember, target.at, || format!("`{part}` is missing."));
        }
        return;
    };
    for member in members {
        let text = required_text(found, member, report);
        if let Some((at, _)) = text.filter(|(_, text)| text.raw().is_empty()) {
            report.add(Rule::OrchestrationTarget, at, || format!("`{part}.{member}` is empty."));
        }
    }
}
