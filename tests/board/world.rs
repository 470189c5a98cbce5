//! Tabs, services, the lock, the channel and the store, on one clock.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use export_jobs::board::{AddOptions, BoardAction, BoardState, ChangeKind, Role, TabAction, Tabs};
use export_jobs::poller::PaceOptions;
use export_jobs::{Error, ErrorCode, Job, Response};

use crate::random::Random;
use crate::service::{End, Reply, Services, avepoint_job, azure_job};
use crate::tab::{Mail, Tab};

/// Something that will happen.
enum Event {
    Mail(usize, Mail),
    /// What had its turn leaves, once it is written down.
    Depart(usize, Vec<Departure>),
    Answer {
        tab: usize,
        flight: u32,
        reply: Option<Result<Response, Error>>,
    },
    /// At the service, whoever sent it may be frozen.
    Landed {
        tab: usize,
        url: String,
    },
    SubmissionAnswer {
        tab: usize,
        id: u32,
        outcome: Result<Job, Error>,
    },
    Lock(usize, bool),
    LockLook(usize),
    Loaded(usize),
    Wake(usize),
    Thaw(usize),
    Act,
}

enum Departure {
    Poll { key: u32, flight: u32, url: String },
    Submission { id: u32, client: usize },
}

struct Planned(u64, u64, Event);

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.1) == (other.0, other.1)
    }
}
impl Eq for Planned {}
impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Planned {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0, self.1).cmp(&(other.0, other.1))
    }
}

/// A job that somebody put on the board.
pub struct Followed {
    pub job: Job,
    pub deadline: u64,
    pub ends_at: u64,
    pub end: End,
    pub removed: bool,
}

pub struct World {
    pub now: u64,
    pub random: Random,
    pub services: Services,
    pub tabs: Vec<Tab>,
    pub jobs: BTreeMap<String, Followed>,
    /// The day, against the clock: people change it.
    date_shift: u64,
    events: BinaryHeap<Reverse<Planned>>,
    planned: u64,
    holder: Option<usize>,
    waiting: VecDeque<usize>,
    store: BTreeMap<String, BoardState>,
    pub acts: u32,
    last_id: u64,
}

const START: u64 = 1_700_000_000_000;

impl World {
    pub fn new(seed: u64, tabs: usize, faults: u64) -> Self {
        let mut world = Self {
            now: START,
            random: Random::new(seed),
            services: Services { faults, ..Services::default() },
            tabs: Vec::new(),
            jobs: BTreeMap::new(),
            date_shift: 1_000_000_000,
            events: BinaryHeap::new(),
            planned: 0,
            holder: None,
            waiting: VecDeque::new(),
            store: BTreeMap::new(),
            acts: 0,
            last_id: 0,
        };
        for _ in 0..tabs {
            world.open();
        }
        world.plan(0, Event::Act);
        world
    }

    pub fn elapsed(&self) -> u64 {
        self.now - START
    }

    fn plan(&mut self, in_ms: u64, event: Event) {
        self.planned += 1;
        self.events.push(Reverse(Planned(self.now + in_ms, self.planned, event)));
    }

    /// Opens a tab, whose clock is its own.
    fn open(&mut self) {
        let clock = self.random.below(100_000);
        let hidden = self.random.percent(30);
        self.tabs.push(Tab::new(clock, hidden, self.now + clock));
        let latency = self.random.between(1, 30);
        self.plan(latency, Event::Loaded(self.tabs.len() - 1));
    }

    /// Lets time pass until the end. `acts`: whether people go on doing things.
    pub fn run(&mut self, until: u64) {
        while let Some(Reverse(Planned(at, ..))) = self.events.peek() {
            if *at - START > until {
                break;
            }
            let Some(Reverse(Planned(at, _, event))) = self.events.pop() else { break };
            self.now = self.now.max(at);
            self.happen(event);
        }
    }

