//! The parts of a browser that the pages of a site share: the store, the channel and the locks.

use std::cmp::Reverse;

use export_jobs::board::{BoardState, Stored, StoredEnd};
use export_jobs::tabs::{Batch, ChannelMessage, STORE_PATIENCE_MS};

use super::{Arrival, Event, Planned, World};

/// The behaviour of the store in a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Store {
    /// Answers within milliseconds.
    #[default]
    Quick,
    /// Any answer may take seconds, and each arrives within the time limit.
    Slow,
    /// An answer may take longer than the time limit.
    Silent,
    /// A write may fail.
    Full,
}

/// A lock that one page holds, and others wait for.
#[derive(Default)]
pub struct Lock {
    pub holder: Option<usize>,
    waiting: std::collections::VecDeque<usize>,
}

impl World {
    /// Returns the delay of the store, which carries out the requests of a page in order.
    fn store_takes(&mut self, page: usize, reads: bool) -> u64 {
        let is_bad = self.acts > 0 && self.random.percent(15);
        let takes = match self.store {
            Store::Slow if is_bad => self.random.between(100, 4_500),
            Store::Silent if is_bad && !reads => self.random.between(4_000, 40_000),
            _ => self.random.between(1, 8),
        };
        self.slow_answers += u64::from(takes >= 100);
        self.services.each_for_itself |= self.store == Store::Silent && takes > 1_000;
        let free_at = &mut self.pages[page].store_free_at;
        *free_at = (*free_at).max(self.now + takes);
        *free_at - self.now
    }

    pub(super) fn load(&mut self, page: usize, number: u32) {
        let takes = self.store_takes(page, true);
        self.plan(takes, Event::Read { page, number });
    }

    /// Reads the store now. The page gets the answer when it is not frozen.
    pub(super) fn read(&mut self, page: usize, number: u32) {
        let records = self.stored.iter();
        let records =
            records.map(|(key, state)| (key.clone(), Stored::State(state.clone()))).collect();
        self.arrive(page, 0, Arrival::Loaded(number, records));
    }

    pub(super) fn load_ended(&mut self, page: usize, number: u32) {
        let takes = self.store_takes(page, true);
        self.plan(takes, Event::ReadEnded { page, number });
    }

    pub(super) fn read_ended(&mut self, page: usize, number: u32) {
        let records = self.stored_ended.iter();
        let records = records
            .map(|(key, ended)| (key.clone(), StoredEnd::Ended(Box::new(ended.clone()))))
            .collect();
        self.arrive(page, 0, Arrival::EndedLoaded(number, records));
    }

    pub(super) fn save(&mut self, page: usize, number: u32, batch: Batch) {
        let takes = self.store_takes(page, false);
        self.plan(takes, Event::Written { page, number, batch, takes });
    }

    pub(super) fn write(&mut self, page: usize, number: u32, batch: Batch, takes: u64) {
        let refuses = self.store == Store::Full && self.acts > 0 && self.random.percent(3);
        self.refused += u64::from(refuses);
        self.services.each_for_itself |= refuses;
        if !refuses {
            for (key, state) in batch.put {
                self.note_stored(&state, takes);
                self.stored.insert(key, state);
            }
            for ended in batch.ended {
                self.stored_ended.insert(ended.key(), ended);
            }
            for key in batch.delete {
                self.stored.remove(&key);
                self.stored_ended.remove(&key);
            }
            for (key, state) in batch.add {
                self.note_stored(&state, takes);
                self.stored.entry(key).or_insert(state);
            }
        }
        self.arrive(page, 0, Arrival::Saved(number, !refuses));
    }

    /// Ends the pending writes of a page that is gone: the first ones are carried out now, and the others never.
    /// So a later reader finds everything that will ever be written.
    pub(super) fn end_writes(&mut self, page: usize) {
        let is_its = |it: &Reverse<Planned>| matches!(&it.0.2, Event::Written { page: by, .. } if *by == page);
        let events = std::mem::take(&mut self.events).into_sorted_vec();
        let (writes, others): (Vec<_>, Vec<_>) = events.into_iter().rev().partition(is_its);
        self.events = others.into();
        let mut is_done = true;
        for Reverse(Planned(.., event)) in writes {
            let Event::Written { number, batch, takes, .. } = event else { continue };
            is_done &= self.random.percent(self.outliving_writes);
            if is_done {
                self.write(page, number, batch, takes);
            } else {
                self.note_lost(&batch);
            }
        }
    }

    fn note_lost(&mut self, batch: &Batch) {
        for removal in batch.put.iter().flat_map(|(_, state)| &state.removed) {
            self.jobs.get_mut(&removal.url).unwrap().is_removal_lost = true;
        }
        for ended in &batch.ended {
            self.jobs.get_mut(&ended.job.url).unwrap().ended_before = false;
        }
    }

    fn note_stored(&mut self, state: &BoardState, took: u64) {
        for record in &state.jobs {
            let job = self.jobs.get_mut(&record.job.url).unwrap();
            job.stored = true;
            job.stored_in_time |= took < STORE_PATIENCE_MS;
        }
    }

    /// Delivers a message. Messages of one sender arrive in order.
    pub(super) fn post(&mut self, from: usize, message: &ChannelMessage) {
        for to in 0..self.pages.len() {
            if to != from && self.pages[from].joined && self.pages[to].joined {
                self.plan(1, Event::Message(to, message.clone()));
            }
        }
    }

    pub(super) fn request_lock(&mut self, page: usize, steal: bool) {
        self.lock.waiting.retain(|one| *one != page);
        if steal {
            if let Some(robbed) = self.lock.holder.replace(page) {
                self.arrive(robbed, 1, Arrival::Lock(false));
            }
            self.arrive(page, 1, Arrival::Lock(true));
        } else {
            self.lock.waiting.push_back(page);
            self.pass_lock_on();
        }
    }

    pub(super) fn release_lock(&mut self, page: usize) {
        if self.lock.holder == Some(page) {
            self.lock.holder = None;
            self.pass_lock_on();
        }
    }

    fn pass_lock_on(&mut self) {
        if self.lock.holder.is_none()
            && let Some(next) = self.lock.waiting.pop_front()
        {
            self.lock.holder = Some(next);
            self.arrive(next, 1, Arrival::Lock(true));
        }
    }

    /// Removes a page from the channel and the locks.
    pub(super) fn leave_others(&mut self, page: usize) {
        self.pages[page].joined = false;
        self.pages[page].inbox.clear();
        self.lock.waiting.retain(|one| *one != page);
        self.release_lock(page);
    }
}
