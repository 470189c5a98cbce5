//! Any answer of Azure AI Language: to the requests of a job, and to every operation without a job.
#![no_main]

use export_jobs::service::{AzureLanguage, ExportOptions, Family, Operation};
use export_jobs::{Job, Request, Response};
use export_jobs_fuzz::{AnyResponse, plain_response, read_all};
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://contoso.cognitiveservices.azure.com";

thread_local! {
    static CLIENTS: [(AzureLanguage, Request, Job); 3] =
        Family::ALL.map(|family| {
            let client = AzureLanguage::new(ORIGIN, family, None).unwrap();
            let submission = client.export_request("P", &ExportOptions::default()).unwrap();
            let job = client.job(Operation::Export, "P", "1").unwrap();
            (client, submission, job)
        });
}

/// Checks that the untyped check accepts whatever a typed reader accepts.
fn read_operations(client: &AzureLanguage, response: &Response) {
    for operation in Operation::ALL {
        if let Ok(Some(next)) = client.check_answer(operation, response) {
            assert!(next.url.starts_with(ORIGIN), "{}", next.url);
        }
    }
    let passes = |operation| client.check_answer(operation, response).is_ok();
    let page = |read: bool, operation| assert!(!read || passes(operation), "{operation:?}");
    page(client.read_projects(response).is_ok(), Operation::ListProjects);
    page(client.read_models(response).is_ok(), Operation::ListModels);
    page(client.read_deployments(response).is_ok(), Operation::ListDeployments);
    page(client.read_training_jobs(response).is_ok(), Operation::ListTrainingJobs);
    page(client.read_sources(response).is_ok(), Operation::ListSources);
    page(client.read_qnas(response).is_ok(), Operation::ListQnas);
    page(client.read_synonyms(response).is_ok(), Operation::ListSynonyms);
    page(client.read_project(response).is_ok(), Operation::CreateProject);
    page(client.read_model(response).is_ok(), Operation::GetModel);
    page(client.read_deployment(response).is_ok(), Operation::GetDeployment);
    page(client.read_training_job(response).is_ok(), Operation::GetTrainingJob);
    page(client.read_empty(Operation::DeleteModel, response).is_ok(), Operation::DeleteModel);
    if let Ok(summary) = client.read_evaluation_summary(response) {
        assert!(summary.scores.iter().all(|score| score.value.is_finite()));
        assert!(passes(Operation::EvaluationSummary));
    }
    if let Ok(permission) = client.read_copy_authorization(response) {
        assert!(serde_json::from_slice::<serde_json::Value>(&permission.body()).is_ok());
    }
}

fuzz_target!(|data: &[u8]| {
    let structured = AnyResponse::arbitrary(&mut Unstructured::new(data)).ok();
    for response in plain_response(data).into_iter().chain(structured.map(|any| any.0)) {
        CLIENTS.with(|clients| {
            for (client, submission, job) in clients {
                read_all(client, submission, job, ORIGIN, &response);
                read_operations(client, &response);
            }
        });
    }
});
