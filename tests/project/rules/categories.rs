//! Cases of the rules about what a project declares.

use serde_json::json;

use super::case::{Case, case, in_conversation, in_ner, long, many};
use crate::bases::{classification, conversation, orchestration, with};

pub fn categories() -> Vec<Case> {
    let entity = |pointer: &str, value| {
        with(conversation(), &format!("/assets/entities/1/{pointer}"), value)
    };
    let list = |sublists| entity("list", json!({"sublists": sublists}));
    let key = |key: &str, language: &str, value: &str| json!({"listKey": key, "synonyms": [{"language": language, "values": [value]}]});
    vec![
        in_conversation(
            "category-name",
            "/assets/entities/1/category",
            json!("Day?"),
            "$.assets.entities[1].category",
            json!("Day of the week"),
        ),
        in_conversation(
            "category-name",
            "/assets/entities/1/category",
            long(51),
            "$.assets.entities[1].category",
            long(50),
        ),
        in_conversation(
            "duplicate-category",
            "/assets/intents/-",
            json!({"category": "\u{53}end"}),
            "$.assets.intents[3].category",
            json!({"category": "None "}),
        ),
        in_conversation(
            "undeclared-category",
            "/assets/utterances/0/intent",
            json!("send"),
            "$.assets.utterances[0].intent",
            json!("Send"),
        ),
        in_conversation(
            "undeclared-category",
            "/assets/utterances/0/entities/0/category",
            json!("Persons"),
            "$.assets.utterances[0].entities[0].category",
            json!("Person"),
        ),
        case(
            "undeclared-category",
            with(classification(), "/assets/documents/4/class/category", json!("Drama")),
            "$.assets.documents[4].class.category",
            classification(),
        ),
        in_conversation(
            "unused-category",
            "/assets/entities/1/prebuilts",
            json!([]),
            "$.assets.entities[1].category",
            json!([{"category": "DateTime"}]),
        ),
        in_conversation(
            "undeclared-associated-entity",
            "/assets/intents/0/associatedEntities",
            json!([{"category": "Place"}]),
            "$.assets.intents[0].associatedEntities[0].category",
            json!([{"category": "Person"}]),
        ),
        in_conversation(
            "missing-in-train",
            "/assets/utterances/0/dataset",
            json!("Test"),
            "$.assets.intents[0].category",
            json!("Train"),
        ),
        in_conversation(
            "missing-in-test",
            "/assets/utterances/3/dataset",
            json!("Train"),
            "$.assets.intents[1].category",
            json!("Test"),
        ),
        case(
            "list-key-collision",
            list(json!([key("monday", "en", "mo"), key("monday", "en", "mon")])),
            "$.assets.entities[1].list.sublists[1].listKey",
            list(json!([key("monday", "en", "mo"), key("Monday", "en", "mon")])),
        ),
        case(
            "synonym-collision",
            list(json!([key("monday", "en", "mo"), key("month", "en", "mo")])),
            "$.assets.entities[1].list.sublists[1].synonyms[0].values[0]",
            list(json!([key("monday", "en", "mo"), key("month", "de", "mo")])),
        ),
        case(
            "unknown-component-setting",
            entity("compositionSetting", json!("combine")),
            "$.assets.entities[1].compositionSetting",
            entity("compositionSetting", json!("combineComponents")),
        ),
        case(
            "required-component-absent",
            entity("requiredComponents", json!(["list"])),
            "$.assets.entities[1].requiredComponents[0]",
            entity("requiredComponents", json!(["prebuilts", "learned"])),
        ),
        case(
            "regex-key-collision",
            entity(
                "regex",
                json!({"expressions": [{"regexKey": "a", "regexPattern": "x"}, {"regexKey": "a", "regexPattern": "y"}]}),
            ),
            "$.assets.entities[1].regex.expressions[1].regexKey",
            entity(
                "regex",
                json!({"expressions": [{"regexKey": "a", "regexPattern": "x"}, {"regexKey": "b", "regexPattern": "y"}]}),
            ),
        ),
        case(
            "too-many-synonyms",
            list(
                json!([{"listKey": "a", "synonyms": [{"values": many(20_001, |i| json!(i.to_string()))}]}]),
            ),
            "$.assets.entities[1]",
            list(
                json!([{"listKey": "a", "synonyms": [{"values": many(20_000, |i| json!(i.to_string()))}]}]),
            ),
        ),
        case(
            "too-many-prebuilts",
            entity("prebuilts", many(8, |i| json!({"category": i.to_string()}))),
            "$.assets.entities[1].prebuilts",
            entity("prebuilts", many(7, |i| json!({"category": i.to_string()}))),
        ),
        case(
            "too-many-expressions",
            entity(
                "regex",
                json!({"expressions": many(21, |i| json!({"regexKey": i.to_string()}))}),
            ),
            "$.assets.entities",
            entity(
                "regex",
                json!({"expressions": many(20, |i| json!({"regexKey": i.to_string()}))}),
            ),
        ),
        in_conversation(
            "too-many-utterances",
            "/assets/utterances",
            many(50_001, |i| json!({"text": i.to_string(), "intent": "Send"})),
            "$.assets.utterances",
            many(50_000, |i| json!({"text": i.to_string(), "intent": "Send"})),
        ),
        case(
            "too-many-utterances",
            with(
                orchestration(),
                "/assets/utterances",
                many(15_001, |i| json!({"text": i.to_string(), "intent": "Mail"})),
            ),
            "$.assets.utterances",
            with(
                orchestration(),
                "/assets/utterances",
                many(15_000, |i| json!({"text": i.to_string(), "intent": "Mail"})),
            ),
        ),
        in_conversation(
            "too-many-intents",
            "/assets/intents",
            many(501, |i| json!({"category": i.to_string()})),
            "$.assets.intents",
            many(500, |i| json!({"category": i.to_string()})),
        ),
        in_conversation(
            "too-many-entities",
            "/assets/entities",
            many(351, |i| json!({"category": i.to_string()})),
            "$.assets.entities",
            many(350, |i| json!({"category": i.to_string()})),
        ),
        in_ner(
            "too-many-entities",
            "/assets/entities",
            many(201, |i| json!({"category": i.to_string()})),
            "$.assets.entities",
            many(200, |i| json!({"category": i.to_string()})),
        ),
        case(
            "too-many-classes",
            with(
                classification(),
                "/assets/classes",
                many(201, |i| json!({"category": i.to_string()})),
            ),
            "$.assets.classes",
            with(
                classification(),
                "/assets/classes",
                many(200, |i| json!({"category": i.to_string()})),
            ),
        ),
    ]
}
