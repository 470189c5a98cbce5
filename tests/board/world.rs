//! Pages, services, the locks, the channel and the store, on one clock. The pages run the module's
//! own [`Tab`](export_jobs::tabs::Tab): the world only carries out its actions.

mod browser;
mod driver;
mod network;
mod people;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::rc::Rc;

use export_jobs::board::{BoardId, BoardState, EndedJob, Stored, StoredEnd};
use export_jobs::service::Service;
use export_jobs::tabs::{Batch, ChannelMessage, PageEvent};
use export_jobs::{Error, Job, Machine, Moment, Response};

use self::browser::Lock;
pub use self::browser::Store;
use crate::page::Page;
use crate::random::Random;
use crate::service::{Services, clients};

/// A scheduled event.
enum Event {
    /// An event for a page, delivered when it is not frozen.
    Arrival(usize, Arrival),
    Message(usize, ChannelMessage),
    /// The store carries out a request.
    Read {
        page: usize,
        number: u32,
    },
    ReadEnded {
        page: usize,
        number: u32,
    },
    Written {
        page: usize,
        number: u32,
        batch: Batch,
        takes: u64,
    },
    /// The browser answers a query of the locks.
    Look {
        page: usize,
        number: u32,
    },
    List(usize),
    /// A request arrives at the service, even if its sender is frozen.
    Landed {
        page: usize,
        url: String,
    },
    Wake(usize),
    Thaw(usize),
    /// The page handles the events that arrived while it was frozen.
    Inbox(usize),
    /// Lets something happen to the page that polls.
    Stumble,
    Act,
}

/// The events of a page.
enum Arrival {
    Loaded(u32, Vec<(String, Stored)>),
    EndedLoaded(u32, Vec<(String, StoredEnd)>),
    Saved(u32, bool),
    Lock(bool),
    Holder(u32, bool),
    Tabs(Vec<BoardId>),
    Credential(u32),
    Response {
        flight: u32,
        reply: Result<Response, Error>,
    },
    Submitted {
        id: u32,
        outcome: Result<Job, Error>,
    },
    Cancelled {
        key: u32,
        outcome: Result<(), Error>,
    },
    /// The page returns from the back/forward cache.
    Back,
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

/// A job that a user added to the board.
pub struct Followed {
    pub job: Job,
    pub deadline: u64,
    pub removed: bool,
    /// True if the page that removed it was gone before the removal was stored.
    pub is_removal_lost: bool,
    /// True if the page that removed it knew its end.
    pub ended_before: bool,
    /// True if it is in the store.
    pub stored: bool,
    /// True if it was stored before any page gave up waiting for the store.
    pub stored_in_time: bool,
}

pub struct World {
    pub now: u64,
    pub random: Random,
    pub services: Services,
    pub pages: Vec<Page>,
    pub jobs: BTreeMap<String, Followed>,
    /// The behaviour of the store.
    pub store: Store,
    /// The offset of the calendar from the clock. Users change it.
    date_shift: u64,
    events: BinaryHeap<Reverse<Planned>>,
    happened: u64,
    planned: u64,
    lock: Lock,
    stored: BTreeMap<String, BoardState>,
    /// The history in the store.
    pub stored_ended: BTreeMap<String, EndedJob>,
    pub acts: u32,
    /// True if services answer within the usual time, exports take an hour, and users wait for them.
    pub steady: bool,
    pub granted: u64,
    /// The number of submissions that were queued.
    pub submitted: u64,
    /// The page that started to poll last.
    led_by: Option<usize>,
    /// The number of times that polling moved to another page.
    pub takeovers: u64,
    /// The number of returns of a page from the back/forward cache.
    pub returns: u64,
    /// The number of boards that were closed.
    pub closed: u64,
    /// The number of slow answers and of failed writes of the store.
    pub slow_answers: u64,
    pub refused: u64,
    /// The number of writes in a hundred under way that are done although their page is gone.
    pub outliving_writes: u64,
    /// The time that a poll waits for its credential, and the number of long waits.
    pub credential_takes: u64,
    pub slow_credentials: u64,
    last_id: u64,
}

const START: u64 = 1_700_000_000_000;

impl World {
    pub fn new(seed: u64, pages: usize, faults: u64) -> Self {
        let mut world = Self::empty(seed, faults);
        for _ in 0..pages {
            let hidden = world.random.percent(30);
            world.open(hidden);
        }
        world
    }

