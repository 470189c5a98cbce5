//! The layout of the store.
//!
//! | key | value |
//! | --- | --- |
//! | a job's URL | a [`BoardState`] with that job alone, or with its removal |
//! | `ended/` and a job's URL | an [`EndedJob`], for the history |
//! | `limits/ID` | a [`BoardState`] with the use of the limits that the tab `ID` counted |
//!
//! Each polling tab writes its own record of the limits' use, so that a late write cannot overwrite
//! that of another tab.

use crate::board::{BoardState, EndedJob, Stored};

/// Prefix of the keys of the records with the limits' use. No URL starts like this.
const LIMITS: &str = "limits/";

/// Writes to the store. Either all of them succeed, or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Records to write, even if the store has a record under the same key.
    pub put: Vec<(String, BoardState)>,
    /// Records to write only if the store has none under the same key.
    pub add: Vec<(String, BoardState)>,
    /// Ended jobs to write under [`EndedJob::key`], even if the store has a record there.
    pub ended: Vec<EndedJob>,
    /// Keys to delete. None of them is also written.
    pub delete: Vec<String>,
}

impl Batch {
    /// Creates the writes for the changes of the tab `id`. A polling tab replaces records, and
    /// writes its use of the limits. Any other tab only adds records, because it knows less about
    /// jobs that are already stored.
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
    /// The states. The one with the oldest job comes first.
    pub(super) states: Vec<BoardState>,
    /// The use of the limits that other tabs have counted.
    pub(super) accounts: Vec<BoardState>,
    /// Keys that a new leader deletes: the other tabs' use of the limits, once its own is written;
    /// removals that are too old to matter; and unreadable records.
    pub(super) spent: Vec<String>,
}

impl Contents {
    /// Sorts the records of the store, for the tab `id`.
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
