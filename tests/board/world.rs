//! Tabs, services, the lock, the channel and the store, on one clock.

mod people;
mod platform;
mod traffic;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use export_jobs::board::{AddOptions, BoardAction, BoardState, ChangeKind, Role, Tabs};
use export_jobs::{Error, Job, Request, Response};

use crate::random::Random;
use crate::service::Services;
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
    CancelAnswer {
        tab: usize,
        key: u32,
        outcome: Result<(), Error>,
    },
    Lock(usize, bool),
    LockLook(usize),
    Loaded(usize),
    Wake(usize),
    Thaw(usize),
    Act,
}

enum Departure {
    Poll { key: u32, flight: u32, client: usize, request: Request },
    Submission { id: u32, client: usize },
    Cancel { key: u32, client: usize, request: Request },
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
            services: Services::new(faults),
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
            let hidden = world.random.percent(30);
            world.open(hidden);
        }
        world
    }

    /// From now on people do things.
    pub fn wake_people(&mut self) {
        self.acts = 1;
        self.plan(0, Event::Act);
    }

    pub fn elapsed(&self) -> u64 {
        self.now - START
    }

    fn plan(&mut self, in_ms: u64, event: Event) {
        self.planned += 1;
        self.events.push(Reverse(Planned(self.now + in_ms, self.planned, event)));
    }

    /// Opens a tab, whose clock is its own.
    pub fn open(&mut self, hidden: bool) -> usize {
        let clock = self.random.below(100_000);
        self.tabs.push(Tab::new(clock, hidden, self.now + clock));
        let latency = self.random.between(1, 30);
        let tab = self.tabs.len() - 1;
        self.plan(latency, Event::Loaded(tab));
        tab
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
                None => self.services.nobody_knows_of(outcome.as_ref().ok()),
            },
            Event::CancelAnswer { tab, key, outcome } => match self.delay_if_frozen(tab) {
                Some(0) => {
                    let at = now + self.tabs[tab].clock;
                    self.tabs[tab].board.cancel_answered(key, outcome, at);
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::CancelAnswer { tab, key, outcome }),
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
                    BoardAction::Send { key, flight, client, request } => {
                        keys.push(key);
                        self.tabs[tab].flights.insert(flight, (key, request.url.clone()));
                        departures.push(Departure::Poll { key, flight, client, request });
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
                            if let Some(job) = self.tabs[tab].board.job(change.key, at)
                                && job.outcome.is_some_and(Result::is_err)
                            {
                                self.services.nobody_knows_of(Some(job.job));
                            }
                        }
                    }
                    BoardAction::Submitted { outcome, .. } => {
                        self.tabs[tab].submissions -= 1;
                        if let Ok(key) = outcome {
                            keys.push(key);
                        }
                    }
                    BoardAction::Cancel { key, client, request } => {
                        departures.push(Departure::Cancel { key, client, request });
                    }
                    BoardAction::CancelAnswered { .. } => {}
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
}
