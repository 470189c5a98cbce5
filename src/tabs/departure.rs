//! Requests that are due and not sent yet.

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Error, Moment, Request};

use super::{Action, Role, Tab};

/// A request that is due.
pub(super) enum Departure {
    Poll {
        key: JobKey,
        flight: u32,
        client: usize,
        request: Request,
    },
    Submission(SubmissionId),
    /// The submission of another tab, which sends it.
    Grant(SubmissionId),
    Cancel {
        key: JobKey,
        client: usize,
        request: Request,
    },
}

impl Tab {
    /// Sends requests whose records are stored. The tab may have been frozen during the write, so it queries the lock
    /// again if its lease has expired.
    pub(super) fn release(&mut self, departures: Vec<Departure>, at: Moment) {
        let has_lease = match self.role() {
            Role::Alone => true,
            Role::Leading => self.lease().is_some_and(|lease| lease > at.now),
            Role::Following => return self.put_back(departures, at),
        };
        if has_lease {
            departures.into_iter().for_each(|departure| self.depart(departure, at));
        } else if let Some(shared) = self.shared.as_mut().filter(|_| !departures.is_empty()) {
            shared.ready.extend(departures);
            self.elect(at, |election| election.need_lease(at.now));
        }
    }

    /// Records that a poll is ready to be sent with its credential, for the first time or again with a fresh one.
    /// Returns whether to send it now. If not, [`Action::Depart`] or [`Action::Abort`] follows: the tab may have been
    /// frozen while it waited for the credential, so it queries the lock again if its lease has expired.
    pub fn handle_departing(&mut self, flight: u32, at: Moment) -> bool {
        if !self.begin(at) || !self.flights.contains(flight) {
            return false;
        }
        let may_leave = self.has_lease(at);
        if may_leave {
            self.poll_leaves(flight, at);
        } else {
            self.flights.hold(flight);
            self.elect(at, |election| election.need_lease(at.now));
        }
        may_leave
    }

    /// Returns whether this tab may send a request now.
    fn has_lease(&self, at: Moment) -> bool {
        match self.role() {
            Role::Alone => true,
            Role::Leading => !self.is_doubtful() && self.lease().is_some_and(|it| it > at.now),
            Role::Following => false,
        }
    }

    fn poll_leaves(&mut self, flight: u32, at: Moment) {
        match self.flights.leaves(flight, at.now) {
            Some((key, true)) => {
                self.board.handle_departed(key, flight, at);
                if self.board.has_actions() {
                    // It is sent later than the store and the other tabs know.
                    self.round.keys.push(key);
                }
            }
            Some((key, false)) => {
                self.board.handle_departed_again(key, flight, at);
                self.round.keys.push(key);
            }
            None => {}
        }
    }

    /// Sends the requests that waited for a query of the lock.
    pub(super) fn release_ready(&mut self, at: Moment) {
        while self.has_lease(at)
            && let Some(flight) = self.flights.release()
        {
            self.poll_leaves(flight, at);
            self.actions.push_back(Action::Depart { flight });
        }
        if self.flights.holds() {
            self.elect(at, |election| election.need_lease(at.now));
        }
        let ready = self.shared.as_mut().map(|shared| std::mem::take(&mut shared.ready));
        self.release(ready.unwrap_or_default(), at);
    }

    /// Returns all requests to the board that were not sent.
    pub(super) fn recall_all(&mut self, at: Moment) {
        let Some(shared) = &mut self.shared else { return };
        let mut waiting = std::mem::take(&mut shared.ready);
        waiting.extend(shared.storage.take_departures());
        waiting.append(&mut self.round.departures);
        self.put_back(waiting, at);
    }

    fn put_back(&mut self, departures: Vec<Departure>, at: Moment) {
        departures.into_iter().for_each(|departure| self.recall(departure, at));
    }

    /// Sends a request.
    pub(super) fn depart(&mut self, departure: Departure, at: Moment) {
        match departure {
            Departure::Poll { flight, client, request, .. } => {
                // The board may have aborted it.
                if self.flights.contains(flight) {
                    self.actions.push_back(Action::Send { flight, client, request });
                }
            }
            Departure::Submission(id) => {
                if !self.board.handle_submission_departed(id, at) {
                    return;
                }
                if self.submissions.iter().any(|(one, _)| *one == id) {
                    self.actions.push_back(Action::Submit { id });
                } else {
                    let refused = Err(Error::invalid_argument("The submission was withdrawn."));
                    self.board.handle_submitted(id, refused, &AddOptions::default(), at);
                }
            }
            Departure::Grant(id) => {
                self.board.handle_submission_departed(id, at);
            }
            Departure::Cancel { key, client, request } => {
                self.actions.push_back(Action::Cancel { key, client, request });
            }
        }
    }

    /// Returns a request to the board that cannot be sent.
    pub(super) fn recall(&mut self, departure: Departure, at: Moment) {
        match departure {
            Departure::Poll { key, flight, .. } => {
                self.flights.end(flight);
                self.board.handle_unsent(key, flight, at);
            }
            Departure::Submission(id) | Departure::Grant(id) => {
                self.board.handle_submission_unsent(id)
            }
            Departure::Cancel { key, .. } => self.board.handle_cancel_unsent(key),
        }
    }
}
