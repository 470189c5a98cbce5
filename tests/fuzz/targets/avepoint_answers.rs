//! Any answer of the AvePoint Graph API.
#![no_main]

use export_jobs::service::{AvePoint, Export, ExportArguments};
use export_jobs_fuzz::{AnyResponse, plain_response, read_all};
use libfuzzer_sys::arbitrary::{Arbitrary, Unstructured};
use libfuzzer_sys::fuzz_target;

const ORIGIN: &str = "https://graph-us.avepointonlineservices.com";

fuzz_target!(|data: &[u8]| {
    let structured = AnyResponse::arbitrary(&mut Unstructured::new(data)).ok();
    let client = AvePoint::new(ORIGIN).unwrap();
    let submission = client
        .export_request(Export::UserActivities, Some("mia"), &ExportArguments::new())
        .unwrap();
    let job = client.job("1").unwrap();
    for response in plain_response(data).into_iter().chain(structured.map(|any| any.0)) {
        read_all(&client, &submission, &job, ORIGIN, &response);
    }
});
