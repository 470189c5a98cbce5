//! Projects without mistakes, and ways to add a mistake.

use serde_json::{Value, json};

/// Returns a project with one value replaced, added or (by null) removed.
pub fn with(mut project: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    match project.pointer_mut(parent).expect(pointer) {
        Value::Object(members) if value.is_null() => drop(members.remove(name)),
        Value::Object(members) => drop(members.insert(name.to_owned(), value)),
        Value::Array(items) if name == "-" => items.push(value),
        Value::Array(items) => items[name.parse::<usize>().expect(pointer)] = value,
        _ => panic!("{pointer} leads nowhere"),
    }
    project
}

pub fn conversation() -> Value {
    json!({
        "projectFileVersion": "2023-04-01",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "Conversation", "projectName": "Mail", "language": "en-us",
            "multilingual": true, "settings": {"confidenceThreshold": 0.7}
        },
        "assets": {
            "projectKind": "Conversation",
            "intents": [{"category": "Send"}, {"category": "Read"}, {"category": "None"}],
            "entities": [{"category": "Person"}, {"category": "Day", "prebuilts": [{"category": "DateTime"}]}],
            "utterances": [
                {"text": "send it to Zoë 😀 now", "intent": "Send", "language": "en-us", "dataset": "Train",
                    "entities": [{"category": "Person", "offset": 11, "length": 3}]},
                {"text": "read it to Ann", "intent": "Read", "language": "en-us", "dataset": "Train",
                    "entities": [{"category": "Person", "offset": 11, "length": 3}]},
                {"text": "send mail to Bob", "intent": "Send", "dataset": "Test",
                    "entities": [{"category": "Person", "offset": 13, "length": 3}]},
                {"text": "read mail", "intent": "Read", "language": "de", "dataset": "Test", "entities": []}
            ]
        }
    })
}

pub fn orchestration() -> Value {
    json!({
        "projectFileVersion": "2023-04-01",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "Orchestration", "projectName": "Front", "language": "en",
            "settings": {"confidenceThreshold": 0}
        },
        "assets": {
            "projectKind": "Orchestration",
            "intents": [
                {"category": "Mail", "orchestration": {"targetProjectKind": "Conversation",
                    "conversationOrchestration": {"projectName": "Mail", "deploymentName": "prod"}}},
                {"category": "None"}
            ],
            "entities": [],
            "utterances": [{"text": "hello", "intent": "None"}]
        }
    })
}

/// Ten documents, each with a label on the first word of its text.
pub fn ner() -> Value {
    let document = |index| {
        json!({"location": format!("{index}.txt"), "language": "en", "dataset": "Train",
            "entities": [{"regionOffset": 0, "regionLength": 20,
                "labels": [{"category": "Name", "offset": 0, "length": 4}]}]})
    };
    json!({
        "projectFileVersion": "2023-04-01",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomEntityRecognition", "projectName": "Loans", "language": "en",
            "storageInputContainerName": "documents", "settings": {}
        },
        "assets": {
            "projectKind": "CustomEntityRecognition",
            "entities": [{"category": "Name"}],
            "documents": (0..10).map(document).collect::<Vec<_>>()
        }
    })
}

/// The documents of [`ner`]: 20 UTF-16 code units, two lines ended by CR LF.
pub const DOCUMENT: &str = "Anna\r\nborrows 😀 1\r\n";

pub fn classification() -> Value {
    let document =
        |index: usize| json!({"location": format!("{index}.txt"), "class": {"category": "Comedy"}});
    json!({
        "projectFileVersion": "2023-04-01",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomSingleLabelClassification", "projectName": "Films", "language": "en",
            "storageInputContainerName": "films"
        },
        "assets": {
            "projectKind": "customSingleLabelClassification",
            "classes": [{"category": "Comedy"}],
            "documents": (0..10).map(document).collect::<Vec<_>>()
        }
    })
}

