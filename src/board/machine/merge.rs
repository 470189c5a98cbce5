//! Converts a board to plain data, and merges the data of other tabs.

use std::collections::BinaryHeap;

use crate::service::PaceOptions;
use crate::{Error, Job, Result};

use crate::board::jobs::entry::Entry;
use crate::board::jobs::terms::Terms;
use crate::board::state::version::{Stage, generation, record_order};
use crate::board::state::{BoardState, JobRecord, Removal};
use crate::board::{Board, BoardId, JobKey};

impl Board {
    /// Returns the board as plain data. `date` is the time of day, in milliseconds since 1970.
    pub fn state(&self, now: u64, date: u64) -> BoardState {
        self.state_of(&self.keys(), &self.tombstones.urls(), now, date)
    }

    /// Returns some jobs, the removals of the URLs in `removed`, and the use of the limits, as
    /// plain data.
    pub fn state_of(&self, keys: &[JobKey], removed: &[String], now: u64, date: u64) -> BoardState {
        let board = self.admissions.board();
        let jobs = keys.iter().filter_map(|key| self.jobs.get(*key));
        let budget = |id| {
            let reservations = self.admissions.state(id, now);
            self.lanes.get(id).state(reservations, now)
        };
        BoardState {
            saved_at_ms: date,
            jobs: jobs.map(|entry| entry.record(board, now)).collect(),
            budgets: self.lanes.ids().map(budget).collect(),
            histories: self.histories.state(),
            removed: removed.iter().filter_map(|url| self.tombstones.removal(url)).collect(),
        }
    }

    /// Merges the state of another tab, or an earlier state of this tab. If a job has two records,
    /// the newer one is used. If a budget has two records, the one that allows fewer requests is
    /// used. Returns the jobs that no client of this board accepts, each with the error.
    pub fn merge(&mut self, state: BoardState, now: u64, date: u64) -> Vec<(Job, Error)> {
        let since_ms = date.saturating_sub(state.saved_at_ms);
        let mut unsupported = Vec::new();
        self.outbox.set_merging(true);
        for budget in state.budgets {
            let id = self.lane_at(&budget.origin, &budget.api);
            self.lanes.get_mut(id).merge(&budget, since_ms, now);
            self.lanes.hold(id, now.saturating_add(budget.held_for_ms.saturating_sub(since_ms)));
            self.admissions.merge(id, budget.reservations, since_ms, now);
        }
        for history in state.histories {
            self.histories.merge(history);
        }
        for record in state.jobs {
            let (job, has_ended) = (record.job.clone(), record.outcome.is_some());
            if let Err(error) = self.merge_job(record, since_ms, now) {
                if has_ended {
                    self.unsupported.forget_here(&job.url);
                } else {
                    self.note_unsupported(&job.url);
                }
                unsupported.push((job, error));
            }
        }
        for removal in state.removed {
            self.merge_removal(removal, now);
        }
        let Self { admissions, jobs, tombstones, clients, .. } = self;
        admissions.look_for_jobs(|url| {
            // Another page may use a URL without the gateway of this page.
            let here = || clients.job_from_url(url).ok().and_then(|job| jobs.at_url(&job.url));
            jobs.at_url(url).or_else(here).is_some() || tombstones.removal(url).is_some()
        });
        self.outbox.set_merging(false);
        self.send_due(now);
        unsupported
    }

    /// Merges the use of the limits that another tab stored. That tab may have been closed.
    pub fn merge_account(&mut self, mut account: BoardState, now: u64, date: u64) {
        let since_ms = date.saturating_sub(account.saved_at_ms);
        account.budgets.iter_mut().for_each(|budget| budget.leave_late(since_ms));
        account.saved_at_ms = date;
        self.merge(account, now, date);
    }

    /// Returns the jobs for which this board has a newer record than the state.
    pub fn newer_than(&self, state: &BoardState) -> Vec<JobKey> {
        let jobs = state.jobs.iter().map(|it| (&it.job.url, record_order(it.version, it.stage())));
        let removed =
            state.removed.iter().map(|it| (&it.url, record_order(it.version, Stage::Over)));
        let is_newer = |(url, theirs): (&String, _)| {
            let ours = self.jobs.get(self.key(url)?)?;
            let order = record_order(ours.version(), ours.stage());
            (order > theirs).then_some(ours.key())
        };
        jobs.chain(removed).filter_map(is_newer).collect()
    }

    /// Returns what is missing in the whole state of the polling board: jobs that still run, and the URLs of jobs that
    /// were removed.
    pub fn missing_from(&self, leader: &BoardState) -> (Vec<JobKey>, Vec<String>) {
        let there = leader.jobs.iter().filter_map(|record| self.key(&record.job.url));
        let there = BinaryHeap::from_iter(there).into_sorted_vec();
        let is_missing = |it: &&Entry| it.is_followed() && there.binary_search(&it.key()).is_err();
        let missing = self.jobs.iter().filter(is_missing).map(Entry::key);
        let is_removed = |it: &&JobRecord| self.tombstones.cover(&it.job.url, it.version);
        let removed = leader.jobs.iter().filter(is_removed).map(|it| it.job.url.clone());
        (missing.collect(), removed.collect())
    }

    fn merge_removal(&mut self, removal: Removal, now: u64) {
        let Removal { url, version, is_forgotten } = removal;
        self.unsupported.forget_here(&url);
        match self.key_at(&url).and_then(|key| self.jobs.get(key)) {
            Some(ours) if generation(ours.version()) <= generation(version) => {
                self.remove(ours.key(), now);
            }
            Some(_) => {}
            None => self.tombstones.add(url.clone(), version, now),
        }
        if is_forgotten {
            self.tombstones.forget(&url);
        }
    }

    fn merge_job(&mut self, mut record: JobRecord, since_ms: u64, now: u64) -> Result<()> {
        // If this board had a request under way, it has ended.
        record.in_flight = record.in_flight.filter(|by| *by != self.admissions.board());
        if self.tombstones.cover(&record.job.url, record.version) {
            return Ok(());
        }
        if self.key(&record.job.url).is_none() {
            // Another page may use a URL without the gateway of this page.
            record.job = self.clients.validate(&record.job)?.1;
            if self.tombstones.cover(&record.job.url, record.version) {
                return Ok(());
            }
        }
        let known = self.key(&record.job.url);
        if let Some(mut followed) = self.followed(|jobs| jobs.get_mut(known?))
            && !followed.job.is_older_than(&record)
        {
            // A poll that another tab has sent counts even if its record is older.
            followed.merge_poll(&record, since_ms, now);
            followed.merge_seen(&record);
            return Ok(());
        }
        let (client, job) = self.clients.validate(&record.job)?;
        if let Some(mut followed) = self.followed(|jobs| jobs.get_mut(known?)) {
            followed.merge(record, since_ms, now);
            return Ok(());
        }
        let pace = client.service.pace();
        let mut entry =
            self.create(Terms { client, pace }, job, &PaceOptions::default(), true, now);
        let lane = self.lanes.get_mut(entry.lane());
        entry.merge(record, since_ms, lane, now);
        self.unseen.set(entry.key(), entry.is_unseen());
        if !entry.is_followed() {
            lane.leave(entry.take_demand());
        }
        self.jobs.insert(entry);
        Ok(())
    }

    /// Takes the list of open boards. The requests of all other boards have ended.
    pub fn only_these_live(&mut self, boards: &[BoardId], now: u64) {
        while let Some(mut followed) = self.followed(|jobs| jobs.first_orphan(boards, now)) {
            followed.job.orphan(now);
            followed.plan_at(now);
        }
    }
}
