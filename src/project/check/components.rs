//! The parts by which an entity is found beside examples: lists, prebuilts and regular expressions.

use super::finding::Report;
use super::{Rule, Subject, of};
use crate::node::{Node, NodeValue};
use crate::tally::Tally;

/// What is limited for the project as a whole.
#[derive(Default)]
pub(super) struct Totals {
    synonyms: usize,
    expressions: usize,
}

impl Totals {
    pub(super) fn check(&self, subject: &Subject<'_>, report: &mut Report<'_>) {
        let at = subject.place_of("entities");
        let Self { synonyms, expressions } = self;
        if *synonyms > 2_000_000 {
            report.add(Rule::TooManySynonyms, at, || {
                format!("The project's lists have {synonyms} synonyms.")
            });
        }
        if *expressions > 20 {
            report.add(Rule::TooManyExpressions, at, || {
                format!("The project has {expressions} regular expressions.")
            });
        }
    }
}

const SETTINGS: &[&str] =
    &["returnLongestOverlap", "requireExactOverlap", "separateComponents", "combineComponents"];

/// Checks an entity's components. True: it is found without examples.
pub(super) fn check(entity: &Node<'_>, totals: &mut Totals, report: &mut Report<'_>) -> bool {
    let list = entity.get("list");
    let prebuilts = entity.get("prebuilts");
    let regex = entity.get("regex");
    if let Some(sublists) = list.and_then(|list| list.get("sublists")) {
        totals.synonyms += sublists_of(entity, sublists, report);
    }
    let prebuilt_count = prebuilts.map_or(0, |prebuilts| prebuilts.items().len());
    if let Some(prebuilts) = prebuilts.filter(|_| prebuilt_count > 7) {
        report.add(Rule::TooManyPrebuilts, prebuilts.at, || {
            format!("The entity has {prebuilt_count} prebuilt components.")
        });
    }
    if let Some(expressions) = regex.and_then(|regex| regex.get("expressions")) {
        totals.expressions += expressions.items().len();
        unique(expressions.items(), "regexKey", Rule::RegexKeyCollision, report);
    }
    known(entity.get("compositionSetting"), SETTINGS, report);
    for required in entity.get("requiredComponents").map_or(&[][..], Node::items) {
        known(Some(required), &["learned", "list", "prebuilts", "regex"], report);
        let Some(name) = required.text() else { continue };
        let is_absent = (name.is("list") && list.is_none())
            || (name.is("prebuilts") && prebuilt_count == 0)
            || (name.is("regex") && regex.is_none());
        if is_absent {
            report.add(Rule::RequiredComponentAbsent, required.at, || {
                of(name, " is required, and the entity has none.")
            });
        }
    }
    list.is_some() || prebuilt_count > 0 || regex.is_some()
}

/// A value out of a closed set. Its case is the service's own.
fn known(value: Option<&Node<'_>>, values: &[&str], report: &mut Report<'_>) {
    let Some(value) = value else { return };
    let fits = value.text().is_some_and(|text| {
        let text = text.decode();
        values.iter().any(|known| known.eq_ignore_ascii_case(&text))
    });
    if !fits {
        report.add(Rule::UnknownComponentSetting, value.at, || {
            format!("The value must be one of {}.", values.join(", "))
        });
    }
}

/// Reports the second object of a list whose member says the same.
pub(super) fn unique(items: &[Node<'_>], member: &str, rule: Rule, report: &mut Report<'_>) {
    let mut keys: Tally<bool> = Tally::default();
    for key in items.iter().filter_map(|item| item.get(member)) {
        let Some(text) = key.text() else { continue };
        let Some(is_taken) = keys.of(&text.content()) else { continue };
        if std::mem::replace(is_taken, true) {
            report.add(rule, key.at, || of(text, " stands here a second time."));
        }
    }
}

/// Checks the sublists of an entity. Gives how many synonyms they have.
fn sublists_of(entity: &Node<'_>, sublists: &Node<'_>, report: &mut Report<'_>) -> usize {
    unique(sublists.items(), "listKey", Rule::ListKeyCollision, report);
    let mut count = 0;
    // The sublist of each synonym, by language and text.
    let mut owners: Tally<Option<usize>> = Tally::default();
    for (index, sublist) in sublists.items().iter().enumerate() {
        for synonym in sublist.get("synonyms").map_or(&[][..], Node::items) {
            let language = synonym.get("language").and_then(Node::text);
            for value in synonym.get("values").map_or(&[][..], Node::items) {
                count += 1;
                let NodeValue::String(text) = value.value else {
                    report.add(Rule::WrongType, value.at, || "A synonym must be a string.".into());
                    continue;
                };
                let mut key = language.map(|it| it.content().into_owned()).unwrap_or_default();
                key.push(0);
                key.extend_from_slice(&text.content());
                let Some(owner) = owners.of(&key) else { continue };
                if *owner.get_or_insert(index) != index {
                    report.add(Rule::SynonymCollision, value.at, || {
                        of(text, " is a synonym under another key already.")
                    });
                }
            }
        }
    }
    if count > 20_000 {
        report.add(Rule::TooManySynonyms, entity.at, || {
            format!("The entity's list has {count} synonyms.")
        });
    }
    count
}
