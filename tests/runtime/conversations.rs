//! Predictions of the kind `ConversationalAI`, for whole conversations instead of one utterance.

use export_jobs::ErrorCode;
use export_jobs::service::{
    AzureLanguageRuntime, Conversation, ConversationItem, Conversations, Prediction,
};
use serde_json::{Value, json};

use crate::scenario::answers::ok;

use super::{ENDPOINT, client};

fn preview() -> AzureLanguageRuntime {
    AzureLanguageRuntime::new(ENDPOINT, Some("2025-05-15-preview")).unwrap()
}

fn item(id: &str, who: &str, text: &str) -> ConversationItem {
    ConversationItem {
        id: id.into(),
        participant_id: who.into(),
        text: text.into(),
        ..Default::default()
    }
}

fn conversations() -> Conversations {
    let items = vec![item("1", "user", "Hi"), item("2", "bot", "Hello, how can I help?")];
    Conversations {
        project: "EmailApp".into(),
        deployment: "production".into(),
        conversations: vec![Conversation {
            id: "order".into(),
            language: "en-GB".into(),
            modality: None,
            items,
        }],
        string_index_type: None,
    }
}

fn answered() -> Value {
    let entity = json!({
        "name": "Contact", "text": "Carol", "confidenceScore": 1, "offset": 17, "length": 5,
        "conversationItemId": "3", "conversationItemIndex": 2,
        "extraInformation": [{ "extraInformationKind": "EntitySubtype", "value": "person" }],
    });
    json!({
        "kind": "ConversationalAIResult",
        "result": {
            "conversations": [{
                "id": "order",
                "intents": [{
                    "name": "SendEmail", "type": "action",
                    "conversationItemRanges": [{ "offset": 2, "count": 1 }],
                    "entities": [entity],
                }],
                "entities": [entity],
            }],
            "warnings": ["slow"],
        },
    })
}

fn read(body: &Value) -> Result<Prediction, export_jobs::Error> {
    client().read_prediction(&ok(body.to_string()))
}

#[test]
fn conversations_are_the_body_of_the_specification() {
    let mut asked = conversations();
    asked.conversations[0].items[0].role = Some("user".into());
    let request = preview().predict_conversations_request(&asked).unwrap();
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/language/:analyze-conversations?api-version=2025-05-15-preview")
    );
    let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({
            "kind": "ConversationalAI",
            "analysisInput": { "conversations": [{
                "id": "order", "language": "en-GB", "modality": "text",
                "conversationItems": [
                    { "id": "1", "participantId": "user", "role": "user", "text": "Hi" },
                    { "id": "2", "participantId": "bot", "text": "Hello, how can I help?" },
                ],
            }] },
            "parameters": {
                "projectName": "EmailApp", "deploymentName": "production",
                "stringIndexType": "Utf16CodeUnit",
            },
        })
    );
}

#[test]
fn an_invalid_request_is_refused_before_it_is_sent() {
    let refused = |client: AzureLanguageRuntime, asked: Conversations, words: &str| {
        let error = client.predict_conversations_request(&asked).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains(words), "{error}");
    };
    refused(client(), conversations(), "2025-05-15-preview");
    refused(preview(), Conversations { project: String::new(), ..conversations() }, "project's");
    let none = Conversations { conversations: Vec::new(), ..conversations() };
    refused(preview(), none, "at least one conversation");
    let mut wrong = conversations();
    wrong.conversations[0].language.clear();
    refused(preview(), wrong, "language of conversation \"order\"");
    let mut wrong = conversations();
    wrong.conversations[0].items[1].id = "1".into();
    refused(preview(), wrong, "Two conversation items have the id \"1\"");
    let mut wrong = conversations();
    wrong.conversations[0].items.clear();
    refused(preview(), wrong, "at least one conversation item");
}

#[test]
fn the_answer_has_intents_and_entities_of_each_conversation() {
    let prediction = read(&answered()).unwrap();
    let [conversation] = &prediction.conversations()[..] else { panic!("one conversation") };
    assert_eq!(conversation.id, "order");
    let intent = &conversation.intents[0];
    assert_eq!((intent.name.as_str(), intent.kind.as_str()), ("SendEmail", "action"));
    assert_eq!(intent.ranges, [(2, 1)]);
    let entity = &intent.entities[0];
    assert_eq!((entity.name.as_str(), entity.text.as_str()), ("Contact", "Carol"));
    assert_eq!((entity.offset, entity.length, entity.item.as_str()), (17, 5, "3"));
    assert_eq!(conversation.entities.len(), 1);
    assert_eq!(prediction.query(), "");
    let kept: Value = serde_json::from_str(&prediction.json).unwrap();
    assert_eq!(kept, answered()["result"], "including members that this crate does not read");
}

#[test]
fn an_answer_without_a_required_member_is_unreadable() {
    for (pointer, value, name) in [
        ("/result", json!({}), "conversations"),
        ("/result/conversations", json!(null), "conversations"),
        ("/result/conversations/0", json!({}), "id"),
        ("/result/conversations/0/intents", json!({}), "intents"),
        ("/result/conversations/0/intents/0/name", json!(null), "name"),
        ("/result/conversations/0/intents/0/entities/0/offset", json!("1"), "offset"),
        ("/result/conversations/0/intents/0/conversationItemRanges/0/count", json!(null), "count"),
        ("/result/conversations/0/entities/0/conversationItemId", json!(7), "conversationItemId"),
    ] {
        let mut body = answered();
        *body.pointer_mut(pointer).unwrap() = value;
        let error = read(&body).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{pointer}");
        assert!(error.message().contains(name), "{pointer}: {error}");
    }
}
