//! What a shared board writes down, and takes up again.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::board::{BoardId, BoardState, Role};

use super::super::fields::list_of;
use super::super::output::to_js;
use super::records::read_state;
use super::session::BoardSession;
use super::sharing::Sharing;

/// Under which the use of the limits is kept, beside the jobs with their URLs: each tab has its own
/// account, so that one which comes late spoils no other.
const LIMITS_KEY: &str = "limits";

impl Sharing {
    /// Takes up all that is written down. Gives the keys of what need not be kept any longer:
    /// accounts of the limits, once this tab's own is kept, and of jobs that were taken off long ago.
    pub(super) async fn load(&self, session: &BoardSession) -> Vec<JsValue> {
        if !self.stores.get() {
            return Vec::new();
        }
        let Ok(pairs) = JsFuture::from(self.link.load()).await else {
            self.cannot_store();
            return Vec::new();
        };
        let (now, date) = (session.now(), BoardSession::date());
        let mut spent = Vec::new();
        // What an earlier version kept, or somebody else, is left alone.
        for pair in list_of(&pairs).unwrap_or_default().iter() {
            let Ok(pair) = list_of(&pair) else { continue };
            let Ok(state) = read_state(&pair.get(1)) else { continue };
            let key = pair.get(0);
            let is_account = key.as_string().is_some_and(|key| key.starts_with(LIMITS_KEY));
            if is_account || state.is_forgotten(date) {
                spent.push(key);
            }
            session.board.borrow_mut().take_up(state, now, date);
        }
        spent
    }

    /// This tab has the lock. What others sent was written down before it left: this one takes it
    /// up, and then polls.
    pub(super) fn lead(self: &Rc<Self>, session: &Rc<BoardSession>) {
        let (sharing, session) = (self.clone(), session.clone());
        spawn_local(async move {
            let spent = sharing.load(&session).await;
            let state =
                session.board.borrow().state_of(&[], &[], session.now(), BoardSession::date());
            sharing.saved(sharing.save(&state, &spent)).await;
            let living = JsFuture::from(sharing.link.living()).await.ok();
            let living = living.and_then(|ids| list_of(&ids).ok());
            let living = living.map(|ids| ids.iter().filter_map(board_id).collect::<Vec<_>>());
            if sharing.role() == Role::Leading && !session.closed.get() {
                let mut board = session.board.borrow_mut();
                if let Some(living) = living {
                    board.only_these_live(&living, session.now());
                }
                board.set_lease(sharing.lease(), session.now());
                board.set_polling(true, session.now());
            }
            session.pump();
        });
    }

    /// Writes down what changed: each job under its URL, and that it was taken off in its place;
    /// and, of a tab that polls, the use of the limits, while `spent` is forgotten. Any other tab
    /// knows less of a job that somebody has written down already.
    pub(super) fn save(&self, state: &BoardState, spent: &[JsValue]) -> Option<Promise> {
        if !self.stores.get() {
            return None;
        }
        let (kept, first) = (Array::new(), Array::new());
        let pair = |key: &str, state: &BoardState| Array::of2(&key.into(), &to_js(state));
        let saved_at_ms = state.saved_at_ms;
        let polls = self.polls();
        for job in &state.jobs {
            let jobs = vec![job.clone()];
            let alone = BoardState { saved_at_ms, jobs, ..BoardState::default() };
            if polls { &kept } else { &first }.push(&pair(&job.job.url, &alone));
        }
        for gone in &state.removed {
            let removed = vec![gone.clone()];
            let alone = BoardState { saved_at_ms, removed, ..BoardState::default() };
            kept.push(&pair(&gone.url, &alone));
        }
        let own = [LIMITS_KEY, "/", &self.link.id()].concat();
        if polls {
            let limits = BoardState { jobs: Vec::new(), removed: Vec::new(), ..state.clone() };
            kept.push(&pair(&own, &limits));
        }
        let spent = spent.iter().filter(|key| **key != own).collect();
        Some(self.link.save(&kept, &first, &spent))
    }

    /// A job was taken off the board elsewhere: this tab may have written it down meanwhile.
    pub(super) fn forget(self: &Rc<Self>, session: &BoardSession, url: &str) {
        let (now, date) = (session.now(), BoardSession::date());
        let state = session.board.borrow().state_of(&[], &[url.to_owned()], now, date);
        let (sharing, saved) = (self.clone(), self.save(&state, &[]));
        spawn_local(async move { sharing.saved(saved).await });
    }

    /// Waits until it is written down, if it can be.
    pub(super) async fn saved(&self, saved: Option<Promise>) {
        if let Some(saved) = saved
            && JsFuture::from(saved).await.is_err()
        {
            self.cannot_store();
        }
    }

    fn cannot_store(&self) {
        self.stores.set(false);
        let said = "The browser refuses to store anything: the board does not outlive the page.";
        self.alone_because.borrow_mut().get_or_insert_with(|| said.to_owned());
    }
}

fn board_id(text: JsValue) -> Option<BoardId> {
    text.as_string()?.parse().ok()
}
