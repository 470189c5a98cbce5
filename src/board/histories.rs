//! The histories of all kinds of jobs.

use super::History;
use super::state::HistoryState;

/// Identifies a history. Histories are never removed, so an id is always valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HistoryId(usize);

/// The durations of jobs, for each service and operation. Each kind has one history.
#[derive(Default)]
pub(super) struct Histories {
    list: Vec<(String, History)>,
    /// A substitute for a history that does not exist. No [`HistoryId`] refers to it.
    spare: History,
}

impl Histories {
    /// The history of a kind of jobs, such as `avepoint export`.
    pub(super) fn of(&mut self, kind: String) -> HistoryId {
        let known = self.list.iter().position(|(one, _)| *one == kind);
        HistoryId(known.unwrap_or_else(|| {
            self.list.push((kind, History::default()));
            self.list.len().saturating_sub(1)
        }))
    }

    pub(super) fn get(&self, id: HistoryId) -> &History {
        self.list.get(id.0).map_or(&self.spare, |(_, history)| history)
    }

    pub(super) fn get_mut(&mut self, id: HistoryId) -> &mut History {
        self.list.get_mut(id.0).map_or(&mut self.spare, |(_, history)| history)
    }

    pub(super) fn state(&self) -> Vec<HistoryState> {
        let state = |(kind, history): &(String, History)| HistoryState {
            kind: kind.clone(),
            counts: history.counts(),
        };
        self.list.iter().map(state).collect()
    }

    /// Replaces a history by another tab's, if that one has seen more jobs end.
    pub(super) fn merge(&mut self, state: HistoryState) {
        let theirs = History::from_counts(&state.counts);
        let id = self.of(state.kind);
        let ours = self.get_mut(id);
        if ours.ends() < theirs.ends() {
            *ours = theirs;
        }
    }
}