pub fn sentiment() -> Value {
    let document = |index| {
        json!({"location": format!("{index}.txt"),
            "sentimentSpans": [{"category": "positive", "offset": 0, "length": 4}]})
    };
    json!({
        "projectFileVersion": "2023-04-15-preview",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomTextSentiment", "projectName": "Moods", "language": "en",
            "storageInputContainerName": "moods"
        },
        "assets": {"projectKind": "CustomTextSentiment", "documents": (0..10).map(document).collect::<Vec<_>>()}
    })
}

/// Two classes for each document. The kind is spelled as in an official sample.
pub fn multi_label() -> Value {
    let document = |index| {
        json!({"location": format!("{index}.txt"), "language": "en", "dataset": "Train",
            "classes": [{"category": "Comedy"}, {"category": "Drama"}]})
    };
    json!({
        "projectFileVersion": "2022-05-01",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomMultiLabelClassification", "projectName": "Films", "language": "en",
            "description": "", "storageInputContainerName": "films", "settings": {}
        },
        "assets": {
            "projectKind": "customMultiLabelClassification",
            "classes": [{"category": "Comedy"}, {"category": "Drama"}],
            "documents": (0..10).map(document).collect::<Vec<_>>()
        }
    })
}

pub fn healthcare() -> Value {
    let mut project = ner();
    project["metadata"]["projectKind"] = "CustomHealthcare".into();
    project["assets"]["projectKind"] = "CustomHealthcare".into();
    project["assets"]["entities"] = json!([{
        "category": "Name", "compositionSetting": "combineComponents",
        "list": {"sublists": [{"listKey": "ann", "synonyms": [{"language": "en", "values": ["Anna", "Ann"]}]}]},
        "prebuilts": [{"category": "PersonName"}]
    }]);
    project
}

/// Documents, each with the document that summarises it.
pub fn summaries() -> Value {
    let document = |index| json!({"location": format!("{index}.txt"), "summaryLocation": format!("{index}-short.txt")});
    json!({
        "projectFileVersion": "2023-11-15-preview",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomAbstractiveSummarization", "projectName": "Short", "language": "en",
            "storageInputContainerName": "long"
        },
        "assets": {
            "projectKind": "CustomAbstractiveSummarization",
            "documents": (0..10).map(document).collect::<Vec<_>>()
        }
    })
}

pub fn conversation_summaries() -> Value {
    json!({
        "projectFileVersion": "2023-11-15-preview",
        "stringIndexType": "Utf16CodeUnit",
        "metadata": {
            "projectKind": "CustomConversationSummarization", "projectName": "Calls", "language": "en",
            "storageInputContainerName": "calls", "settings": {}
        },
        "assets": {
            "projectKind": "CustomConversationSummarization",
            "conversations": [
                {"location": "1.json", "summaryLocation": "1-short.txt", "language": "en", "dataset": "Train"},
                {"location": "2.json"}
            ]
        }
    })
}

/// One project of every kind.
pub fn every_kind() -> Vec<Value> {
    vec![
        answers(),
        classification(),
        conversation(),
        conversation_summaries(),
        healthcare(),
        multi_label(),
        ner(),
        orchestration(),
        sentiment(),
        summaries(),
    ]
}

pub fn answers() -> Value {
    json!({
        "metadata": {"language": "en", "description": "", "multilingualResource": false,
            "settings": {"defaultAnswer": "No idea."}},
        "assets": {
            "synonyms": [{"alterations": ["mail", "post"]}],
            "qnas": [
                {"id": 1, "answer": "Press send.", "source": "Editorial", "questions": ["How do I send?"],
                    "dialog": {"isContextOnly": false,
                        "prompts": [{"displayOrder": 0, "qnaId": 2, "displayText": "More"}]}},
                {"id": 2, "answer": "Open it.", "source": "Editorial", "questions": ["How do I read?"]}
            ]
        }
    })
}
