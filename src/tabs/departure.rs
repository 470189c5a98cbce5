//! Requests whose turn has come, until they leave.

use crate::board::{AddOptions, JobKey, SubmissionId};
use crate::{Error, Request};

use super::{Action, Moment, Role, Tab};

/// A request whose turn has come.
pub(super) enum Departure {
    Poll {
        key: JobKey,
        flight: u32,
        client: usize,
        request: Request,
    },
    Submission(SubmissionId),
    /// Another tab sends its submission.
    Grant(SubmissionId),
    Cancel {
        key: JobKey,
        client: usize,
        request: Request,
    },
}

impl Tab {
    /// Lets requests leave that are written down, unless another tab may poll by now: this one may
    /// have been frozen meanwhile.
    pub(super) fn release(&mut self, departures: Vec<Departure>, at: Moment) {
        let may_send = match self.role() {
            Role::Alone => true,
            Role::Leading => self.lease().is_some_and(|lease| lease > at.now),
            Role::Following => false,
        };
        for departure in departures {
            if may_send && !self.is_closed {
                self.depart(departure, at);
            } else {
                self.recall(departure, at);
            }
        }
    }

    /// Puts back everything that waits for a write before it leaves.
    pub(super) fn recall_all(&mut self, at: Moment) {
        let waiting = self.shared.as_mut().map(|shared| shared.storage.take_departures());
        for departure in waiting.unwrap_or_default() {
            self.recall(departure, at);
        }
    }

    /// Sends a request.
    pub(super) fn depart(&mut self, departure: Departure, at: Moment) {
        match departure {
            Departure::Poll { flight, client, request, .. } => {
                // The board may have abandoned it.
                if self.flights.contains(flight) {
                    self.actions.push_back(Action::Send { flight, client, request });
                }
            }
            Departure::Submission(id) => {
                if !self.board.submission_departs(id, at.now) {
                    return;
                }
                if self.submissions.iter().any(|(one, _)| *one == id) {
                    self.actions.push_back(Action::Submit { id });
                } else {
                    let refused = Err(Error::invalid_argument("The submission was withdrawn."));
                    self.board.submitted(id, refused, &AddOptions::default(), at.now);
                }
            }
            Departure::Grant(id) => {
                self.board.submission_departs(id, at.now);
            }
            Departure::Cancel { key, client, request } => {
                self.actions.push_back(Action::Cancel { key, client, request });
            }
        }
    }

    /// Puts a request back that cannot leave.
    pub(super) fn recall(&mut self, departure: Departure, at: Moment) {
        match departure {
            Departure::Poll { key, flight, .. } => {
                self.flights.end(flight);
                self.board.unsent(key, flight, at.now);
            }
            Departure::Submission(id) | Departure::Grant(id) => self.board.submission_unsent(id),
            Departure::Cancel { key, .. } => self.board.cancel_unsent(key),
        }
    }
}