    /// Creates a world without pages.
    pub fn empty(seed: u64, faults: u64) -> Self {
        Self {
            now: START,
            random: Random::new(seed),
            services: Services::new(faults),
            pages: Vec::new(),
            jobs: BTreeMap::new(),
            store: Store::default(),
            date_shift: 1_000_000_000,
            events: BinaryHeap::new(),
            happened: 0,
            planned: 0,
            lock: Lock::default(),
            stored: BTreeMap::new(),
            stored_ended: BTreeMap::new(),
            acts: 0,
            steady: false,
            granted: 0,
            submitted: 0,
            led_by: None,
            takeovers: 0,
            returns: 0,
            closed: 0,
            slow_answers: 0,
            refused: 0,
            outliving_writes: 70,
            credential_takes: 0,
            slow_credentials: 0,
            last_id: 0,
        }
    }

    /// Starts the random actions of users.
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

    fn arrive(&mut self, page: usize, in_ms: u64, arrival: Arrival) {
        self.plan(in_ms, Event::Arrival(page, arrival));
    }

    /// Opens a page with its own clock.
    pub fn open(&mut self, hidden: bool) -> usize {
        self.open_with(clients(), hidden)
    }

    /// Opens a page with other clients.
    pub fn open_with(&mut self, clients: Vec<Rc<dyn Service>>, hidden: bool) -> usize {
        let clock = self.random.below(100_000);
        let number = self.pages.len();
        let at = Moment { date: self.now + self.date_shift, ..Moment::at(self.now + clock) };
        self.pages.push(Page::new(number as u64, clients, hidden, clock, at));
        self.pump(number);
        number
    }

    /// Returns the time of a page's next event.
    pub fn moment(&self, page: usize) -> Moment {
        let now = self.now + self.pages[page].clock;
        Moment { date: self.now + self.date_shift, ..Moment::at(now) }
    }

    /// Lets time pass until the end.
    pub fn run(&mut self, until: u64) {
        while let Some(Reverse(Planned(at, ..))) = self.events.peek() {
            if *at - START > until {
                break;
            }
            let Some(Reverse(Planned(at, _, event))) = self.events.pop() else { break };
            self.now = self.now.max(at);
            self.happened += 1;
            assert!(self.happened < 1_000_000, "pages that never come to rest");
            self.happen(event);
        }
        self.now = self.now.max(START + until);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Arrival(page, arrival) => match self.frozen_for(page) {
                Some(0) => self.take(page, arrival),
                Some(ms) => self.arrive(page, ms, arrival),
                None => {}
            },
            Event::Message(to, message) => {
                let page = &mut self.pages[to];
                if !page.joined {
                } else if page.frozen_until > self.now || !page.inbox.is_empty() {
                    page.inbox.push(message);
                } else {
                    self.hear(to, message);
                }
            }
            Event::Read { page, number } => self.read(page, number),
            Event::ReadEnded { page, number } => self.read_ended(page, number),
            Event::Written { page, number, batch, takes } => self.write(page, number, batch, takes),
            Event::Look { page, number } => {
                let is_own = self.pages[page].joined && self.lock.holder == Some(page);
                self.arrive(page, 1, Arrival::Holder(number, is_own));
            }
            Event::List(page) => {
                let there = self.pages.iter().enumerate().filter(|(_, page)| page.joined);
                let ids = there.map(|(number, _)| number as u64).collect();
                self.arrive(page, 1, Arrival::Tabs(ids));
            }
            Event::Landed { page, url } => self.services.land(&url, page),
            Event::Stumble => self.stumble(),
            Event::Act => {
                self.act();
                if self.acts > 0 {
                    let pause = self.random.between(50, 30_000);
                    self.plan(pause, Event::Act);
                }
            }
            Event::Wake(page) => {
                if self.pages[page].is_awake(self.now) {
                    self.wake(page);
                }
            }
            Event::Inbox(page) => match self.frozen_for(page) {
                Some(0) => {
                    for message in std::mem::take(&mut self.pages[page].inbox) {
                        self.hear(page, message);
                    }
                    self.wake(page);
                }
                Some(ms) => self.plan(ms, Event::Inbox(page)),
                None => {}
            },
            Event::Thaw(page) => {
                // Timers and answers of the locks may come before messages.
                if self.pages[page].is_awake(self.now) {
                    if self.random.percent(50) {
                        self.wake(page);
                    }
                    let behind = if self.random.percent(50) { 1 } else { 40 };
                    let behind = self.random.below(behind);
                    self.plan(behind, Event::Inbox(page));
                }
            }
        }
    }

