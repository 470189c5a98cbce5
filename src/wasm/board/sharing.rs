//! One board for all tabs of a site.

use std::cell::{Cell, RefCell};
use std::collections::BinaryHeap;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::board::{Board, BoardId, BoardState};
use crate::tabs::{ChannelMessage, Election, ElectionAction, Message, Role, StoreTrouble};

use super::super::fields::set;
use super::super::output::to_js;
use super::page_events::is_hidden;
use super::session::{BoardSession, Departure, News};

#[wasm_bindgen(module = "/src/entry/tab-link.js")]
extern "C" {
    /// The platform's side of it: storage, channel, lock.
    pub(super) type TabLink;

    #[wasm_bindgen(constructor)]
    fn new(name: &str, id: &str, tell: &Function) -> TabLink;
    #[wasm_bindgen(method, getter)]
    pub(super) fn id(this: &TabLink) -> String;
    #[wasm_bindgen(method, getter)]
    fn missing(this: &TabLink) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = canStore)]
    fn can_store(this: &TabLink) -> bool;
    #[wasm_bindgen(method, catch)]
    fn join(this: &TabLink) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    pub(super) fn load(this: &TabLink) -> Promise;
    #[wasm_bindgen(method)]
    pub(super) fn save(this: &TabLink, kept: &Array, first: &Array, spent: &Array) -> Promise;
    #[wasm_bindgen(method)]
    fn say(this: &TabLink, message: &JsValue);
    #[wasm_bindgen(method, js_name = requestLock)]
    fn request_lock(this: &TabLink, steal: bool);
    #[wasm_bindgen(method, js_name = hasLock)]
    fn has_lock(this: &TabLink) -> Promise;
    #[wasm_bindgen(method)]
    pub(super) fn living(this: &TabLink) -> Promise;
    #[wasm_bindgen(method)]
    fn leave(this: &TabLink);
}

/// A board's place among the other tabs' boards.
pub(super) struct Sharing {
    pub(super) link: TabLink,
    /// Alone, where the platform lacks something, there are none.
    tabs: RefCell<Option<Election>>,
    /// What the platform lacks.
    missing: RefCell<Option<String>>,
    pub(super) trouble: Cell<Option<StoreTrouble>>,
    /// Whether this platform has a store, and whether anything is written to it.
    pub(super) can_store: bool,
    /// Its last writing. Those before are done by then.
    pub(super) last_save: RefCell<Option<Promise>>,
    ready: RefCell<Option<Promise>>,
    _tell: Closure<dyn FnMut(String, JsValue)>,
}

