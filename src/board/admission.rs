//! A board among those of the other tabs: what it asks of the one that polls, and, while it polls,
//! what it does for the others. See [`BoardMessage`].

use crate::Result;
use crate::url::origin_of;

use super::cancelling::not_here;
use super::lane::{Lane, Work};
use super::submissions::Owner;
use super::{Board, BoardAction, BoardId, BoardMessage, JobKey, SubmissionId};

/// How old the word of a tab may be that it is there, when it is let go: by this board's clock.
const PRESENT_MS: u64 = 500;

/// The same by its own clock, when it hears so: longer than the other board may take to write down
/// what it does. What it sends is sent so much later than it is charged at most.
pub(super) const FRESH_MS: u64 = 2_500;

/// A submission of another tab.
pub(super) struct Turn {
    pub(super) id: SubmissionId,
    /// Its name in all tabs.
    pub(super) name: String,
    pub(super) lane: usize,
    pub(super) deadline: u64,
    /// When the tab said that it is there.
    taken_at: Option<u64>,
}

impl Board {
    /// Sets what tells this board from all others of the site.
    pub fn set_id(&mut self, id: BoardId) {
        self.id = id;
    }

    /// Whether this board polls, or another tab's does.
    pub fn set_polling(&mut self, polls: bool, now: u64) {
        let polled = std::mem::replace(&mut self.is_polling, polls);
        if polls {
            if !polled {
                self.poller_changed();
                self.say(BoardMessage::Leading);
                self.announce_unsupported();
            }
            self.send_due(now);
            return;
        }
        let flights: Vec<_> =
            self.entries.values().filter(|it| it.flight.is_some()).map(|it| it.key).collect();
        for key in flights {
            self.abandon(key);
        }
        // The other tabs ask whoever comes next.
        let turns: Vec<_> = self.turns.iter().map(|turn| turn.id).collect();
        for id in turns {
            // What was let go keeps its place by its reservation, and no connection of this tab's.
            self.ground(id);
            self.unqueue(id);
            self.forget_turn(id);
        }
        self.ask_anew(now);
    }

    /// Asks the board that polls for everything that waits here.
    pub fn ask_anew(&mut self, now: u64) {
        let waiting = self.lanes.iter().flat_map(|lane| &lane.queue).copied().collect::<Vec<_>>();
        for work in waiting {
            match work {
                Work::Submit { id, .. } => self.ask_for_turn(id, now),
                Work::Cancel(key) => self.ask_to_cancel(key),
                Work::Turn { .. } => {}
            }
        }
        if self.focused.is_some() {
            self.ask_for_focus();
        }
    }

    /// Takes what the board of another tab says.
    pub fn heard(&mut self, message: BoardMessage, now: u64) {
        match message {
            BoardMessage::Leading => {
                self.poller_changed();
                self.ask_anew(now);
            }
            BoardMessage::Unsupported { url } if !self.is_polling => self.heard_unsupported(&url),
            BoardMessage::Turn { name, api, url, in_ms, version } if self.is_polling => {
                if self.turn_is_over(&name, version, now) {
                    self.line_up_turn(name, &api, &url, now.saturating_add(in_ms), now);
                }
            }
            BoardMessage::Take { name } => self.take_turn(&name, now),
            BoardMessage::Cancel { url } if self.is_polling => {
                let key = self.key(&url).ok_or_else(not_here);
                if let Err(error) = key.and_then(|key| self.cancel(key, now)) {
                    self.say(BoardMessage::Cancelled { url, outcome: Err(error) });
                }
            }
            BoardMessage::Focus { url } if self.is_polling => {
                let key = url.and_then(|url| self.key(&url));
                self.look_at(key, now);
            }
            BoardMessage::Unsupported { .. }
            | BoardMessage::Turn { .. }
            | BoardMessage::Cancel { .. }
            | BoardMessage::Focus { .. } => {}
            BoardMessage::Offer { name } => self.offered(name, now),
            BoardMessage::Grant { name, version } => self.granted(&name, version, now),
            BoardMessage::Over { name, version } => {
                self.turn_is_over(&name, version, now);
            }
            BoardMessage::Cancelled { url, outcome } => self.heard_cancelled(&url, outcome),
            BoardMessage::Paused { is_paused } => {
                self.is_paused = is_paused;
                if !is_paused {
                    self.nudge(now);
                }
            }
        }
    }

