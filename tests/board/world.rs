//! Tabs, services, the lock, the channel and the store, on one clock.

mod people;
mod platform;
mod traffic;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};

use export_jobs::board::{AddOptions, BoardAction, BoardMessage, BoardState, ChangeKind};
use export_jobs::tabs::Election;
use export_jobs::{Error, Job, Request, Response};

use crate::random::Random;
use crate::service::Services;
use crate::tab::{Mail, Tab};

/// Something that will happen.
enum Event {
    Mail(usize, Mail),
    /// What a tab writes down is in the store.
    Written {
        state: BoardState,
        limits: Option<usize>,
    },
    /// A tab hears that its changes are in the store.
    Kept {
        tab: usize,
        changes: u64,
    },
    /// What had its turn leaves, once that is so.
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
    /// The tab that has the lock knows what was written down before.
    Informed(usize),
    Wake(usize),
    Thaw(usize),
    /// It reads what came while it was frozen.
    Inbox(usize),
    /// Something happens to the tab that polls.
    Stumble,
    Act,
}

enum Departure {
    Poll { key: u32, flight: u32, client: usize, request: Request },
    Submission { id: u32, client: usize },
    Grant { id: u32 },
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
    /// Whether it is in the store.
    pub kept: bool,
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
    happened: u64,
    planned: u64,
    holder: Option<usize>,
    waiting: VecDeque<usize>,
    store: BTreeMap<String, BoardState>,
    pub acts: u32,
    /// Whether services answer within the usual time, exports take an hour, and people wait for them.
    pub steady: bool,
    /// Whether not all tabs have the same clients.
    pub differ: bool,
    pub granted: u64,
    /// How many submissions were queued.
    pub submitted: u64,
    /// Which tab began to poll last.
    led_by: Option<usize>,
    /// How often another tab than before began to poll.
    pub takeovers: u64,
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
            happened: 0,
            planned: 0,
            holder: None,
            waiting: VecDeque::new(),
            store: BTreeMap::new(),
            acts: 0,
            steady: false,
            differ: false,
            granted: 0,
            submitted: 0,
            led_by: None,
            takeovers: 0,
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
        let tab = self.tabs.len();
        self.tabs.push(Tab::new(tab as u64, clock, hidden, self.now + clock));
        let latency = self.random.between(1, 30);
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
            self.happened += 1;
            assert!(self.happened < 1_000_000, "tabs that never come to rest");
            self.happen(event);
        }
        self.now = self.now.max(START + until);
    }

    fn happen(&mut self, event: Event) {
        let now = self.now;
        match event {
            Event::Mail(to, mail) => {
                if !self.tabs[to].alive {
                } else if self.tabs[to].frozen_until > now || !self.tabs[to].inbox.is_empty() {
                    self.tabs[to].inbox.push(mail);
                } else {
                    self.read_mail(to, mail);
                }
            }
            Event::Stumble => self.stumble(),
            Event::Landed { tab, url } => self.services.land(&url, tab),
            Event::Written { state, limits } => self.write(state, limits),
            Event::Kept { tab, changes } => match self.delay_if_frozen(tab) {
                Some(0) => {
                    self.tabs[tab].board.stored(changes);
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::Kept { tab, changes }),
                None => {}
            },
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
                    self.services.is_told_of(outcome.as_ref().ok());
                    self.tabs[tab].board.submitted(id, outcome, &AddOptions::default(), at);
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::SubmissionAnswer { tab, id, outcome }),
                None => {}
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
                    self.load(tab);
                    let (at, hidden) = (now + self.tabs[tab].clock, self.tabs[tab].hidden);
                    self.tabs[tab].tabs = Some(Election::new(tab.to_string(), hidden, at));
                    self.tabs[tab].board.ask_anew(at);
                    self.pump(tab);
                }
                Some(ms) => self.plan(ms, Event::Loaded(tab)),
                None => {}
            },
            Event::Informed(tab) => match self.delay_if_frozen(tab) {
                Some(0) => self.lead(tab),
                Some(ms) => self.plan(ms, Event::Informed(tab)),
                None => {}
            },
            Event::Wake(tab) => {
                if self.tabs[tab].is_awake(now) {
                    self.wake(tab);
                }
            }
            Event::Inbox(tab) => match self.delay_if_frozen(tab) {
                Some(0) => {
                    for mail in std::mem::take(&mut self.tabs[tab].inbox) {
                        self.read_mail(tab, mail);
                    }
                    self.wake(tab);
                }
                Some(ms) => self.plan(ms, Event::Inbox(tab)),
                None => {}
            },
            Event::Thaw(tab) => {
                // Timers, and what the lock has to say, may come before messages.
                if self.tabs[tab].is_awake(now) {
                    if self.random.percent(50) {
                        self.wake(tab);
                    }
                    let behind = if self.random.percent(50) { 1 } else { 40 };
                    let behind = self.random.below(behind);
                    self.plan(behind, Event::Inbox(tab));
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
            || one.tabs.as_ref().and_then(Election::wake_at).is_some_and(|due| due <= at);
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
            Mail::Board(message) => self.tabs[to].board.heard(message, at),
        }
        self.pump(to);
    }

    fn take_up(&mut self, tab: usize, state: BoardState) {
        let (at, date) = (self.now + self.tabs[tab].clock, self.now + self.date_shift);
        let strangers = self.tabs[tab].board.merge(state, at, date);
        assert!(self.differ || strangers.is_empty(), "{strangers:?}");
    }

    /// Does what the tab's state machines ask for, as the module's driver does.
    pub fn pump(&mut self, tab: usize) {
        let (now, at) = (self.now, self.now + self.tabs[tab].clock);
        loop {
            let mut news = News::default();
            while let Some(action) = self.tabs[tab].board.next_action() {
                self.act_on(tab, action, &mut news);
            }
            let News { mut keys, own, removed, departures, publish, says } = news;
            let leads = self.tabs[tab].leads();
            if !leads {
                keys = own;
            }
            let mut quiet = departures.is_empty() && says.is_empty();
            let is_news = !keys.is_empty() || !removed.is_empty() || publish;
            let departs = leads && !departures.is_empty();
            if self.tabs[tab].tabs.is_some() && (is_news || departs) {
                keys.sort_unstable();
                keys.dedup();
                let date = now + self.date_shift;
                let state = self.tabs[tab].board.state_of(&keys, &removed, at, date);
                self.broadcast(tab, &Mail::Changes { state: state.clone(), leads });
                let writing = self.writing(tab);
                self.plan(writing, Event::Written { state, limits: leads.then_some(tab) });
                let changes = self.tabs[tab].board.changes();
                self.plan(writing, Event::Kept { tab, changes });
                if departs {
                    if self.acts > 0 && self.random.percent(1) {
                        let asleep = self.random.between(500, 60_000);
                        self.freeze(tab, asleep);
                    }
                    self.plan(writing, Event::Depart(tab, departures));
                } else {
                    self.depart_granted(tab, departures);
                }
            } else {
                self.depart_granted(tab, departures);
            }
            // Where it hurts most.
            let says_so = says.iter().any(|it| matches!(it, BoardMessage::Take { .. }));
            if self.acts > 0 && says_so && self.random.percent(4) {
                let asleep = self.random.between(500, 12_000);
                self.freeze(tab, asleep);
            }
            for message in says {
                self.broadcast(tab, &Mail::Board(message));
            }
            if self.tabs[tab].board.wants_lease()
                && let Some(tabs) = &mut self.tabs[tab].tabs
            {
                tabs.need_lease(at);
            }
            let is_needed = self.tabs[tab].board.is_needed();
            if let Some(tabs) = &mut self.tabs[tab].tabs {
                tabs.set_needed(is_needed);
            }
            while let Some(action) = self.tabs[tab].tabs.as_mut().and_then(Election::next_action) {
                quiet = false;
                self.do_for_tab(tab, action);
            }
            if quiet {
                break;
            }
        }
        let one = &mut self.tabs[tab];
        let due =
            one.board.wake_at().into_iter().chain(one.tabs.as_ref().and_then(Election::wake_at));
        let Some(due) = due.min() else { return };
        let mut wait = due.saturating_sub(at);
        if one.hidden {
            // Browsers let the timers of hidden tabs fire once a minute.
            wait = wait.max(60_000 - at % 60_000);
        }
        self.plan(wait, Event::Wake(tab));
    }

    /// A page that hears of a job may be left at once: the job is in the store by then.
    fn expect_kept(&self, tab: usize, key: u32) {
        // Unless it was taken off meanwhile.
        if let Some(job) = self.tabs[tab].board.job(key, 0) {
            assert!(self.jobs[&job.job.url].kept, "{} is told of, and not stored", job.job.url);
        }
    }

    /// How long it takes to write something down: a tab's writes keep their order.
    fn writing(&mut self, tab: usize) -> u64 {
        let written_at = self.now + self.random.between(1, 8);
        let last = &mut self.tabs[tab].written_at;
        *last = written_at.max(*last);
        *last - self.now
    }

    fn act_on(&mut self, tab: usize, action: BoardAction, news: &mut News) {
        let at = self.now + self.tabs[tab].clock;
        match action {
            BoardAction::Send { key, flight, client, request } => {
                news.keys.push(key);
                self.tabs[tab].flights.insert(flight, (key, request.url.clone()));
                news.departures.push(Departure::Poll { key, flight, client, request });
            }
            BoardAction::Submit { id, client } => {
                news.departures.push(Departure::Submission { id, client });
            }
            BoardAction::Grant { id } => news.departures.push(Departure::Grant { id }),
            BoardAction::Cancel { key, client, request } => {
                news.departures.push(Departure::Cancel { key, client, request });
            }
            BoardAction::Abandon { flight } => {
                if let Some((_, url)) = self.tabs[tab].flights.remove(&flight) {
                    self.services.land(&url, tab);
                }
            }
            BoardAction::Store(change) => {
                if !change.heard {
                    news.keys.push(change.key);
                    if change.kind == ChangeKind::Added {
                        news.own.push(change.key);
                    }
                    news.removed.extend(change.url);
                } else if let Some(url) = change.url {
                    // This tab may have written it down meanwhile.
                    let date = self.now + self.date_shift;
                    let state = self.tabs[tab].board.state_of(&[], &[url], at, date);
                    let writing = self.writing(tab);
                    self.plan(writing, Event::Written { state, limits: None });
                }
            }
            BoardAction::Tell(change) => {
                if change.kind == ChangeKind::Added && !change.heard {
                    self.expect_kept(tab, change.key);
                }
                if change.kind == ChangeKind::Ended {
                    *self.tabs[tab].ended.entry(change.key).or_default() += 1;
                    if let Some(job) = self.tabs[tab].board.job(change.key, at)
                        && job.outcome.is_some_and(Result::is_err)
                    {
                        self.services.nobody_knows_of(Some(job.job));
                    }
                }
                if matches!(change.kind, ChangeKind::Ended | ChangeKind::Removed) {
                    self.tabs[tab].cancels.remove(&change.key);
                }
            }
            BoardAction::Submitted { id, outcome } => {
                if let Ok(key) = outcome {
                    self.expect_kept(tab, key);
                }
                let waited = self.tabs[tab].submissions.remove(&id);
                assert!(waited.is_some(), "an outcome that nobody waits for");
            }
            BoardAction::CancelAnswered { key, .. } => {
                self.tabs[tab].cancels.remove(&key);
            }
            BoardAction::TakeLead => {
                if let Some(tabs) = &mut self.tabs[tab].tabs {
                    tabs.take_lead(at);
                }
            }
            BoardAction::Publish => news.publish = true,
            BoardAction::Say(message) => news.says.push(message),
        }
    }
}

/// What one round of the pump brought.
#[derive(Default)]
struct News {
    keys: Vec<u32>,
    /// Those of them that came to be in this tab.
    own: Vec<u32>,
    removed: Vec<String>,
    departures: Vec<Departure>,
    publish: bool,
    says: Vec<BoardMessage>,
}
