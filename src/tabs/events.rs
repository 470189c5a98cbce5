//! The events of a tab.

use crate::board::{AddOptions, JobKey, Stored, SubmissionId};
use crate::{Job, Machine, Moment, Response, Result, no_answer_within};

use super::joining::Step;
use super::tab::Shared;
use super::{Action, ChannelMessage, Message, PageEvent, Role, Tab};

/// The delay of a timer that shows that the device has slept, in milliseconds.
const SLEPT_MS: u64 = 20_000;

/// The delay of a timer after which the tab may have been frozen for so long that another one took
/// the lead, in milliseconds.
const FROZEN_MS: u64 = 1_500;

/// The number of answers that are processed without a pause, for example from a service within the
/// page. Then other tasks of the page run.
const AT_A_STRETCH: u32 = 50;

impl Machine for Tab {
    type Action = Action;

    fn poll_action(&mut self) -> Option<Action> {
        let at = self.at;
        loop {
            if let Some(action) = self.actions.pop_front() {
                return Some(action);
            }
            if self.is_closed {
                return None;
            }
            if let Some(action) = self.board.poll_action() {
                self.take(action, at);
                continue;
            }
            self.end_round(at);
            self.settle_news(at);
            if self.actions.is_empty() && !self.board.has_actions() {
                return None;
            }
        }
    }

    fn timeout(&mut self) -> Option<u64> {
        let (is_closed, step) = (self.is_closed, self.step());
        let shared = self.shared.as_mut();
        let storage = shared.as_ref().and_then(|shared| shared.storage.timeout());
        if is_closed {
            return storage.filter(|_| shared.is_some_and(|shared| shared.storage.is_awaited()));
        }
        let step = match step {
            Some(Step::LeaderLists(until)) => Some(until),
            _ => None,
        };
        let election = shared.and_then(|shared| shared.election.as_mut()?.timeout());
        let board = self.board.timeout();
        let own = [storage, step, election, self.flights.timeout(), self.news_due(), board];
        self.due = own.into_iter().flatten().min();
        self.due
    }

    fn handle_timeout(&mut self, at: Moment) {
        if !self.begin(at) {
            return self.end_overdue_requests(at);
        }
        self.answers = 0;
        while let Some(flight) = self.flights.overdue(at.now) {
            self.actions.push_back(Action::Abort { flight: flight.number });
            let error = no_answer_within(self.flights.timeout_ms);
            self.board.handle_response(flight.key, flight.number, Err(error), at);
        }
        self.end_overdue_requests(at);
        self.tell_news(at);
        if let Some(Step::LeaderLists(until)) = self.step()
            && until <= at.now
        {
            self.begin_to_poll(None, at);
        }
        self.elect(at, |election| election.handle_timeout(at));
        self.board.handle_timeout(at);
        if std::mem::take(&mut self.has_slept) {
            self.board.nudge(at.now);
        }
    }
}

impl Tab {
    /// Starts every call: records the moment, and detects whether the device has slept or the tab
    /// was frozen. Returns whether the tab is open.
    pub(super) fn begin(&mut self, at: Moment) -> bool {
        let due = self.due.unwrap_or(at.now).max(self.at.now);
        self.at = at;
        if at.now.saturating_sub(due) > FROZEN_MS
            && let Some(shared) = &mut self.shared
        {
            shared.is_doubtful = true;
            // Answers that were ready before are delivered after the timer.
            shared.storage.wait_anew(at.now);
        }
        self.has_slept |= at.now.saturating_sub(due) > SLEPT_MS && !self.is_hidden;
        !self.is_closed
    }

    /// Takes an event of the page.
    pub fn handle_page_event(&mut self, event: PageEvent, at: Moment) {
        if !self.begin(at) {
            return;
        }
        match event {
            PageEvent::Shown => self.set_hidden(false, at),
            PageEvent::Hidden => self.set_hidden(true, at),
            PageEvent::Online => self.board.nudge(at.now),
            PageEvent::Left => {
                // Changes that the page has just made are written before it is left.
                self.run(at);
                self.leave(at);
            }
            PageEvent::Back => {
                if self.shared.is_some() {
                    self.join(at);
                }
                if !self.is_hidden {
                    self.board.look(at.now);
                }
                self.board.nudge(at.now);
            }
        }
    }

    fn set_hidden(&mut self, hidden: bool, at: Moment) {
        self.is_hidden = hidden;
        self.elect(at, |election| election.set_hidden(hidden, at.now));
        self.board.set_hidden(hidden, at.now);
    }

    /// Takes a message of another tab.
    pub fn handle_message(&mut self, message: ChannelMessage, at: Moment) {
        if !self.begin(at) {
            return;
        }
        match message {
            ChannelMessage::Hello { from } => self.handle_tab_message(&from, &Message::Hello, at),
            ChannelMessage::Ask { from, visible } => {
                self.handle_tab_message(&from, &Message::Ask { visible }, at);
            }
            ChannelMessage::Here { from } => self.handle_tab_message(&from, &Message::Here, at),
            ChannelMessage::Yours { from, to } => {
                self.handle_tab_message(&from, &Message::Yours { to }, at)
            }
            ChannelMessage::Changes { state, leads, is_whole } => {
                if leads {
                    self.elect(at, |election| election.handle_sign_of_leader(at));
                }
                // A tab that was frozen may have overwritten records of this tab.
                if leads && self.role() == Role::Leading {
                    self.round.keys.extend(self.board.newer_than(&state));
                }
                let is_asked = leads && is_whole && !self.polls();
                let (keys, removed) =
                    if is_asked { self.board.missing_from(&state) } else { Default::default() };
                self.board.merge(state, at.now, at.date);
                if !keys.is_empty() || !removed.is_empty() {
                    self.publish(self.board.state_of(&keys, &removed, at.now, at.date), false);
                }
            }
            ChannelMessage::Board(message) => self.board.handle_message(message, at),
        }
    }

