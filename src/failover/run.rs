//! One request on its way through the resources.

use crate::Error;

/// A request, and where it was tried.
#[derive(Debug, Default)]
pub struct Run {
    /// Where it is now.
    pub(super) at: Option<Attempt>,
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

impl Run {
    /// The index of the resource that is asked now.
    pub fn resource(&self) -> Option<usize> {
        self.at.map(|attempt| attempt.resource)
    }

    /// Where it failed before, and how.
    pub fn failures(&self) -> impl Iterator<Item = (usize, &Error)> {
        self.failures.iter().map(|(resource, error)| (*resource, error))
    }

    pub(super) fn was_at(&self, resource: usize) -> bool {
        self.failures.iter().any(|(at, _)| *at == resource)
    }
}
