//! Microsoft's published projects, if they are next to the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use export_jobs::ExportedProject;
use export_jobs::project::{CheckOptions, Rule};
use serde_json::Value;

/// Returns a folder of real projects, or `None` if it is missing.
fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/projects").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there.", folder.display());
    None
}

#[test]
fn the_conversation_project_is_counted_and_has_nothing_wrong() {
    let Some(folder) = folder("conversation-email-app") else { return };
    let bytes = fs::read(folder.join("EmailAppDemo.json")).unwrap();
    let project = ExportedProject::parse(bytes).unwrap();
    let summary = project.summary();
    assert_eq!(summary.count("utterances"), 607);
    assert_eq!(summary.count("intents"), 15);
    assert_eq!(summary.count("entities"), 14);
    assert_eq!((summary.labelled, summary.labels), (607, 525));
    assert_eq!(summary.intents.iter().map(|intent| intent.count).sum::<u64>(), 607);
    assert_eq!(summary.settings.as_deref().map(|it| it.contains("0.7")), Some(true));
    assert_eq!(project.check(&CheckOptions::default()), []);
}

#[test]
fn every_label_of_the_loan_agreements_covers_its_text() {
    let Some(folder) = folder("custom-ner-loan-agreements") else { return };
    let bytes = fs::read(folder.join("loanAgreementsLabels.json")).unwrap();
    let documents: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
        })
        .collect();
    let project = ExportedProject::parse(bytes.clone()).unwrap();
    let summary = project.summary();
    assert_eq!(
        (summary.count("documents"), summary.count("entities"), summary.labels),
        (20, 12, 240)
    );

    let findings = project.check(&CheckOptions::default().with_documents(&documents));
    // The three documents for trying out the model are not labelled.
    let rules: Vec<_> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, [Rule::UnlistedDocument; 3]);

    // Reads the labels in another way: the labelled text begins and ends with more than white
    // space.
    let file: Value = serde_json::from_slice(&bytes).unwrap();
    let mut covered = 0;
    for document in file["assets"]["documents"].as_array().unwrap() {
        let text = &documents[document["location"].as_str().unwrap()];
        let units: Vec<u16> = std::str::from_utf8(text).unwrap().encode_utf16().collect();
        for label in document["entities"][0]["labels"].as_array().unwrap() {
            let start = label["offset"].as_u64().unwrap() as usize;
            let end = start + label["length"].as_u64().unwrap() as usize;
            let words = String::from_utf16(&units[start..end]).unwrap();
            assert_eq!(words.trim(), words, "{label}");
            covered += 1;
        }
    }
    assert_eq!(covered, 240);
}
