//! What people and their devices do.

use export_jobs::Job;
use export_jobs::board::{AddOptions, Board};
use export_jobs::service::PaceOptions;

use super::{Event, World};
use crate::service::{AVEPOINT_CLIENT, avepoint_job, job_of, training};

const HOUR: u64 = 3_600_000;

impl World {
    /// Somebody does something.
    pub(super) fn act(&mut self) {
        let Some(tab) = self.some_tab() else {
            self.open(false);
            return;
        };
        let at = self.now + self.tabs[tab].clock;
        match self.random.below(100) {
            0..30 => {
                self.last_id += 1;
                let job = match self.random.below(10) {
                    0..2 => avepoint_job(self.last_id),
                    2..6 => training(self.last_id),
                    _ => job_of(self.random.below(2) as usize, self.last_id),
                };
                let timeout = self.random.between(30_000, 600_000);
                self.follow(&job, timeout);
                self.add(tab, job, timeout);
            }
            30..34 => {
                if let Some(key) = self.some_job(tab, |_, _| true) {
                    let job = self.tabs[tab].board.job(key, at).unwrap().job.clone();
                    self.remove_here(tab, &job);
                }
            }
            34..48 => {
                let client =
                    [0, 1, AVEPOINT_CLIENT, AVEPOINT_CLIENT][self.random.below(4) as usize];
                for _ in 0..self.random.between(1, 6) {
                    self.submit_here(tab, client);
                }
                // Whoever sends them may not be there to hear the answers.
                if self.random.percent(50) {
                    let soonest = if self.random.percent(50) { 20 } else { 5_000 };
                    let soon = self.random.between(1, soonest);
                    self.plan(soon, Event::Stumble);
                }
            }
            48..60 => {
                let can_be = |board: &Board, key| {
                    board.check_cancel(key).is_ok() && board.job(key, 0).unwrap().outcome.is_none()
                };
                if let Some(key) = self.some_job(tab, can_be) {
                    let job = self.tabs[tab].board.job(key, at).unwrap().job.clone();
                    self.cancel_here(tab, &job);
                }
            }
            60..64 => {
                let key = self.some_job(tab, |_, _| true);
                self.tabs[tab].board.focus(key, at);
            }
            64..74 => {
                let hidden = !self.tabs[tab].hidden;
                return self.see(tab, hidden);
            }
            74..80 => {
                let longest = if self.random.percent(80) { 120_000 } else { 600_000 };
                let asleep = self.random.between(500, longest);
                return self.freeze(tab, asleep);
            }
            80..84 => return self.crash(tab),
            84..88 => {
                let hidden = self.random.percent(30);
                self.open(hidden);
            }
            88..91 => {
                // The device sleeps: nothing happens, anywhere, and the clocks go on.
                self.now += self.random.between(1_000, 300_000);
            }
            // Set back. One that is set forward between two pages is believed: nothing else is known.
            91..94 => self.date_shift -= self.random.below(1 + self.date_shift / 4),
            94..97 => self.tabs[tab].board.nudge(at),
            _ => {
                self.tabs[tab].board.pause();
                self.tabs[tab].board.resume(at);
            }
        }
        self.pump(tab);
    }

    /// Somebody puts a job on a tab's board.
    pub fn add(&mut self, tab: usize, job: Job, timeout: u64) {
        let at = self.now + self.tabs[tab].clock;
        let pace = PaceOptions { timeout_ms: Some(timeout as f64), ..Default::default() };
        self.tabs[tab].board.add(job, &AddOptions { pace }, at).unwrap();
        self.pump(tab);
    }

    pub fn remove_here(&mut self, tab: usize, job: &Job) {
        let at = self.now + self.tabs[tab].clock;
        let key = self.tabs[tab].board.key(&job.url).unwrap();
        self.tabs[tab].board.remove(key, at);
        self.services.nobody_knows_of(Some(job));
        self.jobs.get_mut(&job.url).unwrap().removed = true;
        self.pump(tab);
    }

