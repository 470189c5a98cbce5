//! The contract of the exports as data, generated from their table.

use crate::Method;
use crate::service::Service;
use crate::service::contract::{Base, Contract, ContractRequest, Item, JobMembers, Stage};

use super::{AvePoint, Export, SERVICE, state};

/// The operation of all jobs.
const OPERATION: &str = "export";

/// Returns the contract.
pub(in crate::service) fn contract() -> Contract {
    let limits = AvePoint::new("https://graph-us.avepointonlineservices.com")
        .map(|client| client.limits())
        .unwrap_or_default();
    let read = |stage, leaf: &str| {
        ContractRequest::new(OPERATION, stage, Method::Get, format!("job/{{job}}/{leaf}"))
    };
    let mut requests = vec![read(Stage::Status, "exportstatus"), read(Stage::Result, "exportfile")];
    requests.extend(Export::ALL.into_iter().flat_map(submissions));
    let base = Base { path: "/insights".to_owned(), column: 0, versions: Vec::new() };
    let job = JobMembers { id: "/jobId", state: "/jobStatus", done: state::done() };
    Contract { service: SERVICE, bases: vec![base], requests, limits, job }
}

fn submissions(export: Export) -> impl Iterator<Item = ContractRequest> {
    export.templates().into_iter().map(move |path| ContractRequest {
        report: name(export),
        query: export.parameters().iter().map(|parameter| Item::always(parameter.name)).collect(),
        ..ContractRequest::new(OPERATION, Stage::Submit, Method::Get, path)
    })
}

/// Returns the name of an export in JavaScript, such as `userActivities`.
fn name(export: Export) -> String {
    let mut name = format!("{export:?}");
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}
