//! The state machine.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::rc::Rc;

use crate::poller::Progress;
use crate::service::{Limits, PaceOptions, Service};
use crate::url::origin_of;
use crate::{Error, ErrorCode, Job, Result};

use super::admission::Turn;
use super::entries::Entries;
use super::entry::{Entry, again};
use super::lane::Lane;
use super::persistence::Persistence;
use super::state::REMEMBERED_MS;
use super::submissions::Flying;
use super::unsupported::UnsupportedJobs;
use super::{BoardAction, BoardJob, BoardMessage, BudgetUse, Change, ChangeKind, History};

/// Names a job on one board.
pub type JobKey = u32;

/// Tells the boards of a site's tabs from each other.
pub type BoardId = u64;

/// Names a submission that waits for its turn.
pub type SubmissionId = u32;

/// How a job is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AddOptions {
    /// In place of the service's own pace.
    pub pace: PaceOptions,
}

/// Follows many jobs.
///
/// # Example
/// Two jobs of one service, which allows a poll every two minutes for each.
/// ```
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
/// while let Some(action) = board.next_action() {
///     if let BoardAction::Send { .. } = action { requests += 1 }
/// }
/// assert_eq!(requests, 2);
/// # Ok::<(), export_jobs::Error>(())
/// ```
pub struct Board {
    pub(super) clients: Vec<Rc<dyn Service>>,
    pub(super) overrides: Vec<(Option<String>, Limits)>,
    pub(super) entries: Entries,
    /// Jobs that were taken off, with their last version, and when: other tabs may still tell of them.
    pub(super) tombstones: BTreeMap<String, (u32, u64)>,
    pub(super) tombstones_swept_at: u64,
    /// Whether what happens is only heard of.
    pub(super) is_hearing: bool,
    pub(super) lanes: Vec<Lane>,
    pub(super) histories: Vec<(String, History)>,
    pub(super) deadlines: BinaryHeap<Reverse<(u64, JobKey)>>,
    pub(super) focused: Option<JobKey>,
    pub(super) last_key: JobKey,
    pub(super) last_flight: u32,
    pub(super) last_submission: SubmissionId,
    pub(super) id: BoardId,
    /// Where its submissions go, until they are over.
    pub(super) urls: Vec<(SubmissionId, String)>,
    /// Submissions of other tabs.
    pub(super) turns: Vec<Turn>,
    /// Submissions under way.
    pub(super) flying: Vec<Flying>,
    /// Jobs with a wish to cancel under way, and their lanes: one may be taken off meanwhile.
    pub(super) cancelling: Vec<(JobKey, usize)>,
    pub(super) is_polling: bool,
    pub(super) is_paused: bool,
    pub(super) is_hidden: bool,
    pub(super) is_resting: bool,
    /// Until when it may send without a look at the lock.
    pub(super) lease: Option<u64>,
    pub(super) wants_lease: bool,
    pub(super) persistence: Persistence,
    pub(super) unsupported: UnsupportedJobs,
    pub(super) actions: VecDeque<BoardAction>,
}

impl Board {
    /// A board for the jobs of these clients. It polls at once.
    pub fn new(clients: Vec<Rc<dyn Service>>) -> Self {
        Self {
            clients,
            overrides: Vec::new(),
            entries: Entries::default(),
            tombstones: BTreeMap::new(),
            tombstones_swept_at: 0,
            is_hearing: false,
            lanes: Vec::new(),
            histories: Vec::new(),
            deadlines: BinaryHeap::new(),
            focused: None,
            last_key: 0,
            last_flight: 0,
            last_submission: 0,
            id: 0,
            urls: Vec::new(),
            turns: Vec::new(),
            flying: Vec::new(),
            cancelling: Vec::new(),
            is_polling: true,
            is_paused: false,
            is_hidden: false,
            is_resting: false,
            lease: None,
            wants_lease: false,
            persistence: Persistence::default(),
            unsupported: UnsupportedJobs::default(),
            actions: VecDeque::new(),
        }
    }

