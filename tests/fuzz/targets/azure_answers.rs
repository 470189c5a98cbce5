//! Any answer to Azure AI Language.
#![no_main]

use export_jobs::service::{AzureLanguage, ExportOptions, Family, Operation};
use export_jobs::{Job, Request};
use export_jobs_fuzz::{AnyResponse, plain_response, read_all};
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://contoso.cognitiveservices.azure.com";

thread_local! {
    static CLIENTS: [(AzureLanguage, Request, Job); 2] =
        [Family::AnalyzeText, Family::QueryKnowledgebases].map(|family| {
            let client = AzureLanguage::new(ORIGIN, family, None).unwrap();
            let submission = client.export_request("P", &ExportOptions::default()).unwrap();
            let job = client.job(Operation::Export, "P", "1").unwrap();
            (client, submission, job)
        });
}

fuzz_target!(|data: &[u8]| {
    let structured = AnyResponse::arbitrary(&mut Unstructured::new(data)).ok();
    for response in plain_response(data).into_iter().chain(structured.map(|any| any.0)) {
        CLIENTS.with(|clients| {
            for (client, submission, job) in clients {
                read_all(client, submission, job, ORIGIN, &response);
            }
        });
    }
});
