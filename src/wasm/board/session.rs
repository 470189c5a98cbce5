//! Drives a tab's state machine: carries out its actions, and passes on what arrives.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Date, Function, Math};
use wasm_bindgen::JsValue;
use web_sys::AbortController;

use crate::board::{Board, ChangeKind, JobKey};
use crate::tabs::{Action, Moment, PageEvent, Tab};

use super::super::client::Client;
use super::super::error::Failure;
use super::super::exchange::Transport;
use super::super::promise::Settler;
use super::super::timer::{Clock, Timer};
use super::changes::Pending;
use super::link::Link;
use super::numbered::Numbered;
use super::options::BoardOptions;
use super::page_events::{PageEvents, is_hidden};
use super::requests::Submission;
use super::waiting::Awaited;

/// A board, its requests under way, and who waits for what.
pub(super) struct BoardSession {
    pub(super) tab: RefCell<Tab>,
    pub(super) clients: Vec<Rc<Client>>,
    pub(super) transport: Transport,
    clock: Clock,
    link: RefCell<Option<Link>>,
    pub(super) flights: RefCell<Numbered<AbortController>>,
    pub(super) submissions: RefCell<Numbered<Submission>>,
    pub(super) cancels: RefCell<Vec<(JobKey, Settler)>>,
    pub(super) outcomes: RefCell<Vec<Awaited>>,
    pub(super) ready: RefCell<Vec<Settler>>,
    pub(super) stored: RefCell<Numbered<Settler>>,
    pub(super) listeners: RefCell<Vec<(u32, Function)>>,
    /// The jobs as a snapshot shows them, until one changes.
    pub(super) shown: RefCell<Option<JsValue>>,
    pub(super) last_listener: Cell<u32>,
    pub(super) iterators: RefCell<Vec<Weak<Pending>>>,
    timer: RefCell<Option<(u64, Timer)>>,
    events: RefCell<Option<PageEvents>>,
    pumping: Cell<bool>,
    /// Itself, while a promise is owed: whoever awaits one need not keep the board as well.
    owing: RefCell<Option<Rc<Self>>>,
}

