//! Checks question answering: pairs, prompts and synonyms.

use super::finding::Report;
use super::{Rule, Subject, of, quoted};
use crate::OutOfMemory;
use crate::json::Text;
use crate::node::{Node, NodeValue};
use crate::tally::Tally;

/// The service's limits [SPEC QnaRecord, QnaDialog, QnaPrompt, WordAlterations, SynonymAsset].
const LONGEST_ANSWER: u64 = 25_000;
const LONGEST_SOURCE: u64 = 300;
const LONGEST_PROMPT: u64 = 200;
const MOST_QUESTIONS: usize = 100;
const MOST_PROMPTS: usize = 20;
const MOST_ALTERATIONS: usize = 20;
const MOST_SETS: usize = 10_000;

pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) -> Result<(), OutOfMemory> {
    let mut ids: Tally<bool> = Tally::default();
    for pair in subject.nodes("qnas") {
        let pair = pair?;
        let Some(Node { at, value: NodeValue::Number(id) }) = pair.get("id") else { continue };
        if std::mem::replace(ids.of(id.as_bytes())?, true) {
            report.add(Rule::DuplicateId, *at, || {
                format!("The id {} occurs a second time.", quoted(id))
            });
        }
    }
    let mut questions: Tally<bool> = Tally::default();
    for pair in subject.nodes("qnas") {
        check_pair(&pair?, &ids, &mut questions, report)?;
    }
    let mut alterations: Tally<Option<usize>> = Tally::default();
    let sets = subject.starts("synonyms").len();
    let at = subject.offset_of("synonyms");
    many(sets, MOST_SETS, "sets of synonyms", Rule::TooManyAlterations, at, report);
    for (index, set) in subject.nodes("synonyms").enumerate() {
        check_synonyms(&set?, index, &mut alterations, report)?;
    }
    Ok(())
}

fn check_pair(
    pair: &Node<'_>,
    ids: &Tally<bool>,
    questions: &mut Tally<bool>,
    report: &mut Report<'_>,
) -> Result<(), OutOfMemory> {
    if !pair.is_object() {
        report.add(Rule::WrongType, pair.at, || "This must be an object.".into());
        return Ok(());
    }
    for (name, fits) in [
        ("id", (|value| matches!(value, NodeValue::Number(_))) as fn(&NodeValue<'_>) -> bool),
        ("answer", |value| matches!(value, NodeValue::String(_))),
        ("source", |value| matches!(value, NodeValue::String(_))),
        ("questions", |value| matches!(value, NodeValue::Array(_))),
    ] {
        if let Some(member) = pair.get(name).filter(|member| !fits(&member.value)) {
            report.add(Rule::WrongType, member.at, || format!("`{name}` has the wrong type."));
        }
    }
    match pair.get("answer").map(|answer| (answer.at, answer.text())) {
        Some((at, Some(answer))) => {
            if is_blank(answer) {
                report.add(Rule::EmptyAnswer, at, || "The answer is empty.".into());
            }
            limit(answer, LONGEST_ANSWER, Rule::LongAnswer, report);
        }
        Some((_, None)) => {}
        None => report.add(Rule::EmptyAnswer, pair.at, || "The pair has no answer.".into()),
    }
    if let Some(source) = pair.get("source").and_then(Node::text) {
        limit(source, LONGEST_SOURCE, Rule::LongSource, report);
    }
    let asked = pair.get("questions");
    let list = asked.map_or(&[][..], Node::items);
    let at = asked.map_or(pair.at, |asked| asked.at);
    if list.is_empty() {
        report.add(Rule::EmptyQuestion, at, || "The pair has no question.".into());
    }
    many(list.len(), MOST_QUESTIONS, "questions", Rule::TooManyQuestions, at, report);
    for question in list {
        let Some(text) = question.text() else {
            report.add(Rule::WrongType, question.at, || "A question must be a string.".into());
            continue;
        };
        if is_blank(text) {
            report.add(Rule::EmptyQuestion, question.at, || "The question is empty.".into());
        } else if std::mem::replace(questions.of(&text.content())?, true) {
            report
                .add(Rule::DuplicateQuestion, question.at, || of(text, " is asked a second time."));
        }
    }
    if let Some(prompts) = pair.get("dialog").and_then(|dialog| dialog.get("prompts")) {
        check_prompts(prompts, ids, report);
    }
    Ok(())
}

fn check_prompts(prompts: &Node<'_>, ids: &Tally<bool>, report: &mut Report<'_>) {
    let list = prompts.items();
    many(list.len(), MOST_PROMPTS, "prompts", Rule::TooManyPrompts, prompts.at, report);
    for prompt in list {
        if let Some(Node { at, value: NodeValue::Number(id) }) = prompt.get("qnaId")
            // A prompt may contain the pair itself. The id is then 0.
            && *id != "0"
            && ids.get(id.as_bytes()).is_none()
        {
            report.add(Rule::BrokenPrompt, *at, || {
                format!("There is no pair with the id {}.", quoted(id))
            });
        }
        if let Some(text) = prompt.get("displayText").and_then(Node::text) {
            limit(text, LONGEST_PROMPT, Rule::LongPrompt, report);
        }
    }
}

fn check_synonyms(
    set: &Node<'_>,
    index: usize,
    alterations: &mut Tally<Option<usize>>,
    report: &mut Report<'_>,
) -> Result<(), OutOfMemory> {
    let list = set.get("alterations").map_or(&[][..], Node::items);
    many(list.len(), MOST_ALTERATIONS, "alterations", Rule::TooManyAlterations, set.at, report);
    for alteration in list {
        let Some(text) = alteration.text() else { continue };
        if *alterations.of(&text.content())?.get_or_insert(index) != index {
            report.add(Rule::SynonymCollision, alteration.at, || {
                of(text, " is already in another set.")
            });
        }
    }
    Ok(())
}

fn many(count: usize, most: usize, what: &str, rule: Rule, at: usize, report: &mut Report<'_>) {
    if count > most {
        report.add(rule, at, || format!("There are {count} {what}."));
    }
}

fn limit(text: Text<'_>, most: u64, rule: Rule, report: &mut Report<'_>) {
    let length = text.utf16_len();
    if length > most {
        report.add(rule, text.at(), || format!("The text has {length} characters."));
    }
}

fn is_blank(text: Text<'_>) -> bool {
    text.decode().trim().is_empty()
}
