//! What the browser gives to a site's tabs: the store, the channel, the lock.

use export_jobs::board::BoardState;
use export_jobs::tabs::{Election, ElectionAction};

use super::{Event, World};
use crate::tab::Mail;

impl World {
    pub(super) fn do_for_tab(&mut self, tab: usize, action: ElectionAction) {
        let at = self.now + self.tabs[tab].clock;
        match action {
            ElectionAction::RequestLock { steal } => self.request_lock(tab, steal),
            ElectionAction::ConfirmLock => {
                let latency = self.random.between(1, 5);
                self.plan(latency, Event::LockLook(tab));
            }
            ElectionAction::Say(message) => self.broadcast(tab, &Mail::Said { from: tab, message }),
            ElectionAction::SendAll => {
                let leads = self.tabs[tab].leads();
                let state = self.tabs[tab].board.state(at, self.now + self.date_shift);
                self.broadcast(tab, &Mail::Changes { state, leads });
                self.tabs[tab].board.announce_unsupported();
            }
            ElectionAction::Lead => {
                let latency = self.random.between(1, 8);
                self.plan(latency, Event::Informed(tab));
            }
            ElectionAction::Alone => panic!("the platform's locks answer"),
            ElectionAction::Follow => self.tabs[tab].board.set_polling(false, at),
        }
    }

    /// The use of the limits is each leader's own account, so that a late one spoils no other. Of a
    /// job a tab that does not poll only keeps what nobody has kept: it knows the least.
    pub(super) fn write(&mut self, state: BoardState, limits: Option<usize>) {
        for job in &state.jobs {
            let alone = BoardState {
                saved_at_ms: state.saved_at_ms,
                jobs: vec![job.clone()],
                ..BoardState::default()
            };
            match limits {
                Some(_) => self.store.insert(job.job.url.clone(), alone),
                None => Some(self.store.entry(job.job.url.clone()).or_insert(alone).clone()),
            };
            self.jobs.get_mut(&job.job.url).unwrap().kept = true;
        }
        for gone in &state.removed {
            let removed = vec![gone.clone()];
            let (url, saved_at_ms) = (gone.url.clone(), state.saved_at_ms);
            self.store.insert(url, BoardState { saved_at_ms, removed, ..BoardState::default() });
        }
        if let Some(tab) = limits {
            let limits = BoardState { jobs: Vec::new(), removed: Vec::new(), ..state };
            self.store.insert(format!("limits/{tab}"), limits);
        }
    }

    pub(super) fn load(&mut self, tab: usize) {
        for state in self.store.values().cloned().collect::<Vec<_>>() {
            self.take_up(tab, state);
        }
    }

    /// A tab with the lock takes up what others did before, and begins to poll.
    pub(super) fn lead(&mut self, tab: usize) {
        if !self.tabs[tab].leads() {
            return;
        }
        let before = self.led_by.replace(tab);
        self.takeovers += u64::from(before.is_some_and(|before| before != tab));
        self.load(tab);
        let date = self.now + self.date_shift;
        self.store.retain(|key, state| !key.starts_with("limits/") && !state.is_forgotten(date));
        let at = self.now + self.tabs[tab].clock;
        let state = self.tabs[tab].board.state_of(&[], &[], at, self.now + self.date_shift);
        self.write(state, Some(tab));
        let living = self.tabs.iter().enumerate().filter(|(_, tab)| tab.alive);
        let living: Vec<_> = living.map(|(number, _)| number as u64).collect();
        let one = &mut self.tabs[tab];
        one.board.only_these_live(&living, at);
        let lease = one.tabs.as_ref().and_then(Election::lease);
        one.board.set_lease(lease, at);
        one.board.set_polling(true, at);
        self.pump(tab);
    }

    pub(super) fn broadcast(&mut self, from: usize, mail: &Mail) {
        // Messages of one sender come in their order.
        for to in 0..self.tabs.len() {
            if to != from && self.tabs[to].alive && self.tabs[to].tabs.is_some() {
                self.plan(1, Event::Mail(to, mail.clone()));
            }
        }
    }

    pub(super) fn request_lock(&mut self, tab: usize, steal: bool) {
        self.waiting.retain(|one| *one != tab);
        if steal {
            if let Some(robbed) = self.holder.filter(|holder| *holder != tab) {
                self.plan(1, Event::Lock(robbed, false));
            }
            self.holder = Some(tab);
            self.plan(1, Event::Lock(tab, true));
        } else {
            self.waiting.push_back(tab);
            self.pass_lock_on();
        }
    }

    pub(super) fn pass_lock_on(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.waiting.pop_front()
        {
            self.holder = Some(next);
            self.plan(1, Event::Lock(next, true));
        }
    }

    pub(super) fn look_at_lock(&mut self, tab: usize) {
        let at = self.now + self.tabs[tab].clock;
        let has_it = self.holder == Some(tab);
        let one = &mut self.tabs[tab];
        let Some(tabs) = &mut one.tabs else { return };
        if has_it {
            tabs.lock_confirmed(at);
            let lease = tabs.lease();
            one.board.set_lease(lease, at);
        } else {
            tabs.lock_missing(at);
        }
        self.pump(tab);
    }
}