impl BoardSession {
    pub(super) fn new(options: BoardOptions) -> Rc<Self> {
        let contracts = options.clients.iter().map(|client| client.service.clone()).collect();
        let mut board = Board::new(contracts);
        for (origin, limits) in options.limits {
            board.set_limits(origin, limits);
        }
        let clock = Clock::new();
        let tab = Tab::new(board, options.transport.timeout_ms, is_hidden(), moment(&clock));
        let session = Rc::new(Self {
            tab: RefCell::new(tab),
            clients: options.clients,
            transport: options.transport,
            clock,
            link: RefCell::default(),
            flights: RefCell::default(),
            submissions: RefCell::default(),
            cancels: RefCell::default(),
            outcomes: RefCell::default(),
            ready: RefCell::default(),
            stored: RefCell::default(),
            listeners: RefCell::default(),
            shown: RefCell::default(),
            last_listener: Cell::default(),
            iterators: RefCell::default(),
            timer: RefCell::default(),
            events: RefCell::default(),
            pumping: Cell::default(),
            owing: RefCell::default(),
        });
        let weak = Rc::downgrade(&session);
        let events = PageEvents::listen(move |event| {
            if let Some(session) = weak.upgrade() {
                session.page_event(event);
            }
        });
        session.events.replace(Some(events));
        if let Some(name) = options.name {
            // Tells the boards of several tabs apart.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "below 2^53"
            )]
            let id = (Math::random() * 9e15) as u64;
            let link = Link::new(&session, &name, &id.to_string());
            let platform = link.platform();
            session.link.replace(Some(link));
            session.with(|tab, at| tab.share(id, platform, at));
        }
        if let Some(state) = options.state {
            session.with(|tab, at| tab.restore(state, at));
        }
        session
    }

    pub(super) fn moment(&self) -> Moment {
        moment(&self.clock)
    }

    /// Changes the tab, and does what follows from it.
    pub(super) fn with<T>(self: &Rc<Self>, change: impl FnOnce(&mut Tab, Moment) -> T) -> T {
        let at = self.moment();
        let result = change(&mut self.tab.borrow_mut(), at);
        self.pump();
        result
    }

    pub(super) fn page_event(self: &Rc<Self>, event: PageEvent) {
        self.with(|tab, at| tab.handle_page_event(event, at));
    }

    pub(super) fn is_closed(&self) -> bool {
        self.tab.borrow().is_closed()
    }

    /// Does what the tab asks for, and sets the one timer for when it is due again.
    pub(super) fn pump(self: &Rc<Self>) {
        // Whatever happens on the way comes to the loop that is running.
        if self.pumping.replace(true) {
            return;
        }
        loop {
            let at = self.moment();
            let action = self.tab.borrow_mut().poll_action(at);
            let Some(action) = action else { break };
            self.carry_out(action);
        }
        self.pumping.set(false);
        self.set_timer();
        self.hold_on();
    }

    fn carry_out(self: &Rc<Self>, action: Action) {
        match action {
            Action::Send { flight, client, request } => self.poll(flight, client, request),
            Action::Abort { flight } => self.abort_poll(flight),
            Action::Submit { id } => self.send_submission(id),
            Action::Cancel { key, client, request } => self.send_cancel(key, client, request),
            Action::Submitted { id, outcome } => self.settle_submission(id, outcome),
            Action::CancelAnswered { key, outcome } => self.settle_cancel(key, &outcome),
            Action::Changed(change) => {
                if matches!(change.kind, ChangeKind::Ended | ChangeKind::Removed) {
                    self.settle_outcomes(change.key);
                }
                self.tell(&change);
            }
            Action::Ready => self.settle_ready(),
            Action::Stored { waiter, outcome } => self.settle_stored(waiter, outcome),
            platform => self.ask_platform(platform),
        }
    }

    /// Asks the platform for something. A board without a name asks for nothing.
    fn ask_platform(&self, action: Action) {
        let link = self.link.borrow();
        let Some(link) = link.as_ref() else { return };
        match action {
            Action::Load(number) => link.js.load(number),
            Action::Save(number, batch) => link.save(number, &batch),
            Action::Join => {
                let is_open = link.js.join().is_ok();
                self.tab.borrow_mut().handle_joined(is_open, self.moment());
            }
            Action::Leave => link.js.leave(),
            Action::RequestLock { steal } => link.js.request_lock(steal),
            Action::ReleaseLock => link.js.release_lock(),
            Action::LookAtLock => link.js.look_at_lock(),
            Action::ListTabs => link.js.list_tabs(),
            Action::Post(mail) => link.post(&mail),
            _ => {}
        }
    }

    /// Stays for as long as a promise is owed, though the page may have dropped the board.
    pub(super) fn hold_on(self: &Rc<Self>) {
        let owes = !self.outcomes.borrow().is_empty()
            || self.submissions.borrow().values().next().is_some()
            || !self.cancels.borrow().is_empty()
            || !self.ready.borrow().is_empty()
            || self.stored.borrow().values().next().is_some();
        let before = self.owing.replace(owes.then(|| self.clone()));
        drop(before);
    }

    fn set_timer(self: &Rc<Self>) {
        let due = self.tab.borrow_mut().timeout();
        // A timer that rings too early is set anew then, which is less work than now and again.
        let rings_before = |(at, _): &(u64, Timer)| due.is_some_and(|due| *at <= due);
        let is_set = self.timer.borrow().as_ref().map_or(due.is_none(), rings_before);
        if is_set {
            return;
        }
        let timer = due.map(|at| {
            let (session, now) = (Rc::downgrade(self), self.clock.now());
            let timer = Timer::start(at.saturating_sub(now), move || {
                if let Some(session) = session.upgrade() {
                    session.ring();
                }
            });
            (at, timer)
        });
        let old = self.timer.replace(timer);
        drop(old);
    }

    fn ring(self: &Rc<Self>) {
        let spent = self.timer.take();
        self.with(|tab, at| tab.handle_timeout(at, Math::random()));
        drop(spent);
    }

    /// Ends everything.
    pub(super) fn close(self: &Rc<Self>) {
        if self.is_closed() {
            return;
        }
        self.with(Tab::close);
        drop(self.events.take());
        let outcomes = self.outcomes.take();
        for awaited in outcomes {
            let error = self.tab.borrow().board().closed_job(awaited.key);
            awaited.settler.settle(Err(Failure::from(error).into()));
        }
        for pending in self.iterators.take().iter().filter_map(Weak::upgrade) {
            pending.end();
        }
        self.listeners.take();
        self.settle_ready();
        self.hold_on();
    }
}

fn moment(clock: &Clock) -> Moment {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
    let date = Date::now() as u64;
    Moment { now: clock.now(), date }
}
