//! The memory of a client about its jobs. None of it is needed after a reload.

use crate::{JobStatus, Response};

/// The highest number of jobs that are remembered. A forgotten job is read again.
const MOST_JOBS: usize = 256;

/// A file of a job that succeeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundFile {
    /// An absolute URL, or a path. It may contain a signature, so it is never stored.
    pub(super) url: String,
    /// The file's name, if the service gives one.
    pub(super) name: Option<String>,
}

/// The result of a job, as it was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Found {
    /// The result is in files.
    Files {
        /// The files.
        files: Vec<FoundFile>,
        /// True if requests for them carry the credential.
        with_credential: bool,
    },
    /// The result itself, as the body of an answer.
    Inline(Response),
}

/// The memory of one job.
#[derive(Default)]
pub(super) struct Entry {
    /// The current URL of the status, if it has changed.
    pub(super) moved: Option<String>,
    /// The URLs for the places of `result.via` that only the answer to the submission has.
    pub(super) submitted: Vec<Option<String>>,
    /// The URL of the further request for the result, and the status that its answer completes.
    pub(super) via: Option<(String, JobStatus)>,
    /// The status of a job that was already done when it was submitted.
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

    /// Forgets a job, before another job gets the same URL.
    pub(super) fn forget(&mut self, url: &str) {
        self.0.retain(|(other, _)| other != url);
    }
}
