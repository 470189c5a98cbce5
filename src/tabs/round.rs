//! The changes of the board between two pauses. They are sent to the other tabs and written to the store together.

use std::collections::BinaryHeap;

use crate::board::{Board, BoardAction, BoardMessage, BoardState, Change, ChangeKind, JobKey};

use crate::{Machine, Moment};

use super::departure::Departure;
use super::election::Election;
use super::joining::not_on_board;
use super::{Action, Batch, ChannelMessage, ElectionAction, Role, Tab};

/// The changes of the board since the last round.
#[derive(Default)]
pub(super) struct Round {
    /// Jobs that changed.
    pub(super) keys: Vec<JobKey>,
    /// The jobs that were added in this tab.
    own: Vec<JobKey>,
    /// The number of `own` jobs that were stored before the end of the round.
    stored_early: usize,
    /// The URLs of jobs that were removed in this tab.
    removed: Vec<String>,
    pub(super) departures: Vec<Departure>,
    /// True if the use of the limits has changed.
    publish: bool,
    messages: Vec<BoardMessage>,
}

impl Round {
    /// Adds all jobs of the board.
    pub(super) fn all(&mut self, board: &Board, at: Moment) {
        self.keys.extend(board.keys());
        self.own.extend(board.keys());
        self.removed.extend(board.state(at.now, at.date).removed.into_iter().map(|it| it.url));
        self.publish = true;
    }
}

impl Tab {
    /// Returns whether another tab may have taken the lead without this tab knowing.
    pub(super) fn is_doubtful(&self) -> bool {
        let is_doubtful = self.shared.as_ref().is_some_and(|shared| shared.is_doubtful);
        is_doubtful && self.role() == Role::Leading
    }

    /// Takes actions of the board until none is left.
    pub(super) fn run(&mut self, at: Moment) {
        loop {
            while let Some(action) = self.board.poll_action() {
                self.take(action, at);
            }
            self.end_round(at);
            if !self.board.has_actions() {
                return;
            }
        }
    }

    /// Takes one action of the board. Passes it on, or keeps it for the end of the round.
    pub(super) fn take(&mut self, action: BoardAction, at: Moment) {
        let round = &mut self.round;
        match action {
            BoardAction::Send { key, flight, client, request } => {
                round.keys.push(key);
                self.flights.begin(flight, key, at.now);
                round.departures.push(Departure::Poll { key, flight, client, request });
            }
            BoardAction::Submit { id, .. } => round.departures.push(Departure::Submission(id)),
            BoardAction::Grant { id } => round.departures.push(Departure::Grant(id)),
            BoardAction::Cancel { key, client, request } => {
                round.departures.push(Departure::Cancel { key, client, request });
            }
            BoardAction::Publish => round.publish = true,
            BoardAction::Post(message) => round.messages.push(message),
            BoardAction::Store(change) if change.is_remote => self.store_removal(change, at),
            BoardAction::Store(change) => {
                round.keys.push(change.key);
                if change.kind == ChangeKind::Added {
                    round.own.push(change.key);
                }
                round.removed.extend(change.url);
            }
            BoardAction::TakeLead => self.elect(at, |election| election.take_lead(at.now)),
            BoardAction::Abort { flight } => {
                if self.flights.end(flight).is_some() {
                    self.actions.push_back(Action::Abort { flight });
                }
            }
            BoardAction::Submitted { id, outcome } => {
                self.submissions.retain(|(one, _)| *one != id);
                self.actions.push_back(Action::Submitted { id, outcome });
            }
            BoardAction::CancelAnswered { key, outcome } => self.answer_cancel(key, outcome),
            BoardAction::Report(change) => {
                match change.kind {
                    ChangeKind::Ended => self.answer_cancel(change.key, Ok(())),
                    ChangeKind::Removed => self.answer_cancel(change.key, Err(not_on_board())),
                    _ => {}
                }
                self.actions.push_back(Action::Changed(change));
            }
        }
    }

    /// Reports to the page the answer to its cancellation of a job, if it waits for one.
    pub(super) fn answer_cancel(&mut self, key: JobKey, outcome: crate::Result<()>) {
        if let Some(at) = self.cancels.iter().position(|one| *one == key) {
            self.cancels.swap_remove(at);
            self.actions.push_back(Action::CancelAnswered { key, outcome });
        }
    }

    /// Stores the removal of a job by another tab, because this tab may have stored the job in
    /// between.
    fn store_removal(&mut self, change: Change, at: Moment) {
        if let Some(url) = change.url {
            let state = self.board.state_of(&[], &[url], at.now, at.date);
            self.save(&state, Vec::new(), 0, Vec::new(), at);
        }
    }

