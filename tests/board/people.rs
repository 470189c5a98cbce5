//! The actions of users and their devices.

use export_jobs::Job;
use export_jobs::board::{AddOptions, Board, HistoryFilter};
use export_jobs::service::PaceOptions;
use export_jobs::tabs::PageEvent;

use super::{Arrival, Event, World};
use crate::service::{AVEPOINT_CLIENT, avepoint_job, job_of, training};

const HOUR: u64 = 3_600_000;

impl World {
    /// Performs a random action of a user.
    pub(super) fn act(&mut self) {
        let Some(page) = self.some_page() else {
            self.open(false);
            return;
        };
        let at = self.moment(page);
        match self.random.below(100) {
            0..28 => {
                self.last_id += 1;
                let job = match self.random.below(10) {
                    0..2 => avepoint_job(self.last_id),
                    2..6 => training(self.last_id),
                    _ => job_of(self.random.below(2) as usize, self.last_id),
                };
                let timeout = self.random.between(30_000, 600_000);
                self.follow(&job, timeout);
                self.add(page, job, timeout);
            }
            28..32 => {
                if let Some(key) = self.some_job(page, |_, _| true) {
                    let job = self.pages[page].board().job(key, at.now).unwrap().job.clone();
                    self.remove_here(page, &job);
                }
            }
            32..46 => {
                let client =
                    [0, 1, AVEPOINT_CLIENT, AVEPOINT_CLIENT][self.random.below(4) as usize];
                for _ in 0..self.random.between(1, 6) {
                    self.submit_here(page, client);
                }
                // The page that sends them may be gone before the answers arrive.
                if self.random.percent(50) {
                    let soonest = if self.random.percent(50) { 20 } else { 5_000 };
                    let soon = self.random.between(1, soonest);
                    self.plan(soon, Event::Stumble);
                }
            }
            46..56 => {
                let can_be = |board: &Board, key| {
                    board.check_cancel(key).is_ok() && board.job(key, 0).unwrap().outcome.is_none()
                };
                if let Some(key) = self.some_job(page, can_be) {
                    let job = self.pages[page].board().job(key, at.now).unwrap().job.clone();
                    self.cancel_here(page, &job);
                }
            }
            56..60 => {
                let key = self.some_job(page, |_, _| true);
                self.pages[page].tab.focus(key, at);
            }
            60..70 => {
                let hidden = !self.pages[page].hidden;
                return self.see(page, hidden);
            }
            70..76 => {
                let longest = if self.random.percent(80) { 120_000 } else { 600_000 };
                let asleep = self.random.between(500, longest);
                return self.freeze(page, asleep);
            }
            76..79 => return self.crash(page),
            79..85 => {
                let longest = if self.random.percent(50) { 5_000 } else { 300_000 };
                let away = self.random.between(10, longest);
                return self.leave(page, away);
            }
            85..86 => return self.close(page),
            86..90 => {
                let hidden = self.random.percent(30);
                self.open(hidden);
            }
            90..92 => {
                // The device sleeps: nothing happens anywhere, but time passes on all clocks.
                self.now += self.random.between(1_000, 300_000);
            }
            // The clock is set back. A clock that was set forward between two pages cannot be noticed.
            92..95 => self.date_shift -= self.random.below(1 + self.date_shift / 4),
            95..97 => self.pages[page].tab.handle_page_event(PageEvent::Online, at),
            97 => return self.ask_for_history(page),
            _ => {
                self.pages[page].tab.pause(at);
                self.pages[page].tab.resume(at);
            }
        }
        self.pump(page);
    }

    /// Adds a job to a page's board.
    pub fn add(&mut self, page: usize, job: Job, timeout: u64) {
        let at = self.moment(page);
        let pace = PaceOptions { timeout_ms: Some(timeout as f64), ..Default::default() };
        self.pages[page].tab.add(job, &AddOptions { pace }, at).unwrap();
        self.pump(page);
    }

    pub fn remove_here(&mut self, page: usize, job: &Job) {
        let at = self.moment(page);
        let key = self.pages[page].board().key(&job.url).unwrap();
        let ended = self.pages[page].board().job(key, 0).unwrap();
        let ended_before = ended.outcome.is_some() && ended.status.is_some_and(|it| it.is_done);
        self.pages[page].tab.remove(key, at);
        self.services.nobody_knows_of(Some(job));
        let followed = self.jobs.get_mut(&job.url).unwrap();
        followed.removed = true;
        followed.ended_before |= ended_before;
        self.pump(page);
    }

    /// Requests the history.
    pub fn ask_for_history(&mut self, page: usize) {
        let at = self.moment(page);
        let waiter = self.pages[page].tab.history(HistoryFilter::default(), at);
        self.pages[page].waits_for_history.insert(waiter);
        self.pump(page);
    }

    /// Removes a job from the history too.
    pub fn forget_here(&mut self, page: usize, job: &Job) {
        let at = self.moment(page);
        let key = self.pages[page].board().key(&job.url);
        self.pages[page].tab.forget(key, &job.url, at);
        self.pump(page);
    }

