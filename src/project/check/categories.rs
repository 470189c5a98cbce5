//! Checks that declared names are used, and in which datasets.

use super::declared::{Declared, Entry};
use super::finding::Report;
use super::{Rule, Subject, quoted};
use crate::kind::ProjectKind;
use crate::tally::{Counts, Tally};

/// The uses of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Use {
    pub(super) counts: Counts,
    /// `None` until the declarations have been searched.
    pub(super) is_declared: Option<bool>,
}

/// The names that the examples use, with their uses.
#[derive(Default)]
pub(super) struct Used {
    pub(super) intents: Tally<Use>,
    pub(super) entities: Tally<Use>,
    pub(super) classes: Tally<Use>,
    pub(super) any_test: bool,
}

pub(super) fn check(
    subject: &Subject<'_>,
    declared: &Declared,
    used: &Used,
    report: &mut Report<'_>,
) {
    let any_test = used.any_test;
    let orchestration = subject.kind == Some(ProjectKind::Orchestration);
    uses(&declared.intents, &used.intents, any_test, orchestration, report);
    uses(&declared.entities, &used.entities, any_test, false, report);
    uses(&declared.classes, &used.classes, any_test, false, report);
    limits(subject, report);
}

fn uses(
    declared: &Tally<Entry>,
    used: &Tally<Use>,
    any_test: bool,
    orchestration: bool,
    report: &mut Report<'_>,
) {
    for (name, entry) in declared.iter() {
        let Counts { count, train, test } =
            used.get(name.as_bytes()).map(|it| it.counts).unwrap_or_default();
        if entry.needs_no_examples {
            continue;
        }
        if count == 0 {
            // Every project has the intent None. An intent with a target project needs no examples.
            if name != "None" && !orchestration {
                report.add(Rule::UnusedCategory, entry.at, || quoted(name) + " has no example.");
            }
        } else if test == count {
            report.add(Rule::MissingInTrain, entry.at, || {
                quoted(name) + " has examples only in Test."
            });
        } else if any_test && test == 0 && train > 0 {
            report.add(Rule::MissingInTest, entry.at, || {
                quoted(name) + " has no example in Test, but other names have."
            });
        }
    }
}

/// Checks the service's limits on their number [DOC service limits].
fn limits(subject: &Subject<'_>, report: &mut Report<'_>) {
    let mut limit = |list: &str, most: usize, rule: Rule| {
        let count = subject.starts(list).len();
        if count > most {
            report.add(rule, subject.offset_of(list), || format!("There are {count} {list}."));
        }
    };
    let Some(kind) = subject.kind else { return };
    match kind {
        ProjectKind::Conversation => {
            limit("utterances", 50_000, Rule::TooManyUtterances);
            limit("intents", 500, Rule::TooManyIntents);
            limit("entities", 350, Rule::TooManyEntities);
        }
        ProjectKind::Orchestration => {
            limit("utterances", 15_000, Rule::TooManyUtterances);
            limit("intents", 500, Rule::TooManyIntents);
        }
        _ => {
            limit("documents", 100_000, Rule::TooManyDocuments);
            limit("entities", 200, Rule::TooManyEntities);
            limit("classes", 200, Rule::TooManyClasses);
        }
    }
    let mut at_least = |applies: bool, list: &str, fewest: usize, rule: Rule| {
        let count = subject.starts(list).len();
        if applies && count < fewest {
            report.add(rule, subject.offset_of(list), || format!("There are {count} {list}."));
        }
    };
    at_least(kind.has_documents(), "documents", 10, Rule::TooFewDocuments);
    at_least(kind == ProjectKind::Conversation, "utterances", 1, Rule::TooFewUtterances);
    at_least(kind == ProjectKind::EntityRecognition, "entities", 1, Rule::TooFewEntities);
}