    fn handle_tab_message(&mut self, from: &str, message: &Message, at: Moment) {
        self.elect(at, |election| election.handle_message(from, message, at));
    }

    // The locks

    /// Records that the shared lock was granted, lost or refused.
    pub fn handle_lock(&mut self, is_granted: bool, at: Moment) {
        if !self.has_joined() && is_granted {
            // The tab left the others while it waited for the lock.
            self.actions.push_back(Action::ReleaseLock);
        }
        if self.begin(at) {
            self.elect(at, |election| election.handle_lock(is_granted, at));
        }
    }

    /// Takes the answer to [`Action::LookAtLock`]: whether this tab holds the shared lock.
    pub fn handle_lock_holder(&mut self, number: u32, is_own: bool, at: Moment) {
        if !self.begin(at) {
            return;
        }
        self.elect(at, |election| election.handle_lock_holder(number, is_own, at));
        if is_own {
            let lease = self.lease();
            if lease.is_some_and(|lease| lease > at.now)
                && let Some(shared) = &mut self.shared
            {
                shared.is_doubtful = false;
                if self.step() == Some(Step::LeaderDoubts) {
                    self.lead(at);
                }
            }
            self.board.set_lease(lease, at.now);
            self.release_ready(at);
        }
    }

    // The store

    /// Takes the answer to [`Action::Load`]: pairs of a key and a record, or `None` when the store
    /// refuses.
    pub fn handle_loaded(
        &mut self,
        number: u32,
        records: Option<Vec<(String, Stored)>>,
        at: Moment,
    ) {
        if !self.begin(at) {
            return;
        }
        self.request_is_over(number, records.is_some(), at);
        self.has_read(number, records.unwrap_or_default(), at);
    }

    /// Takes the answer to [`Action::Save`]: whether the batch is written.
    pub fn handle_saved(&mut self, number: u32, is_written: bool, at: Moment) {
        self.begin(at);
        self.request_is_over(number, is_written, at);
        self.answer_waiters();
    }

    /// Handles the answer of the store to a read or a write.
    pub(super) fn request_is_over(&mut self, number: u32, is_ok: bool, at: Moment) {
        let Some(shared) = &mut self.shared else { return };
        let pending = shared.storage.answered(number);
        if !is_ok {
            shared.storage.refused(number);
            self.board.set_persistent(false);
        } else if shared.storage.revived_by(number) {
            self.use_store_again(at);
        }
        if let Some(pending) = pending {
            self.board.handle_stored(pending.changes);
            self.release(pending.departures, at);
            self.has_written(number, at);
        }
    }

    /// Uses a store again that has answered late: everything is written, and a tab that was alone
    /// joins the others.
    fn use_store_again(&mut self, at: Moment) {
        if self.is_closed {
            return;
        }
        self.board.set_persistent(true);
        self.round.all(&self.board, at);
        self.store_history(at);
        let is_out = |shared: &Shared| shared.election.is_none() && shared.step.is_none();
        if self.shared.as_ref().is_some_and(|shared| is_out(shared) && !shared.is_away) {
            self.join(at);
        }
    }

    /// Continues without the store's overdue answers.
    fn end_overdue_requests(&mut self, at: Moment) {
        while let Some(shared) = &mut self.shared
            && let Some(overdue) = shared.storage.overdue(at.now)
        {
            self.board.set_persistent(false);
            self.release(overdue.departures, at);
            self.has_written(overdue.number, at);
            self.has_read(overdue.number, Vec::new(), at);
            self.has_read_history(overdue.number, Vec::new(), at);
        }
        self.answer_waiters();
    }

    // Requests

    /// Takes the answer to a poll. Ignores the answer to an aborted poll.
    pub fn handle_response(&mut self, flight: u32, outcome: Result<Response>, at: Moment) {
        if !self.begin(at) {
            return;
        }
        let Some(ended) = self.flights.end(flight) else { return };
        self.answers = self.answers.saturating_add(1);
        if self.answers >= AT_A_STRETCH {
            self.board.rest();
        }
        self.board.handle_response(ended.key, flight, outcome, at);
    }

    /// Takes the outcome of a submission.
    pub fn handle_submitted(&mut self, id: SubmissionId, outcome: Result<Job>, at: Moment) {
        if !self.begin(at) {
            return;
        }
        let options = self.submissions.iter().find(|(one, _)| *one == id);
        let options = options.map_or_else(AddOptions::default, |(_, options)| *options);
        self.board.handle_submitted(id, outcome, &options, at);
    }

    /// Takes the service's answer to a cancellation.
    pub fn handle_cancelled(&mut self, key: JobKey, outcome: Result<()>, at: Moment) {
        if self.begin(at) {
            self.board.handle_cancelled(key, outcome, at);
        }
    }
}