    pub fn cancel_here(&mut self, tab: usize, job: &Job) {
        let at = self.now + self.tabs[tab].clock;
        let key = self.tabs[tab].board.key(&job.url).unwrap();
        self.tabs[tab].cancels.insert(key);
        self.tabs[tab].board.cancel(key, at).unwrap();
        self.pump(tab);
    }

    /// Somebody submits an export in a tab.
    pub fn submit_here(&mut self, tab: usize, client: usize) {
        let at = self.now + self.tabs[tab].clock;
        let url =
            if client == AVEPOINT_CLIENT { avepoint_job(1).url } else { job_of(client, 1).url };
        let patience = if self.steady { HOUR } else { self.random.between(60_000, 600_000) };
        self.submitted += 1;
        let id = self.tabs[tab].board.submit(client, &url, at + patience, at);
        self.tabs[tab].submissions.insert(id, 0);
        self.pump(tab);
    }

    pub fn see(&mut self, tab: usize, hidden: bool) {
        let at = self.now + self.tabs[tab].clock;
        self.tabs[tab].hidden = hidden;
        if let Some(tabs) = &mut self.tabs[tab].tabs {
            tabs.set_hidden(hidden, at);
        }
        self.tabs[tab].board.set_hidden(hidden, at);
        self.pump(tab);
    }

    /// The browser stops a tab for a while.
    pub fn freeze(&mut self, tab: usize, ms: u64) {
        self.tabs[tab].frozen_until = self.now + ms;
        self.plan(ms, Event::Thaw(tab));
    }

    /// Something happens to the tab that polls.
    pub(super) fn stumble(&mut self) {
        let leader = (0..self.tabs.len()).find(|tab| self.tabs[*tab].leads());
        let Some(tab) = leader.filter(|tab| self.tabs[*tab].is_awake(self.now)) else { return };
        match self.random.below(3) {
            0 => self.crash(tab),
            1 => {
                let asleep = self.random.between(4_000, 60_000);
                self.freeze(tab, asleep);
            }
            _ => {
                self.see(tab, true);
                let seen = self.some_tab().filter(|other| *other != tab);
                if let Some(other) = seen {
                    self.see(other, true);
                    self.see(other, false);
                }
            }
        }
    }

    fn some_tab(&mut self) -> Option<usize> {
        let awake: Vec<_> = (0..self.tabs.len())
            .filter(|tab| self.tabs[*tab].is_awake(self.now) && self.tabs[*tab].tabs.is_some())
            .collect();
        let choice = self.random.below(awake.len().max(1) as u64) as usize;
        awake.get(choice).copied()
    }

    fn some_job(&mut self, tab: usize, which: impl Fn(&Board, u32) -> bool) -> Option<u32> {
        let board = &self.tabs[tab].board;
        let keys: Vec<_> = board.keys().into_iter().filter(|key| which(board, *key)).collect();
        keys.get(self.random.below(keys.len().max(1) as u64) as usize).copied()
    }

    /// A tab is closed, or crashes: to the others that is the same.
    pub fn crash(&mut self, tab: usize) {
        self.tabs[tab].alive = false;
        self.services.crashed(tab);
        self.waiting.retain(|one| *one != tab);
        if self.holder == Some(tab) {
            self.holder = None;
            self.pass_lock_on();
        }
        if !self.tabs.iter().any(|tab| tab.alive) {
            self.open(false);
        }
    }

    /// Everybody is back, and stays: no more faults, nothing frozen, every tab seen.
    pub fn calm_down(&mut self) {
        self.acts = 0;
        self.services.faults = 0;
        if !self.tabs.iter().any(|tab| tab.alive) {
            self.open(false);
        }
        for tab in 0..self.tabs.len() {
            if self.tabs[tab].alive {
                self.see(tab, false);
            }
        }
    }
}
