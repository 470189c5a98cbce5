//! Replays traffic that Microsoft's SDK tests recorded, if it is next to the checkout.
//!
//! The recordings belong to others and are not part of this project. Without them, these tests say
//! so and pass.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod scenario;

use std::path::Path;
use std::rc::Rc;

use export_jobs::service::{AzureLanguage, ExportOptions, Family, Service};
use export_jobs::{
    Credential, Download, ErrorCode, ExportedProject, Headers, JobState, Request, Response,
};
use serde_json::Value;

use scenario::{Reply, Scenario};

/// Reads a file in `../shared`, or prints a line that says that it is missing.
fn shared(path: &str) -> Option<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    match std::fs::read(&file) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("a recording is JSON")),
        Err(_) => {
            eprintln!("skipped: ../shared/{path} is not there");
            None
        }
    }
}

fn response(entry: &Value, status: u16) -> Response {
    let headers = entry["ResponseHeaders"].as_object();
    let headers: Headers = headers
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap()))
        .collect();
    let body = match &entry["ResponseBody"] {
        Value::Null => Vec::new(),
        body => serde_json::to_vec(body).unwrap(),
    };
    Response { status, headers, body, received_at_ms: 0 }
}

fn recorded(entry: &Value) -> Response {
    response(entry, entry["StatusCode"].as_u64().unwrap().try_into().unwrap())
}

/// Checks that a request is the recorded one.
fn assert_recorded(entry: &Value, request: &Request) {
    assert_eq!(request.method.as_str(), entry["RequestMethod"].as_str().unwrap());
    assert_eq!(request.url, entry["RequestUri"].as_str().unwrap());
    assert!(request.body.is_none() && entry["RequestBody"].is_null());
    for name in ["Accept", "Ocp-Apim-Subscription-Key"] {
        if let Some(value) = entry["RequestHeaders"][name].as_str() {
            assert_eq!(request.headers.get(name), Some(value), "{name}");
        }
    }
}

/// Runs a recording from its submission to its end. Returns the result if it was recorded.
fn replay(
    recording: &Value,
    family: Family,
    version: &str,
    project: &str,
    options: &ExportOptions,
) -> Option<Vec<u8>> {
    let entries = recording["Entries"].as_array().unwrap();
    let uri = entries[0]["RequestUri"].as_str().unwrap();
    let (endpoint, _) = uri.split_once("/language/").unwrap();
    let client = AzureLanguage::new(endpoint, family, Some(version))
        .unwrap()
        .with_credential(Credential::Key("Sanitized".into()));

    let request = client.export_request(project, options).unwrap();
    assert_recorded(&entries[0], &request);
    let job = client.read_submission(&request, &recorded(&entries[0])).unwrap();

    let is_result = |entry: &&Value| entry["RequestUri"].as_str().unwrap().contains("/result?");
    let polls: Vec<&Value> = entries[1..].iter().filter(|entry| !is_result(entry)).collect();
    let script = polls.iter().map(|entry| Reply::Answer(recorded(entry)));
    let service: Rc<dyn Service> = Rc::new(client);
    let mut scenario = Scenario::new(Rc::clone(&service), job.clone(), None, script);
    let status = scenario.until_done().unwrap();
    assert_eq!((status.state, scenario.sent.len()), (JobState::Succeeded, polls.len()));
    for ((_, request), entry) in scenario.sent.iter().zip(&polls) {
        assert_recorded(entry, request);
    }

    let download = Download::new(service, &job, &status, *scenario.poller.pace()).unwrap();
    let result = entries[1..].iter().find(is_result)?;
    assert_recorded(result, download.request());
    let response = recorded(result);
    let file = download.received(&response).unwrap();
    assert_eq!(file.suggested_name, format!("{project}.json"));
    Some(response.body)
}

#[test]
fn an_export_of_conversations_is_replayed_to_its_project() {
    let Some(recording) = shared("recordings/clu-export-2023-04-01.json") else { return };
    let bytes = replay(
        &recording,
        Family::AnalyzeConversations,
        "2023-04-01",
        "CLUScriptDeployed",
        &ExportOptions::default(),
    );
    let project = ExportedProject::parse(bytes.expect("a result")).unwrap();
    let summary = project.summary();
    assert_eq!(summary.kind.as_deref(), Some("Conversation"));
    assert_eq!(summary.name.as_deref(), Some("CLUScriptDeployed"));
    assert_eq!(summary.file_version.as_deref(), Some("2023-04-01"));
    let body = &recording["Entries"].as_array().unwrap().last().unwrap()["ResponseBody"];
    for asset in ["intents", "entities", "utterances"] {
        let recorded = body["assets"][asset].as_array().unwrap().len();
        assert_eq!(summary.count(asset), recorded as u64, "{asset}");
    }
}

