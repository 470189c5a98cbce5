//! Drives the core's board with one timer of the platform, and with `fetch`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use js_sys::{Date, Function, Math, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use crate::board::{
    AddOptions, Board, BoardAction, BoardState, Change, ChangeKind, JobKey, SubmissionId,
};
use crate::{Error, ErrorCode, Job, Request, Result, lost_submission};

use super::super::error::{Failure, number};
use super::super::exchange::{Wire, exchange, exchange_untimed, no_answer_within};
use super::super::fields::set;
use super::super::output::to_js;
use super::super::promise::Settler;
use super::super::request::Call;
use super::super::service::{Client, new_controller};
use super::super::signal::AbortWatch;
use super::super::timer::{Clock, Timer};
use super::changes::Pending;
use super::options::BoardOptions;
use super::page_events::{PageEvent, PageEvents, is_hidden};
use super::sharing::Sharing;

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
    wire: Wire,
    clock: Clock,
    flights: RefCell<BTreeMap<u32, Flight>>,
    submissions: RefCell<BTreeMap<SubmissionId, Submission>>,
    outcomes: RefCell<Vec<Awaited>>,
    cancels: RefCell<Vec<(JobKey, Settler)>>,
    listeners: RefCell<Vec<(u32, Function)>>,
    last_listener: Cell<u32>,
    iterators: RefCell<Vec<Weak<Pending>>>,
    timer: RefCell<Option<(u64, Timer)>>,
    events: RefCell<Option<PageEvents>>,
    pumping: Cell<bool>,
    /// Answers since the timer last rang.
    answers: Cell<u32>,
}

struct Flight {
    key: JobKey,
    controller: AbortController,
    deadline: u64,
}

/// A submission that waits for its turn, or is under way.
pub(super) struct Submission {
    pub(super) call: Call,
    pub(super) client: usize,
    pub(super) options: AddOptions,
    pub(super) settler: Settler,
    pub(super) controller: AbortController,
    pub(super) _abort: Option<AbortWatch>,
}

