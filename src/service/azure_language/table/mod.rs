//! The one list of what the authoring API has (docs/contracts/azure-language.md#operations; the
//! OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview). Requests, job URLs and refusals are
//! all made from it.

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

/// A job URL belongs to the first row that it fits, so literal segments stand before placeholders
/// in the same place.
static TABLE: [&[Row]; 5] =
    [&projects::ROWS, &models::ROWS, &exported_models::ROWS, &deployments::ROWS, &knowledge::ROWS];

/// Every operation.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    TABLE.iter().copied().flatten()
}

/// The row of an operation. A test checks that every operation has one.
pub(super) fn row_of(operation: Operation) -> &'static Row {
    let [first, ..] = &projects::ROWS;
    rows().find(|row| row.operation == operation).unwrap_or(first)
}
