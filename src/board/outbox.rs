//! The actions that a board asks its driver to take, in order.

pub(super) mod action;
pub(super) mod change;
pub(super) mod message;

use std::collections::VecDeque;

use super::{BoardAction, BoardMessage, Change, ChangeKind, JobKey, SubmissionId};

/// A new job that is not stored yet, and the actions that wait until it is.
struct Withheld {
    key: JobKey,
    /// The number of the change that brought the job.
    change: u64,
    actions: Vec<BoardAction>,
}

/// The actions that the driver has not taken.
///
/// - Actions leave in the order in which they came.
/// - While the driver stores changes, actions about a new job are withheld until the job is stored,
///   because a user who sees the job may close the page.
#[derive(Default)]
pub(super) struct Outbox {
    actions: VecDeque<BoardAction>,
    is_persistent: bool,
    /// True while another tab's state is merged. The other tabs already know its changes.
    is_merging: bool,
    /// The number of changes so far.
    changes: u64,
    /// The withheld jobs, in the order of their keys, which is the order in which they were added.
    withheld: Vec<Withheld>,
}

impl Outbox {
    pub(super) fn push(&mut self, action: BoardAction) {
        self.actions.push_back(action);
    }

    pub(super) fn pop(&mut self) -> Option<BoardAction> {
        self.actions.pop_front()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// Sends a message to the boards of the other tabs.
    pub(super) fn post(&mut self, message: BoardMessage) {
        self.push(BoardAction::Post(message));
    }

    /// Sends a message to the boards of the other tabs, if there is one.
    pub(super) fn extend(&mut self, message: Option<BoardMessage>) {
        self.actions.extend(message.map(BoardAction::Post));
    }

    pub(super) fn set_merging(&mut self, is_merging: bool) {
        self.is_merging = is_merging;
    }

    pub(super) fn is_merging(&self) -> bool {
        self.is_merging
    }

    pub(super) fn set_persistent(&mut self, is_persistent: bool) {
        self.is_persistent = is_persistent;
        if !is_persistent {
            self.stored(u64::MAX);
        }
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Releases the actions that waited until the first `changes` changes were stored.
    pub(super) fn stored(&mut self, changes: u64) {
        let is_stored = |one: &Withheld| one.change <= changes;
        let (released, withheld): (Vec<_>, _) =
            std::mem::take(&mut self.withheld).into_iter().partition(is_stored);
        self.withheld = withheld;
        self.actions.extend(released.into_iter().flat_map(|one| one.actions));
    }

    /// Returns the jobs that are withheld.
    pub(super) fn unstored(&self) -> Vec<JobKey> {
        self.withheld.iter().map(|one| one.key).collect()
    }

    /// Returns the withheld job that a submission started.
    pub(super) fn started_by(&self, id: SubmissionId) -> Option<JobKey> {
        let is_it =
            |it: &BoardAction| matches!(it, BoardAction::Submitted { id: one, .. } if *one == id);
        self.withheld.iter().find(|one| one.actions.iter().any(is_it)).map(|one| one.key)
    }

    /// Adds actions that store a change and report it to the listeners. `url` is the URL of a
    /// removed job.
    pub(super) fn announce(&mut self, key: JobKey, kind: ChangeKind, url: Option<String>) {
        let change = Change { key, kind, url, is_remote: self.is_merging };
        self.changes = self.changes.saturating_add(1);
        self.push(BoardAction::Store(change.clone()));
        if kind == ChangeKind::Added && !change.is_remote && self.is_persistent {
            self.withheld.push(Withheld { key, change: self.changes, actions: Vec::new() });
        }
        self.push_stored(key, BoardAction::Report(change));
    }

    /// Adds an action that stores a job without a report to the listeners.
    pub(super) fn store(&mut self, key: JobKey) {
        self.changes = self.changes.saturating_add(1);
        let kind = ChangeKind::Status;
        self.push(BoardAction::Store(Change { key, kind, url: None, is_remote: false }));
    }

    /// Adds an action about a job. It waits until the job is stored.
    pub(super) fn push_stored(&mut self, key: JobKey, action: BoardAction) {
        let at = self.withheld.binary_search_by_key(&key, |one| one.key);
        match at.ok().and_then(|at| self.withheld.get_mut(at)) {
            Some(withheld) => withheld.actions.push(action),
            None => self.push(action),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Takes the kinds of change that are reported to the listeners, for each key.
    fn deliver(outbox: &mut Outbox, told: &mut [Vec<ChangeKind>]) -> Vec<usize> {
        let mut keys = Vec::new();
        while let Some(action) = outbox.pop() {
            if let BoardAction::Report(change) = action {
                keys.push(change.key as usize);
                told[change.key as usize].push(change.kind);
            }
        }
        keys
    }

    proptest! {
        /// Jobs are added, changed and stored in any order. Every change is reported once, the
        /// changes of one job in order, and none before its job is stored.
        #[test]
        fn nothing_is_told_of_a_job_before_it_is_stored(
            steps in proptest::collection::vec((0_u8..4, 0_u64..40), 1..80),
        ) {
            let mut outbox = Outbox::default();
            outbox.set_persistent(true);
            // For each key: the change that added the job, the expected reports, and the actual
            // reports.
            let (mut brought, mut expected, mut told) = (Vec::new(), Vec::new(), Vec::new());
            let mut stored = 0;
            for (step, n) in steps {
                match step {
                    0 => {
                        outbox.announce(brought.len() as JobKey, ChangeKind::Added, None);
                        brought.push(outbox.changes());
                        expected.push(vec![ChangeKind::Added]);
                        told.push(Vec::new());
                    }
                    1 if !brought.is_empty() => {
                        let key = n as usize % brought.len();
                        outbox.announce(key as JobKey, ChangeKind::Status, None);
                        expected[key].push(ChangeKind::Status);
                    }
                    2 => {
                        stored = stored.max(n.min(outbox.changes()));
                        outbox.stored(stored);
                    }
                    _ => {
                        for key in deliver(&mut outbox, &mut told) {
                            prop_assert!(brought[key] <= stored);
                        }
                    }
                }
                let unstored = (0..brought.len()).filter(|key| brought[*key] > stored);
                prop_assert_eq!(outbox.unstored(), unstored.map(|key| key as JobKey).collect::<Vec<_>>());
            }
            outbox.set_persistent(false);
            deliver(&mut outbox, &mut told);
            prop_assert!(outbox.is_empty() && outbox.unstored().is_empty());
            prop_assert_eq!(told, expected);
        }
    }

    #[test]
    fn a_job_of_another_tab_is_told_of_at_once() {
        let mut outbox = Outbox::default();
        outbox.set_persistent(true);
        outbox.set_merging(true);
        outbox.announce(7, ChangeKind::Added, None);
        let change = Change { key: 7, kind: ChangeKind::Added, url: None, is_remote: true };
        assert_eq!(outbox.pop(), Some(BoardAction::Store(change.clone())));
        assert_eq!(outbox.pop(), Some(BoardAction::Report(change)));
        assert!(outbox.is_empty() && outbox.unstored().is_empty());
    }
}
