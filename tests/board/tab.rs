//! A tab: a board, its place among the others, and what is under way.

use std::collections::{BTreeMap, BTreeSet};

use export_jobs::board::{Board, BoardMessage, BoardState};
use export_jobs::tabs::{Election, Message, Role};

use crate::service::clients;

/// What a tab is told.
#[derive(Clone, Debug)]
pub enum Mail {
    Said { from: usize, message: Message },
    Changes { state: BoardState, leads: bool },
    Board(BoardMessage),
}

pub struct Tab {
    pub board: Board,
    pub tabs: Option<Election>,
    /// Its clock against the world's.
    pub clock: u64,
    pub alive: bool,
    pub hidden: bool,
    pub frozen_until: u64,
    /// The URL of each request under way.
    pub flights: BTreeMap<u32, (u32, String)>,
    /// Submissions that nobody has answered, and how often each was started at the service.
    pub submissions: BTreeMap<u32, u32>,
    /// Jobs that somebody here wants cancelled, and has no answer.
    pub cancels: BTreeSet<u32>,
    /// How often each job was said to have ended.
    pub ended: BTreeMap<u32, u32>,
    /// What came while it was frozen.
    pub inbox: Vec<Mail>,
    /// When all that it has to write will be written.
    pub written_at: u64,
    /// Every look at the clock without an action since the last second.
    pub idle_wakes: (u64, u32),
}

impl Tab {
    pub fn new(number: u64, clock: u64, hidden: bool, now: u64) -> Self {
        let mut board = Board::new(clients());
        board.set_id(number);
        board.set_persistent(true);
        board.set_polling(false, now);
        board.set_hidden(hidden, now);
        Self {
            board,
            tabs: None,
            clock,
            alive: true,
            hidden,
            frozen_until: 0,
            flights: BTreeMap::new(),
            submissions: BTreeMap::new(),
            cancels: BTreeSet::new(),
            ended: BTreeMap::new(),
            inbox: Vec::new(),
            written_at: 0,
            idle_wakes: (0, 0),
        }
    }

    /// Returns whether it believes that it has the lock.
    pub fn leads(&self) -> bool {
        self.tabs.as_ref().is_some_and(|it| it.role() == Role::Leading)
    }

    pub fn is_awake(&self, now: u64) -> bool {
        self.alive && self.frozen_until <= now
    }
}
