//! Submissions under way, in all tabs. Each keeps one of the places that a service has for running
//! jobs, until its job is known, or it is lost.

use super::state::ReservationState;

/// When nobody will report any more: longer than a credential and an answer may take together.
pub(super) const LOST_AFTER_MS: u64 = 360_000;

/// A place that is kept.
#[derive(Debug)]
struct Reservation {
    /// The submission's, in all tabs.
    name: String,
    /// Odd while it is under way; grows whenever it begins or ends, so that of two accounts the
    /// later is known.
    version: u32,
    lost_at: u64,
}

impl Reservation {
    fn is_under_way(&self) -> bool {
        self.version % 2 == 1
    }
}

/// The places that are kept at one origin. What has ended is remembered for as long as somebody
/// may still tell of it as under way.
#[derive(Debug, Default)]
pub(super) struct Reservations(Vec<Reservation>);

impl Reservations {
    /// A submission leaves.
    pub(super) fn begin(&mut self, name: &str, now: u64) {
        self.0.retain(|one| one.lost_at > now);
        let lost_at = now.saturating_add(LOST_AFTER_MS);
        match self.0.iter_mut().find(|one| one.name == name) {
            Some(one) => {
                one.version = one.version.saturating_add(u32::from(!one.is_under_way()));
                one.lost_at = lost_at;
            }
            None => self.0.push(Reservation { name: name.to_owned(), version: 1, lost_at }),
        }
    }

    /// A submission was answered, or did not leave after all. Whether it was under way.
    pub(super) fn end(&mut self, name: &str) -> bool {
        let under_way = self.0.iter_mut().find(|one| one.name == name && one.is_under_way());
        under_way.map(|one| one.version = one.version.saturating_add(1)).is_some()
    }

    /// The version of a submission's; 0 when there is none.
    pub(super) fn version(&self, name: &str) -> u32 {
        self.0.iter().find(|one| one.name == name).map_or(0, |one| one.version)
    }

    /// A submission was not under way at some version. Whether that is news.
    pub(super) fn end_at(&mut self, name: &str, version: u32) -> bool {
        let earlier = self.0.iter_mut().find(|one| one.name == name && one.version < version);
        earlier.map(|one| one.version = version).is_some()
    }

    fn under_way(&self, now: u64) -> impl Iterator<Item = &Reservation> {
        self.0.iter().filter(move |one| one.is_under_way() && one.lost_at > now)
    }

    /// How many are under way.
    pub(super) fn count(&self, now: u64) -> u32 {
        u32::try_from(self.under_way(now).count()).unwrap_or(u32::MAX)
    }

    /// When, of so many places, one is free; `None` without any.
    pub(super) fn free_at(&self, places: u32, now: u64) -> Option<u64> {
        let mut losses: Vec<u64> = self.under_way(now).map(|one| one.lost_at).collect();
        losses.sort_unstable();
        let places = places as usize;
        if places == 0 {
            return None;
        }
        match losses.len().checked_sub(places) {
            Some(at) => losses.get(at).copied(),
            None => Some(now),
        }
    }

    pub(super) fn state(&self, now: u64) -> Vec<ReservationState> {
        let known = self.0.iter().filter(|one| one.lost_at > now);
        let state = |one: &Reservation| ReservationState {
            name: one.name.clone(),
            version: one.version,
            lost_in_ms: one.lost_at.saturating_sub(now),
        };
        known.map(state).collect()
    }

    /// Takes over what another tab knew, some time ago.
    pub(super) fn merge(&mut self, theirs: Vec<ReservationState>, since_ms: u64, now: u64) {
        self.0.retain(|one| one.lost_at > now);
        for ReservationState { name, version, lost_in_ms } in theirs {
            let left = lost_in_ms.saturating_sub(since_ms).min(LOST_AFTER_MS);
            let lost_at = now.saturating_add(left);
            match self.0.iter_mut().find(|one| one.name == name) {
                Some(ours) if ours.version >= version => {}
                Some(ours) => (ours.version, ours.lost_at) = (version, lost_at),
                None if left > 0 => self.0.push(Reservation { name, version, lost_at }),
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
