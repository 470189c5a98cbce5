//! Answers, correct and hostile.

use export_jobs::service::azure_language::{Operation, TrainingStep};
use export_jobs::service::{AzureLanguage, Family};
use export_jobs::{ErrorCode, JobState, Response};
use proptest::prelude::*;

fn client() -> AzureLanguage {
    AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None).unwrap()
}

fn answer(status: u16, body: &str) -> Response {
    Response { status, headers: Default::default(), body: body.into(), received_at_ms: 0 }
}

#[test]
fn a_next_page_at_another_origin_is_not_read() {
    let page = |link: &str| {
        let body = format!(r#"{{"value":[{{"projectName":"P","x":1}}],"nextLink":{link}}}"#);
        client().read_projects(&answer(200, &body))
    };
    let last = page("null").unwrap();
    assert_eq!((last.items[0].name.as_str(), last.next), ("P", None));
    for link in [r#""/language/x?skip=1""#, r#""https://contoso.example/language/x?skip=1""#] {
        assert_eq!(
            page(link).unwrap().next.unwrap().url,
            "https://contoso.example/language/x?skip=1&api-version=2023-04-01"
        );
    }
    let error = page(r#""https://evil.example/x""#).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
}

#[test]
fn scores_are_read_of_every_kind() {
    let text = r#"{"projectKind":"K","customEntityRecognitionEvaluation":{"confusionMatrix":{"a":{}},"entities":{"City":{"f1":0.5,"truePositiveCount":4}},"microF1":9.5E-05,"macroF1":null}}"#;
    let summary = client().read_evaluation_summary(&answer(200, text)).unwrap();
    assert_eq!(summary.score("entities", Some("City"), "f1"), Some(0.5));
    assert!((summary.score("entities", None, "microF1").unwrap() - 9.5e-5).abs() < 1e-12);
    let wrong = text.replace("9.5E-05", "\"x\"");
    let error = client().read_evaluation_summary(&answer(200, &wrong)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(error.message().contains("microF1"), "{error}");
}

#[test]
fn a_permission_to_copy_is_passed_on_unchanged_and_never_shown() {
    let body = r#"{"projectKind":"K","targetProjectName":"T","accessToken":"s3cr3t","expiresAt":"E","targetResourceId":"I","targetResourceRegion":"R"}"#;
    let read = |body: &str| client().read_copy_authorization(&answer(200, body));
    assert_eq!(read(body).ok().unwrap().body(), body.as_bytes());
    let error = read(&body.replace("\"R\"", "7")).err().unwrap();
    assert!(error.message().contains("targetResourceRegion"), "{error}");
    assert!(!format!("{error:?}").contains("s3cr3t"));
}

#[test]
fn the_resources_of_a_deployment_are_read_in_every_version() {
    let read = |resources: &str| {
        let body = format!(r#"{{"deploymentName":"D","assignedResources":{resources}}}"#);
        client().read_deployment(&answer(200, &body)).map(|it| it.assigned_resources)
    };
    for member in ["resourceId", "azureResourceId"] {
        let resources = read(&format!(r#"[{{"{member}":"/a","region":"westeurope"}}]"#)).unwrap();
        assert_eq!(resources[0].id.as_deref(), Some("/a"), "{member}");
        assert_eq!(resources[0].region.as_deref(), Some("westeurope"));
    }
    assert!(read("null").unwrap().is_empty());
    assert_eq!(read(r#"["/a"]"#).unwrap_err().code(), ErrorCode::UnreadableResponse);
}

#[test]
fn a_training_job_is_read_with_its_parts() {
    let body = r#"{"jobId":"1","status":"running","result":{"modelLabel":"m","trainingStatus":{"percentComplete":40,"status":"running"},"evaluationStatus":{"percentComplete":0,"status":"notStarted"},"dataGenerationStatus":{"percentComplete":98,"status":"succeeded"}}}"#;
    let job = client().read_training_job(&answer(200, body)).unwrap();
    let part = |part: Option<TrainingStep>| part.map(|it| (it.state, it.percent_complete));
    assert_eq!(part(job.training), Some((JobState::Running, Some(40.0))));
    assert_eq!(part(job.evaluation), Some((JobState::NotStarted, Some(0.0))));
    assert_eq!(part(job.data_generation), Some((JobState::Succeeded, Some(100.0))));
}

#[test]
fn the_file_urls_of_exported_models_are_never_shown() {
    let model = r#"{"exportedModelName":"x","modelId":"i","lastTrainedDateTime":"t","lastExportedModelDateTime":"e","modelExpirationDate":"2027-01-01","modelTrainingConfigVersion":"c"}"#;
    let read = client().read_exported_model(&answer(200, model)).unwrap();
    assert_eq!((read.name.as_str(), read.last_exported_at.as_deref()), ("x", Some("e")));
    let page = format!(r#"{{"value":[{model}],"nextLink":null}}"#);
    assert_eq!(client().read_exported_models(&answer(200, &page)).unwrap().items, [read]);

    let manifest = |body: &str| client().read_exported_model_manifest(&answer(200, body));
    let files = r#"{"modelFiles":[{"name":"model.bin","contentUri":"https://store.example/model?sig=s3cr3t"}]}"#;
    let read = manifest(files).unwrap();
    assert_eq!(read[0].name, "model.bin");
    assert!(read[0].content_url.ends_with("?sig=s3cr3t"));
    assert!(!format!("{read:?}").contains("s3cr3t"));
    let error = manifest(&files.replace("]}", "]")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnreadableResponse);
    assert!(!format!("{error:?}").contains("s3cr3t"));
    assert!(manifest("{}").unwrap_err().message().contains("modelFiles"));
}

#[test]
fn only_the_contracts_success_statuses_are_accepted() {
    let empty = |status| client().read_empty(Operation::DeleteModel, &answer(status, ""));
    assert!(empty(204).is_ok());
    assert_eq!(empty(200).unwrap_err().code(), ErrorCode::UnreadableResponse);
    assert_eq!(empty(404).unwrap_err().code(), ErrorCode::NotFound);
    let job = client().read_empty(Operation::Train, &answer(202, ""));
    assert_eq!(job.unwrap_err().code(), ErrorCode::InvalidArgument);
    assert!(client().read_project(&answer(201, r#"{"projectName":"P"}"#)).is_ok());
}

proptest! {
    #[test]
    fn no_bytes_panic_a_reader(status in 200_u16..206, body in any::<Vec<u8>>()) {
        let response = Response { status, headers: Default::default(), body, received_at_ms: 0 };
        let client = client();
        for operation in Operation::ALL {
            let _ = client.check_answer(operation, &response);
        }
        let _ = client.read_training_jobs(&response);
        let _ = client.read_sources(&response);
        let _ = client.read_qnas(&response);
        let _ = client.read_synonyms(&response);
        let _ = client.read_evaluation_summary(&response);
        let _ = client.read_copy_authorization(&response).is_ok();
    }
}
