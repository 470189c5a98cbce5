//! Drives the core's board with one timer of the platform, and with `fetch`.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Date, Function, Math};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::board::{
    Board, BoardAction, BoardMessage, BoardState, ChangeKind, JobKey, SubmissionId,
};
use crate::tabs::Election;
use crate::{Error, Request, no_answer_within};

use super::super::error::Failure;
use super::super::exchange::{Wire, exchange_untimed};
use super::super::promise::Settler;
use super::super::request::Call;
use super::super::service::{Client, new_controller};
use super::super::timer::{Clock, Timer};
use super::changes::Pending;
use super::numbered::Numbered;
use super::options::BoardOptions;
use super::page_events::{PageEvent, PageEvents, is_hidden};
use super::sharing::Sharing;
use super::submitting::Submission;
use super::waiting::Awaited;

/// A timer that comes this much too late tells of a device that slept.
const SLEPT_MS: u64 = 20_000;

/// After so many answers that came without a pause, as from a service within the page, others have
/// their turn: a page must not be blocked.
const AT_A_STRETCH: u32 = 50;

/// How long a credential may take, before the request that waits for it is given up.
const CREDENTIAL_MS: u64 = 300_000;

/// A board, its requests under way, and who waits for what.
pub(super) struct BoardSession {
    pub(super) clients: Vec<Rc<Client>>,
    pub(super) board: RefCell<Board>,
    pub(super) sharing: RefCell<Option<Rc<Sharing>>>,
    pub(super) closed: Cell<bool>,
    pub(super) wire: Wire,
    pub(super) clock: Clock,
    pub(super) flights: RefCell<Numbered<Flight>>,
    pub(super) submissions: RefCell<Numbered<Submission>>,
    pub(super) outcomes: RefCell<Vec<Awaited>>,
    pub(super) cancels: RefCell<Vec<(JobKey, Settler)>>,
    pub(super) listeners: RefCell<Vec<(u32, Function)>>,
    /// The jobs as a snapshot shows them, until one changes.
    pub(super) shown: RefCell<Option<JsValue>>,
    pub(super) last_listener: Cell<u32>,
    pub(super) iterators: RefCell<Vec<Weak<Pending>>>,
    pub(super) timer: RefCell<Option<(u64, Timer)>>,
    pub(super) events: RefCell<Option<PageEvents>>,
    pub(super) pumping: Cell<bool>,
    /// Itself, while a promise is owed: whoever awaits one need not keep the board as well.
    owing: RefCell<Option<Rc<Self>>>,
    /// Answers since the timer last rang.
    pub(super) answers: Cell<u32>,
}

pub(super) struct Flight {
    key: JobKey,
    controller: AbortController,
    deadline: u64,
}

impl BoardSession {
    pub(super) fn new(options: BoardOptions) -> Rc<Self> {
        let contracts = options.clients.iter().map(|client| client.service.clone()).collect();
        let mut board = Board::new(contracts);
        for (origin, limits) in options.limits {
            board.set_limits(origin, limits);
        }
        let session = Rc::new(Self {
            clients: options.clients,
            board: RefCell::new(board),
            sharing: RefCell::default(),
            closed: Cell::default(),
            wire: options.wire,
            clock: Clock::new(),
            flights: RefCell::default(),
            submissions: RefCell::default(),
            outcomes: RefCell::default(),
            cancels: RefCell::default(),
            listeners: RefCell::default(),
            shown: RefCell::default(),
            last_listener: Cell::default(),
            iterators: RefCell::default(),
            timer: RefCell::default(),
            events: RefCell::default(),
            pumping: Cell::default(),
            owing: RefCell::default(),
            answers: Cell::default(),
        });
        // What tells the boards of several tabs apart.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
        let id = (Math::random() * 9e15) as u64;
        session.board.borrow_mut().set_id(id);
        session.board.borrow_mut().set_hidden(is_hidden(), session.now());
        let weak = Rc::downgrade(&session);
        let events = PageEvents::listen(move |event| {
            if let Some(session) = weak.upgrade() {
                session.page_event(event);
            }
        });
        session.events.replace(Some(events));
        if let Some(state) = options.state {
            session.take_up(state);
        }
        if let Some(name) = options.name {
            let sharing = Sharing::open(&session, &name, id);
            session.sharing.replace(Some(sharing));
        }
        session.pump();
        session
    }

    pub(super) fn now(&self) -> u64 {
        self.clock.now()
    }

