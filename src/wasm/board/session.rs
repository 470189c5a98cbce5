//! The parts of a board in this tab: its state machine, its requests under way, and its waiting callers.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::JsValue;

use crate::Moment;
use crate::board::JobKey;
use crate::tabs::{PageEvent, Tab};

use super::awaited::Awaited;
use super::link::Link;
use super::notifier::BoardNotifier;
use super::numbered::Numbered;
use super::page_events::PageEvents;
use super::pending::Pending;
use super::submission::Submission;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::exchange::Transport;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::driver::{Drive, DriverTimer};
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::timer::Clock;
use crate::wasm::values::listeners::Listeners;

/// A board, its requests under way, and its waiting callers.
pub(super) struct BoardSession {
    pub(super) tab: RefCell<Tab>,
    pub(super) clients: Vec<Rc<Client>>,
    pub(super) transport: Transport,
    pub(super) clock: Clock,
    pub(super) timer: DriverTimer,
    pub(super) link: RefCell<Option<Link>>,
    pub(super) events: RefCell<Option<PageEvents>>,
    pub(super) flights: RefCell<Numbered<Controller>>,
    /// Polls that are ready to leave, and are held back.
    pub(super) held: RefCell<Numbered<Settler>>,
    pub(super) submissions: RefCell<Numbered<Submission>>,
    pub(super) cancels: RefCell<Vec<(JobKey, Settler)>>,
    pub(super) outcomes: RefCell<Vec<Awaited>>,
    pub(super) last_outcome: Cell<u32>,
    pub(super) ready: RefCell<Vec<Settler>>,
    pub(super) stored: RefCell<Numbered<Settler>>,
    pub(super) histories: RefCell<Numbered<Settler>>,
    /// The script that shows news, if the page wants some.
    pub(super) notifier: RefCell<Option<BoardNotifier>>,
    /// The tag of the notifications of all tabs that share the board.
    pub(super) tag: String,
    pub(super) listeners: Rc<Listeners>,
    pub(super) iterators: RefCell<Vec<Weak<Pending>>>,
    /// The jobs as a snapshot shows them, until one changes.
    pub(super) shown: RefCell<Option<JsValue>>,
    /// A reference to itself while a promise is pending, so that a caller who awaits it need not
    /// keep the board.
    owing: RefCell<Option<Rc<Self>>>,
}

impl BoardSession {
    pub(super) fn new(
        tab: Tab,
        clients: Vec<Rc<Client>>,
        transport: Transport,
        clock: Clock,
        tag: String,
    ) -> Self {
        Self {
            tab: RefCell::new(tab),
            clients,
            transport,
            clock,
            timer: DriverTimer::default(),
            link: RefCell::default(),
            events: RefCell::default(),
            flights: RefCell::default(),
            held: RefCell::default(),
            submissions: RefCell::default(),
            cancels: RefCell::default(),
            outcomes: RefCell::default(),
            last_outcome: Cell::default(),
            ready: RefCell::default(),
            stored: RefCell::default(),
            histories: RefCell::default(),
            notifier: RefCell::default(),
            tag,
            listeners: Rc::default(),
            iterators: RefCell::default(),
            shown: RefCell::default(),
            owing: RefCell::default(),
        }
    }

    /// Changes the tab, and carries out the resulting actions.
    pub(super) fn with<T>(self: &Rc<Self>, change: impl FnOnce(&mut Tab, Moment) -> T) -> T {
        let at = self.moment();
        let result = change(&mut self.tab.borrow_mut(), at);
        self.drive();
        result
    }

    pub(super) fn page_event(self: &Rc<Self>, event: PageEvent) {
        self.with(|tab, at| tab.handle_page_event(event, at));
    }

    pub(super) fn is_closed(&self) -> bool {
        self.tab.borrow().is_closed()
    }

    /// Keeps the session alive while a promise is pending, even if the page has dropped the board.
    pub(super) fn hold_on(self: &Rc<Self>) {
        let owes = !self.outcomes.borrow().is_empty()
            || self.submissions.borrow().values().next().is_some()
            || !self.cancels.borrow().is_empty()
            || !self.ready.borrow().is_empty()
            || self.stored.borrow().values().next().is_some()
            || self.histories.borrow().values().next().is_some();
        let before = self.owing.replace(owes.then(|| self.clone()));
        drop(before);
    }
}
