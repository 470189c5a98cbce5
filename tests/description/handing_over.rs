//! Jobs that are handed to another operation, as in Azure Resource Manager: a status monitor is read by
//! other rules than a resource.

use export_jobs::service::Service;
use export_jobs::{ErrorCode, JobState, Method, Request, Response};
use serde_json::{Value, json};

use crate::fixture::*;
use crate::scenario::answers::{answer, ok};

const RESOURCE: &str = "https://arm.example/vm/1";

fn machines() -> Value {
    let states = json!({ "Succeeded": "succeeded", "Failed": "failed", "Accepted": "running" });
    let submit = json!({ "method": "PUT", "doneAt": [200, 201] });
    json!({
        "name": "machines", "endpoint": "https://arm.example", "credential": { "kind": "none" },
        "operations": {
            "put": {
                "submit": submit,
                "job": { "url": [
                    { "header": "azure-asyncoperation", "operation": "monitor" }, { "request": "url" }
                ] },
                "status": {
                    "state": [
                        { "body": "/properties/provisioningState" },
                        { "http": { "200": "succeeded", "201": "succeeded" }, "json": true }
                    ],
                    "states": states
                },
                "result": { "inline": [{ "body": "" }] }
            },
            "monitor": {
                "submit": submit,
                "job": { "url": [{ "header": "azure-asyncoperation" }] },
                "status": { "state": [{ "body": "/status" }], "states": states },
                "result": { "via": [{ "request": "url" }], "inline": [{ "body": "" }] }
            }
        }
    })
}

fn put() -> Request {
    Request::new(Method::Put, RESOURCE.to_owned())
}

fn accepted_with(header: &str) -> Response {
    answer(
        201,
        &[("azure-asyncoperation", header)],
        r#"{"properties":{"provisioningState":"Accepted"}}"#,
    )
}

#[test]
fn a_monitor_is_read_by_its_own_rules_and_leads_to_the_resource() {
    let client = client_of(&machines());
    let job = client.read_submission(&put(), &accepted_with("/operations/7/")).unwrap();
    assert_eq!(
        (job.operation.as_str(), job.id.as_str()),
        ("monitor", "7"),
        "the URL ends with a slash"
    );
    let unread = client.read_status(&ok("{}"), Some(&job)).unwrap_err();
    assert_eq!(unread.code(), ErrorCode::UnreadableResponse, "a monitor without a status");
    let status = client.read_status(&ok(r#"{"status":"Succeeded"}"#), Some(&job)).unwrap();
    assert_eq!(status.state, JobState::Running, "until the resource is read");
    assert_eq!(client.status_request(&job).unwrap().url, RESOURCE);
}

#[test]
fn a_resource_without_a_state_has_succeeded_unless_it_is_empty() {
    let client = client_of(&machines());
    let job = client.read_submission(&put(), &answer(201, &[], r#"{"id":"1"}"#)).unwrap();
    assert_eq!(client.status_at_submission(&job).unwrap().state, JobState::Succeeded);
    let job = client.read_submission(&put(), &answer(201, &[], "")).unwrap();
    assert_eq!((job.operation.as_str(), client.status_at_submission(&job)), ("put", None));
    assert!(client.read_status(&ok(""), Some(&job)).is_err());
}

#[test]
fn a_job_that_has_ended_needs_no_url_that_can_be_used() {
    let client = client_of(&machines());
    let body = r#"{"properties":{"provisioningState":"Succeeded"}}"#;
    let elsewhere = [("azure-asyncoperation", "https://evil.example/x")];
    let job = client.read_submission(&put(), &answer(200, &elsewhere, body)).unwrap();
    assert_eq!((job.operation.as_str(), job.url.as_str()), ("put", RESOURCE));
    let error =
        client.read_submission(&put(), &accepted_with("https://evil.example/x")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
}

#[test]
fn a_reference_to_an_unknown_operation_is_a_mistake() {
    let mut description = machines();
    set(
        &mut description,
        "/operations/put/job/url/0",
        json!({ "header": "location", "operation": "monitr" }),
    );
    let error = try_client(&description).err().unwrap();
    assert!(error.errors()[0].message.contains("monitor"), "{:?}", error.errors());
}