    // What this board wants

    /// A submission's name in all tabs.
    pub(super) fn name_of(&self, id: SubmissionId) -> Option<String> {
        if self.urls.iter().any(|(one, _)| *one == id) {
            return Some(self.own_name(id));
        }
        self.turns.iter().find(|turn| turn.id == id).map(|turn| turn.name.clone())
    }

    fn own_name(&self, id: SubmissionId) -> String {
        [self.id.to_string().as_str(), "/", id.to_string().as_str()].concat()
    }

    /// The submission of this board that has this name, if it is one of its own.
    fn own(&self, name: &str) -> Option<SubmissionId> {
        let (board, id) = name.split_once('/')?;
        if board.parse() == Ok(self.id) { id.parse().ok() } else { None }
    }

    pub(super) fn version_of(&self, name: &str) -> u32 {
        self.lanes.iter().map(|lane| lane.reservations.version(name)).max().unwrap_or_default()
    }

    pub(super) fn ask_for_turn(&mut self, id: SubmissionId, now: u64) {
        if self.is_polling {
            return;
        }
        let Some((_, url)) = self.urls.iter().find(|(one, _)| *one == id) else { return };
        let waits = |lane: &Lane| {
            let work = lane.queue.iter().find(|work| work.submission() == Some(id))?;
            Some((lane.api.clone(), work.deadline()?))
        };
        let Some((api, deadline)) = self.lanes.iter().find_map(waits) else { return };
        let (url, in_ms) = (url.clone(), deadline.saturating_sub(now));
        let (name, version) = self.end_reservation(id);
        self.say(BoardMessage::Turn { name, api, url, in_ms, version });
    }

    /// A submission of this board is not under way.
    fn end_reservation(&mut self, id: SubmissionId) -> (String, u32) {
        let name = self.own_name(id);
        for lane in &mut self.lanes {
            lane.reservations.end(&name);
        }
        let version = self.version_of(&name);
        (name, version)
    }

    pub(super) fn ask_to_cancel(&mut self, key: JobKey) {
        if !self.is_polling
            && let Some(url) = self.url_of(key)
        {
            self.say(BoardMessage::Cancel { url });
        }
    }

    pub(super) fn ask_for_focus(&mut self) {
        if !self.is_polling {
            let url = self.focused.and_then(|key| self.url_of(key));
            self.say(BoardMessage::Focus { url });
        }
    }

    /// The board that polls need not care for a submission any more.
    pub(super) fn say_over(&mut self, id: SubmissionId) {
        if !self.is_polling {
            let (name, version) = self.end_reservation(id);
            self.say(BoardMessage::Over { name, version });
        }
    }

    /// There is room for a submission of some tab.
    fn offered(&mut self, name: String, now: u64) {
        let Some(id) = self.own(&name).filter(|_| !self.is_polling) else { return };
        if self.note_taken(id, now) {
            self.say(BoardMessage::Take { name });
        } else if !self.flying.iter().any(|flying| flying.id == id) {
            self.say_over(id);
        }
    }

    /// Some tab's submission may be sent now.
    fn granted(&mut self, name: &str, version: u32, now: u64) {
        let Some(id) = self.own(name).filter(|_| !self.is_polling) else { return };
        if self.flying.iter().any(|flying| flying.id == id) {
            return;
        }
        match self.unqueue(id) {
            Some((at, Work::Submit { client, deadline, taken_at, .. }))
                if now.saturating_sub(taken_at) <= FRESH_MS && self.version_of(name) <= version =>
            {
                // Charged where it was granted: that one keeps the account.
                self.launch(id, Owner::Client(client), at, deadline, now);
                self.actions.push_back(BoardAction::Publish);
            }
            // This tab has been frozen, and the place may be somebody else's by now.
            Some((at, Work::Submit { client, deadline, .. })) => {
                if let Some(lane) = self.lanes.get_mut(at) {
                    lane.queue.push_front(Work::Submit { id, client, deadline, taken_at: 0 });
                }
                self.ask_for_turn(id, now);
            }
            _ => self.say_over(id),
        }
    }

