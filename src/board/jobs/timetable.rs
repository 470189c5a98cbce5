//! The order of jobs: by deadline, planned poll, or rank among those that are due.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::entries::Entries;
use super::entry::Entry;
use crate::board::JobKey;
use crate::board::lanes::LaneId;

type Heap = BinaryHeap<Reverse<(u64, JobKey)>>;

/// The polls of one lane.
#[derive(Default)]
struct Polls {
    planned: Heap,
    due: Heap,
}

/// Orders the jobs of a board by time.
///
/// An item is current as long as it agrees with its job. Stale items are dropped when they become
/// the first.
#[derive(Default)]
pub(crate) struct Timetable {
    deadlines: Heap,
    /// The polls of each lane that has had any.
    polls: Vec<Polls>,
}

impl Timetable {
    fn polls(&mut self, lane: LaneId) -> Option<&mut Polls> {
        self.polls.get_mut(lane.number())
    }

    /// Adds a job's deadline.
    pub(crate) fn add_deadline(&mut self, entry: &Entry) {
        if let Some(at) = entry.deadline() {
            self.deadlines.push(Reverse((at, entry.key())));
        }
    }

    /// Adds a job's next poll, planned or due.
    pub(crate) fn add_poll(&mut self, entry: &Entry) {
        let needed = entry.lane().number().saturating_add(1);
        if self.polls.len() < needed {
            self.polls.resize_with(needed, Polls::default);
        }
        let Some(polls) = self.polls(entry.lane()) else { return };
        if let Some(at) = entry.planned_at() {
            polls.planned.push(Reverse((at, entry.key())));
        } else if let Some(rank) = entry.rank() {
            polls.due.push(Reverse((rank, entry.key())));
        }
    }

    /// Removes all polls, because they will be planned again.
    pub(crate) fn clear_polls(&mut self) {
        self.polls.clear();
    }

    /// Returns the first deadline, and the key of its job.
    pub(crate) fn first_deadline(&mut self, entries: &Entries) -> Option<(u64, JobKey)> {
        first(&mut self.deadlines, entries, Entry::deadline)
    }

    /// Returns the first planned poll of a lane.
    pub(crate) fn first_planned(&mut self, of: LaneId, entries: &Entries) -> Option<(u64, JobKey)> {
        first(&mut self.polls(of)?.planned, entries, Entry::planned_at)
    }

    /// Returns the first due poll of a lane, by rank.
    pub(crate) fn first_due(&mut self, of: LaneId, entries: &Entries) -> Option<(u64, JobKey)> {
        first(&mut self.polls(of)?.due, entries, Entry::rank)
    }
}

/// Returns the first current item. `time` returns the time of a job's current item.
fn first(
    heap: &mut Heap,
    entries: &Entries,
    time: fn(&Entry) -> Option<u64>,
) -> Option<(u64, JobKey)> {
    while let Some(Reverse((at, key))) = heap.peek().copied() {
        if entries.get(key).and_then(time) == Some(at) {
            return Some((at, key));
        }
        heap.pop();
    }
    None
}
