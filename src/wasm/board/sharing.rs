//! One board for all tabs of a site.

use std::cell::{Cell, RefCell};
use std::collections::BinaryHeap;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::board::{BoardState, JobKey, Message, Role, SubmissionId, TabAction, Tabs};
use crate::{Error, ErrorCode};

use super::super::fields::{get, list_of, set};
use super::super::output::to_js;
use super::page_events::is_hidden;
use super::records::read_state;
use super::session::{BoardSession, Departure, News};
use super::turns::Turns;

#[wasm_bindgen(module = "/src/entry/tab-link.js")]
extern "C" {
    /// The platform's side of it: storage, channel, lock.
    type TabLink;

    #[wasm_bindgen(constructor)]
    fn new(name: &str, tell: &Function) -> TabLink;
    #[wasm_bindgen(method, getter)]
    fn id(this: &TabLink) -> String;
    #[wasm_bindgen(method, getter)]
    fn missing(this: &TabLink) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = canStore)]
    fn can_store(this: &TabLink) -> bool;
    #[wasm_bindgen(method)]
    fn join(this: &TabLink);
    #[wasm_bindgen(method)]
    fn load(this: &TabLink) -> Promise;
    #[wasm_bindgen(method)]
    fn save(this: &TabLink, pairs: &Array, keys: &Array) -> Promise;
    #[wasm_bindgen(method)]
    fn say(this: &TabLink, message: &JsValue);
    #[wasm_bindgen(method, js_name = requestLock)]
    fn request_lock(this: &TabLink, steal: bool);
    #[wasm_bindgen(method, js_name = hasLock)]
    fn has_lock(this: &TabLink) -> Promise;
    #[wasm_bindgen(method)]
    fn leave(this: &TabLink);
}

/// Under which the use of the limits is kept, beside the jobs with their URLs.
const LIMITS_KEY: &str = "limits";

/// A board's place among the other tabs' boards.
pub(super) struct Sharing {
    link: TabLink,
    /// Alone, where the platform lacks something, there are none.
    tabs: RefCell<Option<Tabs>>,
    pub(super) turns: RefCell<Turns>,
    pub(super) alone_because: RefCell<Option<String>>,
    stores: Cell<bool>,
    ready: RefCell<Option<Promise>>,
    _tell: Closure<dyn FnMut(String, JsValue)>,
}

impl Sharing {
    pub(super) fn open(session: &Rc<BoardSession>, name: &str) -> Rc<Self> {
        let weak = Rc::downgrade(session);
        let tell =
            Closure::<dyn FnMut(String, JsValue)>::new(move |event: String, value: JsValue| {
                let Some(session) = weak.upgrade() else { return };
                let Some(sharing) = session.shared() else { return };
                match event.as_str() {
                    "lock" if value.is_truthy() => {
                        sharing.tabs(Tabs::lock_granted, &session);
                    }
                    "lock" => sharing.tabs(Tabs::lock_lost, &session),
                    _ => sharing.hear(&session, &value),
                }
                session.pump();
            });
        let link = TabLink::new(name, tell.as_ref().unchecked_ref());
        let stores = link.can_store();
        let missing = link.missing();
        let sharing = Rc::new(Self {
            tabs: RefCell::default(),
            turns: RefCell::default(),
            alone_because: RefCell::new(missing.map(|what| {
                let lasting = if stores { "" } else { " It does not outlive the page." };
                format!(
                    "This platform has no {what}: every tab has a board of its own, and polls.{lasting}"
                )
            })),
            stores: Cell::new(stores),
            ready: RefCell::default(),
            link,
            _tell: tell,
        });
        sharing.join(session);
        sharing
    }

    /// Takes up what is stored, and joins the others.
    pub(super) fn join(self: &Rc<Self>, session: &Rc<BoardSession>) {
        // Until it is known who polls, and what the limits have left, this tab does not.
        session.board.borrow_mut().set_polling(false, session.now());
        let (sharing, weak) = (self.clone(), Rc::downgrade(session));
        let ready = wasm_bindgen_futures::future_to_promise(async move {
            let stored = sharing.load().await;
            let Some(session) = weak.upgrade() else { return Ok(JsValue::UNDEFINED) };
            for state in stored {
                session.take_up(state);
            }
            if session.closed.get() {
                return Ok(JsValue::UNDEFINED);
            }
            if sharing.alone_because.borrow().is_some() {
                session.with(|board, now| board.set_polling(true, now));
            } else {
                sharing.link.join();
                let tabs = Tabs::new(sharing.link.id(), is_hidden(), session.now());
                sharing.tabs.replace(Some(tabs));
                session.pump();
            }
            Ok(JsValue::UNDEFINED)
        });
        self.ready.replace(Some(ready));
    }

