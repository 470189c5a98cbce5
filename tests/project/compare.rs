//! Compares projects: those with the same meaning are equal, and differences are reported.

use export_jobs::ExportedProject;
use export_jobs::project::{ChangeKind, ProjectComparison};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::bases::{conversation, every_kind, ner, with};
use super::spelling::spaced;

fn parse(file: &str) -> ExportedProject {
    ExportedProject::parse(file.as_bytes().to_vec()).expect("a project")
}

fn compare(before: &Value, after: &Value) -> ProjectComparison {
    parse(&before.to_string()).compare(&parse(&after.to_string()))
}

/// Returns part, kind and name of each difference.
fn changes(before: &Value, after: &Value) -> Vec<(String, ChangeKind, String)> {
    let comparison = compare(before, after);
    let all = comparison.iter().map(|it| (it.part.to_owned(), it.kind, it.name)).collect();
    assert_eq!(comparison.iter().count(), comparison.len());
    all
}

fn change(part: &str, kind: ChangeKind, name: &str) -> Vec<(String, ChangeKind, String)> {
    vec![(part.to_owned(), kind, name.to_owned())]
}

#[test]
fn changes_are_listed_by_part() {
    use ChangeKind::{Added, Changed, Removed};
    let project = conversation();
    for (pointer, value, expected) in [
        ("/metadata/projectName", json!("Post"), change("metadata", Changed, "projectName")),
        ("/metadata/description", json!("Old"), change("metadata", Added, "description")),
        (
            "/metadata/settings/confidenceThreshold",
            json!(0.5),
            change("metadata", Changed, "settings.confidenceThreshold"),
        ),
        (
            "/metadata/settings/normalizeCasing",
            json!(true),
            change("metadata", Added, "settings.normalizeCasing"),
        ),
        ("/projectFileVersion", json!("2022-05-01"), change("file", Changed, "projectFileVersion")),
        ("/assets/own", json!({"a": 1}), change("assets", Added, "own")),
        ("/assets/intents/-", json!({"category": "Stop"}), change("intents", Added, "Stop")),
        ("/assets/intents/0/description", json!("sends"), change("intents", Changed, "Send")),
        ("/assets/utterances/3/intent", json!("Send"), change("utterances", Changed, "read mail")),
        ("/assets/utterances/3/dataset", Value::Null, change("utterances", Changed, "read mail")),
        (
            "/assets/utterances/0/entities/0/length",
            json!(2),
            change("utterances", Changed, "send it to Zoë 😀 now"),
        ),
    ] {
        let other = with(project.clone(), pointer, value);
        assert_eq!(changes(&project, &other), expected, "{pointer}");
        let back = changes(&other, &project);
        let mirrored = match expected[0].1 {
            Added => Removed,
            Removed => Added,
            Changed => Changed,
        };
        assert_eq!(back, change(&expected[0].0, mirrored, &expected[0].2), "{pointer}");
    }
}

#[test]
fn different_spellings_and_empty_values_are_equal() {
    let project = conversation();
    for (pointer, value) in [
        ("/metadata/projectKind", json!("conversation")),
        ("/metadata/description", json!("")),
        ("/metadata/settings/confidenceThreshold", serde_json::from_str("7.0e-1").unwrap()),
        ("/assets/utterances/3/entities", Value::Null),
        ("/assets/intents/0/associatedEntities", json!([])),
    ] {
        assert!(compare(&project, &with(project.clone(), pointer, value)).is_equal(), "{pointer}");
    }
}

#[test]
fn the_details_of_a_change_are_the_json_of_both_files() {
    let project = ner();
    let label = "/assets/documents/4/entities/0/labels/0/length";
    let comparison = compare(&project, &with(project.clone(), label, json!(2)));
    let change = comparison.change(0).unwrap();
    assert_eq!((change.part, change.name.as_str()), ("documents", "4.txt"));
    let length = |json: Option<&str>| {
        serde_json::from_str::<Value>(json.unwrap()).unwrap()["entities"][0]["labels"][0]["length"]
            .as_u64()
    };
    assert_eq!((length(change.before), length(change.after)), (Some(4), Some(2)));
    assert_eq!(comparison.change(1), None);
}

