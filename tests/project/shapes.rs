//! Declarations with members of the wrong type, in every place, and the limits that need a large
//! file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::bases::{answers, conversation, healthcare, orchestration, summaries, with};
use super::findings::{assert_points_at_its_path, check};

/// Returns the rule ids and paths of the findings.
fn found(project: &Value) -> Vec<(&'static str, String)> {
    let bytes = serde_json::to_vec(project).unwrap();
    let findings = check(&bytes, &BTreeMap::new());
    findings.iter().for_each(|finding| assert_points_at_its_path(&bytes, finding));
    findings.into_iter().map(|it| (it.rule.id(), it.path)).collect()
}

/// Puts a value into the components of an entity, and returns the findings.
fn in_entity(pointer: &str, value: Value) -> Vec<(&'static str, String)> {
    let components = json!({
        "category": "Day",
        "description": "a day of the week",
        "compositionSetting": "combineComponents",
        "list": {"sublists": [{"listKey": "mon", "synonyms": [{"language": "en", "values": ["Monday"]}]}]},
        "prebuilts": [{"category": "DateTime"}],
        "regex": {"expressions": [{"regexKey": "k", "language": "en", "regexPattern": "[0-9]"}]},
        "requiredComponents": ["list", "regex"]
    });
    let project = with(conversation(), "/assets/entities/1", components);
    assert_eq!(found(&project), []);
    found(&with(project, &format!("/assets/entities/1{pointer}"), value))
}

#[test]
fn a_component_of_the_wrong_type_is_found_at_its_path() {
    for (rule, pointer, value, path) in [
        ("wrong-type", "/description", json!(1), "description"),
        ("wrong-type", "/list", json!([]), "list"),
        ("wrong-type", "/list/sublists", json!({}), "list.sublists"),
        ("wrong-type", "/list/sublists/0", json!("mon"), "list.sublists[0]"),
        ("wrong-type", "/list/sublists/0/listKey", json!(1), "list.sublists[0].listKey"),
        ("wrong-type", "/list/sublists/0/synonyms", json!("x"), "list.sublists[0].synonyms"),
        (
            "wrong-type",
            "/list/sublists/0/synonyms/0/values",
            json!("Monday"),
            "list.sublists[0].synonyms[0].values",
        ),
        (
            "wrong-type",
            "/list/sublists/0/synonyms/0/values/0",
            json!(1),
            "list.sublists[0].synonyms[0].values[0]",
        ),
        (
            "language-tag",
            "/list/sublists/0/synonyms/0/language",
            json!("e"),
            "list.sublists[0].synonyms[0].language",
        ),
        ("wrong-type", "/prebuilts", json!("DateTime"), "prebuilts"),
        ("missing-member", "/prebuilts/0/category", Value::Null, "prebuilts[0]"),
        ("wrong-type", "/regex", json!(""), "regex"),
        ("wrong-type", "/regex/expressions", json!({}), "regex.expressions"),
        ("wrong-type", "/regex/expressions/0", json!("[0-9]"), "regex.expressions[0]"),
        (
            "wrong-type",
            "/regex/expressions/0/regexPattern",
            json!(9),
            "regex.expressions[0].regexPattern",
        ),
        (
            "language-tag",
            "/regex/expressions/0/language",
            json!("?"),
            "regex.expressions[0].language",
        ),
        ("wrong-type", "/requiredComponents", json!("list"), "requiredComponents"),
    ] {
        let findings = in_entity(pointer, value);
        let expected = (rule, format!("$.assets.entities[1].{path}"));
        assert!(findings.contains(&expected), "{expected:?} in {findings:?}");
    }
}

#[test]
fn the_types_of_other_declarations_are_checked() {
    for (project, pointer, value, rule, path) in [
        (
            conversation(),
            "/assets/intents/0/associatedEntities",
            json!("Person"),
            "wrong-type",
            "$.assets.intents[0].associatedEntities",
        ),
        (
            orchestration(),
            "/assets/intents/0/orchestration",
            json!("Mail"),
            "wrong-type",
            "$.assets.intents[0].orchestration",
        ),
        (
            summaries(),
            "/assets/documents/3/summaryLocation",
            Value::Null,
            "missing-member",
            "$.assets.documents[3]",
        ),
        (
            healthcare(),
            "/assets/entities/0/compositionSetting",
            json!("returnLongestOverlap"),
            "unknown-component-setting",
            "$.assets.entities[0].compositionSetting",
        ),
    ] {
        assert_eq!(found(&project), []);
        assert_eq!(found(&with(project, pointer, value)), [(rule, path.to_owned())]);
    }
}

/// Entities with 20,000 synonyms each, and one with the rest.
fn with_synonyms(count: usize) -> Value {
    let entity = |from: usize, to: usize| {
        let values: Vec<_> = (from..to).map(|value| json!(value.to_string())).collect();
        json!({"category": from.to_string(), "list": {"sublists": [{"listKey": "a", "synonyms": [{"values": values}]}]}})
    };
    let starts = (0..count).step_by(20_000);
    let entities: Vec<_> = starts.map(|from| entity(from, count.min(from + 20_000))).collect();
    let project = with(conversation(), "/assets/entities", json!(entities));
    with(project, "/assets/utterances", json!([{"text": "send", "intent": "Send"}]))
}

#[test]
fn limits_for_the_whole_project_are_checked_against_the_sum() {
    let too_many = |count| {
        let findings = check(&serde_json::to_vec(&with_synonyms(count)).unwrap(), &BTreeMap::new());
        findings.iter().any(|finding| finding.rule.id() == "too-many-synonyms")
    };
    assert!(too_many(2_000_001));
    assert!(!too_many(2_000_000));

    let sets = |count: usize| {
        let sets: Vec<_> =
            (0..count).map(|set| json!({"alterations": [set.to_string()]})).collect();
        found(&with(answers(), "/assets/synonyms", json!(sets)))
    };
    assert_eq!(sets(10_001), [("too-many-alterations", "$.assets.synonyms".to_owned())]);
    assert_eq!(sets(10_000), []);
}
