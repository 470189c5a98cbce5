//! The cancellations that are under way.

use super::JobKey;
use super::lanes::LaneId;
use super::lanes::cancellation::Cancellation;

/// The cancellations that were sent and not answered yet. Each job has at most one.
#[derive(Default)]
pub(super) struct Cancellations(Vec<(LaneId, Cancellation)>);

impl Cancellations {
    pub(super) fn launch(&mut self, lane: LaneId, cancellation: Cancellation) {
        self.0.push((lane, cancellation));
    }

    pub(super) fn is_in_flight(&self, key: JobKey) -> bool {
        self.0.iter().any(|(_, it)| it.key == key)
    }

    /// Removes and returns the cancellation of a job that is no longer under way.
    pub(super) fn land(&mut self, key: JobKey) -> Option<(LaneId, Cancellation)> {
        let at = self.0.iter().position(|(_, it)| it.key == key)?;
        Some(self.0.swap_remove(at))
    }
}
