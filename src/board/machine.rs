//! The state machine.

pub(super) mod answers;
pub(super) mod cancelling;
pub(super) mod dispatch;
pub(super) mod followed_job;
pub(super) mod merge;
pub(super) mod persistence;
pub(super) mod queries;
pub(super) mod sharing;
pub(super) mod submitting;

use std::rc::Rc;

#[cfg(doc)]
use crate::Machine;
use crate::service::{Limits, PaceOptions, Service};
use crate::url::origin_of;
use crate::{Job, Result};

use super::admissions::Admissions;
use super::cancellations::Cancellations;
use super::clients::{Client, Clients};
use super::gate::Gate;
use super::histories::Histories;
use super::jobs::entry::Entry;
use super::jobs::terms::Terms;
use super::jobs::{JobMut, Jobs};
use super::lanes::{LaneId, Lanes};
use super::news::Unseen;
use super::outbox::Outbox;
use super::state::version::next_generation;
use super::tombstones::Tombstones;
use super::unsupported::UnsupportedJobs;
use super::{BoardAction, BoardMessage, ChangeKind, JobKey};
use followed_job::FollowedJob;

/// The rules for following a job.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AddOptions {
    /// Changes to the service's own pace.
    pub pace: PaceOptions,
}

/// Follows many jobs.
///
/// # Example
/// Two jobs of one service, which allows a poll every two minutes for each.
/// ```
/// use export_jobs::Machine;
/// use export_jobs::board::{Board, BoardAction};
/// use export_jobs::service::AvePoint;
/// use std::rc::Rc;
///
/// let client = Rc::new(AvePoint::new("https://graph-us.avepointonlineservices.com")?);
/// let mut board = Board::new(vec![client.clone()]);
/// let now = 1_700_000_000_000;
/// for id in ["1", "2"] {
///     board.add(client.job(id)?, &Default::default(), now)?;
/// }
/// let mut requests = 0;
/// while let Some(action) = board.poll_action() {
///     if let BoardAction::Send { .. } = action { requests += 1 }
/// }
/// assert_eq!(requests, 2);
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Board {
    pub(super) clients: Clients,
    pub(super) lanes: Lanes,
    pub(super) jobs: Jobs,
    pub(super) histories: Histories,
    pub(super) admissions: Admissions,
    pub(super) cancellations: Cancellations,
    pub(super) tombstones: Tombstones,
    pub(super) unsupported: UnsupportedJobs,
    pub(super) unseen: Unseen,
    pub(super) gate: Gate,
    pub(super) outbox: Outbox,
}

impl Board {
    /// Creates a board for the jobs of these clients. It polls from the start.
    pub fn new(clients: Vec<Rc<dyn Service>>) -> Self {
        Self {
            clients: Clients::new(clients),
            lanes: Lanes::default(),
            jobs: Jobs::default(),
            histories: Histories::default(),
            admissions: Admissions::default(),
            cancellations: Cancellations::default(),
            tombstones: Tombstones::default(),
            unsupported: UnsupportedJobs::default(),
            unseen: Unseen::default(),
            gate: Gate::default(),
            outbox: Outbox::default(),
        }
    }

    /// Replaces a service's own limits, at one origin, or at all origins if there is none.
    pub fn set_limits(&mut self, origin: Option<String>, limits: Limits) {
        self.lanes.set_limits(origin, limits);
    }

    /// Adds a job to the board, and polls it as soon as its turn comes. A job that is already there
    /// is not changed, unless it was given up.
    ///
    /// # Errors
    /// `invalidArgument` when no client of the board accepts the job; `foreignOrigin`.
    pub fn add(&mut self, job: Job, options: &AddOptions, now: u64) -> Result<JobKey> {
        let (client, job) = self.clients.validate(&job)?;
        self.place(client, job, options, false, now)
    }

    /// Adds a job to the board that was just started.
    ///
    /// # Errors
    /// As for [`Board::add`].
    pub fn add_started(&mut self, job: Job, options: &AddOptions, now: u64) -> Result<JobKey> {
        let (client, job) = self.clients.validate(&job)?;
        self.place(client, job, options, true, now)
    }

    /// Removes a job from the board. The job continues at the service. Returns whether it was on
    /// the board.
    pub fn remove(&mut self, key: JobKey, now: u64) -> bool {
        let Some(mut entry) = self.jobs.remove(key) else { return false };
        self.unseen.set(key, false);
        let lane = self.lanes.get_mut(entry.lane());
        lane.queue.drop_cancellation(key);
        if let Some(flight) = entry.land() {
            lane.land();
            self.outbox.push(BoardAction::Abort { flight });
        }
        if entry.is_followed() {
            lane.leave(entry.take_demand());
        }
        let url = entry.job().url.clone();
        self.tombstones.add(url.clone(), entry.version(), now);
        self.outbox.announce(key, ChangeKind::Removed, Some(url));
        self.send_due(now);
        true
    }

    /// Removes a job from the board, and from the history.
    pub fn forget(&mut self, key: JobKey, now: u64) {
        if let Some(url) = self.jobs.get(key).map(|entry| entry.job().url.clone()) {
            self.remove(key, now);
            self.tombstones.forget(&url);
        }
    }

    /// Gives one job priority, within the budget and its service's floor.
    pub fn focus(&mut self, key: Option<JobKey>, now: u64) {
        self.set_focus(key, now);
        self.ask_for_focus();
    }

