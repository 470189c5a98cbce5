//! The JSON Schema of descriptions, generated from their declaration.
//! `tests/node/description-schema.test.mjs` compares it with the checks of the module.

use std::collections::BTreeMap;
use std::path::Path;

use export_jobs::project::plain::{Kind, Member, Plainly, Shape};
use export_jobs::service::description::ServiceDescription;
use serde_json::{Map, Value, json};

/// The rules that the declaration itself does not have, by object and member.
const RULES: [(&str, &str, &str); 19] = [
    ("ServiceDescription", "operations", r#"{ "minProperties": 1 }"#),
    ("JobPlaces", "url", r#"{ "minItems": 1 }"#),
    ("PagesDescription", "next", r#"{ "minItems": 1 }"#),
    ("StatusDescription", "state", r#"{ "minItems": 1 }"#),
    ("StatusDescription", "method", r#"{ "enum": ["GET", "POST"] }"#),
    ("CancelDescription", "method", r#"{ "enum": ["POST", "PUT", "PATCH", "DELETE"] }"#),
    ("StatePlace", "http", r#"{ "propertyNames": { "pattern": "^[1-5][0-9][0-9]$" } }"#),
    ("SubmissionDescription", "success", STATUSES),
    ("SubmissionDescription", "doneAt", STATUSES),
    ("SubmissionDescription", "repeatAfter", STATUSES),
    ("CancelDescription", "success", STATUSES),
    ("Condition", "http", STATUSES),
    ("Condition", "is", r#"{ "items": { "type": ["string", "number", "boolean"] } }"#),
    ("ParameterDescription", "oneOf", r#"{ "items": { "type": ["string", "number"] } }"#),
    ("ResultDescription", "credential", CREDENTIAL),
    ("DescribedLimits", "submissionsPerMinute", AT_LEAST_ONE),
    ("DescribedLimits", "submissionsPerDay", AT_LEAST_ONE),
    ("DescribedLimits", "readsPerMinute", AT_LEAST_ONE),
    ("DescribedLimits", "running", AT_LEAST_ONE),
];
const STATUSES: &str = r#"{ "items": { "type": "integer", "minimum": 100, "maximum": 599 } }"#;
const AT_LEAST_ONE: &str = r#"{ "minimum": 1 }"#;
const CREDENTIAL: &str =
    r##"{ "anyOf": [{ "enum": ["same", "none"] }, { "$ref": "#/$defs/Place" }] }"##;

fn schema() -> Value {
    let mut defs = BTreeMap::new();
    let root = object(ServiceDescription::shape(), &mut defs);
    let key = json!({
        "if": { "properties": { "kind": { "const": "header" } }, "required": ["kind"] },
        "then": { "properties": { "name": { "type": "string" } }, "required": ["name"] }
    });
    if let Some(Value::Object(credential)) = defs.get_mut("CredentialDescription") {
        credential.extend(key.as_object().unwrap().clone());
    }
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A service that is described as data, for JobService of export-jobs",
    });
    schema["$ref"] = root["$ref"].clone();
    schema["$defs"] = json!(defs);
    schema
}

fn object(shape: &'static Shape, defs: &mut BTreeMap<&'static str, Value>) -> Value {
    let reference = json!({ "$ref": format!("#/$defs/{}", shape.name) });
    if !defs.contains_key(shape.name) {
        let made = made(shape, defs);
        defs.insert(shape.name, made);
    }
    reference
}

fn made(shape: &'static Shape, defs: &mut BTreeMap<&'static str, Value>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for ((name, member), docs) in shape.names.iter().zip(shape.members).zip(shape.docs) {
        let mut property = of_member(shape, name, member, defs);
        property["description"] =
            json!(docs.iter().map(|it| it.trim()).collect::<Vec<_>>().join(" "));
        properties.insert((*name).to_owned(), property);
        if !member.is_optional {
            required.push(*name);
        }
    }
    json!({
        "type": "object", "properties": properties, "required": required, "additionalProperties": false
    })
}

fn of_member(
    shape: &'static Shape,
    name: &str,
    member: &Member,
    defs: &mut BTreeMap<&'static str, Value>,
) -> Value {
    let mut schema = of_kind(member.kind, member.rule.most, defs);
    for (_, _, rule) in RULES.iter().filter(|(of, member, _)| *of == shape.name && *member == name)
    {
        let rule: Value = serde_json::from_str(rule).unwrap();
        schema.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
    }
    // Null counts as left out.
    if member.is_optional { json!({ "anyOf": [schema, { "type": "null" }] }) } else { schema }
}

fn of_kind(kind: Kind, most: u64, defs: &mut BTreeMap<&'static str, Value>) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Whole => json!({ "type": "integer", "minimum": 0, "maximum": most }),
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Words(words) => json!({ "enum": words.words }),
        Kind::List(kind) => json!({ "type": "array", "items": of_kind(*kind, most, defs) }),
        Kind::Map(kind) => {
            json!({ "type": "object", "additionalProperties": of_kind(*kind, most, defs) })
        }
        Kind::Object(shape) => object(shape(), defs),
        Kind::Json => json!({}),
        Kind::Number | Kind::Variants(_) | Kind::Failure => panic!("no description has it"),
    }
}

/// Compares the file, or writes it if `UPDATE` is set.
#[test]
fn the_schema_matches_the_declaration() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/types/description.schema.json");
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    let advice = "run `UPDATE=1 cargo test --test description`";
    assert!(
        std::fs::read_to_string(&file).unwrap_or_default() == text,
        "the schema is old: {advice}"
    );
}
