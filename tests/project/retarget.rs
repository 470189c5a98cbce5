//! Retargeting changes the requested members, and no other byte.

use export_jobs::ExportedProject;
use export_jobs::project::{CheckOptions, ProjectChanges};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::bases::{answers, conversation, every_kind, with};
use super::spelling::spaced;

fn retargeted(file: &[u8], changes: &ProjectChanges) -> Vec<u8> {
    let project = ExportedProject::parse(file.to_vec()).expect("a project");
    let retargeted = project.retarget(changes).expect("changes in order");
    let bytes = retargeted.to_vec();
    assert_eq!(bytes.len(), retargeted.size());
    bytes
}

fn as_text(file: &str, changes: &ProjectChanges) -> String {
    String::from_utf8(retargeted(file.as_bytes(), changes)).unwrap()
}

#[test]
fn an_absent_member_is_added_in_the_style_of_the_file() {
    let changes = ProjectChanges::default().container("west").file_version("2023-04-01");
    for (before, after) in [
        (
            r#"{"metadata":{}}"#,
            r#"{"projectFileVersion":"2023-04-01","metadata":{"storageInputContainerName":"west"}}"#,
        ),
        (
            "{\n  \"metadata\": {\n    \"a\": 1,\n    \"b\": 2\n  },\n  \"assets\": {}\n}",
            "{\n  \"projectFileVersion\": \"2023-04-01\",\n  \"metadata\": {\n    \"a\": 1,\n    \"b\": 2,\n    \"storageInputContainerName\": \"west\"\n  },\n  \"assets\": {}\n}",
        ),
        (
            "{\r\n\t\"metadata\" : {\r\n\t\t\"a\" : 1\r\n\t}}",
            "{\r\n\t\"projectFileVersion\" : \"2023-04-01\",\r\n\t\"metadata\" : {\r\n\t\t\"a\" : 1,\r\n\t\t\"storageInputContainerName\" : \"west\"\r\n\t}}",
        ),
        (
            r#"{ "assets": {} }"#,
            r#"{ "projectFileVersion": "2023-04-01", "assets": {}, "metadata": {"storageInputContainerName":"west"} }"#,
        ),
    ] {
        assert_eq!(as_text(before, &changes), after);
    }
}

#[test]
fn an_equal_value_keeps_its_spelling() {
    let file = r#"{"metadata":{"projectName":"M\u0061il", "multilingual" :true}}"#;
    let changes = ProjectChanges::default().name("Mail").multilingual(true);
    assert_eq!(as_text(file, &changes), file);
}

#[test]
fn the_last_of_several_members_with_one_name_is_changed() {
    let file = r#"{"metadata":{"projectName":"A","projectName":"B","x":1.50e+1}}"#;
    let changed = r#"{"metadata":{"projectName":"C","x":1.50e+1}}"#;
    assert_eq!(as_text(file, &ProjectChanges::default().name("C")), changed);
}

