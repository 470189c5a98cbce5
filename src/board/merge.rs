//! Laying a board down as plain data, and taking it up.

use std::cmp::Reverse;

use crate::{Error, Job, JobStatus, Result};

use super::entry::{Entry, account};
use super::lane::Lane;
use super::state::{BoardState, BudgetState, HistoryState, JobRecord, Removal};
use super::{AddOptions, Board, BoardId, ChangeKind, History, JobKey};

/// A request leaves somewhat later than was written down, and is given up as much later.
const A_MOMENT_MS: u64 = 1_000;

/// So far apart two tabs may place one and the same request.
const ACCURACY_MS: u64 = 100;

impl Board {
    /// The board as plain data. `date` is the time of day, in milliseconds since 1970.
    pub fn state(&self, now: u64, date: u64) -> BoardState {
        let removed: Vec<_> = self.tombstones.keys().cloned().collect();
        self.state_of(&self.keys(), &removed, now, date)
    }

    /// Some jobs, some that were taken off, by their URLs, and the use of the limits, as plain data.
    pub fn state_of(&self, keys: &[JobKey], removed: &[String], now: u64, date: u64) -> BoardState {
        let budget = |lane: &Lane| BudgetState {
            origin: lane.origin.clone(),
            api: lane.api.clone(),
            reads_ago_ms: lane.reads.ages(now),
            submissions_ago_ms: lane.submissions.ages(now),
            held_for_ms: lane.held_until.saturating_sub(now),
            reservations: lane.reservations.state(now),
        };
        let removal = |url: &String| {
            let (version, _) = self.tombstones.get(url)?;
            Some(Removal { url: url.clone(), version: *version })
        };
        let history = |(kind, history): &(String, History)| HistoryState {
            kind: kind.clone(),
            counts: history.counts(),
        };
        BoardState {
            saved_at_ms: date,
            jobs: keys.iter().filter_map(|key| self.record(*key, now)).collect(),
            budgets: self.lanes.iter().map(budget).collect(),
            histories: self.histories.iter().map(history).collect(),
            removed: removed.iter().filter_map(removal).collect(),
        }
    }

    /// Takes up what was laid down, here or elsewhere. Of two accounts of a job the later counts,
    /// of two accounts of a budget the one that leaves less. Gives the jobs that no client of this
    /// board knows, and why.
    pub fn merge(&mut self, state: BoardState, now: u64, date: u64) -> Vec<(Job, Error)> {
        let since = date.saturating_sub(state.saved_at_ms);
        let mut unsupported = Vec::new();
        self.is_hearing = true;
        for budget in state.budgets {
            let at = self.lane_at(&budget.origin, &budget.api);
            let known = self.lanes.get_mut(at);
            let Some(lane) = known else { continue };
            let then = |ago: &u64| ago.saturating_add(since);
            lane.reads.merge(&budget.reads_ago_ms.iter().map(then).collect::<Vec<_>>(), now);
            let sent: Vec<_> = budget.submissions_ago_ms.iter().map(then).collect();
            lane.submissions.merge(&sent, now);
            let held = now.saturating_add(budget.held_for_ms.saturating_sub(since));
            lane.held_until = lane.held_until.max(held);
            lane.reservations.merge(budget.reservations, since, now);
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
            let (job, has_ended) = (record.job.clone(), record.outcome.is_some());
            if let Err(error) = self.merge_job(record, since, now) {
                if has_ended {
                    self.forget_unsupported(&job.url);
                } else {
                    self.note_unsupported(job.url.clone());
                }
                unsupported.push((job, error));
            }
        }
        for Removal { url, version } in state.removed {
            self.forget_unsupported(&url);
            match self.key_at(&url) {
                Some(key) => {
                    let ours = self.entries.get(&key).map(|entry| account(entry.version, true).0);
                    if ours.is_some_and(|ours| ours <= account(version, true).0) {
                        self.remove(key, now);
                    }
                }
                None => self.add_tombstone(url, version, now),
            }
        }
        self.is_hearing = false;
        self.send_due(now);
        unsupported
    }

    /// The key of the job that a URL stands for: its own, one that a person pasted, or one at the
    /// service itself, where this board goes through a gateway.
    pub fn key_at(&self, url: &str) -> Option<JobKey> {
        let elsewhere = || self.job_from_url(url).ok().and_then(|job| self.key(&job.url));
        self.key(url).or_else(elsewhere)
    }

