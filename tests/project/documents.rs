//! Labels are checked against the documents of a project.

use std::collections::BTreeMap;

use serde_json::json;

use super::bases::{DOCUMENT, ner, with};
use super::findings::rules_at;

fn documents(text: &str) -> BTreeMap<String, Vec<u8>> {
    (0..10).map(|index| (format!("{index}.txt"), text.as_bytes().to_vec())).collect()
}

#[test]
fn labels_are_checked_against_the_documents() {
    assert_eq!(rules_at(&ner(), &documents(DOCUMENT)), []);
    let label = |offset, length| {
        let label = json!({"category": "Name", "offset": offset, "length": length});
        let project = with(ner(), "/assets/documents/0/entities/0/labels/0", label);
        rules_at(&project, &documents(DOCUMENT))
    };
    let at = |rule| vec![(rule, "$.assets.documents[0].entities[0].labels[0]".to_owned())];
    assert_eq!(label(14, 1), at("label-splits-character"));
    assert_eq!(label(14, 2), []);
    assert_eq!(label(0, 5), at("label-ragged"));
    assert_eq!(label(0, 3), at("label-cuts-word"));
}

#[test]
fn missing_changed_and_unreadable_documents_are_named() {
    let place = |member: &str| format!("$.assets.documents[3].{member}");
    let replaced = |text: Option<&[u8]>| {
        let mut documents = documents(DOCUMENT);
        match text {
            Some(text) => drop(documents.insert("3.txt".into(), text.to_vec())),
            None => drop(documents.remove("3.txt")),
        }
        rules_at(&ner(), &documents)
    };
    assert_eq!(replaced(None), [("document-missing", place("location"))]);
    assert_eq!(replaced(Some(b"Anna\xFF")), [("document-not-text", place("location"))]);
    let unix = DOCUMENT.replace("\r\n", "\n");
    assert_eq!(replaced(Some(unix.as_bytes())), [("line-ends-changed", place("location"))]);
    assert_eq!(
        replaced(Some(b"Anna borrowed")),
        [("region-outside-document", place("entities[0]"))]
    );
    let long = |length: usize| format!("Anna {}", "x".repeat(length - 5));
    assert_eq!(replaced(Some(long(128_001).as_bytes())), [("long-document", place("location"))]);
    assert_eq!(replaced(Some(long(128_000).as_bytes())), []);

    let mut more = documents(DOCUMENT);
    more.insert("10.txt".into(), Vec::new());
    assert_eq!(rules_at(&ner(), &more), [("unlisted-document", "$.assets.documents".to_owned())]);
}
