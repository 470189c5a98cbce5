//! Every kind of project, and members of official files that no schema mentions.

use std::collections::BTreeMap;

use export_jobs::ExportedProject;
use export_jobs::project::{ItemFilter, ProjectChanges, ProjectSummary};
use serde_json::{Value, json};

use super::bases::{every_kind, multi_label, ner, orchestration, with};
use super::findings::check;

fn parse(project: &Value) -> ExportedProject {
    ExportedProject::parse(serde_json::to_vec(project).unwrap()).expect("a project")
}

#[test]
fn every_kind_is_read_and_counted() {
    let told = |project: &Value| {
        let ProjectSummary { kind, counts, labelled, unlabelled, labels, .. } =
            parse(project).summary().clone();
        let counts: Vec<_> = counts.iter().map(|(list, count)| format!("{count} {list}")).collect();
        format!(
            "{}: {}; {labelled} labelled, {unlabelled} not, {labels} labels",
            kind.unwrap_or_default(),
            counts.join(", ")
        )
    };
    let all: Vec<_> = every_kind().iter().map(told).collect();
    assert_eq!(
        all,
        [
            "QuestionAnswering: 2 qnas, 1 synonyms; 0 labelled, 0 not, 0 labels",
            "CustomSingleLabelClassification: 1 classes, 10 documents; 10 labelled, 0 not, 0 labels",
            "Conversation: 2 entities, 3 intents, 4 utterances; 4 labelled, 0 not, 3 labels",
            "CustomConversationSummarization: 2 conversations; 1 labelled, 1 not, 0 labels",
            "CustomHealthcare: 10 documents, 1 entities; 10 labelled, 0 not, 10 labels",
            "CustomMultiLabelClassification: 2 classes, 10 documents; 10 labelled, 0 not, 0 labels",
            "CustomEntityRecognition: 10 documents, 1 entities; 10 labelled, 0 not, 10 labels",
            "Orchestration: 0 entities, 2 intents, 1 utterances; 1 labelled, 0 not, 0 labels",
            "CustomTextSentiment: 10 documents; 10 labelled, 0 not, 10 labels",
            "CustomAbstractiveSummarization: 10 documents; 10 labelled, 0 not, 0 labels",
        ]
    );
}

#[test]
fn everything_can_be_done_with_every_kind() {
    for value in every_kind() {
        let project = parse(&value);
        assert!(project.compare(&project).is_equal());
        let changed = project.retarget(&ProjectChanges::default().name("Elsewhere")).unwrap();
        let again = ExportedProject::parse(changed.to_vec()).unwrap();
        assert_eq!(project.compare(&again).len(), 1, "{value}");
        for (list, count) in &project.summary().counts {
            let items = project.items(list, &ItemFilter::default()).unwrap();
            assert_eq!(items.len() as u64, *count);
            for item in items.iter() {
                let expected = &value["assets"][list][item.index];
                assert_eq!(serde_json::from_str::<Value>(item.json).unwrap(), *expected);
            }
            let lines: Vec<u8> = items.json_lines().flatten().collect();
            assert_eq!(lines.iter().filter(|byte| **byte == b'\n').count(), items.len());
            let rows: Vec<u8> = items.csv().flatten().collect();
            assert!(rows.windows(2).filter(|pair| pair == b"\r\n").count() > items.len(), "{list}");
        }
    }
}

#[test]
fn a_summary_lists_the_target_of_each_kind_of_orchestration() {
    let intents = json!([
        {"category": "A", "orchestration": {"targetProjectKind": "Luis",
            "luisOrchestration": {"appId": "9d1", "appVersion": "0.1", "slotName": "production"}}},
        {"category": "B", "orchestration": {"targetProjectKind": "Conversation",
            "conversationOrchestration": {"projectName": "Mail", "deploymentName": "prod"}}},
        {"category": "C", "orchestration": {"targetProjectKind": "QuestionAnswering",
            "questionAnsweringOrchestration": {"projectName": "Faq"}}},
        {"category": "None"}
    ]);
    let project = parse(&with(orchestration(), "/assets/intents", intents));
    let targets = project.summary().targets.iter();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let told: Vec<_> = targets
        .map(|it| [it.intent.clone(), text(&it.kind), text(&it.project), text(&it.deployment)])
        .collect();
    assert_eq!(
        told,
        [
            ["A", "Luis", "9d1", "production"],
            ["B", "Conversation", "Mail", "prod"],
            ["C", "QuestionAnswering", "Faq", ""],
        ]
    );
}

#[test]
fn forms_found_in_official_files_are_not_mistakes() {
    let fine = [
        with(ner(), "/metadata/description", json!("")),
        with(ner(), "/metadata/settings", json!({})),
        with(ner(), "/assets/documents/0/dataset", Value::Null),
        with(ner(), "/assets/documents/0/language", Value::Null),
        with(ner(), "/assets/documents/0/entities", json!([])),
        with(multi_label(), "/assets/documents/0/classes", Value::Null),
        with(multi_label(), "/assets/documents/0/location", json!("All_the_Queen's_Men.txt")),
        with(orchestration(), "/assets/utterances/0/entities", json!([])),
        with(orchestration(), "/own", json!({"unknown": [1, null]})),
    ];
    for project in fine {
        for file in [
            project.to_string(),
            serde_json::to_string_pretty(&project).unwrap().replace('\n', "\r\n"),
        ] {
            for mark in ["", "\u{FEFF}"] {
                let file = [mark, &file].concat();
                let parsed = ExportedProject::parse(file.as_bytes().to_vec()).unwrap();
                assert_eq!(parsed.check(&Default::default()), [], "{file}");
            }
        }
    }
    // An import accepted a null name: the name in the URL counts.
    let file = ner().to_string().replace("\"Loans\"", "null");
    assert_eq!(check(file.as_bytes(), &BTreeMap::new()), []);
}
