//! The contract of the authoring API as data, generated from its table.

use crate::Method;
use crate::service::Service;
use crate::service::contract::{Base, Contract, ContractRequest, Item, JobMembers, Masks, Stage};

use super::api_version::{ALL, ApiVersion, versions_of};
use super::table::{Body, Has, PAGING, Parameter, Row, body_of, rows};
use super::{AzureLanguage, Family, Operation, paths, state, uploads};

/// The endpoint of a client that is made only for its limits.
const ANY_ENDPOINT: &str = "https://contoso.cognitiveservices.azure.com";

/// Returns the contract. Its columns are the families.
pub(in crate::service) fn contract() -> Contract {
    let limits = AzureLanguage::new(ANY_ENDPOINT, Family::AnalyzeText, None)
        .map(|client| client.limits())
        .unwrap_or_default();
    let mut requests = Vec::new();
    // Each path of a job, and of its result, is added once.
    for row in rows() {
        for family in Family::ALL {
            let Some(path) = paths::job_template(row, family) else { continue };
            add(&mut requests, job_request(row, Stage::Status, path.to_owned()), family);
            if row.operation == Operation::Export {
                add(
                    &mut requests,
                    job_request(row, Stage::Result, format!("{path}/result")),
                    family,
                );
            }
        }
    }
    let jobs: Vec<String> = requests.iter().map(|job| job.path.clone()).collect();
    // The request for the status of a training is already in the table.
    let is_new = |row: &&Row| row.method != Method::Get || !jobs.iter().any(|it| it == row.path);
    requests.extend(rows().filter(is_new).map(request_of));
    let job = JobMembers { id: "/jobId", state: "/status", done: state::done() };
    Contract { service: "azure-language", bases: bases(), requests, limits, job }
}

/// The paths of each family. Those of 2021 have no `authoring/`.
fn bases() -> Vec<Base> {
    let mut bases: Vec<Base> = Vec::new();
    for (column, family) in Family::ALL.into_iter().enumerate() {
        for name in versions_of(ALL, family) {
            let Ok(version) = ApiVersion::parse(name) else { continue };
            let path = paths::projects(family, version.has_authoring_path());
            let known = (name, version.generation(family));
            match bases.iter_mut().find(|base| base.path == path) {
                Some(base) => base.versions.push(known),
                None => bases.push(Base { path, column, versions: vec![known] }),
            }
        }
    }
    bases
}

/// Returns the request that reads a job or its result. [`add`] fills in `has`.
fn job_request(row: &Row, stage: Stage, path: String) -> ContractRequest {
    let request = ContractRequest::new(row.name, stage, Method::Get, path);
    ContractRequest { has: [0, 0, 0], ..request }
}

/// Adds a request for one family. Merges it with a request of the same path, if there is one.
fn add(requests: &mut Vec<ContractRequest>, request: ContractRequest, family: Family) {
    // A job can be followed whichever version started it.
    let column = Family::ALL.iter().position(|it| *it == family).unwrap_or_default();
    let known = requests.iter_mut().find(|it| it.path == request.path);
    let request = match known {
        Some(request) => request,
        None => {
            requests.push(request);
            let Some(last) = requests.last_mut() else { return };
            last
        }
    };
    if let Some(mask) = request.has.get_mut(column) {
        *mask = ALL;
    }
}

fn request_of(row: &'static Row) -> ContractRequest {
    let stage = match row.operation {
        Operation::CancelTraining => Stage::Cancel,
        _ if row.job.is_some() => Stage::Submit,
        _ => Stage::Call,
    };
    let has = masks(row.has);
    let paging = if row.is_paged { PAGING.as_slice() } else { &[] };
    let (bodies, members) = body(row.operation, has);
    ContractRequest {
        has,
        query: row.query.iter().chain(paging).map(item).collect(),
        headers: row.headers.iter().map(item).collect(),
        bodies,
        members,
        ..ContractRequest::new(row.name, stage, row.method, row.path)
    }
}

/// Returns the content types of a body, and the members of a JSON body.
fn body(operation: Operation, has: Masks) -> (Vec<Item>, Vec<Item>) {
    const JSON: &str = "application/json";
    let mut bodies = Vec::new();
    let mut add = |name, of: Masks| {
        let [text, conversations, questions] = both(of, has);
        if text | conversations | questions != 0 {
            bodies.push(Item { name, has: [text, conversations, questions] });
        }
    };
    let members: &[Parameter] = match body_of(operation) {
        Body::None => &[],
        Body::ProjectFile => {
            add(JSON, has);
            &[]
        }
        Body::Json(members) | Body::JsonList(members) => {
            add(JSON, any(members));
            members
        }
        Body::MergePatch(members) => {
            let [text, conversations, questions] = any(members);
            add("application/merge-patch+json", [text, conversations, 0]);
            add(JSON, [0, 0, questions]);
            members
        }
    };
    add("multipart/form-data", [0, 0, uploads::versions_with_files(operation)]);
    (bodies, members.iter().map(item).collect())
}

fn item(parameter: &Parameter) -> Item {
    Item { name: parameter.name, has: masks(parameter.has) }
}

fn masks(has: Has) -> Masks {
    Family::ALL.map(|family| has.of(family))
}

/// Returns the versions that have at least one of the members. Without any member there is no body.
fn any(members: &[Parameter]) -> Masks {
    let all = members.iter().map(|member| masks(member.has));
    all.fold([0, 0, 0], |[a, b, c], [x, y, z]| [a | x, b | y, c | z])
}

fn both([a, b, c]: Masks, [x, y, z]: Masks) -> Masks {
    [a & x, b & y, c & z]
}