#[test]
fn each_of_several_equal_items_counts() {
    let of = |count: usize| {
        with(
            conversation(),
            "/assets/utterances",
            json!(vec![json!({"text": "a", "intent": "Send"}); count]),
        )
    };
    let comparison = compare(&of(5), &of(3));
    let counts = comparison.counts();
    let utterances = counts.iter().find(|counts| counts.part == "utterances").unwrap();
    assert_eq!((utterances.added, utterances.removed, utterances.changed), (0, 2, 0));
}

/// Returns the same project with the members of every object, and the items of unordered lists, in
/// another order.
fn shuffled(value: &Value, name: &str, choose: &mut impl FnMut(usize) -> usize) -> Value {
    const UNORDERED: [&str; 12] = [
        "entities",
        "labels",
        "sentimentSpans",
        "classes",
        "intents",
        "utterances",
        "documents",
        "qnas",
        "questions",
        "synonyms",
        "alterations",
        "prompts",
    ];
    let order = |length: usize, choose: &mut dyn FnMut(usize) -> usize| {
        let mut places: Vec<_> = (0..length).collect();
        for at in (1..length).rev() {
            places.swap(at, choose(at + 1));
        }
        places
    };
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| shuffled(item, "", choose)).collect();
            let is_unordered = UNORDERED.contains(&name);
            let places =
                if is_unordered { order(items.len(), choose) } else { (0..items.len()).collect() };
            places.into_iter().map(|place| items[place].clone()).collect()
        }
        Value::Object(members) => {
            let members: Vec<_> =
                members.iter().map(|(name, value)| (name, shuffled(value, name, choose))).collect();
            let places = order(members.len(), choose);
            Value::Object(
                places
                    .into_iter()
                    .map(|place| (members[place].0.clone(), members[place].1.clone()))
                    .collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}

fn any_base() -> impl Strategy<Value = Value> {
    prop::sample::select(every_kind())
}

/// Returns a conversation with these utterances, each identified by its number.
fn numbered(utterances: &[(usize, &str)]) -> Value {
    let utterances: Vec<_> = utterances
        .iter()
        .map(|(number, intent)| json!({"text": format!("{number}"), "intent": intent}))
        .collect();
    with(conversation(), "/assets/utterances", json!(utterances))
}

proptest! {
    #[test]
    fn a_shuffled_copy_is_equal(
        project in any_base(),
        choices in prop::collection::vec(any::<usize>(), 1..60),
        spaces in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let mut choices = choices.iter().cycle();
        let copy = shuffled(&project, "", &mut |limit| choices.next().unwrap() % limit);
        let respelled = spaced(&copy, &spaces).replace("send", "\\u0073end").replace("ë", "\\u00eb");
        let comparison = parse(&project.to_string()).compare(&parse(&respelled));
        prop_assert!(comparison.is_equal(), "{:?}", comparison.iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_counts_are_those_of_the_changes_made(
        kept in 0_usize..20, removed in 0_usize..9, added in 0_usize..9, changed in 0_usize..9,
        choices in prop::collection::vec(any::<usize>(), 1..60),
    ) {
        let same = (0..kept).map(|number| (number, "Send"));
        let before: Vec<_> = same.clone().chain((100..100 + removed).map(|it| (it, "Send"))).chain((300..300 + changed).map(|it| (it, "Send"))).collect();
        let after: Vec<_> = same.chain((200..200 + added).map(|it| (it, "Send"))).chain((300..300 + changed).map(|it| (it, "Read"))).collect();
        let mut choices = choices.iter().cycle();
        let after = shuffled(&numbered(&after), "", &mut |limit| choices.next().unwrap() % limit);
        let comparison = compare(&numbered(&before), &after);
        let counts = comparison.counts();
        let utterances = counts.iter().find(|counts| counts.part == "utterances").unwrap();
        prop_assert_eq!((utterances.added, utterances.removed, utterances.changed), (added, removed, changed));
        prop_assert_eq!(comparison.len(), added + removed + changed);

        let mirrored = parse(&after.to_string()).compare(&parse(&numbered(&before).to_string()));
        prop_assert_eq!(mirrored.len(), comparison.len());
    }

    #[test]
    fn a_comparison_survives_any_changed_byte(
        project in any_base(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let file = project.to_string();
        let mut bytes = file.clone().into_bytes();
        *at.get_mut(&mut bytes) = byte;
        if let Ok(other) = ExportedProject::parse(bytes) {
            let (there, back) = (parse(&file).compare(&other), other.compare(&parse(&file)));
            prop_assert_eq!(there.len(), back.len());
            prop_assert_eq!(there.is_equal(), there.iter().next().is_none());
        }
    }
}
