//! What a board shows.

use crate::service::Limits;
use crate::{Error, Job, JobStatus, Result};

/// A job on the board, as it stands.
#[derive(Clone, Copy, Debug)]
pub struct BoardJob<'a> {
    /// The job.
    pub job: &'a Job,
    /// Its last reading.
    pub status: Option<&'a JobStatus>,
    /// How it ended, once it has.
    pub outcome: Option<&'a Result<()>>,
    /// Why the last poll failed, while it is about to be repeated.
    pub last_failure: Option<&'a Error>,
    /// Since it was started, or first heard of.
    pub age_ms: u64,
    /// Until the next poll, while one is planned.
    pub next_poll_in_ms: Option<u64>,
    /// Until the end that its progress promises.
    pub remaining_ms: Option<u64>,
    /// Whether a request is under way.
    pub is_polling: bool,
    /// Whether it goes first.
    pub is_focused: bool,
    /// How many readings there were.
    pub readings: u32,
}

/// How much is used of the limits of an API at one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetUse {
    /// Such as `https://contoso.cognitiveservices.azure.com`.
    pub origin: String,
    /// Such as `azure-language`.
    pub api: String,
    /// The limits.
    pub limits: Limits,
    /// Status requests in the last window.
    pub reads: usize,
    /// Submissions in the last window.
    pub submissions: usize,
    /// Jobs that run, as far as is known.
    pub running: u32,
    /// Submissions that wait for their turn.
    pub queued: usize,
    /// For how long nothing may be sent, as the service asked.
    pub held_for_ms: u64,
}