    /// The key of a job as any client has stored it.
    pub fn key_of(&self, job: &Job) -> Option<JobKey> {
        let elsewhere = || self.adopt(job.clone()).ok().and_then(|(_, job)| self.key(&job.url));
        self.key(&job.url).or_else(elsewhere)
    }

    fn merge_job(&mut self, mut record: JobRecord, since: u64, now: u64) -> Result<()> {
        let theirs = account(record.version, record.outcome.is_some());
        let is_removed = |board: &Self, url: &str| {
            let tombstone = board.tombstones.get(url);
            tombstone.is_some_and(|(version, _)| account(*version, true).0 >= theirs.0)
        };
        if is_removed(self, &record.job.url) {
            return Ok(());
        }
        let mut known = self.key(&record.job.url);
        if known.is_none() {
            // Another page may have had it without the gateway that this one goes through.
            record.job = self.adopt(record.job)?.1;
            known = self.key(&record.job.url);
            if is_removed(self, &record.job.url) {
                return Ok(());
            }
        }
        let sent = record.sent_ago_ms.map(|ago| now.saturating_sub(ago.saturating_add(since)));
        let ours = known.and_then(|key| self.entries.get(&key));
        if let Some(entry) = ours.filter(|it| account(it.version, it.outcome.is_some()) >= theirs) {
            // Two may have counted apart; what was sent was sent.
            let key = entry.key;
            let accuracy = |at: u64| at.saturating_add(ACCURACY_MS);
            if sent > entry.sent_at.map(accuracy) {
                self.heard_of_sending(key, sent, record.in_flight);
            }
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
        entry.progress.readings = record.readings;
        entry.progress.last_failure = record.last_failure.map(Box::new);
        entry.outcome = record.outcome;
        entry.version = record.version;
        entry.born_at = now.saturating_sub(record.age_ms.saturating_add(since));
        entry.deadline = now.saturating_add(record.deadline_in_ms.saturating_sub(since));
        let next = now.saturating_add(record.next_in_ms.saturating_sub(since));
        entry.set_busy(None);
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
        self.heard_of_sending(key, sent, record.in_flight);
        let kind = match (known, is_followed) {
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

    /// A poll was sent elsewhere, perhaps by a board that still has it under way.
    fn heard_of_sending(&mut self, key: JobKey, sent: Option<u64>, by: Option<BoardId>) {
        let id = self.id;
        let Some(entry) = self.entries.get_mut(&key) else { return };
        entry.sent_at = entry.sent_at.max(sent);
        // Whoever sent it may still be there. Not twice at once.
        if let (Some(by), Some(sent)) = (by.filter(|by| *by != id), sent) {
            let given_up = sent.saturating_add(entry.pace.request_timeout_ms);
            entry.set_busy(Some((given_up.saturating_add(A_MOMENT_MS), by)));
        }
        self.plan(key, |planned, _| planned);
    }

    fn record(&self, key: JobKey, now: u64) -> Option<JobRecord> {
        let entry = self.entries.get(&key)?;
        Some(JobRecord {
            job: entry.progress.job.clone(),
            status: entry.progress.status.as_ref().map(JobStatus::storable),
            age_ms: now.saturating_sub(entry.born_at),
            sent_ago_ms: entry.sent_at.map(|at| now.saturating_sub(at)),
            next_in_ms: entry.next_at.saturating_sub(now),
            deadline_in_ms: entry.deadline.saturating_sub(now),
            in_flight: entry.flight.map(|_| self.id).or_else(|| entry.busy_by(now)),
            readings: entry.progress.readings,
            version: entry.version,
            outcome: entry.outcome.clone(),
            last_failure: entry.progress.last_failure.as_deref().cloned(),
        })
    }

    /// Of all boards only these are still there: what others had under way has ended with them.
    pub fn only_these_live(&mut self, boards: &[BoardId], now: u64) {
        let is_orphan = |it: &&Entry| it.busy_by(now).is_some_and(|by| !boards.contains(&by));
        let orphans: Vec<_> =
            self.entries.values().filter(is_orphan).map(|entry| entry.key).collect();
        for key in orphans {
            if let Some(entry) = self.entries.get_mut(&key) {
                entry.set_busy(None);
                entry.weighed_at = None;
            }
            self.plan(key, |_, earliest| earliest.max(now));
        }
    }
}
