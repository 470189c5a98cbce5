//! What a shared board writes down, and takes up again.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use crate::board::{BoardId, BoardState, Stored};
use crate::tabs::{LOCK_PATIENCE_MS, Role, STORE_PATIENCE_MS, StoreTrouble};

use super::super::error::Failure;
use super::super::fields::list_of;
use super::super::output::to_js;
use super::patience::within;
use super::session::BoardSession;
use super::sharing::Sharing;

/// Under which the use of the limits is kept, beside the jobs with their URLs: each tab has its own
/// account, so that one which comes late spoils no other.
const LIMITS_KEY: &str = "limits";

impl Sharing {
    /// Takes up all that is written down. Gives the keys of what need not be kept any longer:
    /// accounts of the limits, once this tab's own is kept, jobs that were taken off long ago, and
    /// what nobody can read.
    pub(super) async fn load(self: &Rc<Self>, session: &Rc<BoardSession>) -> Vec<JsValue> {
        if !self.stores() {
            return Vec::new();
        }
        let loading = self.link.load();
        let pairs = match within(STORE_PATIENCE_MS, &loading).await {
            Some(Ok(pairs)) => pairs,
            Some(Err(_)) => {
                self.cannot_store(session, StoreTrouble::Refuses);
                return Vec::new();
            }
            None => {
                self.cannot_store(session, StoreTrouble::Silent);
                self.store_again_after(session, loading);
                return Vec::new();
            }
        };
        let (now, date) = (session.now(), BoardSession::date());
        let (mut spent, mut states) = (Vec::new(), Vec::new());
        for pair in list_of(&pairs).unwrap_or_default().iter() {
            let Ok(pair) = list_of(&pair) else { continue };
            let key = pair.get(0);
            let state = match Stored::read(&pair.get(1)) {
                Stored::State(state) => state,
                Stored::Later => continue,
                Stored::Junk => {
                    spent.push(key);
                    continue;
                }
            };
            let is_account = key.as_string().is_some_and(|key| key.starts_with(LIMITS_KEY));
            if is_account || state.is_forgotten(date) {
                spent.push(key);
            }
            states.push(state);
        }
        // The oldest job first.
        states.sort_by_key(BoardState::born_at);
        for state in states {
            session.board.borrow_mut().merge(state, now, date);
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
            let saved = sharing.save(&state, &spent);
            sharing.saved(&session, saved).await;
            let living = within(LOCK_PATIENCE_MS, &sharing.link.living()).await;
            let living = living.and_then(|ids| list_of(&ids.ok()?).ok());
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
        if !self.stores() {
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
        let saving = self.link.save(&kept, &first, &spent);
        self.last_save.replace(Some(saving.clone()));
        Some(saving)
    }

    /// A job was taken off the board elsewhere: this tab may have written it down meanwhile.
    pub(super) fn forget(self: &Rc<Self>, session: &Rc<BoardSession>, url: &str) {
        let (now, date) = (session.now(), BoardSession::date());
        let state = session.board.borrow().state_of(&[], &[url.to_owned()], now, date);
        let (sharing, session, saved) = (self.clone(), session.clone(), self.save(&state, &[]));
        spawn_local(async move { sharing.saved(&session, saved).await });
    }

    /// Waits until it is written down, if it can be.
    pub(super) async fn saved(self: &Rc<Self>, session: &Rc<BoardSession>, saved: Option<Promise>) {
        let Some(saving) = saved else { return };
        match within(STORE_PATIENCE_MS, &saving).await {
            Some(Ok(_)) => {}
            Some(Err(_)) => self.cannot_store(session, StoreTrouble::Refuses),
            None if self.trouble.get().is_none() => {
                self.cannot_store(session, StoreTrouble::Silent);
                self.store_again_after(session, saving);
            }
            None => {}
        }
    }

    /// Resolves when everything that was changed so far is written down.
    pub(super) fn stored(self: &Rc<Self>, session: &Rc<BoardSession>) -> Promise {
        let (sharing, session) = (self.clone(), session.clone());
        future_to_promise(async move {
            // What opens the store comes first.
            let saving = sharing.last_save.borrow().clone();
            sharing.saved(&session, saving).await;
            match sharing.trouble.get() {
                None if sharing.can_store => Ok(JsValue::UNDEFINED),
                trouble => {
                    let error = trouble.unwrap_or(StoreTrouble::Refuses).as_error();
                    Err(Failure::from(error).into())
                }
            }
        })
    }

    fn cannot_store(&self, session: &Rc<BoardSession>, trouble: StoreTrouble) {
        self.trouble.set(Some(trouble));
        session.board.borrow_mut().set_persistent(false);
        session.pump();
    }

    /// When the store answers after all, everything is written down, and a tab that was on its own
    /// joins the others.
    fn store_again_after(self: &Rc<Self>, session: &Rc<BoardSession>, answer: Promise) {
        let (sharing, session) = (self.clone(), Rc::downgrade(session));
        spawn_local(async move {
            if JsFuture::from(answer).await.is_err() {
                return;
            }
            let Some(session) = session.upgrade().filter(|session| !session.closed.get()) else {
                return;
            };
            sharing.trouble.set(None);
            session.board.borrow_mut().set_persistent(true);
            let saved = sharing.save(&session.state(), &[]);
            sharing.saved(&session, saved).await;
            if !sharing.has_joined() && sharing.stores() && !session.closed.get() {
                sharing.join(&session);
            }
        });
    }
}

fn board_id(text: JsValue) -> Option<BoardId> {
    text.as_string()?.parse().ok()
}