    /// Publishes and stores the changes, then sends the requests.
    pub(super) fn end_round(&mut self, at: Moment) {
        if self.is_doubtful() {
            self.elect(at, |election| election.need_lease(at.now));
            if self.is_doubtful() {
                return self.store_added(at);
            }
        }
        let Round { keys, own, removed, departures, publish, messages, stored_early: _ } =
            std::mem::take(&mut self.round);
        if self.shared.is_none() {
            return departures.into_iter().for_each(|departure| self.depart(departure, at));
        }
        let polls = self.polls();
        let mut keys = BinaryHeap::from(if polls { keys } else { own }).into_sorted_vec();
        keys.dedup();
        // A submission that another tab has admitted is sent immediately, because that tab has
        // stored it.
        let (granted, later) =
            if polls { (Vec::new(), departures) } else { (departures, Vec::new()) };
        let is_news = publish || !keys.is_empty() || !removed.is_empty() || !later.is_empty();
        let mut unwritten = None;
        if is_news {
            let state = self.board.state_of(&keys, &removed, at.now, at.date);
            let changes = self.board.changes();
            if !self.has_joined()
                && let Some(shared) = &mut self.shared
            {
                shared.unsent.0.append(&mut keys);
                shared.unsent.1.extend(removed);
            }
            unwritten = self.save(&state, Vec::new(), changes, later, at);
            self.publish(state, false);
        }
        granted.into_iter().for_each(|departure| self.depart(departure, at));
        for message in messages {
            self.actions.push_back(Action::Post(ChannelMessage::Board(message)));
        }
        self.release(unwritten.unwrap_or_default(), at);
        let (wants_lease, is_needed) = (self.board.wants_lease(), self.board.is_needed());
        self.elect(at, |election| {
            if wants_lease {
                election.need_lease(at.now);
            }
            election.set_needed(is_needed);
        });
    }

    /// Stores the jobs that were added in this tab, without a query of the lock. This replaces no record of another
    /// tab, and the page may be left before the platform answers a query.
    fn store_added(&mut self, at: Moment) {
        let added = self.round.own.get(self.round.stored_early..).unwrap_or_default();
        let state = self.board.state_of(added, &[], at.now, at.date);
        let Some(shared) = self.shared.as_mut().filter(|shared| shared.storage.is_used()) else {
            return;
        };
        if !added.is_empty() {
            let batch = Batch::new(&state, &shared.id, false, Vec::new());
            let number = shared.storage.write(0, Vec::new(), at.now);
            self.round.stored_early = self.round.own.len();
            self.actions.push_back(Action::Save(number, batch));
        }
    }

    /// Writes to the store. Returns the departures if nothing is written.
    pub(super) fn save(
        &mut self,
        state: &BoardState,
        spent: Vec<String>,
        changes: u64,
        departures: Vec<Departure>,
        at: Moment,
    ) -> Option<Vec<Departure>> {
        let polls = self.polls();
        let Some(shared) = self.shared.as_mut().filter(|shared| shared.storage.is_used()) else {
            return Some(departures);
        };
        let mut batch = Batch::new(state, &shared.id, polls, spent);
        let ended = batch.ended.len();
        if self.history.limits.max_jobs() == 0 {
            batch.ended.clear();
        }
        let number = shared.storage.write(changes, departures, at.now);
        self.actions.push_back(Action::Save(number, batch));
        self.count_ended(ended, at);
        None
    }

    /// Sends the changes to the other tabs, or the whole state if `is_whole`.
    pub(super) fn publish(&mut self, state: BoardState, is_whole: bool) {
        if self.has_joined() {
            let leads = self.role() == Role::Leading;
            let changes = ChannelMessage::Changes { state, leads, is_whole };
            self.actions.push_back(Action::Post(changes));
        }
    }

    /// Changes the election, and carries out the resulting actions.
    pub(super) fn elect(&mut self, at: Moment, change: impl FnOnce(&mut Election)) {
        if let Some(election) = self.election() {
            change(election);
        }
        self.settle_election(at);
    }

    fn settle_election(&mut self, at: Moment) {
        while let Some(action) = self.election().and_then(Election::poll_action) {
            self.carry_out(action, at);
        }
    }

    fn carry_out(&mut self, action: ElectionAction, at: Moment) {
        match action {
            ElectionAction::RequestLock { steal } => {
                self.actions.push_back(Action::RequestLock { steal });
            }
            ElectionAction::LookAtLock(number) => {
                self.actions.push_back(Action::LookAtLock(number));
            }
            ElectionAction::Post(message) => {
                let from = self.shared.as_ref().map(|shared| shared.id.clone()).unwrap_or_default();
                self.actions.push_back(Action::Post(ChannelMessage::of_election(from, message)));
            }
            ElectionAction::SendAll => {
                self.publish(self.board.state(at.now, at.date), true);
                self.board.announce_unsupported();
            }
            ElectionAction::Lead => self.lead(at),
            ElectionAction::Alone => {
                self.stop_leading();
                self.release_ready(at);
                self.board.set_lease(None, at.now);
                self.board.set_polling(true, at.now);
            }
            ElectionAction::Follow => {
                self.stop_leading();
                self.recall_all(at);
                self.board.set_polling(false, at.now);
            }
        }
    }
}