    /// Other limits than the service's own, at one origin or, without one, at all of them.
    pub fn set_limits(&mut self, origin: Option<String>, limits: Limits) {
        for lane in &mut self.lanes {
            if origin.as_ref().is_none_or(|origin| *origin == lane.origin) {
                lane.limit(limits);
            }
        }
        self.overrides.push((origin, limits));
    }

    /// Puts a job on the board, and polls it as soon as its turn comes. A job that is there stays
    /// as it is, unless it was given up on.
    ///
    /// # Errors
    /// `invalidArgument` when no client of the board knows such jobs, `foreignOrigin`.
    pub fn add(&mut self, job: Job, options: &AddOptions, now: u64) -> Result<JobKey> {
        let (client, job) = self.adopt(job)?;
        self.place(client, job, options, now, false)
    }

    /// Puts a job on the board that was started just now.
    ///
    /// # Errors
    /// As [`Board::add`].
    pub fn add_started(&mut self, job: Job, options: &AddOptions, now: u64) -> Result<JobKey> {
        let (client, job) = self.adopt(job)?;
        self.place(client, job, options, now, true)
    }

    /// The job of a URL that somebody pasted, if a client of the board knows such URLs.
    ///
    /// # Errors
    /// `invalidArgument`, `foreignOrigin`.
    pub fn job_from_url(&self, url: &str) -> Result<Job> {
        self.first_client(|client| client.job_from_url(url)).map(|(_, job)| job)
    }

    /// Takes a job off the board. It goes on at the service.
    pub fn remove(&mut self, key: JobKey, now: u64) -> bool {
        let Some(entry) = self.entries.remove(&key) else { return false };
        self.release(&entry);
        if self.focused == Some(key) {
            self.focused = None;
        }
        self.drop_cancel(key);
        self.add_tombstone(entry.progress.job.url.clone(), entry.version, now);
        let (kind, url) = (ChangeKind::Removed, Some(entry.progress.job.url));
        let change = Change { key, kind, url, heard: self.is_hearing };
        self.announce(change);
        self.send_due(now);
        true
    }

    /// Lets one job go first, within the budget and its service's floor.
    pub fn focus(&mut self, key: Option<JobKey>, now: u64) {
        self.look_at(key, now);
        self.ask_for_focus();
    }

    pub(super) fn look_at(&mut self, key: Option<JobKey>, now: u64) {
        self.focused = key.filter(|key| self.entries.contains_key(key));
        if let Some(key) = self.focused {
            self.plan_soon(key, now);
        }
        self.send_due(now);
    }

    /// The next thing to do.
    pub fn next_action(&mut self) -> Option<BoardAction> {
        self.actions.pop_front()
    }

    /// Whether there is something to do.
    pub fn has_actions(&self) -> bool {
        !self.actions.is_empty()
    }

    /// The key of the job at a URL.
    pub fn key(&self, url: &str) -> Option<JobKey> {
        self.entries.key(url)
    }

    /// The keys of all jobs, in the order in which they came.
    pub fn keys(&self) -> Vec<JobKey> {
        self.entries.values().map(|it| it.key).collect()
    }

