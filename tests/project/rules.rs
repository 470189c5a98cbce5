//! Every rule of the check: a project that violates it, and a similar one that does not.

use std::collections::{BTreeMap, BTreeSet};

use export_jobs::project::{Rule, Severity};
use serde_json::{Value, json};

use super::bases::{
    DOCUMENT, answers, classification, conversation, every_kind, ner, orchestration, sentiment,
    with,
};
use super::findings::{assert_points_at_its_path, check};

/// A violation of a rule, its path, and a similar value that is correct.
struct Case {
    rule: &'static str,
    bad: Value,
    path: &'static str,
    good: Value,
}

fn case(rule: &'static str, bad: Value, path: &'static str, good: Value) -> Case {
    Case { rule, bad, path, good }
}

fn long(length: usize) -> Value {
    Value::String("ä".repeat(length))
}

fn many(count: usize, item: impl Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(item).collect())
}

fn in_conversation(
    rule: &'static str,
    pointer: &str,
    bad: Value,
    path: &'static str,
    good: Value,
) -> Case {
    case(rule, with(conversation(), pointer, bad), path, with(conversation(), pointer, good))
}

fn in_ner(rule: &'static str, pointer: &str, bad: Value, path: &'static str, good: Value) -> Case {
    case(rule, with(ner(), pointer, bad), path, with(ner(), pointer, good))
}

fn in_answers(
    rule: &'static str,
    pointer: &str,
    bad: Value,
    path: &'static str,
    good: Value,
) -> Case {
    case(rule, with(answers(), pointer, bad), path, with(answers(), pointer, good))
}

