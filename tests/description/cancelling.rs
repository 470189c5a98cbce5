//! Cancelling: POST, PATCH and DELETE, and a job that is gone afterwards.

use export_jobs::service::Service;
use export_jobs::{ErrorCode, JobState, Method};
use serde_json::json;

use crate::fixture::*;
use crate::scenario::answers::{answer, http};

#[test]
fn a_job_is_cancelled_with_the_method_and_url_of_the_description() {
    for (cancel, method, url, body) in [
        (json!({ "method": "DELETE", "url": "job" }), Method::Delete, JOB.to_owned(), None),
        (
            json!({ "method": "POST", "url": "{job}:cancel" }),
            Method::Post,
            format!("{JOB}:cancel"),
            None,
        ),
        (
            json!({ "method": "POST", "url": "/jobs/{id}/cancel" }),
            Method::Post,
            format!("{JOB}/cancel"),
            None,
        ),
        (
            json!({ "method": "PATCH", "body": { "state": "Aborted", "id": "{id}" } }),
            Method::Patch,
            JOB.to_owned(),
            Some(r#"{"id":"7","state":"Aborted"}"#),
        ),
    ] {
        let client = client_of(&reports_with("/cancel", cancel));
        let request = client.cancel_request(&client.job("export", "7", "{}").unwrap()).unwrap();
        assert_eq!((request.method, &request.url), (method, &url));
        assert_eq!(request.body.as_deref(), body.map(str::as_bytes));
    }
}

#[test]
fn a_404_means_cancelled_only_after_an_accepted_cancellation() {
    let (mut scenario, client) = following(&reports(), [http(404)]);
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::NotFound);
    let (mut scenario, other) = following(&reports(), [status("inProgress"), http(404)]);
    let job = scenario.poller.job().clone();
    other.read_cancel_of(&job, &answer(202, &[], "")).unwrap();
    assert_eq!(scenario.until_done().unwrap_err().code(), ErrorCode::JobCancelled);
    assert_eq!(scenario.poller.status().unwrap().state, JobState::Cancelled);
    assert!(client.read_cancel_of(&job, &http(405)).is_err());
}

#[test]
fn a_job_that_ends_despite_a_cancellation_keeps_its_end() {
    let (mut scenario, client) = following(&reports(), [status("completed")]);
    let job = scenario.poller.job().clone();
    client.read_cancel_of(&job, &http(204)).unwrap();
    assert!(scenario.until_done().unwrap().state.is_success());
}

#[test]
fn the_error_says_that_a_job_cannot_be_cancelled() {
    let mut description = reports();
    description["operations"]["export"]["cancel"] = json!(null);
    let client = client_of(&description);
    let error = client.cancel_request(&client.job("export", "7", "{}").unwrap()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
}
