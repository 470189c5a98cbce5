//! The lengths of examples, and the labels that occur together.

use export_jobs::ExportedProject;
use export_jobs::project::ProjectStatistics;
use serde_json::{Value, json};

use super::bases::{classification, conversation, ner, orchestration, with};

fn statistics(project: &Value) -> ProjectStatistics {
    ExportedProject::parse(project.to_string().into_bytes()).unwrap().statistics()
}

/// Returns the bins that have examples: from, to, number.
fn lengths(project: &Value) -> Vec<(u64, u64, u64)> {
    let lengths = statistics(project).lengths;
    let some = lengths.iter().filter(|it| it.examples > 0);
    some.map(|it| (it.from, it.to, it.examples)).collect()
}

fn cooccurrence(project: &Value) -> Vec<(String, Vec<u64>)> {
    statistics(project).cooccurrence.into_iter().map(|it| (it.name, it.examples)).collect()
}

fn utterance(text: &str, labels: &[&str]) -> Value {
    let label = |name| json!({"category": name, "offset": 0, "length": 1});
    json!({"text": text, "entities": labels.iter().map(label).collect::<Vec<_>>()})
}

fn utterances(list: &[Value]) -> Value {
    with(conversation(), "/assets/utterances", json!(list))
}

#[test]
fn utterances_are_as_long_as_their_texts() {
    // 21 UTF-16 code units with the emoji, 14, 16 and 9.
    assert_eq!(lengths(&conversation()), [(8, 9, 1), (14, 15, 1), (16, 19, 1), (20, 23, 1)]);
    let bins = statistics(&conversation()).lengths;
    assert_eq!((bins.first().unwrap().from, bins.last().unwrap().to), (8, 23));
    assert!(bins.is_sorted_by(|one, next| one.to + 1 == next.from), "no bin is left out");
}

#[test]
fn documents_are_as_long_as_their_regions_reach() {
    let region = |offset: u64| json!({"regionOffset": offset, "regionLength": 20, "labels": []});
    let project = with(ner(), "/assets/documents/3/entities", json!([region(300), region(0)]));
    assert_eq!(lengths(&project), [(20, 23, 9), (320, 383, 1)]);
    let far = with(ner(), "/assets/documents/3/entities", json!([region(1 << 40)]));
    assert_eq!(lengths(&far).last(), Some(&(1 << 40, (5 << 38) - 1, 1)));
    assert_eq!(lengths(&classification()), []);
}

#[test]
fn labels_that_occur_together_are_counted_once_for_each_example() {
    let project = utterances(&[
        utterance("a", &["Person", "Day", "Person"]),
        utterance("b", &["Person"]),
        utterance("c", &["Person", "Undeclared"]),
        utterance("d", &[]),
    ]);
    let expected = [
        ("Person".to_owned(), vec![3, 1, 1]),
        ("Day".to_owned(), vec![1, 1, 0]),
        ("Undeclared".to_owned(), vec![1, 0, 1]),
    ];
    assert_eq!(cooccurrence(&project), expected);
    assert_eq!(cooccurrence(&orchestration()), []);
}

#[test]
fn classes_occur_together_where_there_are_no_entities() {
    let classes = json!([{"category": "Comedy"}, {"category": "Drama"}]);
    let project = with(classification(), "/assets/documents/0", json!({"classes": classes}));
    let expected = [("Comedy".to_owned(), vec![10, 1]), ("Drama".to_owned(), vec![1, 1])];
    assert_eq!(cooccurrence(&project), expected);
}

#[test]
fn only_the_most_frequent_of_many_labels_are_compared() {
    let names: Vec<_> = (0..40).map(|number| format!("L{number}")).collect();
    let all: Vec<_> = names.iter().map(String::as_str).collect();
    // L39 is in all utterances, L0 in one.
    let list: Vec<_> = (0..40).map(|first| utterance("a", &all[first..])).collect();
    let rows = cooccurrence(&utterances(&list));
    assert_eq!(rows.len(), 32);
    assert_eq!(rows.first().unwrap(), &("L39".to_owned(), (9..=40).rev().collect()));
    assert_eq!(rows.last().unwrap(), &("L8".to_owned(), vec![9; 32]));
}