fn header() -> Vec<Case> {
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

fn categories() -> Vec<Case> {
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

fn examples() -> Vec<Case> {
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

fn question_answering() -> Vec<Case> {
    let prompts = "/assets/qnas/0/dialog/prompts";
    vec![
        in_answers("duplicate-id", "/assets/qnas/1/id", json!(1), "$.assets.qnas[1].id", json!(2)),
        in_answers(
            "empty-answer",
            "/assets/qnas/1/answer",
            json!(" "),
            "$.assets.qnas[1].answer",
            json!("Yes"),
        ),
        in_answers(
            "empty-answer",
            "/assets/qnas/1/answer",
            Value::Null,
            "$.assets.qnas[1]",
            json!("Yes"),
        ),
        in_answers(
            "empty-question",
            "/assets/qnas/1/questions",
            json!([]),
            "$.assets.qnas[1].questions",
            json!(["Why?"]),
        ),
        in_answers(
            "empty-question",
            "/assets/qnas/1/questions/0",
            json!(""),
            "$.assets.qnas[1].questions[0]",
            json!("Why?"),
        ),
        in_answers(
            "duplicate-question",
            "/assets/qnas/1/questions/0",
            json!("How do I send?"),
            "$.assets.qnas[1].questions[0]",
            json!("How do I send"),
        ),
        in_answers(
            "broken-prompt",
            "/assets/qnas/0/dialog/prompts/0/qnaId",
            json!(3),
            "$.assets.qnas[0].dialog.prompts[0].qnaId",
            json!(0),
        ),
        in_answers(
            "long-answer",
            "/assets/qnas/1/answer",
            long(25_001),
            "$.assets.qnas[1].answer",
            long(25_000),
        ),
        in_answers(
            "long-source",
            "/assets/qnas/1/source",
            long(301),
            "$.assets.qnas[1].source",
            long(300),
        ),
        in_answers(
            "long-prompt",
            "/assets/qnas/0/dialog/prompts/0/displayText",
            long(201),
            "$.assets.qnas[0].dialog.prompts[0].displayText",
            long(200),
        ),
        in_answers(
            "too-many-questions",
            "/assets/qnas/1/questions",
            many(101, |i| json!(i.to_string())),
            "$.assets.qnas[1].questions",
            many(100, |i| json!(i.to_string())),
        ),
        in_answers(
            "too-many-prompts",
            prompts,
            many(21, |_| json!({"qnaId": 2})),
            "$.assets.qnas[0].dialog.prompts",
            many(20, |_| json!({"qnaId": 2})),
        ),
        in_answers(
            "too-many-alterations",
            "/assets/synonyms/0/alterations",
            many(21, |i| json!(i.to_string())),
            "$.assets.synonyms[0]",
            many(20, |i| json!(i.to_string())),
        ),
        in_answers(
            "synonym-collision",
            "/assets/synonyms/-",
            json!({"alterations": ["mail"]}),
            "$.assets.synonyms[1].alterations[0]",
            json!({"alterations": ["letter"]}),
        ),
    ]
}

/// Rules that need more than one JSON value: documents, or two members with the same name.
const BY_THEMSELVES: &[&str] = &[
    "duplicate-member",
    "document-missing",
    "document-not-text",
    "long-document",
    "line-ends-changed",
    "region-outside-document",
    "unlisted-document",
];

fn cases() -> Vec<Case> {
    [header(), categories(), examples(), question_answering()].into_iter().flatten().collect()
}

#[test]
fn every_rule_reports_its_own_mistake_and_no_other() {
    for Case { rule, bad, path, good } in cases() {
        let bytes = serde_json::to_vec_pretty(&bad).unwrap();
        let findings = check(&bytes, &BTreeMap::new());
        let found = findings.iter().find(|it| it.rule.id() == rule && it.path == path);
        let found =
            found.unwrap_or_else(|| panic!("{rule} not found at {path}, but {findings:#?}"));
        assert!(found.message.ends_with('.') && found.advice().ends_with(['.', '?']), "{found:?}");
        for finding in &findings {
            assert_points_at_its_path(&bytes, finding);
        }
        let good = check(&serde_json::to_vec(&good).unwrap(), &BTreeMap::new());
        assert!(good.iter().all(|finding| finding.rule.id() != rule), "{rule}: {good:#?}");
    }
}

#[test]
fn exactly_the_errors_have_a_source_for_the_refusal() {
    for rule in Rule::ALL {
        let is_error = rule.severity() == Severity::Error;
        assert_eq!(
            rule.source().is_some_and(|source| !source.is_empty()),
            is_error,
            "{}",
            rule.id()
        );
    }
}

#[test]
fn settings_that_are_empty_or_absent_are_in_order_in_every_kind() {
    for project in every_kind() {
        let settings = project["metadata"]["settings"].clone();
        let mut others = vec![json!({}), Value::Null, json!({"normalizeCasing": true})];
        if let Some(mut settings) = settings.as_object().cloned() {
            settings.remove("confidenceThreshold");
            others.push(settings.into());
        }
        for settings in others {
            let project = with(project.clone(), "/metadata/settings", settings);
            assert_eq!(ids(&project, &BTreeMap::new()), [], "{project}");
        }
    }
}

#[test]
fn every_rule_has_a_case() {
    let mut ids: BTreeSet<_> = cases().iter().map(|case| case.rule).collect();
    ids.extend(BY_THEMSELVES);
    let all: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids, all);
}

#[test]
fn a_correct_project_has_no_findings() {
    for project in every_kind() {
        assert_eq!(check(&serde_json::to_vec(&project).unwrap(), &BTreeMap::new()), []);
    }
}

#[test]
fn a_duplicate_member_is_found_in_each_of_the_outer_objects() {
    let text = serde_json::to_string(&conversation()).unwrap();
    for (before, path) in
        [("\"projectName\"", "$.metadata.language"), ("\"projectFileVersion\"", "$.language")]
    {
        let file = text.replacen(
            before,
            &format!("\"language\": \"en\", \"language\": \"en\", {before}"),
            1,
        );
        let findings = check(file.as_bytes(), &BTreeMap::new());
        let found = findings.iter().find(|it| it.rule == Rule::DuplicateMember).expect("found");
        assert_eq!(found.path, path);
        assert!(file[found.byte_offset as usize..].starts_with("\"language\""));
    }
    assert_eq!(check(text.as_bytes(), &BTreeMap::new()), []);
}

#[test]
fn a_multilingual_of_the_wrong_type_has_one_finding() {
    let project = with(conversation(), "/metadata/multilingual", json!("true"));
    let expected = ("wrong-type", "$.metadata.multilingual".to_owned());
    assert_eq!(ids(&project, &BTreeMap::new()), [expected]);
}

fn documents(text: &str) -> BTreeMap<String, Vec<u8>> {
    (0..10).map(|index| (format!("{index}.txt"), text.as_bytes().to_vec())).collect()
}

fn ids(project: &Value, documents: &BTreeMap<String, Vec<u8>>) -> Vec<(&'static str, String)> {
    let bytes = serde_json::to_vec(project).unwrap();
    let findings = check(&bytes, documents);
    findings.iter().for_each(|finding| assert_points_at_its_path(&bytes, finding));
    findings.into_iter().map(|it| (it.rule.id(), it.path)).collect()
}

#[test]
fn labels_are_checked_against_the_documents() {
    assert_eq!(ids(&ner(), &documents(DOCUMENT)), []);
    let label = |offset, length| {
        let label = json!({"category": "Name", "offset": offset, "length": length});
        let project = with(ner(), "/assets/documents/0/entities/0/labels/0", label);
        ids(&project, &documents(DOCUMENT))
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
        ids(&ner(), &documents)
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
    assert_eq!(ids(&ner(), &more), [("unlisted-document", "$.assets.documents".to_owned())]);
}

#[test]
fn findings_beyond_a_hundred_are_counted() {
    let utterances = many(1_000, |index| json!({"text": format!("{index}"), "intent": "Lost"}));
    let project = with(conversation(), "/assets/utterances", utterances);
    let findings = check(&serde_json::to_vec(&project).unwrap(), &BTreeMap::new());
    let lost: Vec<_> = findings.iter().filter(|it| it.rule == Rule::UndeclaredCategory).collect();
    assert_eq!(lost.len(), 100);
    assert_eq!(lost.iter().map(|finding| finding.more).sum::<u64>(), 900);
    assert_eq!(lost.last().map(|finding| finding.more), Some(900));
}
