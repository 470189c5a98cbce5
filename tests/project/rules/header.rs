//! Cases of the rules about the header of a project.

use serde_json::{Value, json};

use super::case::{Case, case, in_conversation, in_ner};
use crate::bases::{conversation, orchestration, with};

pub fn header() -> Vec<Case> {
    let in_orchestration = |pointer, bad, path, good| {
        let (bad, good) =
            (with(orchestration(), pointer, bad), with(orchestration(), pointer, good));
        (bad, path, good)
    };
    let target = |(bad, path, good)| case("orchestration-target", bad, path, good);
    let missing = |(bad, path, good)| case("missing-member", bad, path, good);
    vec![
        in_conversation(
            "missing-member",
            "/stringIndexType",
            Value::Null,
            "$",
            json!("Utf16CodeUnit"),
        ),
        in_conversation(
            "missing-member",
            "/metadata/language",
            Value::Null,
            "$.metadata",
            json!("en"),
        ),
        in_conversation(
            "missing-member",
            "/assets/utterances/0/text",
            Value::Null,
            "$.assets.utterances[0]",
            json!("send it to Zoë"),
        ),
        in_conversation(
            "missing-member",
            "/assets/utterances/0/entities/0/length",
            Value::Null,
            "$.assets.utterances[0].entities[0]",
            json!(3),
        ),
        in_ner(
            "incomplete-item",
            "/assets/documents/2/location",
            Value::Null,
            "$.assets.documents[2]",
            json!("a.txt"),
        ),
        in_ner(
            "missing-member",
            "/metadata/storageInputContainerName",
            Value::Null,
            "$.metadata",
            json!("data"),
        ),
        in_conversation(
            "wrong-type",
            "/metadata/multilingual",
            json!("true"),
            "$.metadata.multilingual",
            json!(true),
        ),
        in_conversation(
            "wrong-type",
            "/assets/utterances/1/entities/0/offset",
            json!("11"),
            "$.assets.utterances[1].entities[0].offset",
            json!(11),
        ),
        in_conversation(
            "wrong-type",
            "/assets/utterances/1",
            json!("read it"),
            "$.assets.utterances[1]",
            json!({"text": "read all", "intent": "Read"}),
        ),
        in_conversation(
            "wrong-type",
            "/assets/intents/0/category",
            json!(7),
            "$.assets.intents[0].category",
            json!("Send"),
        ),
        in_conversation(
            "unknown-kind",
            "/metadata/projectKind",
            json!("Conversations"),
            "$.metadata.projectKind",
            json!("conversation"),
        ),
        in_conversation(
            "kind-mismatch",
            "/assets/projectKind",
            json!("Orchestration"),
            "$.assets.projectKind",
            json!("conversation"),
        ),
        in_conversation(
            "asset-of-other-kind",
            "/assets/documents",
            json!([{"location": "a.txt"}]),
            "$.assets.documents",
            json!([]),
        ),
        in_conversation(
            "project-name",
            "/metadata/projectName",
            json!("My mail"),
            "$.metadata.projectName",
            json!("My_mail-1.0"),
        ),
        in_conversation(
            "file-version",
            "/projectFileVersion",
            json!("v3"),
            "$.projectFileVersion",
            json!("2022-10-01-preview"),
        ),
        in_conversation(
            "string-index-type",
            "/stringIndexType",
            json!("TextElements_v8"),
            "$.stringIndexType",
            json!("Utf16CodeUnit"),
        ),
        in_conversation(
            "language-tag",
            "/metadata/language",
            json!("english (us)"),
            "$.metadata.language",
            json!("zh-hans"),
        ),
        in_conversation(
            "language-tag",
            "/assets/utterances/0/language",
            json!("e"),
            "$.assets.utterances[0].language",
            json!("fr"),
        ),
        case(
            "other-language",
            with(conversation(), "/metadata/multilingual", json!(false)),
            "$.assets.utterances[3].language",
            with(
                with(conversation(), "/metadata/multilingual", json!(false)),
                "/assets/utterances/3/language",
                json!("EN"),
            ),
        ),
        in_conversation(
            "confidence-threshold",
            "/metadata/settings/confidenceThreshold",
            json!(1.5),
            "$.metadata.settings.confidenceThreshold",
            json!(1.0),
        ),
        in_conversation(
            "confidence-threshold",
            "/metadata/settings/confidenceThreshold",
            json!(-0.1),
            "$.metadata.settings.confidenceThreshold",
            json!(1e-7),
        ),
        in_ner(
            "container-name",
            "/metadata/storageInputContainerName",
            json!("Data_1"),
            "$.metadata.storageInputContainerName",
            json!("data-1"),
        ),
        target(in_orchestration(
            "/assets/intents/0/orchestration",
            Value::Null,
            "$.assets.intents[0]",
            json!({"targetProjectKind": "Luis", "luisOrchestration": {"appId": "0"}}),
        )),
        target(in_orchestration(
            "/assets/intents/0/orchestration/targetProjectKind",
            json!("Clu"),
            "$.assets.intents[0].orchestration.targetProjectKind",
            json!("Conversation"),
        )),
        target(in_orchestration(
            "/assets/intents/0/orchestration/conversationOrchestration/projectName",
            json!(""),
            "$.assets.intents[0].orchestration.conversationOrchestration.projectName",
            json!("Mail"),
        )),
        missing(in_orchestration(
            "/assets/intents/0/orchestration/conversationOrchestration/deploymentName",
            Value::Null,
            "$.assets.intents[0].orchestration.conversationOrchestration",
            json!("test"),
        )),
        missing(in_orchestration(
            "/assets/intents/0/orchestration/conversationOrchestration",
            Value::Null,
            "$.assets.intents[0].orchestration",
            json!({"projectName": "Mail", "deploymentName": "test"}),
        )),
        in_conversation("no-assets", "/assets", Value::Null, "$", conversation()["assets"].clone()),
        in_ner(
            "incomplete-item",
            "/assets/documents/0/entities/0/labels/0/length",
            Value::Null,
            "$.assets.documents[0].entities[0].labels[0]",
            json!(4),
        ),
        in_ner(
            "incomplete-item",
            "/assets/entities/0/category",
            Value::Null,
            "$.assets.entities[0]",
            json!("Name"),
        ),
        in_conversation(
            "wrong-type",
            "/assets/entities/0/compositionSetting",
            json!(1),
            "$.assets.entities[0].compositionSetting",
            json!("combineComponents"),
        ),
    ]
}
