//! A board in one tab of a site.

use std::collections::VecDeque;

use crate::board::{AddOptions, Board, BoardId, BoardState, JobKey, SubmissionId, closed};
use crate::{Error, ErrorCode, Job, Moment, Response, Result};

use super::departure::Departure;
use super::election::Election;
use super::flights::Flights;
use super::history::History;
use super::joining::{Step, stored};
use super::news::News;
use super::round::Round;
use super::storage::Storage;
use super::{Action, Platform, Role};

/// The board of one tab, and its role among the site's other tabs. The [module](super) has the
/// contract with its driver.
pub struct Tab {
    pub(super) board: Board,
    /// `None` if the board has no name, so that no other tab shares it.
    pub(super) shared: Option<Shared>,
    pub(super) flights: Flights,
    /// Submissions for which the page waits, and the options for following their jobs.
    pub(super) submissions: Vec<(SubmissionId, AddOptions)>,
    /// Jobs that the page has asked to cancel. It waits for the answers.
    pub(super) cancels: Vec<JobKey>,
    pub(super) history: History,
    pub(super) news: News,
    pub(super) round: Round,
    pub(super) actions: VecDeque<Action>,
    pub(super) is_hidden: bool,
    pub(super) is_closed: bool,
    /// The number of answers since the timer last fired.
    pub(super) answers: u32,
    /// The time that was last returned to the driver as its timeout.
    pub(super) due: Option<u64>,
    /// The moment of the last call.
    pub(super) at: Moment,
    /// True if the device has slept since the timer last fired.
    pub(super) has_slept: bool,
    last_waiter: u32,
}

/// The state of a tab that shares its board with other tabs.
pub(super) struct Shared {
    pub(super) id: String,
    pub(super) platform: Platform,
    /// A sentence about the missing features of the platform.
    pub(super) missing: Option<String>,
    /// `None` until the tab has joined the others, and after it has left them.
    pub(super) election: Option<Election>,
    pub(super) storage: Storage,
    pub(super) step: Option<Step>,
    /// True if the page was left.
    pub(super) is_away: bool,
    /// True if another tab may have taken the lead while this one was frozen. It then queries the
    /// lock before it writes, because its old records would replace those of the other tab. That
    /// tab would write its records again, but it may have been closed.
    pub(super) is_doubtful: bool,
    /// Requests that are stored, and wait for a query of the lock.
    pub(super) ready: Vec<Departure>,
    /// The keys of changed jobs and the URLs of removed jobs that were not sent to other tabs yet.
    pub(super) unsent: (Vec<JobKey>, Vec<String>),
}

impl Shared {
    /// Returns the reason why the tabs do not share the board, or why it is not stored.
    pub(super) fn alone_because(&self) -> Option<&str> {
        let trouble = || Some(self.storage.trouble()?.as_sentence());
        let locks = || self.election.as_ref()?.alone_because();
        self.missing.as_deref().or_else(trouble).or_else(locks)
    }
}

impl Tab {
    /// Creates a tab with a board that no other tab shares. `request_timeout_ms` is the time limit
    /// for the answer to a poll.
    pub fn new(board: Board, request_timeout_ms: u64, is_hidden: bool, at: Moment) -> Self {
        let mut tab = Self {
            board,
            shared: None,
            flights: Flights::new(request_timeout_ms),
            submissions: Vec::new(),
            cancels: Vec::new(),
            history: History::default(),
            news: News::default(),
            round: Round::default(),
            actions: VecDeque::new(),
            is_hidden,
            is_closed: false,
            answers: 0,
            due: None,
            at,
            has_slept: false,
            last_waiter: 0,
        };
        tab.board.look(at.now);
        tab.board.set_hidden(is_hidden, at.now);
        tab
    }

    /// Shares the board with the site's other tabs. `id` must be unique among the tabs.
    pub fn share(&mut self, id: BoardId, platform: Platform, at: Moment) {
        self.begin(at);
        self.board.set_id(id);
        self.board.set_persistent(platform.has_store);
        self.shared = Some(Shared {
            id: id.to_string(),
            platform,
            missing: platform.alone_because(),
            election: None,
            storage: Storage::new(platform.has_store),
            step: None,
            is_away: false,
            is_doubtful: false,
            ready: Vec::new(),
            unsent: (Vec::new(), Vec::new()),
        });
        self.join(at);
    }

    /// Returns the board.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// Returns the role of this tab.
    pub fn role(&self) -> Role {
        let Some(shared) = &self.shared else { return Role::Alone };
        let is_alone = || shared.alone_because().is_some();
        let role = shared.election.as_ref().map(Election::role);
        role.unwrap_or_else(|| if is_alone() { Role::Alone } else { Role::Following })
    }

    /// Returns the reason why the tabs do not share the board, why it is not stored, or why no tab
    /// polls some of this tab's jobs.
    pub fn alone_because(&self) -> Option<&str> {
        self.shared.as_ref()?.alone_because().or_else(|| self.board.unpolled_because())
    }

    /// Returns whether the stored jobs are on the board.
    pub fn is_ready(&self) -> bool {
        self.is_closed || !matches!(self.step(), Some(Step::Reading(_) | Step::Joining))
    }

