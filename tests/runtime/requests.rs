//! Requests: paths, bodies, and arguments that are refused before anything is sent.

use export_jobs::service::{
    Analysis, AnalysisKind, InputDocument, JobFamily, ResultsPage, Utterance,
};
use export_jobs::{Credential, ErrorCode, Method, Request};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ENDPOINT, ID, analysis, client};

fn body(request: &Request) -> Value {
    serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
}

fn refused(analysis: &Analysis, words: &str) {
    let error = client().analyze_request(analysis).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains(words), "{error}");
}

fn utterance(text: &str) -> Utterance {
    Utterance {
        project: "CityTransit".into(),
        deployment: "production".into(),
        text: text.into(),
        ..Default::default()
    }
}

#[test]
fn an_analysis_is_the_body_of_the_specification() {
    let mut analysis = analysis(["Contract of \"Ünal\"\n", "two"]);
    analysis.documents[1].language = Some("de".into());
    analysis.display_name = Some("Nightly".into());
    analysis.logging_opt_out = Some(true);
    let request = client().analyze_request(&analysis).unwrap();
    assert_eq!(request.method, Method::Post);
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/language/analyze-text/jobs?api-version=2023-04-01")
    );
    assert_eq!(request.headers.get("content-type"), Some("application/json"));
    assert_eq!(
        body(&request),
        json!({
            "displayName": "Nightly",
            "analysisInput": { "documents": [
                { "id": "0", "text": "Contract of \"Ünal\"\n" },
                { "id": "1", "language": "de", "text": "two" },
            ] },
            "tasks": [{
                "kind": "CustomEntityRecognition",
                "parameters": {
                    "projectName": "Loans",
                    "deploymentName": "production",
                    "stringIndexType": "Utf16CodeUnit",
                    "loggingOptOut": true,
                },
            }],
        })
    );
}

#[test]
fn a_classification_names_no_string_index_type() {
    for kind in [
        AnalysisKind::CustomSingleLabelClassification,
        AnalysisKind::CustomMultiLabelClassification,
    ] {
        let mut analysis = Analysis { kind, ..analysis(["text"]) };
        let request = client().analyze_request(&analysis).unwrap();
        let task = &body(&request)["tasks"][0];
        assert_eq!(task["kind"], kind.as_str());
        assert_eq!(
            task["parameters"],
            json!({ "projectName": "Loans", "deploymentName": "production" })
        );
        analysis.string_index_type = Some("Utf16CodeUnit".into());
        refused(&analysis, "stringIndexType");
    }
    assert_eq!(
        AnalysisKind::parse("customMultiLabelClassification").unwrap(),
        AnalysisKind::CustomMultiLabelClassification
    );
    assert!(AnalysisKind::parse("Healthcare").is_err());
}

#[test]
fn what_no_service_takes_is_refused_before_it_is_sent() {
    refused(&analysis([]), "at least one document");
    refused(&analysis(std::iter::repeat_n("a", 26)), "26 documents are too many");
    refused(&analysis(["a".repeat(62_500).as_str(), "b".repeat(62_501).as_str()]), "125001");
    assert!(client().analyze_request(&analysis(std::iter::repeat_n("a", 25))).is_ok());
    assert!(client().analyze_request(&analysis(["a".repeat(125_000).as_str()])).is_ok());
    // The service reports what is wrong with one document, so that it can analyse the others.
    assert!(client().analyze_request(&analysis(["", "b"])).is_ok());
    let twice = |id: &str| InputDocument { id: id.into(), text: "t".into(), language: None };
    let mut doubled = analysis([]);
    doubled.documents = vec![twice("a"), twice("b"), twice("a")];
    refused(&doubled, "the id \"a\"");
    doubled.documents = vec![twice("a"), twice("")];
    refused(&doubled, "The id of document 1 is empty");
    refused(&Analysis { project: String::new(), ..analysis(["a"]) }, "project's name");
    refused(&Analysis { deployment: String::new(), ..analysis(["a"]) }, "deployment's name");
}

#[test]
fn an_utterance_is_predicted_with_one_request() {
    let mut utterance = utterance("next U4 to Hafenplatz?");
    utterance.language = Some("en".into());
    utterance.verbose = Some(true);
    utterance.direct_target = Some("Timetable".into());
    let request = client().predict_request(&utterance).unwrap();
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/language/:analyze-conversations?api-version=2023-04-01")
    );
    assert_eq!(
        body(&request),
        json!({
            "kind": "Conversation",
            "analysisInput": { "conversationItem": {
                "id": "1", "participantId": "1", "text": "next U4 to Hafenplatz?", "language": "en",
            } },
            "parameters": {
                "projectName": "CityTransit", "deploymentName": "production",
                "stringIndexType": "Utf16CodeUnit", "directTarget": "Timetable", "verbose": true,
            },
        })
    );
}

#[test]
fn the_length_of_an_utterance_is_limited() {
    assert!(client().predict_request(&utterance(&"ü".repeat(1_000))).is_ok());
    for text in [String::new(), "ü".repeat(1_001)] {
        let error = client().predict_request(&utterance(&text)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
    }
}

#[test]
fn other_tasks_are_submitted_with_the_callers_own_body() {
    let request = client().job_request(JobFamily::AnalyzeConversations, b"{}".to_vec()).unwrap();
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/language/analyze-conversations/jobs?api-version=2023-04-01")
    );
    let error = JobFamily::parse("query-knowledgebases").unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}

#[test]
fn a_request_for_a_page_has_its_range_and_its_statistics() {
    let job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    let url = |page| client().results_request(&job, &page).unwrap().url;
    let plain = format!("{ENDPOINT}/language/analyze-text/jobs/{ID}?api-version=2023-04-01");
    assert_eq!(url(ResultsPage::default()), plain);
    let page = ResultsPage { show_stats: true, top: Some(5), skip: Some(20) };
    assert_eq!(url(page), format!("{plain}&showStats=true&top=5&skip=20"));
}

#[test]
fn the_credential_is_in_every_request() {
    let client = client().with_credential(Credential::Key("0123456789".into()));
    let job = client.job(JobFamily::AnalyzeText, ID).unwrap();
    for request in [
        client.analyze_request(&analysis(["a"])).unwrap(),
        client.predict_request(&utterance("a")).unwrap(),
        client.job_request(JobFamily::AnalyzeText, Vec::new()).unwrap(),
        client.results_request(&job, &ResultsPage::default()).unwrap(),
    ] {
        assert_eq!(request.headers.get("ocp-apim-subscription-key"), Some("0123456789"));
        assert!(!request.url.contains("0123456789"));
    }
}

proptest! {
    #[test]
    fn every_text_arrives_as_it_was(texts in prop::collection::vec(any::<String>(), 1..4), name in ".{1,20}") {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let mut analysis = analysis(texts.iter().copied());
        analysis.project = name.clone();
        let body = body(&client().analyze_request(&analysis).unwrap());
        for (at, text) in texts.iter().enumerate() {
            prop_assert_eq!(body["analysisInput"]["documents"][at]["text"].as_str(), Some(*text));
        }
        prop_assert_eq!(body["tasks"][0]["parameters"]["projectName"].as_str(), Some(name.as_str()));
    }
}