    fn happen(&mut self, event: Event) {
        let now = self.now;
        match event {
            Event::Mail(to, mail) => {
                if !self.tabs[to].alive {
                } else if self.tabs[to].frozen_until > now {
                    self.tabs[to].inbox.push(mail);
                } else {
                    self.read_mail(to, mail);
                }
            }
            Event::Landed { tab, url } => self.services.land(&url, tab),
            Event::Act => {
                self.act();
                if self.acts > 0 {
                    let pause = self.random.between(50, 30_000);
                    self.plan(pause, Event::Act);
                }
            }
            // A frozen tab finds its timers and answers when it thaws.
            Event::Depart(tab, departures) => match self.delay_if_frozen(tab) {
                Some(0) => self.depart(tab, departures),
                Some(ms) => self.plan(ms, Event::Depart(tab, departures)),
                None => {}
            },
            Event::Answer { tab, flight, reply } => match self.delay_if_frozen(tab) {
                Some(0) => self.answer(tab, flight, reply),
                Some(ms) => self.plan(ms, Event::Answer { tab, flight, reply }),
                None => {}
            },
            Event::SubmissionAnswer { tab, id, outcome } => match self.delay_if_frozen(tab) {
                Some(0) => {
                    let at = now + self.tabs[tab].clock;
                    self.tabs[tab].board.submitted(id, outcome, &AddOptions::default(), at);
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::SubmissionAnswer { tab, id, outcome }),
                None => {}
            },
            Event::Lock(tab, granted) => match self.delay_if_frozen(tab) {
                Some(0) => {
                    let at = now + self.tabs[tab].clock;
                    // Its request was dropped when another one stole meanwhile.
                    if granted && self.holder != Some(tab) {
                        return;
                    }
                    let Some(tabs) = &mut self.tabs[tab].tabs else { return };
                    if granted {
                        tabs.lock_granted(at)
                    } else {
                        tabs.lock_lost(at)
                    }
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::Lock(tab, granted)),
                None => {}
            },
            Event::LockLook(tab) => match self.delay_if_frozen(tab) {
                Some(0) => self.look_at_lock(tab),
                Some(ms) => self.plan(ms, Event::LockLook(tab)),
                None => {}
            },
            Event::Loaded(tab) => match self.delay_if_frozen(tab) {
                Some(0) => {
                    for state in self.store.values().cloned().collect::<Vec<_>>() {
                        self.take_up(tab, state);
                    }
                    let (at, hidden) = (now + self.tabs[tab].clock, self.tabs[tab].hidden);
                    self.tabs[tab].tabs = Some(Tabs::new(tab.to_string(), hidden, at));
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::Loaded(tab)),
                None => {}
            },
            Event::Wake(tab) => {
                if self.tabs[tab].is_awake(now) {
                    self.wake(tab);
                }
            }
            Event::Thaw(tab) => {
                // Timers may come before messages.
                if self.tabs[tab].is_awake(now) {
                    if self.random.percent(50) {
                        self.wake(tab);
                    }
                    for mail in std::mem::take(&mut self.tabs[tab].inbox) {
                        self.read_mail(tab, mail);
                    }
                    self.wake(tab);
                }
            }
        }
    }

    /// In how long the tab can do it; never when it is gone.
    fn delay_if_frozen(&mut self, tab: usize) -> Option<u64> {
        let tab = &self.tabs[tab];
        tab.alive.then(|| tab.frozen_until.saturating_sub(self.now))
    }

    fn wake(&mut self, tab: usize) {
        let at = self.now + self.tabs[tab].clock;
        let one = &mut self.tabs[tab];
        let due = one.board.wake_at().is_some_and(|due| due <= at)
            || one.tabs.as_ref().and_then(Tabs::wake_at).is_some_and(|due| due <= at);
        if !due {
            return;
        }
        if let Some(tabs) = &mut one.tabs {
            tabs.wake(at);
        }
        one.board.wake(at);
        if one.idle_wakes.0 != at / 1_000 {
            one.idle_wakes = (at / 1_000, 0);
        }
        one.idle_wakes.1 += 1;
        assert!(one.idle_wakes.1 < 2_000, "a tab spins");
        self.pump(tab);
    }

    fn read_mail(&mut self, to: usize, mail: Mail) {
        let at = self.now + self.tabs[to].clock;
        match mail {
            Mail::Said { from, message } => {
                if let Some(tabs) = &mut self.tabs[to].tabs {
                    tabs.heard(&from.to_string(), &message, at);
                }
            }
            Mail::Changes { state, leads } => {
                if let Some(tabs) = self.tabs[to].tabs.as_mut().filter(|_| leads) {
                    tabs.heard_from_leader(at);
                }
                self.take_up(to, state);
            }
        }
        self.pump(to);
    }

