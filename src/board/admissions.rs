//! The submissions that have left the queues of their lanes, and their reservations.

pub(super) mod reservations;

use super::clients::Client;
use super::lanes::LaneId;
use super::lanes::submission::{LOST_AFTER_MS, Sender, Submission};
use super::state::ReservationState;
use super::{BoardId, BoardMessage, SubmissionId};
use reservations::Reservations;

/// A submission under way.
pub(super) struct InFlight {
    pub(super) lane: LaneId,
    pub(super) submission: Submission,
    /// When it was charged to the budget.
    charged_at: u64,
    /// The time after which its outcome can no longer come, because its tab was closed.
    lost_at: u64,
}

/// The submissions under way, and the submissions of other tabs that were offered their turn.
///
/// - A submission is either in the queue of its lane, or offered, or under way.
/// - In a lane that limits how many jobs run, each submission under way has a reservation.
/// - Only the tab of a submission ends its reservation. Otherwise two boards that both believe that
///   they poll would end it twice.
#[derive(Default)]
pub(super) struct Admissions {
    board: BoardId,
    last_id: SubmissionId,
    offered: Vec<(LaneId, Submission)>,
    in_flight: Vec<InFlight>,
    reservations: Reservations,
}

impl Admissions {
    pub(super) fn board(&self) -> BoardId {
        self.board
    }

    pub(super) fn set_board(&mut self, board: BoardId) {
        self.board = board;
    }

    pub(super) fn next_id(&mut self) -> SubmissionId {
        self.last_id = self.last_id.wrapping_add(1);
        self.last_id
    }

    /// Creates a submission of this tab.
    pub(super) fn of_this_tab(&mut self, client: Client, url: String, deadline: u64) -> Submission {
        let id = self.next_id();
        let name = [self.board.to_string().as_str(), "/", id.to_string().as_str()].concat();
        let sender = Sender::ThisTab { client, url };
        Submission { id, name, deadline, taken_at: None, sender }
    }

    /// Creates the submission for which another tab asks a turn.
    pub(super) fn of_other_tab(&mut self, name: String, deadline: u64) -> Submission {
        let id = self.next_id();
        Submission { id, name, deadline, taken_at: None, sender: Sender::OtherTab }
    }

    /// Returns whether the submission of this name belongs to this tab.
    pub(super) fn is_own(&self, name: &str) -> bool {
        name.split_once('/').is_some_and(|(board, _)| board.parse() == Ok(self.board))
    }

    /// Returns the message that asks the polling board for a turn. The submission belongs to this
    /// tab and is not under way. Returns `None` for another tab's submission.
    pub(super) fn turn(&mut self, it: &Submission, api: &str, now: u64) -> Option<BoardMessage> {
        let Sender::ThisTab { url, .. } = &it.sender else { return None };
        Some(BoardMessage::Turn {
            name: it.name.clone(),
            api: api.to_owned(),
            url: url.clone(),
            in_ms: it.deadline.saturating_sub(now),
            version: self.end(&it.name),
        })
    }

    // Offers

    /// Keeps another tab's submission until its tab takes the offer.
    pub(super) fn offer(&mut self, lane: LaneId, submission: Submission) {
        self.offered.push((lane, submission));
    }

    /// Removes and returns the submission of this name that was offered its turn.
    pub(super) fn take_offered(&mut self, name: &str) -> Option<(LaneId, Submission)> {
        let at = self.offered.iter().position(|(_, it)| it.name == name)?;
        Some(self.offered.swap_remove(at))
    }

    /// Forgets all offers.
    pub(super) fn drop_offers(&mut self) {
        self.offered.clear();
    }

    /// Forgets the offers that were not taken in time.
    pub(super) fn drop_overdue_offers(&mut self, now: u64) {
        self.offered.retain(|(_, it)| it.deadline > now);
    }

    // Submissions under way

    /// Records that a submission is sent. `reserves` is true if its lane limits how many jobs run.
    pub(super) fn launch(&mut self, lane: LaneId, it: Submission, reserves: bool, now: u64) {
        if reserves {
            self.reservations.begin(lane, &it.name, now);
        }
        let lost_at = now.saturating_add(LOST_AFTER_MS);
        self.in_flight.push(InFlight { lane, submission: it, charged_at: now, lost_at });
    }

