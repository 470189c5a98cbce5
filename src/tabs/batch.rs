//! The layout of the store.
//!
//! | key | value |
//! | --- | --- |
//! | a job's URL | a [`BoardState`] with that job alone, or with its removal |
//! | `ended/` and a job's URL | an [`EndedJob`], for the history |
//! | `limits/ID` | a [`BoardState`] with the use of the limits, as the tab `ID` counted it |
//!
//! Each tab that polls keeps its own account of the limits, so that a late write cannot spoil
//! another tab's.

use crate::board::{BoardState, EndedJob, Stored};

/// Prefix of the keys of accounts. No URL starts like this.
const LIMITS: &str = "limits/";

/// The writes to the store: all of them, or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Records to write in any case.
    pub put: Vec<(String, BoardState)>,
    /// Records to write where the store has none under the same key.
    pub add: Vec<(String, BoardState)>,
    /// Ended jobs to write in any case, each under [`EndedJob::key`].
    pub ended: Vec<EndedJob>,
    /// Keys to delete. They are none of those that are written.
    pub delete: Vec<String>,
}

impl Batch {
    /// Lays out the changes of the tab `id`. A tab that polls replaces records, and writes its use
    /// of the limits. Any other tab knows less of a job that is stored already, so it only adds.
    pub(super) fn new(state: &BoardState, id: &str, polls: bool, spent: Vec<String>) -> Self {
        let saved_at_ms = state.saved_at_ms;
        let mut batch = Self::default();
        let jobs = if polls { &mut batch.put } else { &mut batch.add };
        for job in &state.jobs {
            let alone = vec![job.clone()];
            let alone = BoardState { saved_at_ms, jobs: alone, ..BoardState::default() };
            jobs.push((job.job.url.clone(), alone));
        }
        if polls {
            let ended = |job| EndedJob::of(job, saved_at_ms);
            batch.ended = state.jobs.iter().filter_map(ended).collect();
        }
        batch.delete = spent;
        for gone in &state.removed {
            if gone.is_forgotten {
                batch.delete.push(EndedJob::key_of(&gone.url));
            }
            let removed = vec![gone.clone()];
            let alone = BoardState { saved_at_ms, removed, ..BoardState::default() };
            batch.put.push((gone.url.clone(), alone));
        }
        let own = [LIMITS, id].concat();
        batch.delete.retain(|key| *key != own);
        if polls {
            let limits = BoardState { jobs: Vec::new(), removed: Vec::new(), ..state.clone() };
            batch.put.push((own, limits));
        }
        batch
    }
}

/// The content of the store.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The states, the one with the oldest job first.
    pub(super) states: Vec<BoardState>,
    /// The accounts of other tabs.
    pub(super) accounts: Vec<BoardState>,
    /// Keys that a new leader deletes: accounts, once its own is written, removals that are too
    /// old to matter, and records that nobody can read.
    pub(super) spent: Vec<String>,
}

impl Contents {
    /// Sorts what the store holds, for the tab `id`.
    pub(super) fn new(records: Vec<(String, Stored)>, id: &str, date: u64) -> Self {
        let mut contents = Self::default();
        for (key, record) in records {
            match record {
                Stored::State(state) => {
                    let account_of = key.strip_prefix(LIMITS);
                    let is_of_other = account_of.is_some_and(|of| of != id);
                    if account_of.is_some() || state.is_forgotten(date) {
                        contents.spent.push(key);
                    }
                    if is_of_other {
                        contents.accounts.push(state);
                    } else {
                        contents.states.push(state);
                    }
                }
                Stored::Later => {}
                Stored::Junk => contents.spent.push(key),
            }
        }
        contents.states.sort_by_key(BoardState::born_at);
        contents
    }
}