#[test]
fn an_export_of_custom_text_is_replayed() {
    let Some(recording) = shared("recordings/text-export-2025-05-15-preview.json") else { return };
    replay(
        &recording,
        Family::AnalyzeText,
        "2025-05-15-preview",
        "single-class-project",
        &ExportOptions::default(),
    );
}

#[test]
fn an_export_of_question_answering_is_replayed() {
    let Some(recording) = shared("recordings/qna-export-2021-10-01.json") else { return };
    let options = ExportOptions { format: Some("json".into()), ..ExportOptions::default() };
    replay(
        &recording,
        Family::QueryKnowledgebases,
        "2021-10-01",
        "TestProject1385284102",
        &options,
    );
}

#[test]
fn recorded_errors_are_read() {
    let Some(bodies) = shared("recordings/misc-bodies.json") else { return };
    let client = AzureLanguage::new("https://x.example", Family::AnalyzeText, None).unwrap();
    let fails = |name: &str, status| {
        client.read_status(&response(&bodies[name], status), None).unwrap_err()
    };

    let denied = fails("gateway_401", 401);
    assert_eq!(denied.code(), ErrorCode::Unauthorized);
    assert!(denied.request_id().is_some() && denied.errors()[0].code == "401");
    let refused = fails("authoring_400", 400);
    assert_eq!(refused.errors()[0].details.len(), 2);
    let missing = fails("qna_404", 404);
    assert_eq!(
        (missing.code(), missing.errors()[0].code.as_str()),
        (ErrorCode::NotFound, "ProjectNotFound")
    );
}

#[test]
fn recorded_and_documented_states_are_read() {
    let Some(bodies) = shared("recordings/misc-bodies.json") else { return };
    let client = AzureLanguage::new("https://x.example", Family::AnalyzeText, None).unwrap();
    let read = |name: &str| client.read_status(&response(&bodies[name], 200), None).unwrap();

    let cancelling = read("job_cancelling");
    assert_eq!((cancelling.state, cancelling.warnings.len()), (JobState::Cancelling, 1));
    assert_eq!(read("doc_ner_job_sample").state, JobState::Unknown);
    let body = serde_json::to_vec(&bodies["orchestration_export_2024_11_15_preview"]["Body"]);
    let project = ExportedProject::parse(body.unwrap()).unwrap();
    assert_eq!(project.summary().kind.as_deref(), Some("Orchestration"));
    assert_eq!(project.summary().count("intents"), 3);
}

#[test]
fn the_examples_of_the_specification_are_read() {
    let examples = "specs/azure-language/2023-04-01/examples";
    let (client, mut read) =
        (AzureLanguage::new("https://x.example", Family::AnalyzeText, None).unwrap(), 0);
    for family in ["analyzetext-authoring", "analyzeconversations-authoring"] {
        for name in [
            "GetExportStatus",
            "GetImportStatus",
            "GetTrainStatus",
            "GetDeploymentStatus",
            "GetProjectDeletionStatus",
            "GetLoadSnapshotStatus",
            "GetSwapDeploymentsStatus",
        ] {
            let path = format!("{examples}/{family}/Successful{name}.json");
            let Some(example) = shared(&path) else { return };
            let body = &example["responses"]["200"]["body"];
            let answer = scenario::answers::ok(serde_json::to_vec(body).unwrap());
            let state = client.read_status(&answer, None).unwrap().state;
            assert_eq!(state.as_str(), body["status"].as_str().unwrap(), "{path}");
            read += 1;
        }
    }
    assert_eq!(read, 14);
}

#[test]
fn real_project_files_are_read() {
    for (path, kind, asset) in [
        ("projects/conversation-email-app/EmailAppDemo.json", "Conversation", "utterances"),
        (
            "projects/custom-ner-loan-agreements/loanAgreementsLabels.json",
            "CustomEntityRecognition",
            "documents",
        ),
    ] {
        let Some(file) = shared(path) else { return };
        let project = ExportedProject::parse(serde_json::to_vec(&file).unwrap()).unwrap();
        assert_eq!(project.summary().kind.as_deref(), Some(kind));
        let count = file["assets"][asset].as_array().unwrap().len();
        assert_eq!(project.summary().count(asset), count as u64);
    }
}
