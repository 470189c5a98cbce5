//! Any answer of the runtime of Azure AI Language: statuses, results and their pages, predictions.
#![no_main]

use export_jobs::service::{Analysis, AnalysisKind, AzureLanguageRuntime, JobFamily};
use export_jobs::{ErrorCode, Job, Request};
use export_jobs_fuzz::{AnyResponse, plain_response, read_all};
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://contoso.cognitiveservices.azure.com";

thread_local! {
    static CLIENT: (AzureLanguageRuntime, Request, Job) = {
        let client = AzureLanguageRuntime::new(ORIGIN, None).unwrap();
        let kind = AnalysisKind::CustomEntityRecognition;
        let submission = client.analyze_request(&Analysis::new(kind, "P", "D", ["text"])).unwrap();
        let job = client.job(JobFamily::AnalyzeText, "1").unwrap();
        (client, submission, job)
    };
}

fuzz_target!(|data: &[u8]| {
    let structured = AnyResponse::arbitrary(&mut Unstructured::new(data)).ok();
    for response in plain_response(data).into_iter().chain(structured.map(|any| any.0)) {
        CLIENT.with(|(client, submission, job)| {
            read_all(client, submission, job, ORIGIN, &response);
            match client.read_results(&response) {
                Ok(mut results) => {
                    for document in results.documents() {
                        assert!(
                            serde_json::from_str::<&serde_json::value::RawValue>(&document.json)
                                .is_ok()
                        );
                        let _ = (
                            document.entities(),
                            document.classes(),
                            document.statistics(),
                            document.warnings(),
                            document.targets(),
                        );
                    }
                    match client.next_request(&results) {
                        Ok(Some(request)) => assert!(request.url.starts_with(ORIGIN)),
                        Ok(None) => assert_eq!(results.next_link, None),
                        Err(error) => assert_ne!(error.code(), ErrorCode::Network),
                    }
                    let count = results.documents().count();
                    results.append(results.clone());
                    assert_eq!(results.documents().count(), 2 * count);
                }
                Err(error) => assert_ne!(error.code(), ErrorCode::InvalidArgument, "{error}"),
            }
            if let Ok(prediction) = client.read_prediction(&response) {
                let _ = (prediction.query(), prediction.intents(), prediction.entities());
                let _ = prediction.conversations();
            }
        });
    }
});
