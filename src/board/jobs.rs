//! The jobs of a board and their schedule.

pub(super) mod end;
pub(super) mod entries;
pub(super) mod entry;
pub(super) mod plan;
pub(super) mod prospect;
pub(super) mod terms;
pub(super) mod timetable;

use std::ops::{Deref, DerefMut};

use super::lanes::lane::Lane;
use super::lanes::{LaneId, Lanes};
use super::state::JobRecord;
use super::{BoardId, JobKey};
use entries::Entries;
use entry::Entry;
use timetable::Timetable;

/// All jobs of a board.
///
/// - The timetable has the deadline of each followed job, and the poll of each waiting job. Every
///   change of a plan goes through [`JobMut`].
/// - Keys and numbers of requests increase, so each is used only once.
/// - The focused job is on the board.
#[derive(Default)]
pub(super) struct Jobs {
    entries: Entries,
    timetable: Timetable,
    focused: Option<JobKey>,
    last_key: JobKey,
    last_flight: u32,
}

impl Jobs {
    pub(super) fn next_key(&mut self) -> JobKey {
        self.last_key = self.last_key.wrapping_add(1);
        self.last_key
    }

    /// Adds a job.
    pub(super) fn insert(&mut self, entry: Entry) {
        self.timetable.add_deadline(&entry);
        self.timetable.add_poll(&entry);
        self.entries.insert(entry);
    }

    pub(super) fn remove(&mut self, key: JobKey) -> Option<Entry> {
        self.focused = self.focused.filter(|focused| *focused != key);
        self.entries.remove(key)
    }

    pub(super) fn get(&self, key: JobKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub(super) fn get_mut(&mut self, key: JobKey) -> Option<JobMut<'_>> {
        let entry = self.entries.get_mut(key)?;
        let (timetable, last_flight) = (&mut self.timetable, &mut self.last_flight);
        Some(JobMut { entry, timetable, last_flight })
    }

    /// Returns the job at a URL.
    pub(super) fn at_url(&self, url: &str) -> Option<&Entry> {
        self.entries.at_url(url)
    }

    pub(super) fn at_url_mut(&mut self, url: &str) -> Option<JobMut<'_>> {
        let key = self.at_url(url)?.key();
        self.get_mut(key)
    }

    /// Returns all jobs, in the order in which they were added.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter()
    }

    pub(super) fn keys(&self) -> Vec<JobKey> {
        self.iter().map(Entry::key).collect()
    }

    // Requests

    /// Ends the pending request with this number, and returns its job.
    pub(super) fn land(&mut self, key: JobKey, flight: u32) -> Option<JobMut<'_>> {
        let mut job = self.in_flight(key, flight)?;
        job.land();
        Some(job)
    }

    /// Returns the job of the pending request with this number.
    pub(super) fn in_flight(&mut self, key: JobKey, flight: u32) -> Option<JobMut<'_>> {
        self.get_mut(key).filter(|job| job.flight() == Some(flight))
    }

    /// Returns the first job with a pending request of this board.
    pub(super) fn first_in_flight(&mut self) -> Option<JobMut<'_>> {
        self.first(|it| it.flight().is_some())
    }

    /// Returns the first job with a pending request of a board that was closed. `living` are the open boards.
    pub(super) fn first_orphan(&mut self, living: &[BoardId], now: u64) -> Option<JobMut<'_>> {
        self.first(|it| it.busy_by(now).is_some_and(|by| !living.contains(&by)))
    }

    fn first(&mut self, fits: impl Fn(&Entry) -> bool) -> Option<JobMut<'_>> {
        let key = self.iter().find(|it| fits(it))?.key();
        self.get_mut(key)
    }

    // The focused job

    /// Gives a job priority, or none.
    pub(super) fn set_focus(&mut self, key: Option<JobKey>) {
        self.focused = key.filter(|key| self.get(*key).is_some());
    }

    pub(super) fn focused_mut(&mut self) -> Option<JobMut<'_>> {
        self.get_mut(self.focused?)
    }

    pub(super) fn focused(&self) -> Option<&Entry> {
        self.get(self.focused?)
    }

    /// Returns whether a lane has the focused job, and the job is still followed.
    pub(super) fn has_focus(&self, lane: LaneId) -> bool {
        self.focused().is_some_and(|it| it.lane() == lane && it.is_followed())
    }

    /// Returns the focused job, if it waits for a poll in this lane.
    pub(super) fn focused_in(&mut self, lane: LaneId) -> Option<JobMut<'_>> {
        let job = self.focused_mut()?;
        (job.lane() == lane && job.is_waiting()).then_some(job)
    }

    // The schedule

    /// Returns the next deadline of a job.
    pub(super) fn next_deadline(&mut self) -> Option<u64> {
        self.timetable.first_deadline(&self.entries).map(|(at, _)| at)
    }

    /// Returns the first job whose deadline has passed.
    pub(super) fn first_overdue(&mut self, now: u64) -> Option<JobMut<'_>> {
        let (at, key) = self.timetable.first_deadline(&self.entries)?;
        if at > now { None } else { self.get_mut(key) }
    }

    /// Returns when the first planned poll of a lane becomes due.
    pub(super) fn next_planned(&mut self, lane: LaneId) -> Option<u64> {
        self.timetable.first_planned(lane, &self.entries).map(|(at, _)| at)
    }

    /// Returns the rank of the first due job of a lane.
    pub(super) fn next_rank(&mut self, lane: LaneId) -> Option<u64> {
        self.timetable.first_due(lane, &self.entries).map(|(rank, _)| rank)
    }

    /// Returns the first due job of a lane, with its rank.
    pub(super) fn first_due(&mut self, lane: LaneId) -> Option<(u64, JobMut<'_>)> {
        let (rank, key) = self.timetable.first_due(lane, &self.entries)?;
        self.get_mut(key).map(|job| (rank, job))
    }

    /// Makes the jobs of a lane due whose planned time has passed. `rank` returns the rank of a
    /// job.
    pub(super) fn line_up(&mut self, lane: LaneId, now: u64, rank: impl Fn(&Entry) -> u64) {
        while let Some((at, key)) = self.timetable.first_planned(lane, &self.entries)
            && at <= now
            && let Some(mut job) = self.get_mut(key)
        {
            let rank = rank(&job);
            job.line_up(rank);
        }
    }

    /// Plans a poll of every job, as soon as possible and one after the other.
    pub(super) fn plan_all_soon(&mut self, lanes: &Lanes, now: u64) {
        /// The interval between the polls in milliseconds, if there is enough time.
        const STEP_MS: u64 = 40;
        const ALL_MS: u64 = 4_000;
        let waiting = self.iter().filter(|it| it.is_waiting()).count() as u64;
        let step = STEP_MS.min(ALL_MS / waiting.max(1));
        let mut at = now;
        let Self { entries, timetable, last_flight, .. } = self;
        timetable.clear_polls();
        for entry in entries.iter_mut().filter(|it| it.is_waiting()) {
            let lane = lanes.get(entry.lane());
            JobMut { entry, timetable, last_flight }.plan_soon(at, lane);
            at = at.saturating_add(step);
        }
    }
}

