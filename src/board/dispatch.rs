//! Whose turn it is: planning polls, and sending what is due within the budget.

use std::cmp::Reverse;

use super::entry::Entry;
use super::lane::{Lane, Work};
use super::schedule::{self, HIDDEN_FLOOR_MS};
use super::submissions::Owner;
use super::{Board, BoardAction, JobKey};

impl Board {
    /// When to call [`Board::wake`], if nothing happens before.
    pub fn wake_at(&mut self) -> Option<u64> {
        if self.is_resting {
            return Some(0);
        }
        self.drop_stale();
        let deadline = self.deadlines.peek().map(|Reverse((at, _))| *at);
        let queued = self.lanes.iter().flat_map(|lane| &lane.queue).filter_map(Work::deadline);
        let lost = self.flying.iter().map(|flying| flying.lost_at);
        let mut next = deadline.into_iter().chain(queued).chain(lost).min();
        if self.is_polling && !self.is_paused && !self.wants_lease {
            for (number, lane) in self.lanes.iter().enumerate() {
                let due = lane.due.peek().map(|Reverse((rank, _))| lane.turn_of(*rank));
                let planned = lane.planned.peek().map(|Reverse((at, _))| *at);
                let poll = due.into_iter().chain(planned).min();
                let poll = poll.and_then(|at| lane.poll_at(at, 0, self.kept_in(number)));
                let first =
                    self.focused_in(number).and_then(|entry| lane.poll_at(entry.next_at, 0, 0));
                next = next.into_iter().chain(poll).chain(first).chain(lane.work_at(0)).min();
            }
        }
        next
    }

    /// Does what is due: gives up on overdue jobs, sends what may be sent.
    pub fn wake(&mut self, now: u64) {
        self.is_resting = false;
        self.drop_stale();
        while let Some(Reverse((at, key))) = self.deadlines.peek().copied()
            && at <= now
        {
            self.deadlines.pop();
            self.abandon(key);
            if let Some(entry) = self.entries.get(&key).filter(|it| it.is_followed()) {
                let error = entry.progress.timed_out();
                self.end(key, error);
            }
            self.drop_stale();
        }
        self.end_overdue_submissions(now);
        self.send_due(now);
    }

    /// How long to wait for a job's next poll, at the base price.
    pub(super) fn weigh(&mut self, key: JobKey, now: u64) -> u64 {
        let Some(entry) = self.entries.get_mut(&key) else { return 0 };
        let history = self.histories.get(entry.history).map(|(_, history)| history);
        let outlook = entry.outlook(history, now);
        let Some(lane) = self.lanes.get_mut(entry.lane) else { return 0 };
        if let Some(rate) = lane.reads.rate() {
            let demand = schedule::polls_within(&outlook, rate.window_ms);
            lane.demand = (lane.demand - entry.demand + demand).max(demand);
            entry.demand = demand;
        }
        entry.weighed_at = Some(now);
        let wait =
            entry.within(schedule::wait_ms(&outlook, schedule::BASE_PRICE_MS), lane.floor_ms);
        if self.is_hidden { wait.max(HIDDEN_FLOOR_MS) } else { wait }
    }

    /// When a poll that is worth it at the base price is worth it at the price that its lane is at.
    fn worth_it_at(&self, entry: &Entry) -> u64 {
        let (Some(then), Some(lane)) = (entry.weighed_at, self.lanes.get(entry.lane)) else {
            return entry.next_at;
        };
        let price = schedule::price_ms(lane.demand, lane.supply());
        if price <= schedule::BASE_PRICE_MS {
            return entry.next_at;
        }
        let history = self.histories.get(entry.history).map(|(_, history)| history);
        let wait = schedule::wait_ms(&entry.outlook(history, then), price);
        then.saturating_add(entry.within(wait, lane.floor_ms)).max(entry.next_at)
    }

