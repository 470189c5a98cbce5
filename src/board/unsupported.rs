//! Jobs that the tab which polls cannot poll, as it has no client for them.
//!
//! A tab that can poll every job on the board takes the lead then, so that one tab still sends
//! everything within the limits of each origin. Where no tab can poll all of them, the tab with
//! the job says so at once.

use crate::{Error, ErrorCode};

use super::{Board, BoardAction, BoardMessage, ChangeKind, JobKey};

/// So many jobs of others are remembered.
const MOST: usize = 1_000;

const SENTENCE: &str = "The tab that polls has no client for some of this tab's jobs, and nobody asks about them: \
     give the boards of all tabs the same clients, or this board a name of its own.";

/// Jobs without a client, here or in the tab that polls.
#[derive(Default)]
pub(super) struct UnsupportedJobs {
    /// The URLs of jobs that no client of this board knows.
    here: Vec<String>,
    /// The jobs of this board that the tab which polls does not know.
    there: Vec<JobKey>,
}

impl Board {
    /// Notes a job that no client of this board knows, and says so to the tab that can poll it.
    pub(super) fn note_unsupported(&mut self, url: String) {
        let here = &mut self.unsupported.here;
        if here.len() < MOST && !here.contains(&url) {
            here.push(url.clone());
            if self.is_polling {
                self.say(BoardMessage::Unsupported { url });
            }
        }
    }

    pub(super) fn forget_unsupported(&mut self, url: &str) {
        self.unsupported.here.retain(|one| one != url);
    }

    /// Says again which jobs this board cannot poll: for a tab that is new.
    pub fn announce_unsupported(&mut self) {
        if self.is_polling {
            for url in self.unsupported.here.clone() {
                self.say(BoardMessage::Unsupported { url });
            }
        }
    }

    /// The tab that polls cannot poll a job.
    pub(super) fn heard_unsupported(&mut self, url: &str) {
        let Some(key) = self.key(url) else { return };
        let Some(entry) = self.entries.get_mut(&key).filter(|entry| entry.is_followed()) else {
            return;
        };
        if !self.unsupported.there.contains(&key) {
            self.unsupported.there.push(key);
        }
        if self.unsupported.here.is_empty() {
            // This tab can poll everything.
            self.actions.push_back(BoardAction::TakeLead);
            return;
        }
        let error = Error::new(ErrorCode::InvalidArgument, SENTENCE);
        entry.progress.last_failure = Some(Box::new(error.with_job(&entry.progress.job)));
        self.tell(key, ChangeKind::Failure);
    }

    /// Another tab polls from now on, or this one: who can poll what is said anew.
    pub(super) fn poller_changed(&mut self) {
        for key in &self.unsupported.there {
            if let Some(entry) = self.entries.get_mut(key)
                && entry.progress.last_failure.as_ref().is_some_and(|it| it.message() == SENTENCE)
            {
                entry.progress.last_failure = None;
            }
        }
        if !self.is_polling {
            self.unsupported.there.clear();
        }
    }

    /// Whether this board has jobs that go on and that another tab was not able to poll: a hidden
    /// tab does not hand over the lead then.
    pub fn is_needed(&self) -> bool {
        let goes_on = |key: &JobKey| self.entries.get(key).is_some_and(|it| it.is_followed());
        self.unsupported.there.iter().any(goes_on)
    }

    /// Why nobody asks about some of this board's jobs, if that is so.
    pub fn unpolled_because(&self) -> Option<&'static str> {
        let cannot_lead = !self.is_polling && !self.unsupported.here.is_empty();
        (cannot_lead && self.is_needed()).then_some(SENTENCE)
    }
}
