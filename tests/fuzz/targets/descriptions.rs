//! Any description together with any answers: no panic, no request off the origin, and no success of a
//! failed request that the description does not state.
#![no_main]

use export_jobs::service::{DescribedService, Service};
use export_jobs::{Audience, ClientOptions, Request};
use export_jobs_fuzz::AnyResponse;
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://reports.example";

fn check(client: &DescribedService, request: &Request) {
    for (name, value) in request.headers.iter() {
        assert!(!name.contains(['\r', '\n']) && !value.contains(['\r', '\n']), "{name}");
    }
    match request.audience {
        Audience::Service => {
            let rest = request.url.strip_prefix(ORIGIN).expect("a request off the origin");
            assert!(rest.starts_with('/') || rest.is_empty(), "{}", request.url);
            assert_eq!(client.check_request(request), Ok(()));
        }
        Audience::Nobody => assert_eq!(request.headers.get("authorization"), None),
    }
}

// The first line is the description. What follows is answers, and the first of them is that of a submission.
fuzz_target!(|data: &[u8]| {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (description, answers) = data.split_at(end);
    let Ok(description) = std::str::from_utf8(description) else { return };
    let made = DescribedService::new(description, &ClientOptions::at(ORIGIN), Vec::new());
    let Ok(client) = made else { return };
    let operations: Vec<String> = client.operations().map(str::to_owned).collect();
    let mut bytes = Unstructured::new(answers);
    let mut jobs = Vec::new();
    for operation in &operations {
        jobs.extend(client.job(operation, "7", "{}"));
        if let Ok(request) = client.submit_request(operation, "{}") {
            check(&client, &request);
            if let Ok(AnyResponse(response)) = AnyResponse::arbitrary(&mut bytes) {
                jobs.extend(client.read_submission(&request, &response));
            }
        }
    }
    for job in &jobs {
        assert!(job.url.starts_with(ORIGIN), "{}", job.url);
        // Without bytes, any number of empty answers could be made.
        while !bytes.is_empty() {
            let Ok(AnyResponse(response)) = AnyResponse::arbitrary(&mut bytes) else { break };
            if let Ok(request) = client.status_request(job) {
                check(&client, &request);
            }
            if let Ok(request) = client.cancel_request(job) {
                check(&client, &request);
            }
            let Ok(status) = client.read_status(&response, Some(job)) else { continue };
            let is_listed = description.contains(&response.status.to_string());
            let is_well = (200..300).contains(&response.status) || is_listed;
            assert!(!status.state.is_success() || is_well, "HTTP {}", response.status);
            for request in client.result_requests(job, &status).unwrap_or_default() {
                check(&client, &request);
            }
        }
    }
});