    /// Records that a submission is sent only now. Returns it, and the time at which it was
    /// charged.
    pub(super) fn depart(&mut self, id: SubmissionId, now: u64) -> Option<(&InFlight, u64)> {
        let departing = self.in_flight.iter_mut().find(|it| it.submission.id == id)?;
        departing.lost_at = now.saturating_add(LOST_AFTER_MS);
        let charged_at = departing.charged_at;
        Some((departing, charged_at))
    }

    /// Returns whether the submission of this name is under way.
    pub(super) fn is_in_flight(&self, name: &str) -> bool {
        self.in_flight.iter().any(|it| it.submission.name == name)
    }

    /// Returns whether the submission of this id is under way.
    pub(super) fn has_sent(&self, id: SubmissionId) -> bool {
        self.in_flight.iter().any(|it| it.submission.id == id)
    }

    /// Removes and returns a submission that is no longer under way.
    pub(super) fn land(&mut self, id: SubmissionId) -> Option<(LaneId, Submission)> {
        self.land_first(&|it| it.id == id)
    }

    /// Does the same for the first submission that matches.
    pub(super) fn land_first(
        &mut self,
        fits: &dyn Fn(&Submission) -> bool,
    ) -> Option<(LaneId, Submission)> {
        let at = self.in_flight.iter().position(|it| fits(&it.submission))?;
        let InFlight { lane, submission, .. } = self.in_flight.swap_remove(at);
        if !submission.is_of_other_tab() {
            self.reservations.end(&submission.name);
        }
        Some((lane, submission))
    }

    /// Returns the first submission whose outcome can no longer come.
    pub(super) fn first_lost(&self, now: u64) -> Option<SubmissionId> {
        self.in_flight.iter().find(|it| it.lost_at <= now).map(|it| it.submission.id)
    }

    /// Returns when the next submission is lost.
    pub(super) fn next_loss(&self) -> Option<u64> {
        self.in_flight.iter().map(|it| it.lost_at).min()
    }

    // Reservations

    /// Returns the version of a submission's reservation, or 0 without one.
    pub(super) fn version(&self, name: &str) -> u32 {
        self.reservations.version(name)
    }

    /// Ends the reservation of a submission of this tab. Returns the reservation's version.
    pub(super) fn end(&mut self, name: &str) -> u32 {
        self.reservations.end(name)
    }

    /// Records that a submission of this tab has started a job, which is on the board.
    pub(super) fn started(&mut self, name: &str, url: &str) {
        self.reservations.started(name, url);
    }

    /// Searches for the jobs whose reservations are kept because the board does not have the jobs
    /// yet.
    pub(super) fn look_for_jobs(&mut self, is_known: impl Fn(&str) -> bool) {
        self.reservations.look_for_jobs(is_known);
    }

    /// Records another tab's report that its submission was not under way at this version.
    pub(super) fn end_at(&mut self, name: &str, version: u32) {
        self.reservations.end_at(name, version);
    }

    /// Returns the number of jobs that are being started in a lane.
    pub(super) fn reserved(&self, lane: LaneId, now: u64) -> u32 {
        self.reservations.count(lane, now)
    }

    /// Returns when one more submission may start a job in a lane with this many places.
    pub(super) fn free_at(&self, lane: LaneId, places: u32, now: u64) -> Option<u64> {
        self.reservations.free_at(lane, places, now)
    }

    pub(super) fn state(&self, lane: LaneId, now: u64) -> Vec<ReservationState> {
        self.reservations.state(lane, now)
    }

    /// Merges the reservations of a lane that another tab knew `since_ms` ago.
    pub(super) fn merge(
        &mut self,
        lane: LaneId,
        theirs: Vec<ReservationState>,
        since_ms: u64,
        now: u64,
    ) {
        self.reservations.merge(lane, theirs, since_ms, now);
    }
}

#[cfg(test)]
mod tests;
