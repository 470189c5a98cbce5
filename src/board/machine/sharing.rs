//! The exchange with the boards of other tabs: the requests of this board to the polling board,
//! and, while it polls itself, its answers to the others. See [`BoardMessage`].

use crate::Moment;
use crate::url::origin_of;

use crate::board::lanes::LaneId;
use crate::board::lanes::queue::Work;
use crate::board::lanes::submission::{FRESH_MS, Submission};
use crate::board::{Board, BoardAction, BoardId, BoardMessage};

impl Board {
    /// Sets the id that identifies this board among all boards of the site. Must be called before
    /// anything is submitted.
    pub fn set_id(&mut self, id: BoardId) {
        self.admissions.set_board(id);
    }

    /// Sets whether this board polls, or that of another tab.
    pub fn set_polling(&mut self, polls: bool, now: u64) {
        let polled = self.gate.set_polling(polls);
        if polls {
            if !polled {
                self.poller_changed();
                self.outbox.post(BoardMessage::Leading);
                self.announce_unsupported();
            }
            self.send_due(now);
            return;
        }
        while let Some(mut followed) = self.followed(|jobs| jobs.first_in_flight()) {
            followed.abandon();
        }
        // The other tabs ask the next polling board. A granted submission keeps its reservation,
        // but no longer uses a connection of this tab.
        while let Some((lane, _)) = self.admissions.land_first(&Submission::is_of_other_tab) {
            self.lanes.get_mut(lane).land();
        }
        while self.lanes.take_submission(&Submission::is_of_other_tab).is_some() {}
        self.admissions.drop_offers();
        self.ask_anew(now);
    }

    /// Repeats all pending requests of this board to the polling board.
    pub fn ask_anew(&mut self, now: u64) {
        if self.gate.is_polling() {
            return;
        }
        for lane in self.lanes.iter() {
            for work in lane.queue.iter() {
                match work {
                    Work::Submission(submission) => {
                        let turn = self.admissions.turn(submission, &lane.api, now);
                        self.outbox.extend(turn);
                    }
                    Work::Cancellation(cancellation) => {
                        let url = cancellation.url.clone();
                        self.outbox.post(BoardMessage::Cancel { url });
                    }
                }
            }
        }
        if self.jobs.focused().is_some() {
            self.ask_for_focus();
        }
    }

    /// Takes a message from the board of another tab.
    pub fn handle_message(&mut self, message: BoardMessage, at: Moment) {
        let now = at.now;
        let polls = self.gate.is_polling();
        match message {
            BoardMessage::Leading => {
                self.poller_changed();
                self.ask_anew(now);
            }
            BoardMessage::Paused { is_paused } => {
                self.gate.set_paused(is_paused);
                if !is_paused {
                    self.nudge(now);
                }
            }
            // Messages for the tab of a submission or a job.
            BoardMessage::Offer { name } if !polls => self.handle_offer(name, now),
            BoardMessage::Grant { name, version } if !polls => {
                self.handle_grant(&name, version, now);
            }
            BoardMessage::Unsupported { url } if !polls => self.handle_unsupported(&url),
            BoardMessage::Cancelled { url, outcome } => self.settle_cancellation(&url, outcome),
            // Messages for the polling board.
            BoardMessage::Turn { name, api, url, in_ms, version } if polls => {
                if self.handle_over(&name, version, now) {
                    let lane = self.lane_at(&origin_of(&url), &api);
                    let deadline = now.saturating_add(in_ms);
                    let submission = self.admissions.of_other_tab(name, deadline);
                    self.lanes.get_mut(lane).queue.push(submission);
                    self.send_due(now);
                }
            }
            BoardMessage::Take { name } => self.handle_take(&name, now),
            BoardMessage::Over { name, version } => {
                self.handle_over(&name, version, now);
            }
            BoardMessage::Cancel { url } if polls => self.handle_cancel(url, now),
            BoardMessage::Focus { url } if polls => {
                let key = url.and_then(|url| self.key(&url));
                self.set_focus(key, now);
            }
            BoardMessage::Offer { .. }
            | BoardMessage::Grant { .. }
            | BoardMessage::Unsupported { .. }
            | BoardMessage::Turn { .. }
            | BoardMessage::Cancel { .. }
            | BoardMessage::Focus { .. } => {}
        }
    }