impl Sharing {
    pub(super) fn open(session: &Rc<BoardSession>, name: &str, id: BoardId) -> Rc<Self> {
        let weak = Rc::downgrade(session);
        let tell =
            Closure::<dyn FnMut(String, JsValue)>::new(move |event: String, value: JsValue| {
                let Some(session) = weak.upgrade() else { return };
                let Some(sharing) = session.shared() else { return };
                match event.as_str() {
                    "lock" if value.is_truthy() => {
                        sharing.tabs(Election::lock_granted, &session);
                    }
                    "lock" => sharing.tabs(Election::lock_lost, &session),
                    _ => sharing.hear(&session, &value),
                }
                session.pump();
            });
        let link = TabLink::new(name, &id.to_string(), tell.as_ref().unchecked_ref());
        let can_store = link.can_store();
        let missing = link.missing();
        session.board.borrow_mut().set_persistent(can_store);
        let sharing = Rc::new(Self {
            tabs: RefCell::default(),
            missing: RefCell::new(missing.map(|what| no_platform(&what, can_store))),
            trouble: Cell::default(),
            can_store,
            last_save: RefCell::default(),
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
            let Some(session) = weak.upgrade() else { return Ok(JsValue::UNDEFINED) };
            sharing.load(&session).await;
            if session.closed.get() {
                return Ok(JsValue::UNDEFINED);
            }
            if sharing.alone_because().is_none() && sharing.link.join().is_err() {
                let missing = no_platform("BroadcastChannel", sharing.can_store);
                sharing.missing.replace(Some(missing));
            }
            if sharing.alone_because().is_some() {
                session.with(|board, now| board.set_polling(true, now));
            } else {
                let tabs = Election::new(sharing.link.id(), is_hidden(), session.now());
                sharing.tabs.replace(Some(tabs));
                session.with(Board::ask_anew);
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
        let role = self.tabs.borrow().as_ref().map(Election::role);
        let alone = || self.alone_because().is_some();
        role.unwrap_or_else(|| if alone() { Role::Alone } else { Role::Following })
    }

    /// Why the tabs do not share the board, or why it is not stored.
    pub(super) fn alone_because(&self) -> Option<String> {
        let trouble = || Some(self.trouble.get()?.as_sentence().to_owned());
        let locks = || Some(self.tabs.borrow().as_ref()?.alone_because()?.to_owned());
        self.missing.borrow().clone().or_else(trouble).or_else(locks)
    }

    pub(super) fn stores(&self) -> bool {
        self.can_store && self.trouble.get().is_none()
    }

    /// Whether this tab is among others.
    pub(super) fn has_joined(&self) -> bool {
        self.tabs.borrow().is_some()
    }

    pub(super) fn polls(&self) -> bool {
        self.role() != Role::Following
    }

    pub(super) fn wake_at(&self) -> Option<u64> {
        self.tabs.borrow().as_ref().and_then(Election::wake_at)
    }

    /// Changes what is known of the tabs.
    pub(super) fn tabs(&self, change: impl FnOnce(&mut Election, u64), session: &BoardSession) {
        if let Some(tabs) = self.tabs.borrow_mut().as_mut() {
            change(tabs, session.now());
        }
    }

    /// Tells the others what is new, then lets depart what has its turn; does what the tabs' state
    /// machine asks for. Whether anything was done.
    pub(super) fn pump(self: &Rc<Self>, session: &Rc<BoardSession>, news: News) -> bool {
        let News { keys, own, removed, departures, publish, says } = news;
        let polls = self.polls();
        let mut keys = BinaryHeap::from(if polls { keys } else { own }).into_sorted_vec();
        keys.dedup();
        let mut done = !departures.is_empty() || !says.is_empty();
        let is_news = publish || !keys.is_empty() || !removed.is_empty();
        if is_news || (polls && !departures.is_empty()) {
            let (now, date) = (session.now(), BoardSession::date());
            let state = session.board.borrow().state_of(&keys, &removed, now, date);
            self.publish(&state);
            let saved = self.save(&state, &[]);
            let changes = session.board.borrow().changes();
            self.send_after(session, saved, changes, departures, polls);
        } else {
            departures.into_iter().for_each(|departure| session.depart(departure));
        }
        for message in says {
            self.post("board", &[("message", to_js(&message))]);
        }
        if session.board.borrow().wants_lease() {
            self.tabs(Election::need_lease, session);
        }
        let is_needed = session.board.borrow().is_needed();
        self.tabs(|tabs, _| tabs.set_needed(is_needed), session);
        loop {
            let action = self.tabs.borrow_mut().as_mut().and_then(Election::next_action);
            let Some(action) = action else { return done };
            done = true;
            self.act(session, action);
        }
    }

    /// The changes are told of once they are written down, and requests leave once it is written
    /// down that they do: a reload must not make the service's limits look free. What another tab has let go leaves at once: that one has written it down.
    fn send_after(
        self: &Rc<Self>,
        session: &Rc<BoardSession>,
        saved: Option<Promise>,
        changes: u64,
        departures: Vec<Departure>,
        polls: bool,
    ) {
        let (sharing, session) = (self.clone(), session.clone());
        let departures = if polls {
            departures
        } else {
            departures.into_iter().for_each(|departure| session.depart(departure));
            Vec::new()
        };
        spawn_local(async move {
            sharing.saved(&session, saved).await;
            session.board.borrow_mut().stored(changes);
            if departures.is_empty() {
                session.pump();
                return;
            }
            let may = sharing.may_send(&session);
            for departure in departures {
                if may {
                    session.depart(departure);
                } else {
                    session.recall(departure);
                }
            }
            session.pump();
        });
    }

    /// Not when it was frozen or left meanwhile: another tab may poll by now.
    fn may_send(&self, session: &BoardSession) -> bool {
        let may = match self.role() {
            Role::Alone => true,
            Role::Leading => self.lease().is_some_and(|lease| lease > session.now()),
            Role::Following => false,
        };
        may && !session.closed.get()
    }

    fn act(self: &Rc<Self>, session: &Rc<BoardSession>, action: ElectionAction) {
        match action {
            ElectionAction::RequestLock { steal } => self.link.request_lock(steal),
            ElectionAction::ConfirmLock => self.confirm_lock(session),
            ElectionAction::Say(message) => self.say(&message),
            ElectionAction::SendAll => {
                self.publish(&session.state());
                session.board.borrow_mut().announce_unsupported();
            }
            ElectionAction::Lead => self.lead(session),
            ElectionAction::Alone => {
                let now = session.now();
                let mut board = session.board.borrow_mut();
                board.set_lease(None, now);
                board.set_polling(true, now);
            }
            ElectionAction::Follow => {
                let now = session.now();
                session.board.borrow_mut().set_polling(false, now);
            }
        }
    }

    pub(super) fn lease(&self) -> Option<u64> {
        self.tabs.borrow().as_ref().and_then(Election::lease)
    }

    fn confirm_lock(self: &Rc<Self>, session: &Rc<BoardSession>) {
        let (sharing, session) = (self.clone(), session.clone());
        spawn_local(async move {
            // The core gives it some time, and asks again.
            let has_it = JsFuture::from(sharing.link.has_lock()).await;
            if has_it.is_ok_and(|has_it| has_it.is_truthy()) {
                sharing.tabs(Election::lock_confirmed, &session);
                let lease = sharing.lease();
                session.with(|board, now| board.set_lease(lease, now));
            } else {
                sharing.tabs(Election::lock_missing, &session);
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
        match ChannelMessage::read(data) {
            Some(ChannelMessage::Tab { from, message }) => {
                self.tabs(|tabs, now| tabs.heard(&from, &message, now), session);
            }
            Some(ChannelMessage::Changes { state, leads }) => {
                if leads {
                    self.tabs(Election::heard_from_leader, session);
                }
                session.take_up(state);
            }
            Some(ChannelMessage::Board(message)) => {
                session.with(|board, now| board.heard(message, now))
            }
            None => {}
        }
    }
}

fn no_platform(what: &str, can_store: bool) -> String {
    let lasting = if can_store { "" } else { " It does not outlive the page." };
    format!("This platform has no {what}: every tab has a board of its own, and polls.{lasting}")
}