    fn take_up(&mut self, tab: usize, state: BoardState) {
        let (at, date) = (self.now + self.tabs[tab].clock, self.now + self.date_shift);
        let strangers = self.tabs[tab].board.take_up(state, at, date);
        assert!(strangers.is_empty(), "{strangers:?}");
    }

    /// Does what the tab's state machines ask for, as the module's driver does.
    fn pump(&mut self, tab: usize) {
        let (now, at) = (self.now, self.now + self.tabs[tab].clock);
        loop {
            let (mut keys, mut departures) = (Vec::new(), Vec::new());
            while let Some(action) = self.tabs[tab].board.next_action() {
                match action {
                    BoardAction::Send { key, flight, request, .. } => {
                        keys.push(key);
                        self.tabs[tab].flights.insert(flight, (key, request.url.clone()));
                        departures.push(Departure::Poll { key, flight, url: request.url });
                    }
                    BoardAction::Submit { id, client } => {
                        departures.push(Departure::Submission { id, client });
                    }
                    BoardAction::Abandon { flight } => {
                        if let Some((_, url)) = self.tabs[tab].flights.remove(&flight) {
                            self.services.land(&url, tab);
                        }
                    }
                    BoardAction::Tell(change) => {
                        if !change.heard {
                            keys.push(change.key);
                        }
                        if change.kind == ChangeKind::Ended {
                            *self.tabs[tab].ended.entry(change.key).or_default() += 1;
                        }
                    }
                    BoardAction::Submitted { outcome, .. } => {
                        self.tabs[tab].submissions -= 1;
                        if let Ok(key) = outcome {
                            keys.push(key);
                        }
                    }
                    BoardAction::Cancel { .. } | BoardAction::CancelAnswered { .. } => {}
                }
            }
            let leads = self.tabs[tab].tabs.as_ref().is_some_and(|it| it.role() == Role::Leading);
            let mut quiet = departures.is_empty();
            if leads && (!keys.is_empty() || !departures.is_empty()) {
                keys.sort_unstable();
                keys.dedup();
                let state = self.tabs[tab].board.state_of(&keys, at, now + self.date_shift);
                self.save(&state);
                self.broadcast(tab, &Mail::Changes { state, leads: true });
                let writing = self.random.between(1, 8);
                self.plan(writing, Event::Depart(tab, departures));
            } else {
                assert!(departures.is_empty(), "a tab that does not lead sends");
            }
            if self.tabs[tab].board.wants_lease()
                && let Some(tabs) = &mut self.tabs[tab].tabs
            {
                tabs.need_lease();
            }
            while let Some(action) = self.tabs[tab].tabs.as_mut().and_then(Tabs::next_action) {
                quiet = false;
                self.do_for_tab(tab, action);
            }
            if quiet {
                break;
            }
        }
        let one = &mut self.tabs[tab];
        let due = one.board.wake_at().into_iter().chain(one.tabs.as_ref().and_then(Tabs::wake_at));
        let Some(due) = due.min() else { return };
        let mut wait = due.saturating_sub(at);
        if one.hidden {
            // Browsers let the timers of hidden tabs fire once a minute.
            wait = wait.max(60_000 - at % 60_000);
        }
        self.plan(wait, Event::Wake(tab));
    }

