//! Jobs that the tab which polls cannot poll, because it has no client for them.
//!
//! A tab that can poll every job on the board then takes the lead, so that one tab still sends
//! everything within the limits of each origin. If no tab can poll all of them, the tab with the
//! job reports this immediately.

use super::jobs::entry::Entry;
use super::{Board, BoardAction, BoardMessage, JobKey};

/// The highest number of jobs that are remembered.
const MOST: usize = 1_000;

const SENTENCE: &str = "The tab that polls has no client for some of this tab's jobs, so no tab polls them: \
     give the boards of all tabs the same clients, or this board a name of its own.";

/// Jobs without a client, in this tab or in the polling tab.
#[derive(Default)]
pub(super) struct UnsupportedJobs {
    /// The URLs of jobs for which this board has no client.
    here: Vec<String>,
    /// The jobs of this board for which the polling tab has no client.
    there: Vec<JobKey>,
}

impl UnsupportedJobs {
    /// Returns whether this tab can poll every job that it knows of.
    fn is_empty_here(&self) -> bool {
        self.here.is_empty()
    }

    /// Records a job for which this board has no client. Returns whether it is new.
    fn note_here(&mut self, url: &str) -> bool {
        let is_new = self.here.len() < MOST && !self.here.iter().any(|one| one == url);
        if is_new {
            self.here.push(url.to_owned());
        }
        is_new
    }

    /// Forgets a job that is over.
    pub(super) fn forget_here(&mut self, url: &str) {
        self.here.retain(|one| one != url);
    }

    /// Records a job of this board for which the polling tab has no client.
    fn note_there(&mut self, key: JobKey) {
        if !self.there.contains(&key) {
            self.there.push(key);
        }
    }
}

impl Board {
    /// Records a job for which this board has no client. If this board polls, reports the job to
    /// the other tabs.
    pub(super) fn note_unsupported(&mut self, url: &str) {
        if self.unsupported.note_here(url) && self.gate.is_polling() {
            self.outbox.post(BoardMessage::Unsupported { url: url.to_owned() });
        }
    }

    /// Reports to the other tabs which jobs this board cannot poll, if it polls. A new tab does not
    /// know them yet.
    pub fn announce_unsupported(&mut self) {
        if self.gate.is_polling() {
            for url in &self.unsupported.here {
                self.outbox.post(BoardMessage::Unsupported { url: url.clone() });
            }
        }
    }

    /// Takes the report that the polling tab has no client for a job.
    pub(super) fn handle_unsupported(&mut self, url: &str) {
        let can_poll_all = self.unsupported.is_empty_here();
        let followed = self.followed(|jobs| jobs.at_url_mut(url).filter(|it| it.is_followed()));
        let Some(mut followed) = followed else { return };
        if can_poll_all {
            followed.outbox.push(BoardAction::TakeLead);
        } else {
            followed.cannot_be_polled(SENTENCE);
        }
        let key = followed.job.key();
        self.unsupported.note_there(key);
    }

    /// Forgets the reports of the previous polling tab. The new one reports again which jobs it
    /// cannot poll.
    pub(super) fn poller_changed(&mut self) {
        for key in &self.unsupported.there {
            if let Some(mut job) = self.jobs.get_mut(*key)
                && job.last_failure().is_some_and(|it| it.message() == SENTENCE)
            {
                job.set_last_failure(None);
            }
        }
        if !self.gate.is_polling() {
            self.unsupported.there.clear();
        }
    }

    /// Returns whether another tab was unable to poll a running job of this board. If so, this tab
    /// keeps the lead even when it is hidden.
    pub fn is_needed(&self) -> bool {
        let goes_on = |key: &JobKey| self.jobs.get(*key).is_some_and(Entry::is_followed);
        self.unsupported.there.iter().any(goes_on)
    }

    /// Returns the reason why no tab polls some of this board's jobs, if there is one.
    pub fn unpolled_because(&self) -> Option<&'static str> {
        let cannot_lead = !self.gate.is_polling() && !self.unsupported.is_empty_here();
        (cannot_lead && self.is_needed()).then_some(SENTENCE)
    }
}
