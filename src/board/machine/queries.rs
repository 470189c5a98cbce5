//! Read access to the jobs and limits of a board.

use crate::{Job, Result};

use crate::board::jobs::entry::Entry;
use crate::board::{Board, BoardChange, BoardJob, BudgetUse, Change, JobKey};

impl Board {
    /// Returns the job of a URL that a user pasted, if a client of the board accepts the URL.
    ///
    /// # Errors
    /// `invalidArgument`, `foreignOrigin`.
    pub fn job_from_url(&self, url: &str) -> Result<Job> {
        self.clients.job_from_url(url)
    }

    /// Returns the key of the job at a URL.
    pub fn key(&self, url: &str) -> Option<JobKey> {
        self.jobs.at_url(url).map(Entry::key)
    }

    /// Returns the key of the job that a URL identifies. It may be the job's own URL, one that a
    /// user pasted, or the URL at the service behind this board's gateway.
    pub fn key_at(&self, url: &str) -> Option<JobKey> {
        let elsewhere = || self.job_from_url(url).ok().and_then(|job| self.key(&job.url));
        self.key(url).or_else(elsewhere)
    }

    /// Returns the key of a job that any client has stored.
    pub fn key_of(&self, job: &Job) -> Option<JobKey> {
        let elsewhere = || self.clients.validate(job).ok().and_then(|(_, job)| self.key(&job.url));
        self.key(&job.url).or_else(elsewhere)
    }

    /// Returns the number of the client that follows a job.
    pub fn client_of(&self, key: JobKey) -> Option<usize> {
        self.jobs.get(key).map(|entry| entry.terms().client.number)
    }

    /// Returns the keys of all jobs, in the order in which they were added.
    pub fn keys(&self) -> Vec<JobKey> {
        self.jobs.keys()
    }

    /// Returns a job as it is shown.
    pub fn job(&self, key: JobKey, now: u64) -> Option<BoardJob<'_>> {
        let is_focused = self.jobs.focused().is_some_and(|focused| focused.key() == key);
        let entry = self.jobs.get(key)?;
        let history = self.histories.get(entry.history());
        Some(entry.view(history, self.gate.is_paused(), is_focused, now))
    }

    /// Returns a change as it is reported to listeners.
    pub fn change<'a>(&'a self, change: &'a Change, now: u64) -> BoardChange<'a> {
        let removed = change.url.as_deref();
        let job = if removed.is_some() { None } else { self.job(change.key, now) };
        let url = removed.or(job.map(|job| job.job.url.as_str())).unwrap_or_default();
        BoardChange { kind: change.kind, url, job }
    }

    /// Returns the use of the limits, for each API at each origin.
    pub fn budgets(&self, now: u64) -> Vec<BudgetUse> {
        let usage = |id| self.lanes.get(id).usage(self.admissions.reserved(id, now), now);
        self.lanes.ids().map(usage).collect()
    }
}
