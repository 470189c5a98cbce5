//! Checks the components that find an entity without examples: lists, prebuilts and regular
//! expressions.

use super::finding::Report;
use super::shape::{is_object, language, list, object, required_text, text};
use super::{Rule, Subject, of};
use crate::OutOfMemory;
use crate::json::Text;
use crate::kind::ProjectKind;
use crate::node::Node;
use crate::tally::Tally;

/// Counts that are limited for the whole project.
#[derive(Default)]
pub(super) struct Totals {
    synonyms: usize,
    expressions: usize,
}

impl Totals {
    pub(super) fn check(&self, subject: &Subject<'_>, report: &mut Report<'_>) {
        let at = subject.offset_of("entities");
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

/// Checks an entity's components. Returns true if the entity is found without examples.
pub(super) fn check(
    entity: &Node<'_>,
    kind: Option<ProjectKind>,
    totals: &mut Totals,
    report: &mut Report<'_>,
) -> Result<bool, OutOfMemory> {
    let lists = object(entity, "list", report);
    if let Some(lists) = lists {
        totals.synonyms += sublists_of(entity, list(lists, "sublists", report), report)?;
    }
    let prebuilts = list(entity, "prebuilts", report);
    for prebuilt in prebuilts {
        required_text(prebuilt, "category", report);
    }
    if let Some(member) = entity.get("prebuilts").filter(|_| prebuilts.len() > 7) {
        report.add(Rule::TooManyPrebuilts, member.at, || {
            format!("The entity has {} prebuilt components.", prebuilts.len())
        });
    }
    let regex = object(entity, "regex", report);
    let expressions = regex.map_or(&[][..], |regex| list(regex, "expressions", report));
    totals.expressions += expressions.len();
    unique(expressions, "regexKey", Rule::RegexKeyCollision, report)?;
    for expression in expressions {
        text(expression, "regexPattern", report);
        language(expression, report);
    }
    // Healthcare allows only the last two [SPEC].
    let settings = if kind == Some(ProjectKind::Healthcare) { SETTINGS.get(2..) } else { None };
    known(entity.get("compositionSetting"), settings.unwrap_or(SETTINGS), report);
    for required in list(entity, "requiredComponents", report) {
        known(Some(required), &["learned", "list", "prebuilts", "regex"], report);
        let Some(name) = required.text() else { continue };
        let is_absent = (name.is("list") && lists.is_none())
            || (name.is("prebuilts") && prebuilts.is_empty())
            || (name.is("regex") && regex.is_none());
        if is_absent {
            report.add(Rule::RequiredComponentAbsent, required.at, || {
                of(name, " is required, but the entity does not have it.")
            });
        }
    }
    Ok(lists.is_some() || !prebuilts.is_empty() || regex.is_some())
}

/// Checks that a value is one of a closed set. Case matters.
fn known(value: Option<&Node<'_>>, values: &[&str], report: &mut Report<'_>) {
    let Some(value) = value else { return };
    let Some(text) = value.text() else {
        return report.add(Rule::WrongType, value.at, || "This must be a string.".into());
    };
    let text = text.decode();
    if !values.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
        report.add(Rule::UnknownComponentSetting, value.at, || {
            format!("The value must be one of {}.", values.join(", "))
        });
    }
}

/// Reports every object of a list whose member repeats an earlier value.
fn unique(
    items: &[Node<'_>],
    member: &str,
    rule: Rule,
    report: &mut Report<'_>,
) -> Result<(), OutOfMemory> {
    let mut keys: Tally<bool> = Tally::default();
    for item in items {
        if !is_object(item, report) {
            continue;
        }
        let Some((at, key)) = text(item, member, report) else { continue };
        if std::mem::replace(keys.of(&key.content())?, true) {
            report.add(rule, at, || of(key, " occurs a second time."));
        }
    }
    Ok(())
}

/// Checks the sublists of an entity. Returns how many synonyms they have.
fn sublists_of(
    entity: &Node<'_>,
    sublists: &[Node<'_>],
    report: &mut Report<'_>,
) -> Result<usize, OutOfMemory> {
    unique(sublists, "listKey", Rule::ListKeyCollision, report)?;
    let mut count = 0;
    let mut languages: Tally<()> = Tally::default();
    // The sublist of each synonym. The key consists of the number of the language and the text.
    let mut owners: Tally<Option<usize>> = Tally::default();
    for (index, sublist) in sublists.iter().enumerate() {
        for synonym in list(sublist, "synonyms", report) {
            let language = language(synonym, report).map(Text::content).unwrap_or_default();
            let language = languages.index_of(&language)?.to_le_bytes();
            for value in list(synonym, "values", report) {
                count += 1;
                let Some(text) = value.text() else {
                    report.add(Rule::WrongType, value.at, || "A synonym must be a string.".into());
                    continue;
                };
                let owner = owners.of(&[&language[..], &text.content()].concat())?;
                if *owner.get_or_insert(index) != index {
                    report.add(Rule::SynonymCollision, value.at, || {
                        of(text, " is already a synonym under another key.")
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
    Ok(count)
}
