//! What the browser gives to a site's tabs: the store, the channel, the lock.

use export_jobs::board::{BoardState, Role, TabAction, Tabs};

use super::{Event, World};
use crate::tab::Mail;

impl World {
    pub(super) fn do_for_tab(&mut self, tab: usize, action: TabAction) {
        let at = self.now + self.tabs[tab].clock;
        match action {
            TabAction::RequestLock { steal } => self.request_lock(tab, steal),
            TabAction::ConfirmLock => {
                let latency = self.random.between(1, 5);
                self.plan(latency, Event::LockLook(tab));
            }
            TabAction::Say(message) => self.broadcast(tab, &Mail::Said { from: tab, message }),
            TabAction::SendAll => {
                let leads = self.tabs[tab].tabs.as_ref().unwrap().role() == Role::Leading;
                let state = self.tabs[tab].board.state(at, self.now + self.date_shift);
                self.broadcast(tab, &Mail::Changes { state, leads });
            }
            TabAction::Lead => {
                let one = &mut self.tabs[tab];
                let lease = one.tabs.as_ref().and_then(Tabs::lease);
                one.board.set_lease(lease, at);
                one.board.set_polling(true, at);
            }
            TabAction::Follow => self.tabs[tab].board.set_polling(false, at),
        }
    }

    pub(super) fn save(&mut self, state: &BoardState) {
        for job in &state.jobs {
            let alone = BoardState {
                saved_at_ms: state.saved_at_ms,
                jobs: vec![job.clone()],
                ..BoardState::default()
            };
            self.store.insert(job.job.url.clone(), alone);
        }
        let limits = BoardState { jobs: Vec::new(), removed: Vec::new(), ..state.clone() };
        self.store.insert("limits".to_owned(), limits);
        for url in &state.removed {
            self.store.remove(url);
        }
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
            tabs.lock_lost(at);
        }
        self.pump(tab);
    }
}