    /// Notes that this tab is there for the turn of a submission. Whether it waits for one.
    fn note_taken(&mut self, id: SubmissionId, now: u64) -> bool {
        for work in self.lanes.iter_mut().flat_map(|lane| &mut lane.queue) {
            if let Work::Submit { id: one, taken_at, .. } = work
                && *one == id
            {
                *taken_at = now;
                return true;
            }
        }
        false
    }

    fn heard_cancelled(&mut self, url: &str, outcome: Result<()>) {
        let Some(key) = self.key(url) else { return };
        self.drop_cancel(key);
        self.actions.push_back(BoardAction::CancelAnswered { key, outcome });
    }

    // What this board does for others

    fn line_up_turn(&mut self, name: String, api: &str, url: &str, deadline: u64, now: u64) {
        let at = self.lane_at(&origin_of(url), api);
        self.last_submission = self.last_submission.wrapping_add(1);
        let id = self.last_submission;
        if let Some(lane) = self.lanes.get_mut(at) {
            lane.queue.push_back(Work::Turn { id, deadline });
        }
        self.turns.push(Turn { id, name, lane: at, deadline, taken_at: None });
        self.send_due(now);
    }

    /// The tab of a submission is there.
    fn take_turn(&mut self, name: &str, now: u64) {
        let Some(id) = self.turn_named(name) else { return };
        if self.flying.iter().any(|flying| flying.id == id) {
            return;
        }
        self.unqueue(id);
        let Some(turn) = self.turns.iter_mut().find(|turn| turn.id == id) else { return };
        turn.taken_at = Some(now);
        let (at, deadline) = (turn.lane, turn.deadline);
        let turns = &self.turns;
        let is_taken = |work: &Work| {
            let turn = turns.iter().find(|turn| Some(turn.id) == work.submission());
            turn.is_some_and(|turn| turn.taken_at.is_some())
        };
        if let Some(lane) = self.lanes.get_mut(at) {
            // Behind those that were there before.
            let place = lane.queue.iter().take_while(|work| is_taken(work)).count();
            lane.queue.insert(place, Work::Turn { id, deadline });
        }
        self.send_due(now);
    }

    /// Whether a tab has said just now that it is there; else it is asked.
    pub(super) fn is_present(&mut self, id: SubmissionId, now: u64) -> bool {
        let Some(turn) = self.turns.iter_mut().find(|turn| turn.id == id) else { return false };
        let taken_at = turn.taken_at.take();
        if taken_at.is_some_and(|at| now.saturating_sub(at) <= PRESENT_MS) {
            return true;
        }
        let name = turn.name.clone();
        self.say(BoardMessage::Offer { name });
        false
    }

    /// A submission of another tab is not under way, and does not wait. Not so, if that was said
    /// before it was let go.
    fn turn_is_over(&mut self, name: &str, version: u32, now: u64) -> bool {
        if self.version_of(name) > version {
            return false;
        }
        if let Some(id) = self.turn_named(name) {
            // Answered, or not let go after all.
            self.ground(id);
            self.unqueue(id);
            self.forget_turn(id);
        }
        for lane in &mut self.lanes {
            lane.reservations.end_at(name, version);
        }
        self.send_due(now);
        true
    }

    fn turn_named(&self, name: &str) -> Option<SubmissionId> {
        self.turns.iter().find(|turn| turn.name == name).map(|turn| turn.id)
    }

    pub(super) fn forget_turn(&mut self, id: SubmissionId) {
        self.turns.retain(|turn| turn.id != id);
    }

    pub(super) fn say(&mut self, message: BoardMessage) {
        self.actions.push_back(BoardAction::Say(message));
    }
}