    /// Returns after how long a page handles its events, or `None` if it is gone.
    fn frozen_for(&self, page: usize) -> Option<u64> {
        let page = &self.pages[page];
        page.alive.then(|| page.frozen_until.saturating_sub(self.now))
    }

    fn take(&mut self, page: usize, arrival: Arrival) {
        let jitter = self.random.jitter();
        let at = Moment { jitter, ..self.moment(page) };
        let tab = &mut self.pages[page].tab;
        match arrival {
            Arrival::Loaded(number, records) => tab.handle_loaded(number, Some(records), at),
            Arrival::EndedLoaded(number, records) => {
                tab.handle_ended_loaded(number, Some(records), at);
            }
            Arrival::Saved(number, is_written) => tab.handle_saved(number, is_written, at),
            Arrival::Lock(is_granted) => tab.handle_lock(is_granted, at),
            Arrival::Holder(number, is_own) => tab.handle_lock_holder(number, is_own, at),
            Arrival::Tabs(ids) => {
                tab.handle_tabs(Some(&ids), at);
                if self.pages[page].leads() {
                    let before = self.led_by.replace(page);
                    self.takeovers += u64::from(before.is_some_and(|before| before != page));
                }
            }
            Arrival::Credential(flight) => self.prepared(page, flight),
            Arrival::Response { flight, reply } => {
                self.pages[page].flights.remove(&flight);
                self.pages[page].tab.handle_response(flight, reply, at);
            }
            Arrival::Submitted { id, outcome } => {
                self.services.is_told_of(outcome.as_ref().ok());
                self.pages[page].tab.handle_submitted(id, outcome, at);
            }
            Arrival::Cancelled { key, outcome } => tab.handle_cancelled(key, outcome, at),
            Arrival::Back => {
                self.pages[page].away = false;
                self.returns += 1;
                self.pages[page].tab.handle_page_event(PageEvent::Back, at);
            }
        }
        self.pump(page);
    }

    fn hear(&mut self, page: usize, message: ChannelMessage) {
        let at = self.moment(page);
        self.pages[page].tab.handle_message(message, at);
        self.pump(page);
    }

    fn wake(&mut self, number: usize) {
        let jitter = self.random.jitter();
        let at = Moment { jitter, ..self.moment(number) };
        let page = &mut self.pages[number];
        if page.tab.timeout().is_none_or(|due| due > at.now) {
            return;
        }
        if page.wakes.0 != at.now / 1_000 {
            page.wakes = (at.now / 1_000, 0);
        }
        page.wakes.1 += 1;
        assert!(page.wakes.1 < 2_000, "a page spins");
        page.tab.handle_timeout(at);
        self.pump(number);
    }
}