/// Somebody who waits for the end of a job.
struct Awaited {
    key: JobKey,
    number: u32,
    settler: Settler,
    _abort: Option<AbortWatch>,
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
            last_listener: Cell::default(),
            iterators: RefCell::default(),
            timer: RefCell::default(),
            events: RefCell::default(),
            pumping: Cell::default(),
            answers: Cell::default(),
        });
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
            let sharing = Sharing::open(&session, &name);
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

    /// Takes up a state. What no client knows is left out: its owner may have another page.
    pub(super) fn take_up(self: &Rc<Self>, state: BoardState) {
        self.with(|board, now| board.take_up(state, now, Self::date()));
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
    }

    /// Tells the other tabs, and does what they ask for. Whether anything was done.
    fn share(self: &Rc<Self>, news: &mut News) -> bool {
        let news = std::mem::take(news);
        let Some(sharing) = self.shared() else {
            for departure in news.departures {
                self.depart(departure);
            }
            return false;
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
            BoardAction::CancelAnswered { key, outcome } => {
                news.cancels.push((key, outcome.clone()));
                self.settle_cancel(key, outcome);
            }
            BoardAction::Tell(change) => {
                if !change.heard {
                    news.keys.push(change.key);
                }
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
                self.board.borrow_mut().departed(key, flight, self.now());
                self.poll(key, flight, client, request, &controller);
            }
            Departure::Submission(id) => self.send_submission(id),
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
            let call = Call::from(request);
            let sent = || {
                let deadline = session.now().saturating_add(session.wire.timeout_ms);
                if let Some(flight) = session.flights.borrow_mut().get_mut(&flight) {
                    flight.deadline = deadline;
                }
                session.set_timer();
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

    /// A poll could not leave after all.
    pub(super) fn recall(self: &Rc<Self>, departure: Departure) {
        if let Departure::Poll { key, flight, .. } = departure {
            self.flights.borrow_mut().remove(&flight);
            self.with(|board, now| board.unsent(key, flight, now));
        } else {
            self.depart(departure);
        }
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
        if self.timer.borrow().as_ref().map(|(at, _)| *at) == due {
            return;
        }
        let timer = due.map(|at| {
            let session = Rc::downgrade(self);
            let timer = Timer::start(at.saturating_sub(self.now()), move || {
                if let Some(session) = session.upgrade() {
                    session.wake(at);
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

    // Submissions

    pub(super) fn submit(self: &Rc<Self>, deadline: u64, submission: Submission) -> SubmissionId {
        let now = self.now();
        let url = submission.call.request.url.clone();
        let at = submission.client;
        let id = match self.shared().filter(|sharing| !sharing.polls()) {
            Some(sharing) => sharing.ask_for_turn(self, at, &url, deadline),
            None => self.board.borrow_mut().submit(at, &url, deadline, now),
        };
        self.submissions.borrow_mut().insert(id, submission);
        self.pump();
        id
    }

    pub(super) fn withdraw(self: &Rc<Self>, id: SubmissionId, reason: JsValue) {
        let submission = self.submissions.borrow_mut().remove(&id);
        if let Some(submission) = submission {
            submission.controller.abort();
            submission.settler.settle(Err(reason));
            self.with(|board, _| board.withdraw(id));
        }
    }

    fn send_submission(self: &Rc<Self>, id: SubmissionId) {
        if let Some(sharing) = self.shared()
            && sharing.grant_turn(id)
        {
            return;
        }
        let Some((client, call, controller)) = self.departing(id) else {
            // Withdrawn in the meantime.
            let refused = Err(Error::invalid_argument("The submission was withdrawn."));
            self.board.borrow_mut().submitted(id, refused, &AddOptions::default(), self.now());
            return;
        };
        let session = self.clone();
        spawn_local(async move {
            let outcome = session.exchange_submission(&client, &call, &controller).await;
            let options = session.submissions.borrow().get(&id).map(|it| it.options);
            let options = options.unwrap_or_default();
            session.with(|board, now| board.submitted(id, outcome, &options, now));
        });
    }

    /// A submission whose turn has come, for sending.
    pub(super) fn departing(
        &self,
        id: SubmissionId,
    ) -> Option<(Rc<Client>, Call, AbortController)> {
        let submissions = self.submissions.borrow();
        let submission = submissions.get(&id)?;
        let client = self.clients.get(submission.client)?.clone();
        let call = &submission.call;
        let call = Call { request: call.request.clone(), body: call.body.clone() };
        Some((client, call, submission.controller.clone()))
    }

    pub(super) async fn exchange_submission(
        &self,
        client: &Client,
        call: &Call,
        controller: &AbortController,
    ) -> Result<Job> {
        let answer = exchange(client, call, &self.wire, controller, None).await;
        let job = match answer {
            Ok(response) => client.service.read_submission(&call.request, &response),
            Err(failure) => Err(lost_submission(failure.error)),
        };
        job.map_err(|error| client.failure(error).error)
    }

    pub(super) fn settle_submission(self: &Rc<Self>, id: SubmissionId, outcome: Result<JobKey>) {
        if let Some(sharing) = self.shared() {
            sharing.turn_is_over(id);
        }
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        let settled = match outcome {
            Ok(key) => Ok(self.job_to_js(key)),
            Err(error) => Err(Failure::from(error).into()),
        };
        submission.settler.settle(settled);
    }

    /// A submission that waited for another tab's board waits for this one's.
    pub(super) fn requeue(self: &Rc<Self>, id: SubmissionId, client: usize, url: &str, in_ms: u64) {
        let submission = self.submissions.borrow_mut().remove(&id);
        let Some(submission) = submission else { return };
        let now = self.now();
        let deadline = now.saturating_add(in_ms);
        let id = self.board.borrow_mut().submit(client, url, deadline, now);
        self.submissions.borrow_mut().insert(id, submission);
    }

    /// The turn was another board's to give; the job comes to this one, and to all.
    pub(super) fn finish_submission(self: &Rc<Self>, id: SubmissionId, outcome: Result<Job>) {
        let options = self.submissions.borrow().get(&id).map(|it| it.options).unwrap_or_default();
        let outcome =
            outcome.and_then(|job| self.with(|board, now| board.add_started(job, &options, now)));
        if let (Ok(key), Some(sharing)) = (&outcome, self.shared()) {
            let state = self.board.borrow().state_of(&[*key], self.now(), Self::date());
            sharing.told_here(&state);
        }
        self.settle_submission(id, outcome);
    }

    /// The board that had the turn gave up on it.
    pub(super) fn overdue_turn(self: &Rc<Self>, id: SubmissionId) {
        self.settle_submission(id, Err(Error::new(
            ErrorCode::Timeout,
            "The submission's turn did not come by its deadline: the service's limits were used up. \
             Nothing was sent.",
        )));
    }

    // Cancelling

    pub(super) fn cancel(self: &Rc<Self>, key: JobKey, settler: Settler) -> Result<()> {
        self.board.borrow().check_cancel(key)?;
        self.cancels.borrow_mut().push((key, settler));
        match self.shared().filter(|sharing| !sharing.polls()) {
            Some(sharing) => sharing.ask_to_cancel(self, key),
            None => self.with(|board, now| board.cancel(key, now))?,
        }
        Ok(())
    }

    fn send_cancel(self: &Rc<Self>, key: JobKey, client: usize, request: Request) {
        let Some(client) = self.clients.get(client).cloned() else { return };
        let Ok(controller) = new_controller() else { return };
        let session = self.clone();
        spawn_local(async move {
            let call = Call::from(request);
            let answer = exchange(&client, &call, &session.wire, &controller, None).await;
            let outcome = match answer {
                Ok(response) => client.service.read_cancel(&response),
                Err(failure) => Err(failure.error),
            };
            let outcome = outcome.map_err(|error| client.failure(error).error);
            session.with(|board, now| board.cancel_answered(key, outcome, now));
        });
    }

    /// Jobs that somebody here wants to have cancelled, and nobody has answered.
    pub(super) fn unanswered_cancels(&self) -> Vec<JobKey> {
        self.cancels.borrow().iter().map(|(key, _)| *key).collect()
    }

    pub(super) fn settle_cancel(&self, key: JobKey, outcome: Result<()>) {
        let mine: Vec<_> = {
            let mut cancels = self.cancels.borrow_mut();
            let (mine, others) = cancels.drain(..).partition(|(one, _)| *one == key);
            *cancels = others;
            mine
        };
        for (_, settler) in mine {
            settler.settle(match &outcome {
                Ok(()) => Ok(self.job_to_js(key)),
                Err(error) => Err(Failure::from(error.clone()).into()),
            });
        }
    }

    // Who waits

    /// A promise of a job's end.
    pub(super) fn outcome(
        self: &Rc<Self>,
        key: JobKey,
        watch: impl FnOnce(u32) -> Option<AbortWatch>,
    ) -> Promise {
        let (promise, settler) = Settler::new();
        let number = self.last_listener.get().wrapping_add(1);
        self.last_listener.set(number);
        let abort = watch(number);
        self.outcomes.borrow_mut().push(Awaited { key, number, settler, _abort: abort });
        let ended = self.board.borrow().job(key, 0).is_some_and(|job| job.outcome.is_some());
        if ended {
            self.settle_outcomes(&Change { key, kind: ChangeKind::Ended, url: None, heard: true });
        }
        promise
    }

    /// Somebody no longer waits.
    pub(super) fn forsake(&self, number: u32, reason: JsValue) {
        let awaited = {
            let mut outcomes = self.outcomes.borrow_mut();
            let at = outcomes.iter().position(|awaited| awaited.number == number);
            at.map(|at| outcomes.swap_remove(at))
        };
        if let Some(awaited) = awaited {
            awaited.settler.settle(Err(reason));
        }
    }

    fn settle_outcomes(&self, change: &Change) {
        let mine: Vec<_> = {
            let mut outcomes = self.outcomes.borrow_mut();
            let (mine, others) = outcomes.drain(..).partition(|one| one.key == change.key);
            *outcomes = others;
            mine
        };
        if mine.is_empty() {
            return;
        }
        let outcome = {
            let board = self.board.borrow();
            match board.job(change.key, 0) {
                Some(job) => match (job.outcome, job.status) {
                    (Some(Err(error)), _) => Err(error.clone()),
                    (_, status) => Ok(status.cloned()),
                },
                None => Err(gone()),
            }
        };
        for awaited in mine {
            awaited.settler.settle(match &outcome {
                Ok(status) => Ok(super::super::job_poller::status_to_js(status.clone())),
                Err(error) => Err(Failure::from(error.clone()).into()),
            });
        }
    }

    pub(super) fn listen(&self, listener: Function) -> u32 {
        let number = self.last_listener.get().wrapping_add(1);
        self.last_listener.set(number);
        self.listeners.borrow_mut().push((number, listener));
        number
    }

    pub(super) fn unlisten(&self, number: u32) {
        self.listeners.borrow_mut().retain(|(listener, _)| *listener != number);
    }

    pub(super) fn subscribe(&self, pending: &Rc<Pending>) {
        self.iterators.borrow_mut().push(Rc::downgrade(pending));
    }

    pub(super) fn unsubscribe(&self, pending: &Rc<Pending>) {
        self.iterators.borrow_mut().retain(|one| !one.ptr_eq(&Rc::downgrade(pending)));
    }

    /// A listener that throws is the page's own bug: it is reported as any other uncaught error
    /// is, and hinders nobody else.
    fn tell(self: &Rc<Self>, change: &Change) {
        let listeners = self.listeners.borrow().clone();
        if !listeners.is_empty() {
            let object = self.change_to_js(change);
            for (_, listener) in listeners {
                if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &object) {
                    drop(Promise::reject(&thrown));
                }
            }
        }
        let iterators: Vec<_> = self.iterators.borrow().iter().filter_map(Weak::upgrade).collect();
        for pending in iterators {
            pending.push(self, change);
        }
    }

    // Views

    pub(super) fn change_to_js(&self, change: &Change) -> JsValue {
        let object = Object::new();
        set(&object, "type", &change.kind.as_str().into());
        match &change.url {
            Some(url) => set(&object, "url", &url.as_str().into()),
            None => {
                let url = self.board.borrow().job(change.key, 0).map(|job| job.job.url.clone());
                set(&object, "url", &url.unwrap_or_default().into());
                set(&object, "job", &self.job_to_js(change.key));
            }
        }
        object.into()
    }

    /// A job as JavaScript sees it; `undefined` when it is not there.
    pub(super) fn job_to_js(&self, key: JobKey) -> JsValue {
        let now = self.now();
        let board = self.board.borrow();
        let Some(job) = board.job(key, now) else { return JsValue::UNDEFINED };
        let object = Object::new();
        set(&object, "job", &to_js(job.job));
        if let Some(status) = job.status {
            set(&object, "status", &to_js(status));
        }
        set(&object, "isDone", &job.outcome.is_some().into());
        if let Some(Err(error)) = job.outcome {
            set(&object, "error", &Failure::from(error.clone()).into());
        }
        if let Some(error) = job.last_failure {
            set(&object, "lastFailure", &Failure::from(error.clone()).into());
        }
        set(&object, "ageMs", &number(job.age_ms).into());
        if let Some(ms) = job.next_poll_in_ms {
            set(&object, "nextPollInMs", &number(ms).into());
        }
        if let Some(ms) = job.remaining_ms {
            set(&object, "remainingMs", &number(ms).into());
        }
        set(&object, "isPolling", &job.is_polling.into());
        set(&object, "isFocused", &job.is_focused.into());
        set(&object, "readings", &number(job.readings.into()).into());
        object.into()
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
        for submission in submissions.into_values() {
            submission.controller.abort();
            submission.settler.settle(Err(Failure::from(closed()).into()));
        }
        let outcomes = self.outcomes.take();
        for awaited in outcomes {
            awaited.settler.settle(Err(Failure::from(closed()).into()));
        }
        let cancels = self.cancels.take();
        for (_, settler) in cancels {
            settler.settle(Err(Failure::from(closed()).into()));
        }
        for pending in self.iterators.take().iter().filter_map(Weak::upgrade) {
            pending.end();
        }
        self.listeners.take();
        drop(self.timer.take());
    }
}

/// What one round of the pump brought.
#[derive(Default)]
pub(super) struct News {
    /// Jobs that changed.
    pub(super) keys: Vec<JobKey>,
    pub(super) departures: Vec<Departure>,
    pub(super) cancels: Vec<(JobKey, Result<()>)>,
}

/// Something that has its turn.
pub(super) enum Departure {
    Poll { key: JobKey, flight: u32, client: usize, request: Request, controller: AbortController },
    Submission(SubmissionId),
    Cancel { key: JobKey, client: usize, request: Request },
}

pub(super) fn gone() -> Error {
    Error::invalid_argument("The job is not on the board, or was taken off it.")
}

fn closed() -> Error {
    Error::new(ErrorCode::Timeout, "The board was closed. Its jobs go on at the service.")
}
