//! What is told only once it is in the store: whoever hears of a job may close the page.

use crate::{Error, ErrorCode};

use super::{Board, BoardAction, Change, ChangeKind, JobKey, SubmissionId};

/// A job whose coming is not stored yet, and what is to be told of it then.
struct Withheld {
    key: JobKey,
    /// Which of the board's changes brought it.
    change: u64,
    actions: Vec<BoardAction>,
}

/// Events and answers that are held back until the store has the changes behind them.
#[derive(Default)]
pub(super) struct Persistence {
    is_on: bool,
    changes: u64,
    /// In the order of their keys, which is that in which they came.
    withheld: Vec<Withheld>,
}

impl Board {
    /// Tells the board whether its driver stores changes. If so, the board announces a new job and
    /// answers its submission after [`Board::stored`]. If not, or once the store fails, it does both
    /// at once.
    pub fn set_persistent(&mut self, keeps: bool) {
        self.persistence.is_on = keeps;
        if !keeps {
            self.stored(u64::MAX);
        }
    }

    /// Returns the number of changes so far. The driver passes it to [`Board::stored`] when all of
    /// them are stored.
    pub fn changes(&self) -> u64 {
        self.persistence.changes
    }

    /// Reports that the store has the first `changes` changes.
    pub fn stored(&mut self, changes: u64) {
        let (told, withheld) = std::mem::take(&mut self.persistence.withheld)
            .into_iter()
            .partition(|one: &Withheld| one.change <= changes);
        self.persistence.withheld = withheld;
        let told: Vec<Withheld> = told;
        self.actions.extend(told.into_iter().flat_map(|one| one.actions));
    }

    /// The jobs that came to be here and are not in the store yet.
    pub fn unstored(&self) -> Vec<JobKey> {
        self.persistence.withheld.iter().map(|one| one.key).collect()
    }

    /// Has a change stored, and tells of it.
    pub(super) fn announce(&mut self, change: Change) {
        let comes = change.kind == ChangeKind::Added && !change.heard;
        self.persistence.changes = self.persistence.changes.saturating_add(1);
        self.actions.push_back(BoardAction::Store(change.clone()));
        if comes && self.persistence.is_on {
            let (key, number) = (change.key, self.persistence.changes);
            self.persistence.withheld.push(Withheld { key, change: number, actions: Vec::new() });
        }
        self.after_storing(change.key, BoardAction::Tell(change));
    }

    /// Does something about a job, after its coming is stored.
    pub(super) fn after_storing(&mut self, key: JobKey, action: BoardAction) {
        let withheld = &mut self.persistence.withheld;
        let place = withheld.binary_search_by_key(&key, |one| one.key);
        match place.ok().and_then(|at| withheld.get_mut(at)) {
            Some(one) => one.actions.push(action),
            None => self.actions.push_back(action),
        }
    }

    /// What a submission's caller is told when the board is closed.
    pub fn closed_submission(&self, id: SubmissionId) -> Error {
        let is_it = |action: &BoardAction| matches!(action, BoardAction::Submitted { id: one, .. } if *one == id);
        let started = self.persistence.withheld.iter().find(|one| one.actions.iter().any(is_it));
        if let Some(started) = started {
            return self.closed_job(started.key);
        }
        let what = if self.flying.iter().any(|flying| flying.id == id) {
            "The submission was under way, and may have started a job: look for it at the service \
             before you submit anew."
        } else {
            "The submission was not sent."
        };
        closed(what)
    }

    /// What is told of a job when the board is closed.
    pub fn closed_job(&self, key: JobKey) -> Error {
        let error = closed("The job goes on at the service, and can be followed again.");
        match self.entries.get(&key) {
            Some(entry) => error.with_job(&entry.progress.job),
            None => error,
        }
    }
}

/// The error of everything that is asked of a board which was closed.
pub fn closed(what: &str) -> Error {
    Error::new(ErrorCode::Closed, ["The board was closed. ", what].concat())
}