    /// Returns whether the tab was closed.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    pub(super) fn polls(&self) -> bool {
        self.role() != Role::Following
    }

    pub(super) fn has_joined(&self) -> bool {
        self.shared.as_ref().is_some_and(|shared| shared.election.is_some())
    }

    pub(super) fn election(&mut self) -> Option<&mut Election> {
        self.shared.as_mut()?.election.as_mut()
    }

    /// Returns the time until which the lock certainly belongs to this tab.
    pub(super) fn lease(&self) -> Option<u64> {
        self.shared.as_ref()?.election.as_ref()?.lease()
    }

    pub(super) fn step(&self) -> Option<Step> {
        self.shared.as_ref()?.step
    }

    pub(super) fn set_step(&mut self, step: Option<Step>) {
        if let Some(shared) = &mut self.shared {
            shared.step = step;
        }
    }

    // Commands of the page

    /// Adds a job to the board.
    ///
    /// # Errors
    /// As for [`Board::add`]; `closed`.
    pub fn add(&mut self, job: Job, options: &AddOptions, at: Moment) -> Result<JobKey> {
        if !self.begin(at) {
            return Err(closed("The job was not added.").with_job(&job));
        }
        self.board.add(job, options, at.now)
    }

    /// Queues a submission of a client to a URL. The driver keeps the request.
    ///
    /// # Errors
    /// `invalidArgument` when the options are out of range; `closed`.
    pub fn submit(
        &mut self,
        client: usize,
        url: &str,
        options: AddOptions,
        at: Moment,
    ) -> Result<SubmissionId> {
        if !self.begin(at) {
            return Err(closed("The submission was not sent."));
        }
        let deadline = self.board.submission_deadline(client, &options, at.now)?;
        let id = self.board.submit(client, url, deadline, at.now);
        self.submissions.push((id, options));
        Ok(id)
    }

    /// Withdraws a submission that was not sent. The driver must abort one that was.
    pub fn withdraw(&mut self, id: SubmissionId, at: Moment) {
        self.begin(at);
        self.submissions.retain(|(one, _)| *one != id);
        self.board.withdraw(id);
    }

    /// Removes a job from the board. Returns whether it was on the board.
    pub fn remove(&mut self, key: JobKey, at: Moment) -> bool {
        if !self.begin(at) {
            return false;
        }
        self.keep_ended(key, at);
        self.board.remove(key, at.now)
    }

    /// Asks the service to cancel a job. [`Action::CancelAnswered`] reports the answer.
    ///
    /// # Errors
    /// As for [`Board::cancel`]; `closed`.
    pub fn cancel(&mut self, key: JobKey, at: Moment) -> Result<()> {
        if !self.begin(at) {
            return Err(self.board.closed_job(key));
        }
        self.board.check_cancel(key)?;
        if !self.cancels.contains(&key) {
            self.cancels.push(key);
        }
        self.board.cancel(key, at.now)
    }

    /// Takes an answer about a job that was pushed to the page.
    ///
    /// # Errors
    /// As for [`Board::handle_pushed`]; `closed`.
    pub fn handle_pushed(&mut self, key: JobKey, response: &Response, at: Moment) -> Result<()> {
        if !self.begin(at) {
            return Err(self.board.closed_job(key));
        }
        self.board.handle_pushed(key, response, at)
    }

    /// Gives this job priority over all others. `None` gives priority to no job.
    pub fn focus(&mut self, key: Option<JobKey>, at: Moment) {
        if self.begin(at) {
            self.board.focus(key, at.now);
        }
    }

    /// Stops polling in all tabs.
    pub fn pause(&mut self, at: Moment) {
        if self.begin(at) {
            self.board.pause();
        }
    }

    /// Resumes polling.
    pub fn resume(&mut self, at: Moment) {
        if self.begin(at) {
            self.board.resume(at.now);
        }
    }

    /// Restores a state that the page kept. Leaves out jobs that no client accepts, because they may belong to another
    /// page.
    pub fn restore(&mut self, state: BoardState, at: Moment) {
        self.begin(at);
        self.board.merge(state, at.now, at.date);
    }

    /// Returns the board as plain data.
    pub fn state(&self, at: Moment) -> BoardState {
        self.board.state(at.now, at.date)
    }

    /// Waits until everything so far is stored. Returns the number under which [`Action::Stored`]
    /// reports it.
    pub fn wait_until_stored(&mut self, at: Moment) -> u32 {
        self.begin(at);
        let waiter = self.next_waiter();
        match &mut self.shared {
            Some(shared) => {
                shared.storage.wait(waiter);
                self.answer_waiters();
            }
            None => {
                let outcome = Err(Error::new(
                    ErrorCode::NotStored,
                    "A board without a name is not stored: create it with a name, or keep its state yourself.",
                ));
                self.actions.push_back(Action::Stored { waiter, outcome });
            }
        }
        waiter
    }

    pub(super) fn next_waiter(&mut self) -> u32 {
        self.last_waiter = self.last_waiter.wrapping_add(1);
        self.last_waiter
    }

    /// Answers the waiters whose write has ended.
    pub(super) fn answer_waiters(&mut self) {
        let Some(shared) = &mut self.shared else { return };
        while let Some(waiter) = shared.storage.satisfied() {
            let outcome = stored(shared.storage.refusal());
            self.actions.push_back(Action::Stored { waiter, outcome });
        }
    }

    /// Ends all activity of the board in this tab. The jobs continue at their services.
    pub fn close(&mut self, at: Moment) {
        if !self.begin(at) {
            return;
        }
        self.run(at);
        self.leave(at);
        self.is_closed = true;
        self.close_history();
        self.board.pause();
        while let Some(flight) = self.flights.pop() {
            self.actions.push_back(Action::Abort { flight: flight.number });
        }
        for (id, _) in std::mem::take(&mut self.submissions) {
            let outcome = Err(self.board.closed_submission(id));
            self.actions.push_back(Action::Submitted { id, outcome });
        }
        for key in std::mem::take(&mut self.cancels) {
            let outcome = Err(self.board.closed_job(key));
            self.actions.push_back(Action::CancelAnswered { key, outcome });
        }
    }
}
