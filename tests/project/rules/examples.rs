//! Cases of the rules about examples: utterances, labels and documents.

use serde_json::json;

use super::case::{Case, case, in_conversation, in_ner, long, many};
use crate::bases::{conversation, ner, sentiment, with};

pub fn examples() -> Vec<Case> {
    let utterance = |pointer: &str, value| {
        with(conversation(), &format!("/assets/utterances/0/{pointer}"), value)
    };
    let label = |offset: u64, length: u64| {
        utterance("entities/0", json!({"category": "Person", "offset": offset, "length": length}))
    };
    let labels = |offset: u64, category: &str| {
        let project =
            with(conversation(), "/assets/entities/-", json!({"category": "Other", "list": {}}));
        with(
            project,
            "/assets/utterances/0/entities/-",
            json!({"category": category, "offset": offset, "length": 3}),
        )
    };
    let another = |text: &str, language: &str, intent: &str| {
        with(
            conversation(),
            "/assets/utterances/-",
            json!({"text": text, "language": language, "intent": intent, "dataset": "Test"}),
        )
    };
    let region =
        |offset: u64| with(ner(), "/assets/documents/0/entities/0/labels/0/offset", json!(offset));
    let length = |length: u64| {
        let project = with(ner(), "/assets/documents/0/entities/0/regionLength", json!(1000));
        with(project, "/assets/documents/0/entities/0/labels/0/length", json!(length))
    };
    const LABEL: &str = "$.assets.utterances[0].entities[0]";
    vec![
        in_conversation(
            "unknown-dataset",
            "/assets/utterances/0/dataset",
            json!("train"),
            "$.assets.utterances[0].dataset",
            json!("Train"),
        ),
        case(
            "empty-text",
            utterance("text", json!(" \n")),
            "$.assets.utterances[0].text",
            utterance("text", json!(" send it to Zoë")),
        ),
        case(
            "long-text",
            utterance("text", long(501)),
            "$.assets.utterances[0].text",
            utterance("text", long(500)),
        ),
        case(
            "duplicate-utterance",
            another("read mail", "de", "Read"),
            "$.assets.utterances[4].text",
            another("read mail", "en", "Read"),
        ),
        case(
            "conflicting-intent",
            another("read mail", "de", "Send"),
            "$.assets.utterances[4].text",
            another("Read mail", "de", "Send"),
        ),
        in_ner(
            "duplicate-document",
            "/assets/documents/9/location",
            json!("3.txt"),
            "$.assets.documents[9].location",
            json!("9.TXT"),
        ),
        in_ner(
            "document-name",
            "/assets/documents/9/location",
            json!("a/9.txt"),
            "$.assets.documents[9].location",
            json!("All_the_Queen's_Men.txt"),
        ),
        in_ner(
            "document-name",
            "/assets/documents/9/location",
            json!("9.pdf"),
            "$.assets.documents[9].location",
            json!("C.H.U.D.txt"),
        ),
        case("label-outside-text", label(11, 11), LABEL, label(11, 10)),
        case("label-splits-character", label(11, 5), LABEL, label(11, 6)),
        case("label-empty", label(11, 0), LABEL, label(11, 3)),
        case("label-ragged", label(10, 4), LABEL, label(11, 3)),
        case("label-cuts-word", label(11, 2), LABEL, label(11, 3)),
        case(
            "labels-overlap",
            labels(11, "Other"),
            "$.assets.utterances[0].entities[1]",
            labels(5, "Other"),
        ),
        case(
            "duplicate-label",
            labels(11, "Person"),
            "$.assets.utterances[0].entities[1]",
            labels(11, "Other"),
        ),
        case(
            "label-outside-region",
            region(17),
            "$.assets.documents[0].entities[0].labels[0]",
            region(16),
        ),
        case("long-label", length(501), "$.assets.documents[0].entities[0].labels[0]", length(500)),
        case(
            "sentiment-category",
            with(sentiment(), "/assets/documents/0/sentimentSpans/0/category", json!("happy")),
            "$.assets.documents[0].sentimentSpans[0].category",
            with(sentiment(), "/assets/documents/0/sentimentSpans/0/category", json!("Negative")),
        ),
        in_ner(
            "too-few-documents",
            "/assets/documents",
            json!([{"location": "0.txt"}]),
            "$.assets.documents",
            ner()["assets"]["documents"].clone(),
        ),
        in_ner(
            "too-few-entities",
            "/assets/entities",
            json!([]),
            "$.assets.entities",
            json!([{"category": "Name"}]),
        ),
        in_conversation(
            "too-few-utterances",
            "/assets/utterances",
            json!([]),
            "$.assets.utterances",
            json!([{"text": "send it", "intent": "Send"}]),
        ),
        in_ner(
            "too-many-documents",
            "/assets/documents",
            many(100_001, |i| json!({"location": format!("{i}.txt")})),
            "$.assets.documents",
            many(100_000, |i| json!({"location": format!("{i}.txt")})),
        ),
    ]
}
