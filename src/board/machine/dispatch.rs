//! Sends due requests within the limits.

use crate::{Machine, Moment};

use crate::board::lanes::LaneId;
use crate::board::lanes::queue::Work;
use crate::board::lanes::submission::Submission;
use crate::board::{Board, BoardAction, BoardMessage};

/// Maximum age of a tab's `Take` when its submission is granted, by this tab's clock.
const PRESENT_MS: u64 = 500;

impl Machine for Board {
    type Action = BoardAction;

    fn poll_action(&mut self) -> Option<BoardAction> {
        self.outbox.pop()
    }

    fn timeout(&mut self) -> Option<u64> {
        if self.gate.is_resting() {
            return Some(0);
        }
        let queued = self.lanes.iter().flat_map(|lane| lane.queue.submissions());
        let queued = queued.map(|it| it.deadline).min();
        let deadlines = [self.jobs.next_deadline(), self.admissions.next_loss(), queued];
        let mut next = deadlines.into_iter().flatten().min();
        if self.gate.would_send() {
            for id in self.lanes.ids() {
                let lane = self.lanes.get(id);
                let due = self.jobs.next_rank(id).map(|rank| lane.turn_of(rank));
                let poll = due.into_iter().chain(self.jobs.next_planned(id)).min();
                let poll = poll.and_then(|at| lane.poll_at(at, 0, self.jobs.has_focus(id)));
                let focused = self.jobs.focused_in(id);
                let focused = focused.and_then(|job| lane.poll_at(job.next_at(), 0, false));
                let work = self.work_at(id, 0);
                next = next.into_iter().chain(poll).chain(focused).chain(work).min();
            }
        }
        next
    }

    /// Gives up overdue jobs and submissions, and sends the requests that may be sent.
    fn handle_timeout(&mut self, at: Moment) {
        let now = at.now;
        self.gate.set_resting(false);
        while let Some(mut followed) = self.followed(|jobs| jobs.first_overdue(now)) {
            followed.abandon();
            let error = followed.job.timed_out();
            followed.give_up(error, now);
        }
        self.end_overdue_submissions(at);
        self.send_due(now);
    }
}

impl Board {
    /// Sends all due requests that the limits allow.
    pub(crate) fn send_due(&mut self, now: u64) {
        // A merge updates the use of the limits first and then the jobs, so nothing is sent in
        // between.
        if !self.gate.is_open() || self.outbox.is_merging() {
            return;
        }
        for lane in self.lanes.ids() {
            let Self { jobs, lanes, histories, .. } = self;
            let lane_now = lanes.get(lane);
            jobs.line_up(lane, now, |it| it.worth_it_at(histories.get(it.history()), lane_now));
        }
        for lane in self.lanes.ids() {
            while self.send_one(lane, now) {}
        }
    }

    /// Sends one request of a lane, if the limits allow it. Submissions and cancellations go first,
    /// then the focused job, then the job that is due at the lowest rank.
    fn send_one(&mut self, lane: LaneId, now: u64) -> bool {
        if self.gate.wants_lease() {
            return false;
        }
        if self.work_at(lane, now).is_some_and(|at| at <= now) {
            return self.gate.check_lease(now) && self.send_work(lane, now);
        }
        self.send_poll(lane, now)
    }

    /// Returns when the first submission or cancellation of a lane may be sent.
    fn work_at(&self, id: LaneId, now: u64) -> Option<u64> {
        let lane = self.lanes.get(id);
        let place_at = match (lane.queue.front()?, lane.free_places()) {
            (Work::Submission(_), Some(places)) => self.admissions.free_at(id, places, now)?,
            _ => now,
        };
        Some(lane.work_at(now)?.max(place_at))
    }

    fn send_work(&mut self, id: LaneId, now: u64) -> bool {
        let lane = self.lanes.get_mut(id);
        match lane.queue.pop() {
            Some(Work::Submission(mut submission)) => {
                let is_present = submission.was_taken_within(PRESENT_MS, now);
                if submission.is_of_other_tab() && !is_present {
                    submission.taken_at = None;
                    let name = submission.name.clone();
                    self.admissions.offer(id, submission);
                    self.outbox.post(BoardMessage::Offer { name });
                } else {
                    lane.charge_submission(now);
                    self.launch(id, submission, now);
                }
            }
            Some(Work::Cancellation(cancellation)) => {
                lane.charge_submission(now);
                lane.depart();
                let (key, client) = (cancellation.key, cancellation.client);
                let request = cancellation.request.clone();
                self.cancellations.launch(id, cancellation);
                self.outbox.push(BoardAction::Cancel { key, client, request });
            }
            None => return false,
        }
        true
    }

    /// Sends a submission, or lets another tab send its own. The budget has been charged.
    pub(crate) fn launch(&mut self, id: LaneId, submission: Submission, now: u64) {
        let lane = self.lanes.get_mut(id);
        lane.depart();
        self.outbox.push(submission.departure());
        self.admissions.launch(id, submission, lane.free_places().is_some(), now);
    }

    /// Sends the poll of the focused job or of the job that is due at the lowest rank.
    fn send_poll(&mut self, id: LaneId, now: u64) -> bool {
        let lane = self.lanes.get(id);
        let focused = self.jobs.focused_in(id);
        let focused_at = focused.and_then(|job| lane.poll_at(job.next_at(), now, false));
        let is_focused = focused_at.is_some_and(|at| at <= now);
        if !(is_focused || self.first_due_may_go(id, now)) || !self.gate.check_lease(now) {
            return false;
        }
        let followed = self.followed(|jobs| match is_focused {
            true => jobs.focused_in(id),
            false => jobs.first_due(id).map(|(_, job)| job),
        });
        followed.map(|mut followed| followed.send(now)).is_some()
    }

    /// Returns whether the first job of a lane that is due may be polled.
    fn first_due_may_go(&mut self, id: LaneId, now: u64) -> bool {
        let lane = self.lanes.get(id);
        let has_focus = self.jobs.has_focus(id);
        while let Some((rank, mut job)) = self.jobs.first_due(id) {
            // A reading that came after the job was due may have made it less urgent.
            let later = job.worth_it_at(self.histories.get(job.history()), lane);
            if rank <= now && later > now {
                job.line_up(later);
                continue;
            }
            return lane.poll_at(lane.turn_of(rank), now, has_focus).is_some_and(|at| at <= now);
        }
        false
    }
}

#[cfg(test)]
mod tests;
