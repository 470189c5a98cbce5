//! One request on its way through the resources.

use crate::Error;

/// Identifies a run.
pub type RunId = u32;

/// A request at a resource, and where it failed before.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) id: RunId,
    /// Where it is now.
    pub(super) at: Attempt,
    /// Where it failed, and how.
    pub(super) failures: Vec<(usize, Error)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    pub(super) resource: usize,
    /// How often the resource had come back when it was asked: what an older attempt meets says
    /// nothing of it as it is now.
    pub(super) epoch: u32,
    pub(super) kind: AttemptKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptKind {
    /// At a resource that is up.
    Usual,
    /// At one whose pause is over.
    Trial,
    /// At one whose pause is not over, with nobody else to ask.
    LastResort,
}
