//! Microsoft's examples of 2023-04-01, read by the typed readers, if they are next to the checkout.

use std::path::Path;

use export_jobs::service::azure_language::Operation;
use export_jobs::service::{AzureLanguage, Family, Service};
use export_jobs::{Headers, JobState, Response};
use serde_json::Value;

const FOLDER: &str = "../shared/specs/azure-language/2023-04-01/examples";

/// Returns the answers of an example.
fn answers(example: &Value) -> Vec<(Response, &Value)> {
    let responses = example["responses"].as_object().unwrap();
    let answer = |(status, answer): (&String, &'_ Value)| {
        let body = match &answer["body"] {
            Value::Null => Vec::new(),
            body => serde_json::to_vec(body).unwrap(),
        };
        let status = status.parse().unwrap();
        Response { status, headers: Headers::new(), body, received_at_ms: 0 }
    };
    responses.iter().map(|it| (answer(it), &it.1["body"])).collect()
}

/// Reads an answer. Returns whether there is a reader for it.
fn read(client: &AzureLanguage, name: &str, response: &Response, body: &Value) -> bool {
    let text = |value: &Value, name: &str| value[name].as_str().map(ToOwned::to_owned);
    let of_all = |name: &str| -> Vec<_> {
        body["value"].as_array().unwrap().iter().map(|it| text(it, name)).collect()
    };
    match name {
        "CreateProject" | "GetProject" => {
            let project = client.read_project(response).unwrap();
            assert_eq!(Some(project.name), text(body, "projectName"));
            assert_eq!(project.kind, text(body, "projectKind"));
            assert_eq!(project.container, text(body, "storageInputContainerName"));
            assert_eq!(project.last_deployed_at, text(body, "lastDeployedDateTime"));
        }
        "ListProjects" => {
            let page = client.read_projects(response).unwrap();
            let names: Vec<_> = page.items.into_iter().map(|it| Some(it.name)).collect();
            assert_eq!(names, of_all("projectName"));
        }
        "GetModel" => {
            let model = client.read_model(response).unwrap();
            assert_eq!(Some(model.label), text(body, "label"));
            assert_eq!(model.has_snapshot, body["hasSnapshot"].as_bool());
            let seconds = body["lastTrainingDurationInSeconds"].as_u64();
            assert_eq!(model.last_training_duration_seconds, seconds);
        }
        "ListModels" => {
            let page = client.read_models(response).unwrap();
            let ids: Vec<_> = page.items.into_iter().map(|it| it.model_id).collect();
            assert_eq!(ids, of_all("modelId"));
        }
        "GetDeployment" => {
            let deployment = client.read_deployment(response).unwrap();
            assert_eq!(Some(deployment.name), text(body, "deploymentName"));
            assert_eq!(deployment.expires_at, text(body, "deploymentExpirationDate"));
        }
        "ListDeployments" => {
            let page = client.read_deployments(response).unwrap();
            let names: Vec<_> = page.items.into_iter().map(|it| Some(it.name)).collect();
            assert_eq!(names, of_all("deploymentName"));
        }
        "GetTrainStatus" => {
            let job = client.read_training_job(response).unwrap();
            assert_eq!(Some(&job.status.service_state), text(body, "status").as_ref());
            assert_ne!(job.status.state, JobState::Unknown);
            assert_eq!(job.model_label, text(&body["result"], "modelLabel"));
            assert_eq!(job.mode, text(&body["result"], "trainingMode"));
        }
        "ListTrainingJobs" => {
            let page = client.read_training_jobs(response).unwrap();
            let ids: Vec<_> = page.items.into_iter().map(|it| it.status.job_id).collect();
            assert_eq!(ids, of_all("jobId"));
        }
        "GetModelEvaluationSummary" => {
            let summary = client.read_evaluation_summary(response).unwrap();
            let (part, scope) = match client.family() {
                Family::AnalyzeText => ("customEntityRecognitionEvaluation", "entities"),
                _ => ("intentsEvaluation", "intents"),
            };
            for measure in ["microF1", "macroRecall"] {
                assert_eq!(summary.score(scope, None, measure), body[part][measure].as_f64());
            }
            for (category, scores) in body[part][scope].as_object().unwrap() {
                let read = summary.score(scope, Some(category), "precision");
                assert_eq!(read, scores["precision"].as_f64(), "{category}");
            }
        }
        "DeleteModel" => client.read_empty(Operation::DeleteModel, response).unwrap(),
        "CancelTrainingJob" => client.read_empty(Operation::CancelTraining, response).unwrap(),
        "GetModelEvaluation" => check(client, Operation::EvaluationResult, response),
        "GetSupportedLanguages" => check(client, Operation::ListLanguages, response),
        "GetSupportedPrebuiltEntities" => check(client, Operation::ListPrebuiltEntities, response),
        "GetSupportedTrainingConfigVersions" => {
            check(client, Operation::ListTrainingConfigVersions, response);
        }
        name if name.ends_with("Status") => {
            let status = client.read_status(response, None).unwrap();
            assert_eq!(Some(&status.service_state), text(body, "status").as_ref());
            assert_ne!(status.state, JobState::Unknown);
        }
        _ => return false,
    }
    true
}

fn check(client: &AzureLanguage, operation: Operation, response: &Response) {
    client.check_answer(operation, response).unwrap();
}

#[test]
fn the_examples_of_the_specification_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    if !root.exists() {
        eprintln!("skipped: {FOLDER} is not there");
        return;
    }
    for family in [Family::AnalyzeText, Family::AnalyzeConversations] {
        let folder = root.join(format!("{}-authoring", family.as_str().replace('-', "")));
        let client = AzureLanguage::new("https://contoso.example", family, None).unwrap();
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.replace("{Endpoint}", "https://contoso.example");
            let example: Value = serde_json::from_str(&text).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let name = name.trim_start_matches("Successful");
            let read = answers(&example).iter().all(|(it, body)| read(&client, name, it, body));
            count += u32::from(read);
        }
        // The others are submissions, which have no body.
        let expected = if family == Family::AnalyzeText { 21 } else { 22 };
        assert_eq!(count, expected, "{}", family.as_str());
    }
}