#[test]
fn settings_are_changed_one_by_one() {
    let file = r#"{"metadata":{"settings":{"confidenceThreshold": 0.70,"unknown":[1, 2]}}}"#;
    let changes = ProjectChanges::default()
        .setting("confidenceThreshold", "0.5")
        .setting("normalizeCasing", "true");
    let changed = r#"{"metadata":{"settings":{"confidenceThreshold": 0.5,"unknown":[1, 2],"normalizeCasing":true}}}"#;
    assert_eq!(as_text(file, &changes), changed);
    let changes = ProjectChanges::default().setting("unknown", None);
    assert_eq!(
        as_text(file, &changes),
        r#"{"metadata":{"settings":{"confidenceThreshold": 0.70}}}"#
    );
    assert_eq!(as_text(file, &ProjectChanges::default().without_settings()), r#"{"metadata":{}}"#);
}

#[test]
fn question_answering_has_its_own_member_for_several_languages() {
    let changed =
        retargeted(answers().to_string().as_bytes(), &ProjectChanges::default().multilingual(true));
    let expected = with(answers(), "/metadata/multilingualResource", json!(true));
    assert_eq!(serde_json::from_slice::<Value>(&changed).unwrap(), expected);
}

#[test]
fn changes_that_the_service_would_refuse_are_refused() {
    let project = ExportedProject::parse(conversation().to_string().into_bytes()).unwrap();
    let changes = ProjectChanges::default;
    for (field, changes) in [
        ("name", changes().name("My mail")),
        ("name", changes().name("x".repeat(51).as_str())),
        ("container", changes().container("West")),
        ("container", changes().container("we--st")),
        ("language", changes().language("english (us)")),
        ("fileVersion", changes().file_version("latest")),
        ("settings", changes().setting("confidenceThreshold", "0,5")),
    ] {
        let error = project.retarget(&changes).unwrap_err();
        assert_eq!(error.field, field);
        assert!(error.message.starts_with(&format!("changes.{field} ")), "{error}");
    }
    let file = ExportedProject::parse(br#"{"metadata": null, "assets": {}}"#.to_vec()).unwrap();
    assert_eq!(file.retarget(&changes().name("A")).unwrap_err().field, "metadata");
    assert!(file.retarget(&changes()).is_ok());
}

fn any_project() -> impl Strategy<Value = Value> {
    let bases = prop::sample::select(every_kind());
    let extra = prop::collection::btree_map("[a-z\"\\\\é😀]{1,4}", any::<i32>(), 0..4);
    (bases, extra, any::<[bool; 6]>()).prop_map(|(mut project, extra, absent)| {
        let names = [
            "projectName",
            "storageInputContainerName",
            "language",
            "description",
            "multilingual",
            "settings",
        ];
        let metadata = project["metadata"].as_object_mut().unwrap();
        for (name, absent) in names.iter().zip(absent) {
            if absent {
                metadata.remove(*name);
            }
        }
        metadata.extend(extra.into_iter().map(|(name, value)| (name, json!(value))));
        project
    })
}

/// Returns changes that set the values that the project already has.
fn back_to(project: &Value) -> ProjectChanges {
    let metadata = &project["metadata"];
    let is_multilingual = metadata.get("multilingual").or(metadata.get("multilingualResource"));
    let changes = ProjectChanges::default()
        .name(metadata["projectName"].as_str())
        .container(metadata["storageInputContainerName"].as_str())
        .language(metadata["language"].as_str())
        .description(metadata["description"].as_str())
        .multilingual(is_multilingual.and_then(Value::as_bool))
        .file_version(project["projectFileVersion"].as_str());
    match metadata.get("settings") {
        None => changes.without_settings(),
        Some(settings) => {
            let threshold = settings.get("confidenceThreshold").map(Value::to_string);
            changes.setting("confidenceThreshold", threshold.as_deref())
        }
    }
}

proptest! {
    #[test]
    fn retargeting_and_back_gives_the_same_file(
        project in any_project(),
        spaces in prop::collection::vec(any::<u8>(), 1..40),
        description in any::<String>(),
        bom in any::<bool>(),
    ) {
        let file = [if bom { "\u{FEFF}" } else { "" }, &spaced(&project, &spaces)].concat();
        let changes = ProjectChanges::default()
            .name("Other-1").container("other-1").language("fr-fr").description(description.as_str())
            .multilingual(true).file_version("2022-05-01").setting("confidenceThreshold", "0.25");
        let there = retargeted(file.as_bytes(), &changes);
        let changed: Value = serde_json::from_slice(there.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&there)).unwrap();
        let metadata = &changed["metadata"];
        prop_assert_eq!(metadata["projectName"].as_str(), Some("Other-1"));
        prop_assert_eq!(metadata["description"].as_str(), Some(description.as_str()));
        prop_assert_eq!(&metadata["settings"]["confidenceThreshold"], &json!(0.25));
        prop_assert_eq!(&changed["assets"], &project["assets"]);
        let back = retargeted(&there, &back_to(&project));
        prop_assert_eq!(String::from_utf8(back).unwrap(), file);
    }

    #[test]
    fn only_the_requested_changes_are_made(project in any_project(), spaces in prop::collection::vec(any::<u8>(), 1..40)) {
        let file = spaced(&project, &spaces);
        let there = as_text(&file, &ProjectChanges::default().name("Elsewhere"));
        let expected = with(project, "/metadata/projectName", json!("Elsewhere"));
        prop_assert_eq!(serde_json::from_str::<Value>(&there).unwrap(), expected);
        let findings = |file: &str| {
            let findings = ExportedProject::parse(file.as_bytes().to_vec()).unwrap().check(&CheckOptions::default());
            findings.into_iter().map(|it| (it.rule, it.path)).collect::<Vec<_>>()
        };
        let before: Vec<_> = findings(&file).into_iter().filter(|(_, path)| path != "$.metadata").collect();
        let after: Vec<_> = findings(&there).into_iter().filter(|(_, path)| path != "$.metadata").collect();
        prop_assert_eq!(before, after);
    }
}
