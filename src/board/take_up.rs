//! Laying a board down as plain data, and taking it up.

use std::cmp::Reverse;

use crate::{Error, Job, Result};

use super::entry::{Entry, account};
use super::lane::Lane;
use super::state::{BoardState, BudgetState, HistoryState, JobRecord};
use super::{AddOptions, Board, ChangeKind, History, JobKey, Limits};

/// A request leaves somewhat later than was written down, and is given up as much later.
const A_MOMENT_MS: u64 = 1_000;

impl Board {
    /// The board as plain data. `date` is the time of day, in milliseconds since 1970.
    pub fn state(&self, now: u64, date: u64) -> BoardState {
        let keys: Vec<_> = self.keys();
        self.state_of(&keys, now, date)
    }

    /// Some jobs, and the use of the limits, as plain data.
    pub fn state_of(&self, keys: &[JobKey], now: u64, date: u64) -> BoardState {
        let budget = |lane: &Lane| BudgetState {
            origin: lane.origin.clone(),
            reads_ago_ms: lane.reads.ages(now),
            submissions_ago_ms: lane.submissions.ages(now),
            held_for_ms: lane.held_until.saturating_sub(now),
        };
        let history = |(kind, history): &(String, History)| HistoryState {
            kind: kind.clone(),
            counts: history.counts(),
        };
        BoardState {
            saved_at_ms: date,
            jobs: keys.iter().filter_map(|key| Some(record(self.entries.get(key)?, now))).collect(),
            budgets: self.lanes.iter().map(budget).collect(),
            histories: self.histories.iter().map(history).collect(),
            removed: Vec::new(),
        }
    }

    /// Takes up what was laid down, here or elsewhere. Of two accounts of a job the later counts,
    /// of two accounts of a budget the one that leaves less. Gives the jobs that no client of this
    /// board knows, and why.
    pub fn take_up(&mut self, state: BoardState, now: u64, date: u64) -> Vec<(Job, Error)> {
        let since = date.saturating_sub(state.saved_at_ms);
        let mut strangers = Vec::new();
        self.is_hearing = true;
        for budget in state.budgets {
            let at = self.lane_at(&budget.origin, Limits::default());
            let known = self.lanes.get_mut(at);
            let Some(lane) = known else { continue };
            let then = |ago: &u64| ago.saturating_add(since);
            lane.reads.merge(&budget.reads_ago_ms.iter().map(then).collect::<Vec<_>>(), now);
            let sent: Vec<_> = budget.submissions_ago_ms.iter().map(then).collect();
            lane.submissions.merge(&sent, now);
            let held = now.saturating_add(budget.held_for_ms.saturating_sub(since));
            lane.held_until = lane.held_until.max(held);
        }
        for state in state.histories {
            let theirs = History::from_counts(&state.counts);
            let at = self.history_of(state.kind);
            if let Some((_, ours)) = self.histories.get_mut(at)
                && ours.ends() < theirs.ends()
            {
                *ours = theirs;
            }
        }
        for record in state.jobs {
            let job = record.job.clone();
            if let Err(error) = self.take_up_job(record, since, now) {
                strangers.push((job, error));
            }
        }
        for url in state.removed {
            match self.key(&url) {
                Some(key) => {
                    self.remove(key, now);
                }
                None => self.bury(url, 0, now),
            }
        }
        self.is_hearing = false;
        self.send_due(now);
        strangers
    }

    pub(super) fn take_up_job(&mut self, record: JobRecord, since: u64, now: u64) -> Result<()> {
        let known = self.key(&record.job.url);
        let theirs = account(record.version, record.outcome.is_some());
        let grave = self.graves.get(&record.job.url);
        if grave.is_some_and(|(version, _)| account(*version, true).0 >= theirs.0) {
            return Ok(());
        }
        let ours = known.and_then(|key| self.entries.get(&key));
        if ours.is_some_and(|it| account(it.version, it.outcome.is_some()) >= theirs) {
            return Ok(());
        }
        let (client, job) = self.adopt(record.job)?;
        let key = match known {
            Some(key) => key,
            None => self.place(client, job, &AddOptions::default(), now, true)?,
        };
        if record.outcome.is_some() {
            self.abandon(key);
        }
        let Some(entry) = self.entries.get_mut(&key) else { return Ok(()) };
        let was_followed = entry.is_followed();
        if let Some(status) = record.status {
            entry.read(status, now);
        }
        entry.course.readings = record.readings;
        entry.course.last_failure = record.last_failure.map(Box::new);
        entry.outcome = record.outcome;
        entry.version = record.version;
        entry.born_at = now.saturating_sub(record.age_ms.saturating_add(since));
        let sent = record.sent_ago_ms.map(|ago| now.saturating_sub(ago.saturating_add(since)));
        entry.sent_at = entry.sent_at.max(sent);
        entry.deadline = now.saturating_add(record.deadline_in_ms.saturating_sub(since));
        let next = now.saturating_add(record.next_in_ms.saturating_sub(since));
        entry.busy_until = if record.in_flight {
            // Whoever sent it may still be there. Not twice at once.
            let given_up =
                entry.sent_at.unwrap_or(now).saturating_add(entry.pace.request_timeout_ms);
            given_up.saturating_add(A_MOMENT_MS)
        } else {
            0
        };
        let (is_followed, deadline, lane) = (entry.is_followed(), entry.deadline, entry.lane);
        if was_followed && !is_followed {
            let demand = std::mem::take(&mut entry.demand);
            self.leave_lane(lane, demand);
        }
        if !was_followed
            && is_followed
            && let Some(lane) = self.lanes.get_mut(lane)
        {
            lane.running = lane.running.saturating_add(1);
        }
        let kind = match (known, is_followed) {
            (None, _) => None,
            (Some(_), true) => Some(ChangeKind::Status),
            (Some(_), false) if was_followed => Some(ChangeKind::Ended),
            _ => None,
        };
        if is_followed {
            self.deadlines.push(Reverse((deadline, key)));
            self.plan(key, |_, earliest| next.max(earliest));
        }
        if let Some(kind) = kind {
            self.tell(key, kind);
        }
        Ok(())
    }
}

fn record(entry: &Entry, now: u64) -> JobRecord {
    JobRecord {
        job: entry.course.job.clone(),
        status: entry.course.status.clone(),
        age_ms: now.saturating_sub(entry.born_at),
        sent_ago_ms: entry.sent_at.map(|at| now.saturating_sub(at)),
        next_in_ms: entry.next_at.saturating_sub(now),
        deadline_in_ms: entry.deadline.saturating_sub(now),
        in_flight: entry.flight.is_some(),
        readings: entry.course.readings,
        version: entry.version,
        outcome: entry.outcome.clone(),
        last_failure: entry.course.last_failure.as_deref().cloned(),
    }
}