    /// A job as it stands.
    pub fn job(&self, key: JobKey, now: u64) -> Option<BoardJob<'_>> {
        let entry = self.entries.get(&key)?;
        let next = || entry.next_at.saturating_sub(now);
        let left = |end: u64| end.saturating_sub(now);
        Some(BoardJob {
            job: &entry.progress.job,
            status: entry.progress.status.as_ref(),
            outcome: entry.outcome.as_ref(),
            last_failure: entry.progress.last_failure.as_deref(),
            age_ms: now.saturating_sub(entry.born_at),
            next_poll_in_ms: (entry.is_waiting() && !self.is_paused).then(next),
            remaining_ms: entry.is_followed().then(|| entry.estimated_end().map(left)).flatten(),
            is_polling: entry.flight.is_some(),
            is_focused: self.focused == Some(key),
            readings: entry.progress.readings,
        })
    }

    /// How much of the limits is used, for each API at each origin.
    pub fn budgets(&self, now: u64) -> Vec<BudgetUse> {
        let of = |lane: &Lane| BudgetUse {
            origin: lane.origin.clone(),
            api: lane.api.clone(),
            limits: Limits {
                reads: lane.reads.rate(),
                submissions: lane.submissions.rate(),
                running: lane.max_running,
                floor_ms: lane.floor_ms,
            },
            reads: lane.reads.used(now),
            submissions: lane.submissions.used(now),
            running: lane.busy(now),
            queued: lane.queue.len(),
            held_for_ms: lane.held_until.saturating_sub(now),
        };
        self.lanes.iter().map(of).collect()
    }

    /// Polls no more until [`Board::resume`]. Requests under way are still answered, and deadlines
    /// still come.
    pub fn pause(&mut self) {
        self.is_paused = true;
        self.say(BoardMessage::Paused { is_paused: true });
    }

    /// Goes on polling.
    pub fn resume(&mut self, now: u64) {
        self.is_paused = false;
        self.say(BoardMessage::Paused { is_paused: false });
        self.nudge(now);
    }

    /// Sends nothing more before the next [`Board::wake`], which is due at once: for a driver that
    /// has been busy for long enough.
    pub fn rest(&mut self) {
        self.is_resting = true;
    }

    /// Whether the board is paused.
    pub fn is_paused(&self) -> bool {
        self.is_paused
    }

    /// Until when it may send, where another tab could take its place; `None`: for ever.
    pub fn set_lease(&mut self, lease: Option<u64>, now: u64) {
        self.lease = lease;
        self.wants_lease = false;
        self.send_due(now);
    }

    /// Whether something waits for a longer lease.
    pub fn wants_lease(&self) -> bool {
        self.wants_lease
    }

    /// Whether anybody can see the tab.
    pub fn set_hidden(&mut self, hidden: bool, now: u64) {
        let was_hidden = std::mem::replace(&mut self.is_hidden, hidden);
        if was_hidden && !hidden {
            self.nudge(now);
        }
    }

    /// Somebody is back: the page is seen again, the network is there again, the device woke up.
    /// Every job is worth a poll as soon as floor and budget allow, one after the other.
    pub fn nudge(&mut self, now: u64) {
        /// So far apart are they planned, if there is time for it.
        const STEP_MS: u64 = 40;
        let waiting: Vec<_> =
            self.entries.values().filter(|it| it.is_waiting()).map(|it| it.key).collect();
        // All of them are planned anew, so that nothing of before holds any more.
        for lane in &mut self.lanes {
            lane.planned.clear();
            lane.due.clear();
        }
        let step = STEP_MS.min(4_000 / (waiting.len() as u64).max(1));
        for (place, key) in (0_u64..).zip(waiting) {
            let soon = now.saturating_add(place.saturating_mul(step));
            self.plan_soon(key, soon);
        }
        self.send_due(now);
    }

    /// Remembers a job that was taken off.
    pub(super) fn add_tombstone(&mut self, url: String, version: u32, now: u64) {
        if now.saturating_sub(self.tombstones_swept_at) > REMEMBERED_MS / 10 {
            self.tombstones_swept_at = now;
            self.tombstones.retain(|_, (_, at)| at.saturating_add(REMEMBERED_MS) > now);
        }
        let tombstone = self.tombstones.entry(url).or_insert((version, now));
        *tombstone = (tombstone.0.max(version), now);
    }

    pub(super) fn adopt(&self, job: Job) -> Result<(usize, Job)> {
        self.first_client(|client| client.validate(job.clone()))
    }

    /// The first client that can, with what it gave; else the refusal that says most.
    pub(super) fn first_client<T>(
        &self,
        of: impl Fn(&dyn Service) -> Result<T>,
    ) -> Result<(usize, T)> {
        let mut refusal = None;
        for (at, client) in self.clients.iter().enumerate() {
            match of(client.as_ref()) {
                Ok(found) => return Ok((at, found)),
                Err(error) if error.code() == ErrorCode::ForeignOrigin => refusal = Some(error),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        Err(refusal.unwrap_or_else(|| {
            Error::invalid_argument(
                "The board has no clients: give it those whose jobs it follows.",
            )
        }))
    }

    /// Puts an adopted job on the board. `known`: it has just been started, or was planned elsewhere.
    pub(super) fn place(
        &mut self,
        client: usize,
        job: Job,
        options: &AddOptions,
        now: u64,
        known: bool,
    ) -> Result<JobKey> {
        let pace = self.clients.get(client).map(|it| it.pace()).unwrap_or_default();
        let pace = pace.with(&options.pace)?;
        let mut version = self.tombstones.get(&job.url).map_or(1, |(version, _)| again(*version));
        self.tombstones.remove(&job.url);
        if let Some(key) = self.key(&job.url) {
            match self.entries.get(&key) {
                // Its end is known, or awaited.
                Some(entry) if entry.is_followed() || entry.progress.is_done() => return Ok(key),
                Some(entry) => version = again(entry.version),
                None => {}
            }
            self.entries.remove(&key);
        }
        self.last_key = self.last_key.wrapping_add(1);
        let key = self.last_key;
        let lane = self.lane_of(client, &job.url);
        let history = self.history_of(format!("{} {}", job.service, job.operation));
        let last = self.entries.values().next_back().map(|last| last.pace.clone());
        let shared = last.filter(|last| **last == pace).unwrap_or_else(|| Rc::new(pace));
        let mut entry = Entry::new(key, Progress::new(job), shared, (client, lane, history), now);
        entry.version = version;
        entry.is_started = known;
        if options.pace.interval_ms.is_some() {
            entry.floor_ms = pace.interval_ms;
        }
        if options.pace.max_interval_ms.is_some() {
            entry.ceiling_ms = pace.max_interval_ms;
        }
        self.deadlines.push(Reverse((entry.deadline, key)));
        self.entries.insert(entry);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.running = lane.running.saturating_add(1);
        }
        let wait = if known { self.weigh(key, now) } else { 0 };
        self.plan(key, |_, _| now.saturating_add(wait));
        self.tell(key, ChangeKind::Added);
        self.send_due(now);
        Ok(key)
    }

    pub(super) fn history_of(&mut self, kind: String) -> usize {
        if let Some(at) = self.histories.iter().position(|(one, _)| *one == kind) {
            return at;
        }
        self.histories.push((kind, History::default()));
        self.histories.len().saturating_sub(1)
    }

    pub(super) fn lane_of(&mut self, client: usize, url: &str) -> usize {
        let client = self.clients.get(client).cloned();
        let api = client.as_ref().map(|it| it.api()).unwrap_or_default();
        self.lane_at(&origin_of(url), api)
    }

    pub(super) fn lane_at(&mut self, origin: &str, api: &str) -> usize {
        let is_it = |lane: &Lane| lane.origin == origin && lane.api == api;
        if let Some(at) = self.lanes.iter().position(is_it) {
            return at;
        }
        let given = self
            .overrides
            .iter()
            .rev()
            .find(|(one, _)| one.as_deref().is_none_or(|one| one == origin));
        let own = || self.clients.iter().find(|it| it.api() == api).map(|it| it.limits());
        let limits = given.map(|(_, limits)| *limits).or_else(own).unwrap_or_default();
        let mut lane = Lane::new(origin.to_owned(), api.to_owned(), limits);
        let held = self.lanes.iter().filter(|it| it.origin == origin).map(|it| it.held_until);
        lane.held_until = held.max().unwrap_or_default();
        self.lanes.push(lane);
        self.lanes.len().saturating_sub(1)
    }
}