    /// When what was stored is on the board.
    pub(super) fn ready(&self) -> Promise {
        self.ready.borrow().clone().unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Leaves the others, as when the page is closed.
    pub(super) fn leave(&self, session: &Rc<BoardSession>) {
        session.with(|board, now| board.set_polling(false, now));
        if self.role() == Role::Leading {
            // None of its requests is under way any more, so nobody need wait for them.
            self.publish(&session.state());
        }
        self.tabs.take();
        self.link.leave();
    }

    pub(super) fn role(&self) -> Role {
        let alone = self.alone_because.borrow().is_some();
        let role = self.tabs.borrow().as_ref().map(Tabs::role);
        role.unwrap_or(if alone { Role::Alone } else { Role::Following })
    }

    pub(super) fn polls(&self) -> bool {
        self.role() != Role::Following
    }

    pub(super) fn wake_at(&self) -> Option<u64> {
        self.tabs.borrow().as_ref().and_then(Tabs::wake_at)
    }

    /// Changes what is known of the tabs.
    pub(super) fn tabs(&self, change: impl FnOnce(&mut Tabs, u64), session: &BoardSession) {
        if let Some(tabs) = self.tabs.borrow_mut().as_mut() {
            change(tabs, session.now());
        }
    }

    /// Tells the others what is new, then lets depart what has its turn; does what the tabs' state
    /// machine asks for. Whether anything was done.
    pub(super) fn pump(self: &Rc<Self>, session: &Rc<BoardSession>, news: News) -> bool {
        let News { keys, departures, cancels } = news;
        let leads = self.polls();
        let mut keys = BinaryHeap::from(keys).into_sorted_vec();
        keys.dedup();
        let mut done = !departures.is_empty() || !cancels.is_empty();
        if leads && (!keys.is_empty() || !departures.is_empty()) {
            let state = session.board.borrow().state_of(&keys, session.now(), BoardSession::date());
            self.publish(&state);
            let saved = self.save(&state);
            self.send_after(session, saved, departures);
        }
        for (key, outcome) in cancels {
            self.turns.borrow().tell_cancel(self, session, key, &outcome);
        }
        if session.board.borrow().wants_lease() {
            self.tabs(|tabs, _| tabs.need_lease(), session);
        }
        loop {
            let action = self.tabs.borrow_mut().as_mut().and_then(Tabs::next_action);
            let Some(action) = action else { return done };
            done = true;
            self.act(session, action);
        }
    }

    /// Requests leave once it is written down that they do: a reload must not make the service's
    /// limits look free.
    fn send_after(
        self: &Rc<Self>,
        session: &Rc<BoardSession>,
        saved: Option<Promise>,
        departures: Vec<Departure>,
    ) {
        if departures.is_empty() {
            return;
        }
        let (sharing, session) = (self.clone(), session.clone());
        spawn_local(async move {
            if let Some(saved) = saved
                && JsFuture::from(saved).await.is_err()
            {
                sharing.cannot_store();
            }
            let lease = sharing.tabs.borrow().as_ref().map(Tabs::lease);
            // Frozen meanwhile: another tab may poll by now.
            let late = lease.is_some_and(|lease| lease.is_none_or(|lease| lease <= session.now()));
            for departure in departures {
                if late || session.closed.get() {
                    session.recall(departure);
                } else {
                    session.depart(departure);
                }
            }
            session.pump();
        });
    }

    fn act(self: &Rc<Self>, session: &Rc<BoardSession>, action: TabAction) {
        match action {
            TabAction::RequestLock { steal } => self.link.request_lock(steal),
            TabAction::ConfirmLock => self.confirm_lock(session),
            TabAction::Say(message) => self.say(&message),
            TabAction::SendAll => self.publish(&session.state()),
            TabAction::Lead => {
                let (now, lease) = (session.now(), self.lease());
                let mut board = session.board.borrow_mut();
                board.set_lease(lease, now);
                board.set_polling(true, now);
                drop(board);
                Turns::lead(self, session);
            }
            TabAction::Follow => {
                let now = session.now();
                session.board.borrow_mut().set_polling(false, now);
            }
        }
    }

    fn lease(&self) -> Option<u64> {
        self.tabs.borrow().as_ref().and_then(Tabs::lease)
    }

    fn confirm_lock(self: &Rc<Self>, session: &Rc<BoardSession>) {
        let (sharing, session) = (self.clone(), session.clone());
        spawn_local(async move {
            let has_it = JsFuture::from(sharing.link.has_lock()).await;
            if has_it.is_ok_and(|has_it| has_it.is_truthy()) {
                sharing.tabs(Tabs::lock_confirmed, &session);
                let lease = sharing.lease();
                session.with(|board, now| board.set_lease(lease, now));
            } else {
                sharing.tabs(Tabs::lock_lost, &session);
                session.pump();
            }
        });
    }

    // The channel

    /// A message of this tab, with members.
    pub(super) fn post(&self, kind: &str, members: &[(&str, JsValue)]) {
        let message = Object::new();
        set(&message, "kind", &kind.into());
        set(&message, "from", &self.link.id().into());
        for (name, value) in members {
            set(&message, name, value);
        }
        self.link.say(&message);
    }

    pub(super) fn id(&self) -> String {
        self.link.id()
    }

    fn say(&self, message: &Message) {
        match message {
            Message::Hello => self.post("hello", &[]),
            Message::Ask { visible } => self.post("ask", &[("visible", (*visible).into())]),
            Message::Here => self.post("here", &[]),
            Message::Yours { to } => self.post("yours", &[("to", to.as_str().into())]),
        }
    }

    /// Sends the others what changed.
    pub(super) fn publish(&self, state: &BoardState) {
        if self.tabs.borrow().is_some() {
            let leads = self.role() == Role::Leading;
            self.post("changes", &[("state", to_js(state)), ("leads", leads.into())]);
        }
    }

    fn hear(self: &Rc<Self>, session: &Rc<BoardSession>, data: &JsValue) {
        let text = |name: &str| get(data, name).as_string().unwrap_or_default();
        let (kind, from) = (text("kind"), text("from"));
        let message = match kind.as_str() {
            "changes" => {
                if get(data, "leads").is_truthy() {
                    self.tabs(Tabs::heard_from_leader, session);
                }
                // From this site's own tabs, but perhaps of another version of the page.
                if let Ok(state) = read_state(&get(data, "state")) {
                    session.take_up(state);
                }
                return;
            }
            "hello" => Message::Hello,
            "ask" => Message::Ask { visible: get(data, "visible").is_truthy() },
            "here" => Message::Here,
            "yours" => Message::Yours { to: text("to") },
            _ => return Turns::hear(self, session, &kind, &from, data),
        };
        self.tabs(|tabs, now| tabs.heard(&from, &message, now), session);
    }

    // The store

    async fn load(&self) -> Vec<BoardState> {
        if !self.stores.get() {
            return Vec::new();
        }
        let Ok(pairs) = JsFuture::from(self.link.load()).await else {
            self.cannot_store();
            return Vec::new();
        };
        let pairs = list_of(&pairs).unwrap_or_default();
        // What an earlier version kept, or somebody else, is left alone.
        pairs
            .iter()
            .filter_map(|pair| read_state(list_of(&pair).ok()?.get(1).as_ref()).ok())
            .collect()
    }

    /// Writes down what changed: each job under its URL, and the use of the limits.
    pub(super) fn save(&self, state: &BoardState) -> Option<Promise> {
        if !self.stores.get() {
            return None;
        }
        let pairs = Array::new();
        let keep = |key: &str, state: &BoardState| {
            pairs.push(&Array::of2(&key.into(), &to_js(state)));
        };
        for job in &state.jobs {
            let alone = BoardState {
                saved_at_ms: state.saved_at_ms,
                jobs: vec![job.clone()],
                ..BoardState::default()
            };
            keep(&job.job.url, &alone);
        }
        if !state.budgets.is_empty() {
            let limits = BoardState { jobs: Vec::new(), removed: Vec::new(), ..state.clone() };
            keep(LIMITS_KEY, &limits);
        }
        let removed = state.removed.iter().map(|url| JsValue::from_str(url)).collect::<Array>();
        Some(self.link.save(&pairs, &removed))
    }

    fn cannot_store(&self) {
        self.stores.set(false);
        let said = "The browser refuses to store anything: the board does not outlive the page.";
        self.alone_because.borrow_mut().get_or_insert_with(|| said.to_owned());
    }

    /// Tells the others of what somebody did in this tab, and writes it down.
    pub(super) fn told_here(self: &Rc<Self>, state: &BoardState) {
        self.publish(state);
        if let Some(saved) = self.save(state) {
            let sharing = self.clone();
            spawn_local(async move {
                if JsFuture::from(saved).await.is_err() {
                    sharing.cannot_store();
                }
            });
        }
    }

    // Turns

    pub(super) fn ask_for_turn(
        &self,
        session: &BoardSession,
        client: usize,
        url: &str,
        deadline: u64,
    ) -> SubmissionId {
        let in_ms = deadline.saturating_sub(session.now());
        self.turns.borrow_mut().ask(self, client, url, in_ms)
    }

    pub(super) fn ask_to_cancel(&self, session: &BoardSession, key: JobKey) {
        Turns::ask_to_cancel(self, session, key);
    }

    /// Whether a turn that has come is another tab's, which was told.
    pub(super) fn grant_turn(&self, id: SubmissionId) -> bool {
        self.turns.borrow().grant(self, id)
    }

    pub(super) fn turn_is_over(&self, id: SubmissionId) {
        self.turns.borrow_mut().over(self, id);
    }
}

/// The refusal of a turn that its tab withdrew.
pub(super) fn throttled() -> Error {
    Error::new(ErrorCode::Throttled, "The service asked another tab to wait.")
}
