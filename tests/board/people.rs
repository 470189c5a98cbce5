//! What people and their devices do.

use export_jobs::Job;
use export_jobs::board::{AddOptions, BoardState, Role};
use export_jobs::poller::PaceOptions;

use super::{Event, World};
use crate::service::{AVEPOINT_CLIENT, avepoint_job, job_of, training};
use crate::tab::Mail;

impl World {
    /// Somebody does something.
    pub(super) fn act(&mut self) {
        let Some(tab) = self.some_tab() else {
            self.open(false);
            return;
        };
        let at = self.now + self.tabs[tab].clock;
        match self.random.below(100) {
            0..43 => {
                self.last_id += 1;
                let job = match self.random.below(10) {
                    0..2 => avepoint_job(self.last_id),
                    2..5 => training(self.last_id),
                    _ => job_of(self.random.below(2) as usize, self.last_id),
                };
                let timeout = self.random.between(30_000, 600_000);
                self.follow(&job, timeout);
                self.add(tab, job, timeout);
            }
            43..48 => {
                if let Some(key) = self.some_job(tab) {
                    let url = self.tabs[tab].board.job(key, at).unwrap().job.url.clone();
                    self.tabs[tab].board.remove(key, at);
                    self.services.nobody_knows_of(Some(&self.jobs[&url].job));
                    self.jobs.get_mut(&url).unwrap().removed = true;
                    self.share(tab, &[], vec![url]);
                }
            }
            48..54 => {
                let client = self.random.below(3) as usize;
                if self.leads(tab) {
                    self.submit_here(tab, client);
                }
            }
            54..60 => {
                if let Some(key) = self.some_job(tab)
                    && self.leads(tab)
                {
                    // Exports cannot be, and are followed as before.
                    let _ = self.tabs[tab].board.cancel(key, at);
                }
            }
            60..64 => {
                let key = self.some_job(tab);
                self.tabs[tab].board.focus(key, at);
            }
            64..74 => {
                let hidden = !self.tabs[tab].hidden;
                return self.see(tab, hidden);
            }
            74..80 => {
                let asleep = self.random.between(500, 120_000);
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
        let key = self.tabs[tab].board.add(job, &AddOptions { pace }, at).unwrap();
        self.share(tab, &[key], Vec::new());
        self.pump(tab);
    }

    fn submit_here(&mut self, tab: usize, client: usize) {
        let at = self.now + self.tabs[tab].clock;
        let url =
            if client == AVEPOINT_CLIENT { avepoint_job(1).url } else { job_of(client, 1).url };
        self.tabs[tab].submissions += 1;
        self.tabs[tab].board.submit(client, &url, at + 600_000, at);
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

    fn leads(&self, tab: usize) -> bool {
        self.tabs[tab].tabs.as_ref().is_some_and(|it| it.role() == Role::Leading)
    }

    fn some_tab(&mut self) -> Option<usize> {
        let awake: Vec<_> = (0..self.tabs.len())
            .filter(|tab| self.tabs[*tab].is_awake(self.now) && self.tabs[*tab].tabs.is_some())
            .collect();
        let choice = self.random.below(awake.len().max(1) as u64) as usize;
        awake.get(choice).copied()
    }

    fn some_job(&mut self, tab: usize) -> Option<u32> {
        let keys = self.tabs[tab].board.keys();
        keys.get(self.random.below(keys.len().max(1) as u64) as usize).copied()
    }

    fn share(&mut self, tab: usize, keys: &[u32], removed: Vec<String>) {
        let at = self.now + self.tabs[tab].clock;
        let state = self.tabs[tab].board.state_of(keys, at, self.now + self.date_shift);
        let state = BoardState { removed, ..state };
        self.save(&state);
        self.broadcast(tab, &Mail::Changes { state, leads: false });
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