/// A job of the board. Changes of its plan also change the timetable.
pub(super) struct JobMut<'a> {
    entry: &'a mut Entry,
    timetable: &'a mut Timetable,
    last_flight: &'a mut u32,
}

impl JobMut<'_> {
    /// Plans the next poll, if the job waits. The poll is not earlier than this time, the service's
    /// floor, and the end of another tab's request.
    pub(super) fn plan_at(&mut self, at: u64, lane: &Lane) {
        self.entry.plan_at(at, lane);
        self.timetable.add_poll(self.entry);
    }

    /// Plans the next poll again, for the same time.
    pub(super) fn replan(&mut self, lane: &Lane) {
        self.plan_at(self.entry.next_at(), lane);
    }

    /// Plans a poll for whose status somebody waits.
    pub(super) fn plan_soon(&mut self, at: u64, lane: &Lane) {
        self.entry.hurry();
        self.plan_at(self.entry.next_at().min(at), lane);
    }

    /// Makes the job due, or gives it another rank.
    pub(super) fn line_up(&mut self, rank: u64) {
        self.entry.line_up(rank);
        self.timetable.add_poll(self.entry);
    }

    /// Records that a request for the job is sent. Returns the request's number.
    pub(super) fn depart(&mut self, now: u64) -> u32 {
        *self.last_flight = self.last_flight.wrapping_add(1);
        self.entry.depart(*self.last_flight, now);
        *self.last_flight
    }

    /// Merges another tab's newer record, which is `since_ms` old.
    pub(super) fn merge(&mut self, record: JobRecord, since_ms: u64, lane: &Lane, now: u64) {
        self.entry.merge(record, since_ms, lane, now);
        self.timetable.add_deadline(self.entry);
        self.timetable.add_poll(self.entry);
    }
}

impl Deref for JobMut<'_> {
    type Target = Entry;

    fn deref(&self) -> &Entry {
        self.entry
    }
}

impl DerefMut for JobMut<'_> {
    fn deref_mut(&mut self) -> &mut Entry {
        self.entry
    }
}

#[cfg(test)]
mod tests;