    fn do_for_tab(&mut self, tab: usize, action: TabAction) {
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

    fn save(&mut self, state: &BoardState) {
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

    fn broadcast(&mut self, from: usize, mail: &Mail) {
        // Messages of one sender come in their order.
        for to in 0..self.tabs.len() {
            if to != from && self.tabs[to].alive && self.tabs[to].tabs.is_some() {
                self.plan(1, Event::Mail(to, mail.clone()));
            }
        }
    }

    fn request_lock(&mut self, tab: usize, steal: bool) {
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

    fn pass_lock_on(&mut self) {
        if self.holder.is_none()
            && let Some(next) = self.waiting.pop_front()
        {
            self.holder = Some(next);
            self.plan(1, Event::Lock(next, true));
        }
    }

    fn look_at_lock(&mut self, tab: usize) {
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

    fn depart(&mut self, tab: usize, departures: Vec<Departure>) {
        let at = self.now + self.tabs[tab].clock;
        let lease = self.tabs[tab].tabs.as_ref().and_then(Tabs::lease);
        let late = lease.is_none_or(|lease| lease <= at);
        for departure in departures {
            match departure {
                Departure::Poll { key, flight, .. } if late => {
                    if self.tabs[tab].flights.remove(&flight).is_some() {
                        self.tabs[tab].board.unsent(key, flight, at);
                    }
                }
                Departure::Poll { key, flight, url } => {
                    if self.tabs[tab].flights.contains_key(&flight) {
                        self.tabs[tab].board.departed(key, flight, at);
                        self.ask(tab, flight, url);
                    }
                }
                Departure::Submission { id, client } => self.submit(tab, id, client),
            }
        }
        self.pump(tab);
    }

    fn ask(&mut self, tab: usize, flight: u32, url: String) {
        let reply = self.services.ask(&url, tab, self.now, &mut self.random);
        let latency = self.random.between(5, 400);
        let (latency, reply) = match reply {
            Reply::Answer(response) => (latency, Some(Ok(response))),
            Reply::Failure(error) => (latency, Some(Err(error))),
            Reply::Silence => (30_000, None),
        };
        self.plan(latency, Event::Landed { tab, url });
        self.plan(latency, Event::Answer { tab, flight, reply });
    }

    fn answer(&mut self, tab: usize, flight: u32, reply: Option<Result<Response, Error>>) {
        let at = self.now + self.tabs[tab].clock;
        let Some((key, _)) = self.tabs[tab].flights.remove(&flight) else { return };
        let jitter = self.random.jitter();
        let board = &mut self.tabs[tab].board;
        match reply {
            Some(Ok(response)) => board.answered(key, flight, &response, at, jitter),
            Some(Err(error)) => board.failed(key, flight, error, at, jitter),
            None => {
                let error = Error::new(ErrorCode::Timeout, "No answer within 30 s.");
                board.failed(key, flight, error, at, jitter);
            }
        }
        self.pump(tab);
    }

    fn submit(&mut self, tab: usize, id: u32, client: usize) {
        let is_azure = client == 0;
        if is_azure {
            self.services.submit(self.now);
        } else {
            let running = self.tabs[tab].board.budgets(0).into_iter();
            let running = running.filter(|it| it.limits.running.is_some()).map(|it| it.running);
            assert!(running.max().unwrap() <= 5, "more exports than AvePoint runs");
        }
        let latency = self.random.between(5, 400);
        let outcome = match self.random.below(100) {
            0..5 => Err(Error::new(ErrorCode::Network, "No answer: it may have arrived.")),
            5..10 => Err(Error::new(ErrorCode::Throttled, "Too many.")),
            _ => {
                self.last_id += 1;
                Ok(if is_azure { azure_job(self.last_id) } else { avepoint_job(self.last_id) })
            }
        };
        if let Ok(job) = &outcome {
            let timeout = if is_azure { 3_600_000 } else { 6 * 3_600_000 };
            self.follow(job.clone(), timeout);
        }
        self.plan(latency, Event::SubmissionAnswer { tab, id, outcome });
    }

    fn follow(&mut self, job: Job, timeout: u64) {
        let length = match self.random.below(4) {
            0 => self.random.between(0, 3_000),
            1 => self.random.between(1_000, 60_000),
            _ => self.random.between(10_000, 900_000),
        };
        let end =
            [End::Succeeded, End::Succeeded, End::Partial, End::Failed, End::Cancelled, End::Gone];
        let end = end[self.random.below(6) as usize];
        let ends_at = self.now + length;
        self.services.start(&job, ends_at, end);
        let deadline = self.now + timeout;
        let followed = Followed { job: job.clone(), deadline, ends_at, end, removed: false };
        self.jobs.insert(job.url, followed);
    }

    /// Somebody does something.
    fn act(&mut self) {
        let Some(tab) = self.some_tab() else { return self.open() };
        let (now, at) = (self.now, self.now + self.tabs[tab].clock);
        match self.random.below(100) {
            0..45 => {
                self.last_id += 1;
                let job = if self.random.percent(80) {
                    azure_job(self.last_id)
                } else {
                    avepoint_job(self.last_id)
                };
                let timeout = self.random.between(30_000, 1_200_000);
                self.follow(job.clone(), timeout);
                let pace = PaceOptions { timeout_ms: Some(timeout as f64), ..Default::default() };
                let key = self.tabs[tab].board.add(job, &AddOptions { pace }, at).unwrap();
                self.share(tab, &[key], Vec::new());
            }
            45..50 => {
                let keys = self.tabs[tab].board.keys();
                if let Some(key) = keys.get(self.random.below(keys.len().max(1) as u64) as usize) {
                    let url = self.tabs[tab].board.job(*key, at).unwrap().job.url.clone();
                    self.tabs[tab].board.remove(*key, at);
                    self.jobs.get_mut(&url).unwrap().removed = true;
                    self.share(tab, &[], vec![url]);
                }
            }
            50..58 => {
                let client = self.random.below(2) as usize;
                let leads =
                    self.tabs[tab].tabs.as_ref().is_some_and(|it| it.role() == Role::Leading);
                if leads {
                    let url = if client == 0 { azure_job(1).url } else { avepoint_job(1).url };
                    self.tabs[tab].submissions += 1;
                    self.tabs[tab].board.submit(client, &url, at + 600_000, at);
                }
            }
            58..64 => {
                let keys = self.tabs[tab].board.keys();
                let key = keys.get(self.random.below(keys.len().max(1) as u64) as usize).copied();
                self.tabs[tab].board.focus(key, at);
            }
            64..74 => {
                let hidden = !self.tabs[tab].hidden;
                self.tabs[tab].hidden = hidden;
                if let Some(tabs) = &mut self.tabs[tab].tabs {
                    tabs.set_hidden(hidden, at);
                }
                self.tabs[tab].board.set_hidden(hidden, at);
            }
            74..80 => {
                let asleep = self.random.between(500, 120_000);
                self.tabs[tab].frozen_until = now + asleep;
                self.plan(asleep, Event::Thaw(tab));
                return;
            }
            80..84 => return self.crash(tab),
            84..88 => self.open(),
            88..91 => {
                // The device sleeps: nothing happens, anywhere, and the clocks go on.
                self.now += self.random.between(1_000, 300_000);
            }
            // Set back. One that is set forward between two pages is believed: nothing else is known.
            91..94 => self.date_shift -= self.random.below(1 + self.date_shift / 4),
            94..97 => self.tabs[tab].board.nudge(at),
            _ => {
                self.tabs[tab].board.pause();
                self.tabs[tab].board.resume(at);
            }
        }
        self.pump(tab);
    }

    fn some_tab(&mut self) -> Option<usize> {
        let awake: Vec<_> = (0..self.tabs.len())
            .filter(|tab| self.tabs[*tab].is_awake(self.now) && self.tabs[*tab].tabs.is_some())
            .collect();
        let choice = self.random.below(awake.len().max(1) as u64) as usize;
        awake.get(choice).copied()
    }

    fn share(&mut self, tab: usize, keys: &[u32], removed: Vec<String>) {
        let at = self.now + self.tabs[tab].clock;
        let state = self.tabs[tab].board.state_of(keys, at, self.now + self.date_shift);
        let state = BoardState { removed, ..state };
        self.save(&state);
        self.broadcast(tab, &Mail::Changes { state, leads: false });
    }

    fn crash(&mut self, tab: usize) {
        self.tabs[tab].alive = false;
        self.services.crashed(tab);
        self.waiting.retain(|one| *one != tab);
        if self.holder == Some(tab) {
            self.holder = None;
            self.pass_lock_on();
        }
        if !self.tabs.iter().any(|tab| tab.alive) {
            self.open();
        }
    }

    /// Everybody is back, and stays: no more faults, nothing frozen, every tab seen.
    pub fn calm_down(&mut self) {
        self.acts = 0;
        self.services.faults = 0;
        if !self.tabs.iter().any(|tab| tab.alive) {
            self.open();
        }
        for tab in 0..self.tabs.len() {
            if !self.tabs[tab].alive {
                continue;
            }
            let at = self.now + self.tabs[tab].clock;
            self.tabs[tab].hidden = false;
            if let Some(tabs) = &mut self.tabs[tab].tabs {
                tabs.set_hidden(false, at);
            }
            self.tabs[tab].board.set_hidden(false, at);
            self.pump(tab);
        }
    }
}
