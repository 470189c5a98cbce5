//! A description to change, and jobs of it.

use std::rc::Rc;

use export_jobs::service::{DescribedService, Service};
use export_jobs::{ClientOptions, Job, Request, Response, Result};
use serde_json::{Value, json};

use crate::scenario::answers::{answer, ok};
use crate::scenario::{Reply, Scenario};

pub const ENDPOINT: &str = "https://reports.example/v1.0";
pub const JOB: &str = "https://reports.example/v1.0/jobs/7";

/// Reports of Intune, as their contract has them, with names of our own.
pub fn reports() -> Value {
    json!({
        "name": "reports",
        "title": "Reports",
        "sources": ["https://reports.example/docs"],
        "readOn": "2026-11-27",
        "endpoint": ENDPOINT,
        "credential": { "kind": "bearer", "scope": "https://reports.example/.default" },
        "operations": { "export": {
            "submit": {
                "method": "POST", "path": "/jobs",
                "parameters": {
                    "reportName": { "in": "body", "required": true, "most": 20 },
                    "format": { "in": "body", "oneOf": ["csv", "json"], "default": "csv" },
                    "select": { "in": "body", "kind": "texts" }
                }
            },
            "job": { "id": [{ "body": "/id" }], "url": [{ "path": "/jobs/{id}" }] },
            "status": {
                "state": [{ "body": "/status" }],
                "states": {
                    "notStarted": "notStarted", "inProgress": "running", "completed": "succeeded",
                    "failed": "failed", "canceling": "cancelling", "cancelled": "cancelled"
                },
                "percent": [{ "body": "/percentComplete" }],
                "expiresAt": [{ "body": "/expires", "none": ["0001-01-01T00:00:00Z"] }]
            },
            "result": {
                "files": [{ "body": "/url" }], "credential": "none",
                "contentType": "application/zip", "name": "{reportName}.zip"
            },
            "cancel": { "method": "DELETE", "gone": "cancelled" }
        } }
    })
}

/// Returns the description after a change of its operation.
pub fn reports_with(pointer: &str, value: Value) -> Value {
    let mut description = reports();
    set(&mut description["operations"]["export"], pointer, value);
    description
}

/// Sets the member at a pointer, which need not be there yet.
pub fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        _ => parent[name] = value,
    }
}

pub fn client_of(description: &Value) -> DescribedService {
    try_client(description).unwrap_or_else(|error| panic!("{error}\n{:?}", error.errors()))
}

pub fn try_client(description: &Value) -> Result<DescribedService> {
    DescribedService::new(&description.to_string(), &ClientOptions::at(""), Vec::new())
}

pub fn submission(client: &DescribedService) -> Request {
    client.submit_request("export", r#"{"reportName":"Devices"}"#).unwrap()
}

pub fn accepted() -> Response {
    answer(201, &[], r#"{"id":7}"#)
}

/// Follows job 7 of a description with these answers.
pub fn following(
    description: &Value,
    script: impl IntoIterator<Item = impl Into<Reply>>,
) -> (Scenario, Rc<DescribedService>) {
    let client = Rc::new(client_of(description));
    let job = client.job("export", "7", "{}").unwrap();
    (Scenario::new(client.clone(), job, None, script), client)
}

pub fn status(word: &str) -> Response {
    ok(json!({ "id": 7, "status": word }).to_string())
}

/// Reads the job that an answer to a submission names.
pub fn job_of(client: &DescribedService, response: &Response) -> Result<Job> {
    client.read_submission(&submission(client), response)
}
