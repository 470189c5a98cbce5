//! The memory of a client about its jobs. Nothing in it must survive a reload.

use crate::{JobStatus, Response};

/// The most jobs that are remembered. A job that was forgotten is read again.
const MOST_JOBS: usize = 256;

/// A file of a job that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundFile {
    /// An absolute URL, or a path. It may hold a signature, so it is never stored.
    pub(super) url: String,
    /// Its name, where the service gives one.
    pub(super) name: Option<String>,
}

/// The place where the result of a job was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// In files.
    Files {
        /// The files.
        files: Vec<FoundFile>,
        /// True if requests for them carry the credential.
        with_credential: bool,
    },
    /// In an answer, which has only the result.
    Inline(Response),
}

/// The memory of one job.
#[derive(Default)]
pub(super) struct Entry {
    /// The URL at which its status is read now, if that has changed.
    pub(super) moved: Option<String>,
    /// The URLs of the places of `result.via` that only the submission has.
    pub(super) submitted: Vec<Option<String>>,
    /// The further request that has the result, and the status that it completes.
    pub(super) via: Option<(String, JobStatus)>,
    /// The status of a job that was done when it was submitted.
    pub(super) done: Option<JobStatus>,
    /// The wait that the answer to the submission asked for, in milliseconds.
    pub(super) first_wait_ms: Option<u64>,
    pub(super) found: Option<Found>,
    pub(super) is_cancelled: bool,
}

/// The jobs, by their URLs. The one that changed last is at the end.
#[derive(Default)]
pub(super) struct Memory(Vec<(String, Entry)>);

impl Memory {
    pub(super) fn get(&self, url: &str) -> Option<&Entry> {
        self.0.iter().rev().find(|(other, _)| other == url).map(|(_, entry)| entry)
    }

    /// Changes the memory of a job.
    pub(super) fn change(&mut self, url: &str, change: impl FnOnce(&mut Entry)) {
        let known = self.0.iter().rposition(|(other, _)| other == url);
        let (url, mut entry) = match known {
            Some(at) => self.0.remove(at),
            None => (url.to_owned(), Entry::default()),
        };
        if self.0.len() >= MOST_JOBS {
            self.0.remove(0);
        }
        change(&mut entry);
        self.0.push((url, entry));
    }

    /// Forgets a job, before another one has its URL.
    pub(super) fn forget(&mut self, url: &str) {
        self.0.retain(|(other, _)| other != url);
    }
}
