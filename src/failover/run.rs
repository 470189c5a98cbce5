//! One request, which is sent to one resource after another.

use crate::Error;

/// Identifies a run.
pub type RunId = u32;

/// A request at a resource, and its earlier failures.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) id: RunId,
    /// The current attempt.
    pub(super) at: Attempt,
    /// The index of each resource that failed, and its error.
    pub(super) failures: Vec<(usize, Error)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    pub(super) resource: usize,
    /// The number of times that the resource had come back when it was asked. The outcome of an older attempt does not
    /// change its health now.
    pub(super) epoch: u32,
    pub(super) kind: AttemptKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptKind {
    /// The resource is up.
    Usual,
    /// The pause of the resource is over.
    Trial,
    /// The resource still pauses, and no other is left to ask.
    LastResort,
}