    pub fn cancel_here(&mut self, page: usize, job: &Job) {
        let at = self.moment(page);
        let key = self.pages[page].board().key(&job.url).unwrap();
        self.pages[page].cancels.insert(key);
        self.pages[page].tab.cancel(key, at).unwrap();
        self.pump(page);
    }

    /// Submits an export in a page.
    pub fn submit_here(&mut self, page: usize, client: usize) {
        let at = self.moment(page);
        let url =
            if client == AVEPOINT_CLIENT { avepoint_job(1).url } else { job_of(client, 1).url };
        let patience = if self.steady { HOUR } else { self.random.between(60_000, 600_000) };
        self.submitted += 1;
        let pace = PaceOptions { timeout_ms: Some(patience as f64), ..Default::default() };
        let id = self.pages[page].tab.submit(client, &url, AddOptions { pace }, at).unwrap();
        self.pages[page].submissions.insert(id, (client, 0));
        self.pump(page);
    }

    pub fn see(&mut self, page: usize, hidden: bool) {
        let at = self.moment(page);
        self.pages[page].hidden = hidden;
        let event = if hidden { PageEvent::Hidden } else { PageEvent::Shown };
        self.pages[page].tab.handle_page_event(event, at);
        self.pump(page);
    }

    /// Freezes a page for some time, as a browser does.
    pub fn freeze(&mut self, page: usize, ms: u64) {
        let until = self.now + ms;
        self.pages[page].frozen_until = self.pages[page].frozen_until.max(until);
        self.plan(ms, Event::Thaw(page));
    }

    /// Puts a page into the back/forward cache. It may come back or not.
    pub fn leave(&mut self, page: usize, ms: u64) {
        self.go_away(page);
        if self.random.percent(30) {
            return self.crash(page);
        }
        self.come_back(page, ms);
    }

    /// Puts a page into the back/forward cache.
    pub fn go_away(&mut self, page: usize) {
        let at = self.moment(page);
        self.pages[page].tab.handle_page_event(PageEvent::Left, at);
        self.pump(page);
        self.pages[page].away = true;
    }

    /// Restores a page from the back/forward cache after some time.
    pub fn come_back(&mut self, page: usize, ms: u64) {
        self.freeze(page, ms);
        let behind = self.random.below(20);
        self.arrive(page, ms + behind, Arrival::Back);
    }

    /// Closes a board, which settles everything that is pending.
    pub fn close(&mut self, page: usize) {
        let at = self.moment(page);
        self.pages[page].tab.close(at);
        self.pump(page);
        self.closed += 1;
        let closed = &self.pages[page];
        assert!(
            closed.submissions.is_empty() && closed.cancels.is_empty(),
            "a caller without an answer"
        );
        assert!(closed.waits_for_history.is_empty(), "who waits for the history of a closed board");
        let is_idle = closed.flights.is_empty() && closed.preparing.is_empty();
        assert!(!closed.joined && is_idle, "work after the end");
        self.crash(page);
    }

    /// Lets something happen to the page that polls.
    pub(super) fn stumble(&mut self) {
        let leader = (0..self.pages.len()).find(|page| self.pages[*page].leads());
        let Some(page) = leader.filter(|page| self.pages[*page].is_awake(self.now)) else { return };
        match self.random.below(4) {
            0 => self.crash(page),
            1 => {
                let asleep = self.random.between(4_000, 60_000);
                self.freeze(page, asleep);
            }
            2 => {
                let away = self.random.between(10, 60_000);
                self.leave(page, away);
            }
            _ => {
                self.see(page, true);
                let seen = self.some_page().filter(|other| *other != page);
                if let Some(other) = seen {
                    self.see(other, true);
                    self.see(other, false);
                }
            }
        }
    }

    fn some_page(&mut self) -> Option<usize> {
        let awake: Vec<_> = (0..self.pages.len())
            .filter(|page| self.pages[*page].is_awake(self.now) && !self.pages[*page].away)
            .collect();
        let choice = self.random.below(awake.len().max(1) as u64) as usize;
        awake.get(choice).copied()
    }

    fn some_job(&mut self, page: usize, which: impl Fn(&Board, u32) -> bool) -> Option<u32> {
        let board = self.pages[page].board();
        let keys: Vec<_> = board.keys().into_iter().filter(|key| which(board, *key)).collect();
        keys.get(self.random.below(keys.len().max(1) as u64) as usize).copied()
    }

    /// Crashes a page, or drops it from the back/forward cache.
    pub fn crash(&mut self, page: usize) {
        self.pages[page].alive = false;
        self.end_writes(page);
        self.services.crashed(page);
        self.leave_others(page);
        if !self.pages.iter().any(|page| page.alive) {
            self.open(false);
        }
    }

    /// Ends all faults: no page is frozen, and every page is visible from now on.
    pub fn calm_down(&mut self) {
        self.acts = 0;
        self.services.faults = 0;
        if !self.pages.iter().any(|page| page.alive) {
            self.open(false);
        }
        for page in 0..self.pages.len() {
            if self.pages[page].alive {
                self.see(page, false);
            }
        }
    }
}