    // Requests of this board

    /// Asks for the turn of a submission of this tab.
    pub(crate) fn ask_for_turn(&mut self, lane: LaneId, submission: &Submission, now: u64) {
        if !self.gate.is_polling() {
            let turn = self.admissions.turn(submission, &self.lanes.get(lane).api, now);
            self.outbox.extend(turn);
        }
    }

    /// Asks the polling board to give the focused job priority.
    pub(crate) fn ask_for_focus(&mut self) {
        if !self.gate.is_polling() {
            let url = self.jobs.focused().map(|it| it.job().url.clone());
            self.outbox.post(BoardMessage::Focus { url });
        }
    }

    /// Reports to the polling board that a submission is over, or no longer wanted.
    pub(crate) fn report_over(&mut self, name: &str) {
        if !self.gate.is_polling() {
            let version = self.admissions.end(name);
            self.outbox.post(BoardMessage::Over { name: name.to_owned(), version });
        }
    }

    /// Takes the offer of a turn for a submission of some tab.
    fn handle_offer(&mut self, name: String, now: u64) {
        if !self.admissions.is_own(&name) {
            return;
        }
        if let Some(submission) = self.lanes.find_submission(&name) {
            submission.taken_at = Some(now);
            self.outbox.post(BoardMessage::Take { name });
        } else if !self.admissions.is_in_flight(&name) {
            self.report_over(&name);
        }
    }

    /// Takes the permission to send a submission of some tab.
    fn handle_grant(&mut self, name: &str, version: u32, now: u64) {
        if !self.admissions.is_own(name) || self.admissions.is_in_flight(name) {
            return;
        }
        let Some((lane, mut submission)) = self.lanes.take_submission(&|it| it.name == name) else {
            return self.report_over(name);
        };
        let is_current = self.admissions.version(name) <= version;
        if is_current && submission.was_taken_within(FRESH_MS, now) {
            // The board that granted the turn has charged its budget, so it is not charged here.
            self.launch(lane, submission, now);
            self.outbox.push(BoardAction::Publish);
            return;
        }
        // This tab was frozen, and another submission may have its place by now.
        submission.taken_at = None;
        self.ask_for_turn(lane, &submission, now);
        self.lanes.get_mut(lane).queue.push_front(submission);
    }

    // Answers to other boards

    /// Takes the confirmation that the tab of a submission is open.
    fn handle_take(&mut self, name: &str, now: u64) {
        let waits = |it: &Submission| it.is_of_other_tab() && it.name == name;
        let waiting = self.lanes.take_submission(&waits);
        let Some((lane, mut submission)) = waiting.or_else(|| self.admissions.take_offered(name))
        else {
            return;
        };
        submission.taken_at = Some(now);
        self.lanes.get_mut(lane).queue.push_taken(submission);
        self.send_due(now);
    }

    /// Takes the report that a submission of another tab is over. Returns whether the report is
    /// newer than the submission's last grant.
    fn handle_over(&mut self, name: &str, version: u32, now: u64) -> bool {
        if self.admissions.version(name) > version {
            return false;
        }
        let is_it = |it: &Submission| it.is_of_other_tab() && it.name == name;
        if let Some((lane, _)) = self.admissions.land_first(&is_it) {
            self.lanes.get_mut(lane).land();
        }
        self.lanes.take_submission(&is_it);
        self.admissions.take_offered(name);
        self.admissions.end_at(name, version);
        self.send_due(now);
        true
    }
}
