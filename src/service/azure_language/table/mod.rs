//! The table of all operations of the authoring API (docs/contracts/azure-language.md#operations;
//! the OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview). Requests, job URLs and the checks
//! of arguments come from this table.

mod deployments;
mod exported_models;
mod has;
mod knowledge;
mod models;
mod parameter;
mod projects;
mod row;

use super::Operation;

pub(super) use has::Has;
pub(super) use parameter::{Kind, Need, PAGING, Parameter};
pub(super) use row::{Body, Row};

/// The operations that run as jobs. A job URL belongs to the first row that matches. Therefore a
/// row with a literal segment comes before a row with a placeholder in that position.
static JOBS: [&[Row]; 5] =
    [&projects::JOBS, &models::JOBS, &exported_models::JOBS, &deployments::JOBS, &knowledge::JOBS];

/// All operations: those that run as jobs, and those that do not.
static ALL: [&[Row]; 10] = [
    &projects::JOBS,
    &models::JOBS,
    &exported_models::JOBS,
    &deployments::JOBS,
    &knowledge::JOBS,
    &projects::CALLS,
    &models::CALLS,
    &exported_models::CALLS,
    &deployments::CALLS,
    &knowledge::CALLS,
];

/// True if the module includes the operations that do not run as jobs. Without a JavaScript class
/// that calls them, the module leaves them out to stay small.
const KNOWS_ALL: bool = cfg!(any(
    not(target_arch = "wasm32"),
    not(feature = "module"),
    feature = "operations",
    feature = "replication",
));

static BODIES: [&[(Operation, Body)]; 5] = [
    &projects::BODIES,
    &models::BODIES,
    &exported_models::BODIES,
    &deployments::BODIES,
    &knowledge::BODIES,
];

/// Returns all rows.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    let table: &[&[Row]] = if KNOWS_ALL { &ALL } else { &JOBS };
    table.iter().copied().flatten()
}

/// Returns the row of an operation. A test checks that every operation has one.
pub(super) fn row_of(operation: Operation) -> &'static Row {
    let [first, ..] = &projects::JOBS;
    rows().find(|row| row.operation == operation).unwrap_or(first)
}

/// Returns the body of an operation's request. Bodies have a table of their own, which a module
/// without such requests leaves out.
pub(super) fn body_of(operation: Operation) -> &'static Body {
    let mut bodies = BODIES.iter().copied().flatten();
    bodies.find(|(of, _)| *of == operation).map_or(&Body::None, |(_, body)| body)
}