    /// Plans a job's next poll. `when` has the time that is planned, and the earliest.
    pub(super) fn plan(&mut self, key: JobKey, when: impl FnOnce(u64, u64) -> u64) {
        let Some(entry) = self.entries.get_mut(&key).filter(|it| it.is_waiting()) else { return };
        let Some(lane) = self.lanes.get_mut(entry.lane) else { return };
        let earliest = entry.earliest(lane.floor_ms);
        entry.next_at = when(entry.next_at, earliest).max(earliest);
        entry.is_due = false;
        lane.planned.push(Reverse((entry.next_at, key)));
    }

    /// Plans a poll that somebody waits for: it is worth any price.
    pub(super) fn plan_soon(&mut self, key: JobKey, at: u64) {
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.weighed_at = None;
        }
        self.plan(key, |planned, earliest| planned.min(earliest.max(at)));
    }

    /// Reads that are kept for the focused job, while there is one.
    fn kept_in(&self, lane: usize) -> u32 {
        let is_here = |entry: &Entry| entry.lane == lane && entry.is_followed();
        let focused = self.focused.and_then(|key| self.entries.get(&key));
        let lane = self.lanes.get(lane);
        if focused.is_some_and(is_here) { lane.map_or(0, Lane::kept) } else { 0 }
    }

    pub(super) fn focused_in(&self, lane: usize) -> Option<&Entry> {
        let entry = self.entries.get(&self.focused?)?;
        (entry.lane == lane && entry.is_waiting()).then_some(entry)
    }

    /// Takes from the tops of the heaps what is no longer so.
    pub(super) fn drop_stale(&mut self) {
        let entries = &self.entries;
        let is_overdue = |at: u64, key: &JobKey| {
            entries.get(key).is_some_and(|it| it.is_followed() && it.deadline == at)
        };
        while self.deadlines.peek().is_some_and(|Reverse((at, key))| !is_overdue(*at, key)) {
            self.deadlines.pop();
        }
        let is_planned = |at: u64, key: &JobKey| {
            entries.get(key).is_some_and(|it| it.is_waiting() && !it.is_due && it.next_at == at)
        };
        let is_due = |rank: u64, key: &JobKey| {
            entries.get(key).is_some_and(|it| it.is_waiting() && it.is_due && it.rank == rank)
        };
        for lane in &mut self.lanes {
            while lane.planned.peek().is_some_and(|Reverse((at, key))| !is_planned(*at, key)) {
                lane.planned.pop();
            }
            while lane.due.peek().is_some_and(|Reverse((rank, key))| !is_due(*rank, key)) {
                lane.due.pop();
            }
        }
    }

    /// Moves what is due from the plan to the line.
    fn line_up(&mut self, now: u64) {
        self.drop_stale();
        for at in 0..self.lanes.len() {
            while let Some(lane) = self.lanes.get_mut(at)
                && let Some(Reverse((due, key))) = lane.planned.peek().copied()
                && due <= now
            {
                lane.planned.pop();
                let entry = self.entries.get(&key);
                let is_planned = |it: &&Entry| it.is_waiting() && !it.is_due && it.next_at == due;
                let Some(rank) = entry.filter(is_planned).map(|it| self.worth_it_at(it)) else {
                    continue;
                };
                if let Some(entry) = self.entries.get_mut(&key) {
                    (entry.rank, entry.is_due) = (rank, true);
                }
                if let Some(lane) = self.lanes.get_mut(at) {
                    lane.due.push(Reverse((rank, key)));
                }
            }
        }
    }

    /// Sends whatever is due and within the budget.
    pub(super) fn send_due(&mut self, now: u64) {
        // What is being taken up comes whole: the use of the limits before the first request.
        if !self.is_polling || self.is_paused || self.is_resting || self.is_hearing {
            return;
        }
        self.line_up(now);
        for at in 0..self.lanes.len() {
            while self.send_one(at, now) {}
        }
    }

    /// Sends one request of a lane, if one may go.
    pub(super) fn send_one(&mut self, at: usize, now: u64) -> bool {
        if self.wants_lease {
            return false;
        }
        let is_leased = self.lease.is_none_or(|lease| now < lease);
        let Some(lane) = self.lanes.get_mut(at) else { return false };
        if lane.work_at(now).is_some_and(|free| free <= now) {
            if !is_leased {
                self.wants_lease = true;
                return false;
            }
            let Some(work) = lane.queue.pop_front() else { return false };
            self.send_work(work, at, now);
            return true;
        }
        let first = self.focused_in(at).map(|entry| (entry.next_at, entry.key));
        let kept = self.kept_in(at);
        let Some(lane) = self.lanes.get_mut(at) else { return false };
        if let Some((due, key)) = first
            && lane.poll_at(due, now, 0).is_some_and(|free| free <= now)
        {
            self.wants_lease |= !is_leased;
            return is_leased && self.send(key, now);
        }
        while let Some(lane) = self.lanes.get_mut(at)
            && let Some(Reverse((rank, key))) = lane.due.peek().copied()
        {
            let entry = self.entries.get(&key);
            if !entry.is_some_and(|it| it.is_waiting() && it.is_due && it.rank == rank) {
                lane.due.pop();
                continue;
            }
            // What was learnt since it came to the line may have made it less urgent.
            if rank <= now
                && let Some(later) = self.entries.get(&key).map(|it| self.worth_it_at(it))
                && later > now
            {
                self.move_back(at, key, later);
                continue;
            }
            let Some(lane) = self.lanes.get_mut(at) else { return false };
            let from = lane.turn_of(rank);
            if lane.poll_at(from, now, kept).is_none_or(|free| free > now) {
                return false;
            }
            if !is_leased {
                self.wants_lease = true;
                return false;
            }
            lane.due.pop();
            return self.send(key, now);
        }
        false
    }

    fn move_back(&mut self, lane: usize, key: JobKey, rank: u64) {
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.rank = rank;
        }
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.due.pop();
            lane.due.push(Reverse((rank, key)));
        }
    }

    fn send_work(&mut self, work: Work, at: usize, now: u64) {
        let charge = |lane: &mut Lane| lane.submissions.charge(now);
        match work {
            Work::Submit { id, client, deadline, .. } => {
                self.lanes.get_mut(at).map(charge);
                self.launch(id, Owner::Client(client), at, deadline, now);
            }
            Work::Turn { id, deadline } => {
                if self.is_present(id, now) {
                    self.lanes.get_mut(at).map(charge);
                    self.launch(id, Owner::OtherTab, at, deadline, now);
                }
            }
            Work::Cancel(key) => {
                let request = self.entries.get(&key).and_then(|entry| {
                    let client = self.clients.get(entry.client)?;
                    Some((entry.client, client.cancel_request(&entry.progress.job).ok()?))
                });
                if let Some((client, request)) = request
                    && let Some(lane) = self.lanes.get_mut(at)
                {
                    charge(lane);
                    lane.in_flight = lane.in_flight.saturating_add(1);
                    self.cancelling.push((key, at));
                    self.actions.push_back(BoardAction::Cancel { key, client, request });
                }
            }
        }
    }

    pub(super) fn send(&mut self, key: JobKey, now: u64) -> bool {
        let Some(entry) = self.entries.get_mut(&key) else { return false };
        let Some(client) = self.clients.get(entry.client) else { return false };
        let request = match client.status_request(&entry.progress.job) {
            Ok(request) => request,
            Err(error) => {
                self.end(key, error);
                return true;
            }
        };
        self.last_flight = self.last_flight.wrapping_add(1);
        entry.flight = Some(self.last_flight);
        entry.sent_at = Some(now);
        entry.version = entry.version.saturating_add(1);
        if let Some(lane) = self.lanes.get_mut(entry.lane) {
            lane.reads.charge(now);
            lane.polled_at = now;
            lane.in_flight = lane.in_flight.saturating_add(1);
        }
        self.actions.push_back(BoardAction::Send {
            key,
            flight: self.last_flight,
            client: entry.client,
            request,
        });
        true
    }
}

#[cfg(test)]
mod tests;
