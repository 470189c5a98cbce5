//! Reports jobs to users that ended while nobody looked.

use crate::Moment;
use crate::board::JobKey;

use super::{Action, Tab};

/// The time for which news is collected before it is shown to a user who has come back, in milliseconds. A tab that is
/// visible again polls all jobs within four seconds, if the limits allow it.
const GATHER_MS: u64 = 5_000;

/// The way in which a tab shows news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// It shows the number of jobs that ended.
    Count,
    /// It also shows a notification, because no tab is visible.
    Notification,
    /// It shows the news to a user who has come back.
    Person,
}

/// The news of a tab.
#[derive(Default)]
pub(super) struct News {
    is_on: bool,
    /// The number of jobs that it shows.
    shown: usize,
    /// When the news is shown to a user who has come back.
    due: Option<u64>,
}

impl Tab {
    /// Sets whether the page wants news.
    pub fn notify(&mut self, is_on: bool, at: Moment) {
        if !self.begin(at) {
            return;
        }
        self.news.is_on = is_on;
        if !is_on && self.news.shown > 0 {
            self.show_news(Telling::Count, Vec::new());
        }
    }

    /// Returns whether this tab shows the news. Only the polling tab does, which is a visible one if there is any.
    fn tells(&self) -> bool {
        self.polls() && !self.is_doubtful() && !self.is_closed
    }

    /// Shows news, and plans when to show it to a user who has come back.
    pub(super) fn settle_news(&mut self, at: Moment) {
        if !self.news.is_on {
            return;
        }
        let (count, before) = (self.board.unseen().len(), self.news.shown);
        if count != before {
            let is_told = self.is_hidden && count > before && self.tells();
            let telling = if is_told { Telling::Notification } else { Telling::Count };
            self.show_news(telling, self.board.unseen().to_vec());
        }
        let may_tell = count > 0 && !self.is_hidden && self.tells();
        let due = self.news.due.unwrap_or(at.now.saturating_add(GATHER_MS));
        self.news.due = may_tell.then_some(due);
    }

    /// Shows the collected news to a user who has come back.
    pub(super) fn tell_news(&mut self, at: Moment) {
        if self.news.due.is_some_and(|due| due <= at.now) {
            self.news.due = None;
            self.show_news(Telling::Person, self.board.unseen().to_vec());
            self.board.mark_seen();
            self.news.shown = 0;
        }
    }

    fn show_news(&mut self, telling: Telling, jobs: Vec<JobKey>) {
        self.news.shown = jobs.len();
        self.actions.push_back(Action::News { telling, jobs });
    }

    /// Returns when the news is shown to a user who has come back.
    pub(super) fn news_due(&self) -> Option<u64> {
        self.news.due
    }
}
