//! Every rule of the check: a project that violates it, and a similar one that does not.

#[path = "rules/case.rs"]
mod case;
#[path = "rules/categories.rs"]
mod categories;
#[path = "rules/examples.rs"]
mod examples;
#[path = "rules/header.rs"]
mod header;
#[path = "rules/question_answering.rs"]
mod question_answering;

use std::collections::{BTreeMap, BTreeSet};

use export_jobs::project::{Rule, Severity};
use serde_json::{Value, json};

use super::bases::{conversation, every_kind, with};
use super::findings::{assert_points_at_its_path, check, rules_at};
use case::{Case, many};
use categories::categories;
use examples::examples;
use header::header;
use question_answering::question_answering;

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
            assert_eq!(rules_at(&project, &BTreeMap::new()), [], "{project}");
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
    assert_eq!(rules_at(&project, &BTreeMap::new()), [expected]);
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