    /// The time of day, in milliseconds since 1970.
    pub(super) fn date() -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "after 1970")]
        let date = Date::now() as u64;
        date
    }

    pub(super) fn shared(&self) -> Option<Rc<Sharing>> {
        self.sharing.borrow().clone()
    }

    /// Changes the board, and does what follows from it.
    pub(super) fn with<T>(self: &Rc<Self>, change: impl FnOnce(&mut Board, u64) -> T) -> T {
        let now = self.now();
        let result = change(&mut self.board.borrow_mut(), now);
        self.pump();
        result
    }

    /// The same of a board that is not closed.
    pub(super) fn while_open(self: &Rc<Self>, change: impl FnOnce(&mut Board, u64)) {
        if !self.closed.get() {
            self.with(change);
        }
    }

    /// Takes up a state. What no client knows is left out: its owner may have another page.
    pub(super) fn take_up(self: &Rc<Self>, state: BoardState) {
        self.with(|board, now| board.merge(state, now, Self::date()));
    }

    pub(super) fn state(&self) -> BoardState {
        self.board.borrow().state(self.now(), Self::date())
    }

    fn page_event(self: &Rc<Self>, event: PageEvent) {
        match event {
            PageEvent::Shown => self.set_hidden(false),
            PageEvent::Hidden => self.set_hidden(true),
            PageEvent::Online => self.with(Board::nudge),
            PageEvent::Left => {
                // What a listener changed just now is on its way to the store before the page goes.
                self.pump();
                if let Some(sharing) = self.shared() {
                    sharing.leave(self);
                }
            }
            PageEvent::Back => {
                if let Some(sharing) = self.shared() {
                    sharing.join(self);
                }
                self.with(Board::nudge);
            }
        }
    }

    pub(super) fn set_hidden(self: &Rc<Self>, hidden: bool) {
        if let Some(sharing) = self.shared() {
            sharing.tabs(|tabs, now| tabs.set_hidden(hidden, now), self);
        }
        self.with(|board, now| board.set_hidden(hidden, now));
    }

    /// Does what the state machines ask for, and sets the one timer for when they are due again.
    pub(super) fn pump(self: &Rc<Self>) {
        // Whatever happens on the way comes to the loop that is running.
        if self.pumping.replace(true) {
            return;
        }
        let mut news = News::default();
        loop {
            let action = self.board.borrow_mut().next_action();
            match action {
                Some(action) => self.act(action, &mut news),
                None if self.share(&mut news) => {}
                None => break,
            }
        }
        self.pumping.set(false);
        self.set_timer();
        self.hold_on();
    }

    /// Stays for as long as a promise is owed, though the page may have dropped the board.
    pub(super) fn hold_on(self: &Rc<Self>) {
        let owes = !self.outcomes.borrow().is_empty()
            || self.submissions.borrow().values().next().is_some()
            || !self.cancels.borrow().is_empty();
        let before = self.owing.replace(owes.then(|| self.clone()));
        drop(before);
    }

    /// Tells the other tabs, and does what they ask for. Whether anything was done.
    fn share(self: &Rc<Self>, news: &mut News) -> bool {
        let news = std::mem::take(news);
        let Some(sharing) = self.shared() else {
            let any = !news.departures.is_empty();
            news.departures.into_iter().for_each(|departure| self.depart(departure));
            return any;
        };
        sharing.pump(self, news)
    }

    fn act(self: &Rc<Self>, action: BoardAction, news: &mut News) {
        match action {
            BoardAction::Send { key, flight, client, request } => {
                news.keys.push(key);
                let Some(controller) = self.take_off(key, flight) else { return };
                let departure = Departure::Poll { key, flight, client, request, controller };
                news.departures.push(departure);
            }
            BoardAction::Submit { id, .. } => news.departures.push(Departure::Submission(id)),
            BoardAction::Grant { id } => news.departures.push(Departure::Grant(id)),
            BoardAction::Cancel { key, client, request } => {
                news.departures.push(Departure::Cancel { key, client, request });
            }
            BoardAction::Abandon { flight } => {
                let flight = self.flights.borrow_mut().remove(&flight);
                if let Some(flight) = flight {
                    flight.controller.abort();
                }
            }
            BoardAction::Submitted { id, outcome } => self.settle_submission(id, outcome),
            BoardAction::CancelAnswered { key, outcome } => self.settle_cancel(key, outcome),
            BoardAction::TakeLead => {
                if let Some(sharing) = self.shared() {
                    sharing.tabs(Election::take_lead, self);
                }
            }
            BoardAction::Publish => news.publish = true,
            BoardAction::Say(message) => news.says.push(message),
            BoardAction::Store(change) => {
                if !change.heard {
                    news.keys.push(change.key);
                    if change.kind == ChangeKind::Added {
                        news.own.push(change.key);
                    }
                    news.removed.extend(change.url.clone());
                } else if let (Some(url), Some(sharing)) = (&change.url, self.shared()) {
                    sharing.forget(self, url);
                }
            }
            BoardAction::Tell(change) => {
                if matches!(change.kind, ChangeKind::Ended | ChangeKind::Removed) {
                    self.settle_outcomes(&change);
                    let is_there = change.kind == ChangeKind::Ended;
                    self.settle_cancel(change.key, if is_there { Ok(()) } else { Err(gone()) });
                }
                self.tell(&change);
            }
        }
    }

    /// Notes that a poll is about to leave.
    fn take_off(&self, key: JobKey, flight: u32) -> Option<AbortController> {
        let controller = new_controller().ok()?;
        let deadline = self.now().saturating_add(CREDENTIAL_MS);
        let noted = Flight { key, controller: controller.clone(), deadline };
        self.flights.borrow_mut().insert(flight, noted);
        Some(controller)
    }

    /// Sends what has its turn.
    pub(super) fn depart(self: &Rc<Self>, departure: Departure) {
        match departure {
            Departure::Poll { key, flight, client, request, controller } => {
                self.poll(key, flight, client, request, &controller);
            }
            Departure::Submission(id) => {
                let leaves = self.board.borrow_mut().submission_departs(id, self.now());
                if leaves {
                    self.send_submission(id);
                }
            }
            Departure::Grant(id) => {
                self.board.borrow_mut().submission_departs(id, self.now());
            }
            Departure::Cancel { key, client, request } => self.send_cancel(key, client, request),
        }
    }

    fn poll(
        self: &Rc<Self>,
        key: JobKey,
        flight: u32,
        client: usize,
        request: Request,
        controller: &AbortController,
    ) {
        let Some(client) = self.clients.get(client).cloned() else { return };
        let (session, signal) = (self.clone(), controller.signal());
        spawn_local(async move {
            let call = Call::status(request);
            let is_again = Cell::new(false);
            let sent = || {
                let now = session.now();
                let mut board = session.board.borrow_mut();
                if is_again.replace(true) {
                    board.departed_again(key, flight, now);
                } else {
                    board.departed(key, flight, now);
                }
                let is_news = board.has_actions();
                drop(board);
                if is_news {
                    // Before the request: others look at when it was sent.
                    session.pump();
                }
                let deadline = session.now().saturating_add(session.wire.timeout_ms);
                if let Some(flight) = session.flights.borrow_mut().get_mut(&flight) {
                    flight.deadline = deadline;
                }
                let rings_before = |(at, _): &(u64, Timer)| *at <= deadline;
                if !session.timer.borrow().as_ref().is_some_and(rings_before) {
                    session.set_timer();
                }
            };
            let outcome = exchange_untimed(&client, &call, &session.wire, &signal, sent).await;
            // Abandoned or timed out meanwhile: what it ended with says nothing of the job.
            if session.flights.borrow_mut().remove(&flight).is_none() {
                return;
            }
            let jitter = Math::random();
            session.answers.set(session.answers.get().saturating_add(1));
            if session.answers.get() >= AT_A_STRETCH {
                session.board.borrow_mut().rest();
            }
            session.with(|board, now| match outcome {
                Ok(response) => board.answered(key, flight, &response, now, jitter),
                Err(failure) => {
                    let error = client.failure(failure).error;
                    board.failed(key, flight, error, now, jitter);
                }
            });
        });
    }

    /// Something could not leave after all.
    pub(super) fn recall(self: &Rc<Self>, departure: Departure) {
        if let Departure::Poll { flight, .. } = &departure {
            self.flights.borrow_mut().remove(flight);
        }
        self.with(|board, now| match departure {
            Departure::Poll { key, flight, .. } => board.unsent(key, flight, now),
            Departure::Submission(id) | Departure::Grant(id) => board.submission_unsent(id),
            Departure::Cancel { key, .. } => board.cancel_unsent(key),
        });
    }

    fn land_overdue(self: &Rc<Self>, now: u64) {
        let overdue: Vec<u32> = {
            let flights = self.flights.borrow();
            let late = flights.iter().filter(|(_, flight)| flight.deadline <= now);
            late.map(|(number, _)| *number).collect()
        };
        for number in overdue {
            let flight = self.flights.borrow_mut().remove(&number);
            let Some(flight) = flight else { continue };
            flight.controller.abort();
            let error = no_answer_within(self.wire.timeout_ms);
            let jitter = Math::random();
            self.board.borrow_mut().failed(flight.key, number, error, now, jitter);
        }
    }

    pub(super) fn set_timer(self: &Rc<Self>) {
        let flights = self.flights.borrow().values().map(|flight| flight.deadline).min();
        let tabs = self.shared().and_then(|sharing| sharing.wake_at());
        let board = self.board.borrow_mut().wake_at();
        let due = flights.into_iter().chain(tabs).chain(board).min();
        let due = due.filter(|_| !self.closed.get());
        // A timer that rings too early is set anew then, which is less work than now and again.
        let rings_before = |(at, _): &(u64, Timer)| due.is_some_and(|due| *at <= due);
        let is_set = self.timer.borrow().as_ref().map_or(due.is_none(), rings_before);
        if is_set {
            return;
        }
        let timer = due.map(|at| {
            let (session, now) = (Rc::downgrade(self), self.now());
            // What is due at once, as after a rest, is no later than now.
            let rings_at = at.max(now);
            let timer = Timer::start(rings_at.saturating_sub(now), move || {
                if let Some(session) = session.upgrade() {
                    session.wake(rings_at);
                }
            });
            (at, timer)
        });
        let old = self.timer.replace(timer);
        drop(old);
    }

    fn wake(self: &Rc<Self>, due: u64) {
        let spent = self.timer.take();
        self.answers.set(0);
        let now = self.now();
        self.land_overdue(now);
        if let Some(sharing) = self.shared() {
            sharing.tabs(|tabs, now| tabs.wake(now), self);
        }
        let slept = now.saturating_sub(due) > SLEPT_MS && !is_hidden();
        self.with(|board, now| {
            board.wake(now);
            if slept {
                board.nudge(now);
            }
        });
        drop(spent);
    }

    /// Ends everything.
    pub(super) fn close(self: &Rc<Self>) {
        if self.closed.replace(true) {
            return;
        }
        if let Some(sharing) = self.shared() {
            sharing.leave(self);
        }
        drop(self.events.take());
        self.board.borrow_mut().pause();
        let flights = self.flights.take();
        flights.values().for_each(|flight| flight.controller.abort());
        let submissions = self.submissions.take();
        for (id, submission) in submissions.into_items() {
            let error = self.board.borrow().closed_submission(id);
            submission.controller.abort();
            submission.settler.settle(Err(Failure::from(error).into()));
        }
        let outcomes = self.outcomes.take();
        let outcomes = outcomes.into_iter().map(|awaited| (awaited.key, awaited.settler));
        for (key, settler) in outcomes.chain(self.cancels.take()) {
            let error = self.board.borrow().closed_job(key);
            settler.settle(Err(Failure::from(error).into()));
        }
        for pending in self.iterators.take().iter().filter_map(Weak::upgrade) {
            pending.end();
        }
        self.listeners.take();
        drop(self.timer.take());
        self.hold_on();
    }
}

/// What one round of the pump brought.
#[derive(Default)]
pub(super) struct News {
    /// Jobs that changed.
    pub(super) keys: Vec<JobKey>,
    /// Those of them that came onto the board in this tab.
    pub(super) own: Vec<JobKey>,
    /// The URLs of those that were taken off it here.
    pub(super) removed: Vec<String>,
    pub(super) departures: Vec<Departure>,
    /// Whether the use of the limits is news.
    pub(super) publish: bool,
    pub(super) says: Vec<BoardMessage>,
}

/// Something that has its turn.
pub(super) enum Departure {
    Poll {
        key: JobKey,
        flight: u32,
        client: usize,
        request: Request,
        controller: AbortController,
    },
    Submission(SubmissionId),
    /// Another tab sends it.
    Grant(SubmissionId),
    Cancel {
        key: JobKey,
        client: usize,
        request: Request,
    },
}

pub(super) fn gone() -> Error {
    Error::invalid_argument("The job is not on the board, or was taken off it.")
}