    pub(super) fn set_focus(&mut self, key: Option<JobKey>, now: u64) {
        self.jobs.set_focus(key);
        if let Some(mut followed) = self.followed(|jobs| jobs.focused_mut()) {
            followed.plan_soon(now);
        }
        self.send_due(now);
    }

    /// Returns whether there is something to do.
    pub fn has_actions(&self) -> bool {
        !self.outbox.is_empty()
    }

    /// Stops polling until [`Board::resume`]. Requests under way are still answered, and deadlines
    /// still come.
    pub fn pause(&mut self) {
        self.gate.set_paused(true);
        self.outbox.post(BoardMessage::Paused { is_paused: true });
    }

    /// Resumes polling.
    pub fn resume(&mut self, now: u64) {
        self.gate.set_paused(false);
        self.outbox.post(BoardMessage::Paused { is_paused: false });
        self.nudge(now);
    }

    /// Sends nothing more before the next [`Machine::handle_timeout`], which is due immediately. A
    /// driver calls this to give other tasks of the page a turn.
    pub fn rest(&mut self) {
        self.gate.set_resting(true);
    }

    /// Returns whether the board is paused.
    pub fn is_paused(&self) -> bool {
        self.gate.is_paused()
    }

    /// Sets the time until which the board may send before another tab may take the lead. `None`
    /// means no limit.
    pub fn set_lease(&mut self, lease: Option<u64>, now: u64) {
        self.gate.set_lease(lease);
        self.send_due(now);
    }

    /// Returns whether a request waits for a longer lease.
    pub fn wants_lease(&self) -> bool {
        self.gate.wants_lease()
    }

    /// Sets whether the tab is hidden.
    pub fn set_hidden(&mut self, hidden: bool, now: u64) {
        if self.gate.set_hidden(hidden, now) {
            self.nudge(now);
        }
    }

    /// Polls every job as soon as floor and budget allow, one after the other. A driver calls this
    /// when the page becomes visible, the network returns, or the device wakes up.
    pub fn nudge(&mut self, now: u64) {
        self.jobs.plan_all_soon(&self.lanes, now);
        self.send_due(now);
    }

    /// Returns a job with the parts that change together with it, if there is such a job.
    pub(super) fn followed(
        &mut self,
        find: impl FnOnce(&mut Jobs) -> Option<JobMut<'_>>,
    ) -> Option<FollowedJob<'_>> {
        let Self { jobs, lanes, histories, outbox, unseen, gate, .. } = self;
        Some(FollowedJob { job: find(jobs)?, lanes, histories, outbox, unseen, gate })
    }

    /// Adds a client's job to the board. `is_known` is true if the job was just started, or another
    /// tab has planned its next poll.
    pub(super) fn place(
        &mut self,
        client: Client,
        job: Job,
        options: &AddOptions,
        is_known: bool,
        now: u64,
    ) -> Result<JobKey> {
        let pace = client.service.pace().with(&options.pace)?;
        // The job at this URL, unless it was given up.
        let there = self.jobs.at_url(&job.url).filter(|it| it.is_followed() || it.is_done());
        if let Some(there) = there {
            return Ok(there.key());
        }
        let entry = self.create(Terms { client, pace }, job, &options.pace, is_known, now);
        let key = entry.key();
        self.jobs.insert(entry);
        self.send_due(now);
        Ok(key)
    }

    /// Creates a job for the board. It replaces a job at the same URL that was given up.
    pub(super) fn create(
        &mut self,
        terms: Terms,
        job: Job,
        options: &PaceOptions,
        is_known: bool,
        now: u64,
    ) -> Entry {
        let mut version = self.tombstones.revive(&job.url);
        if let Some(old) = self.key(&job.url).and_then(|key| self.jobs.remove(key)) {
            version = next_generation(old.version());
            self.unseen.set(old.key(), false);
        }
        let lane = self.lane_of(&terms.client, &job.url);
        let history = self.histories.of(text!("{} {}", job.service, job.operation));
        let last = self.jobs.iter().next_back().map(Entry::terms);
        let shared = last.filter(|last| last.are_as(&terms)).cloned();
        let terms = shared.unwrap_or_else(|| Rc::new(terms));
        let mut entry = Entry::new(self.jobs.next_key(), job, terms, lane, history, now);
        entry.set_up(version, is_known, options);
        let lane = self.lanes.get_mut(lane);
        lane.join(now);
        if is_known {
            let wait_ms = entry.weigh(self.histories.get(history), lane, now);
            let wait_ms = self.gate.wait_ms(wait_ms).max(entry.terms().pace.first_ms);
            entry.plan_at(now.saturating_add(wait_ms), lane);
        }
        self.outbox.announce(entry.key(), ChangeKind::Added, None);
        entry
    }

    /// Returns the lane of a client's requests to a URL.
    pub(super) fn lane_of(&mut self, client: &Client, url: &str) -> LaneId {
        let api = client.service.api();
        self.lanes.of(url, api).unwrap_or_else(|| self.lane_at(&origin_of(url), api))
    }

    pub(super) fn lane_at(&mut self, origin: &str, api: &str) -> LaneId {
        self.lanes.at(origin, api, || self.clients.limits_of(api))
    }
}
