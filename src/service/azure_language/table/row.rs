//! One operation in the table.

use super::super::Operation;
use super::has::{BOTH, EVERYWHERE, Has};
use super::parameter::Parameter;
use crate::http::Method;

/// One operation.
pub(in super::super) struct Row {
    pub(in super::super) operation: Operation,
    /// The name in JavaScript.
    pub(in super::super) name: &'static str,
    pub(in super::super) method: Method,
    /// The path below `projects`, with `{project}`, `{deployment}`, `{model}` and `{job}`.
    pub(in super::super) path: &'static str,
    pub(in super::super) query: &'static [Parameter],
    /// True if the operation takes `top`, `skip` and `maxpagesize`, and its answer has pages.
    pub(in super::super) is_paged: bool,
    pub(in super::super) headers: &'static [Parameter],
    /// The HTTP statuses of success. Unused for a job: any success that names a job starts one.
    pub(in super::super) success: &'static [u16],
    /// The path of its job, below `projects`.
    pub(in super::super) job: Option<&'static str>,
    pub(in super::super) has: Has,
    /// True if the service does harm when it ignores a member of the body.
    pub(in super::super) is_guarded: bool,
}

/// The body of a request.
pub(in super::super) enum Body {
    None,
    /// `application/json` with these members. A family without any of them has no body.
    Json(&'static [Parameter]),
    /// The same as [`Body::Json`], sent as `application/merge-patch+json`; for question answering
    /// as `application/json` (`questionanswering-authoring.json`, and two recordings).
    MergePatch(&'static [Parameter]),
    /// `application/json`: a list of objects with these members.
    JsonList(&'static [Parameter]),
    /// A project file, sent as it is.
    ProjectFile,
}

pub(super) const fn row(
    operation: Operation,
    name: &'static str,
    method: Method,
    path: &'static str,
) -> Row {
    Row {
        operation,
        name,
        method,
        path,
        query: &[],
        is_paged: false,
        headers: &[],
        success: &[200],
        job: None,
        has: BOTH,
        is_guarded: false,
    }
}

pub(super) const fn get(operation: Operation, name: &'static str, path: &'static str) -> Row {
    row(operation, name, Method::Get, path)
}

pub(super) const fn list(operation: Operation, name: &'static str, path: &'static str) -> Row {
    Row { is_paged: true, ..get(operation, name, path) }
}

pub(super) const fn submit(
    operation: Operation,
    name: &'static str,
    method: Method,
    path: &'static str,
    job: &'static str,
) -> Row {
    Row { job: Some(job), ..row(operation, name, method, path) }
}

impl Row {
    pub(super) const fn everywhere(self) -> Self {
        Self { has: EVERYWHERE, ..self }
    }

    pub(super) const fn having(self, has: Has) -> Self {
        Self { has, ..self }
    }

    pub(super) const fn with_query(self, query: &'static [Parameter]) -> Self {
        Self { query, ..self }
    }

    pub(super) const fn guarded(self) -> Self {
        Self { is_guarded: true, ..self }
    }

    pub(super) const fn succeeding(self, success: &'static [u16]) -> Self {
        Self { success, ..self }
    }
}
