//! All lanes of a board.

pub(super) mod budget;
pub(super) mod cancellation;
pub(super) mod lane;
pub(super) mod queue;
pub(super) mod submission;

use crate::Error;
use crate::service::{Limits, Pace};

use lane::Lane;
use submission::Submission;

/// Identifies a lane. Lanes are never removed, so an id is always valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LaneId(usize);

impl LaneId {
    /// Returns the lane's number. Lanes are numbered from 0.
    pub(super) fn number(self) -> usize {
        self.0
    }
}

/// The lanes, one for each API at each origin.
///
/// - No two lanes have the same origin and API.
/// - All lanes of one origin wait until the same time after a `Retry-After`.
#[derive(Default)]
pub(super) struct Lanes {
    list: Vec<Lane>,
    /// A substitute for a lane that does not exist. No [`LaneId`] refers to it.
    spare: Lane,
    /// Limits that replace a service's own, at one origin or at all origins. The last match is
    /// used.
    overrides: Vec<(Option<String>, Limits)>,
}

impl Lanes {
    /// Returns the lane of an API at the origin of a URL, if there is one. Does not parse the URL.
    pub(super) fn of(&self, url: &str, api: &str) -> Option<LaneId> {
        let is_at =
            |origin: &str| url.strip_prefix(origin).is_some_and(|path| path.starts_with('/'));
        self.list.iter().position(|it| it.api == api && is_at(&it.origin)).map(LaneId)
    }

    /// Returns the lane of an API at an origin. `limits` are the service's own.
    pub(super) fn at(
        &mut self,
        origin: &str,
        api: &str,
        limits: impl FnOnce() -> Option<Limits>,
    ) -> LaneId {
        if let Some(at) = self.list.iter().position(|it| it.origin == origin && it.api == api) {
            return LaneId(at);
        }
        let fits = |of: &Option<String>| of.as_deref().is_none_or(|of| of == origin);
        let given = self.overrides.iter().rev().find(|(of, _)| fits(of));
        let limits = given.map(|(_, limits)| *limits).or_else(limits).unwrap_or_default();
        let mut lane = Lane::new(origin.to_owned(), api.to_owned(), limits);
        if let Some(other) = self.list.iter().find(|it| it.origin == origin) {
            lane.hold(other.held_until());
        }
        self.list.push(lane);
        LaneId(self.list.len().saturating_sub(1))
    }

    pub(super) fn get(&self, id: LaneId) -> &Lane {
        self.list.get(id.0).unwrap_or(&self.spare)
    }

    pub(super) fn get_mut(&mut self, id: LaneId) -> &mut Lane {
        self.list.get_mut(id.0).unwrap_or(&mut self.spare)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = LaneId> + use<> {
        (0..self.list.len()).map(LaneId)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Lane> {
        self.list.iter()
    }

    /// Returns the waiting submission of this name.
    pub(super) fn find_submission(&mut self, name: &str) -> Option<&mut Submission> {
        self.list.iter_mut().find_map(|lane| lane.queue.find(name))
    }

    /// Removes and returns the first waiting submission that matches.
    pub(super) fn take_submission(
        &mut self,
        fits: &dyn Fn(&Submission) -> bool,
    ) -> Option<(LaneId, Submission)> {
        let mut lanes = self.list.iter_mut().enumerate();
        lanes.find_map(|(at, lane)| Some((LaneId(at), lane.queue.take(fits)?)))
    }

    /// Replaces a service's own limits, at one origin, or at all origins if there is none.
    pub(super) fn set_limits(&mut self, origin: Option<String>, limits: Limits) {
        for lane in &mut self.list {
            if origin.as_ref().is_none_or(|origin| *origin == lane.origin) {
                lane.limit(limits);
            }
        }
        self.overrides.push((origin, limits));
    }

    /// Blocks all requests to the origin of a busy service, for as long as the service asks.
    pub(super) fn throttle(&mut self, id: LaneId, error: &Error, pace: &Pace, now: u64) {
        /// The wait for a service that asks for none, in milliseconds.
        const UNSAID_MS: u64 = 5_000;
        const SHORTEST_MS: u64 = 1_000;
        let longest_ms = pace.max_retry_after_ms.max(SHORTEST_MS);
        let asked_ms = error.retry_after_ms().unwrap_or(UNSAID_MS);
        self.hold(id, now.saturating_add(asked_ms.clamp(SHORTEST_MS, longest_ms)));
    }

    /// Blocks all requests to the origin of a lane until a time.
    pub(super) fn hold(&mut self, id: LaneId, until: u64) {
        let origin = self.get(id).origin.clone();
        for lane in self.list.iter_mut().filter(|lane| lane.origin == origin) {
            lane.hold(until);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ORIGINS: [&str; 3] = ["https://a.example", "https://b.example", "https://c.example"];
    const APIS: [&str; 2] = ["authoring", "runtime"];

    proptest! {
        /// Lanes are found by their names and ids. A wait applies to a whole origin, including lanes that are added
        /// later.
        #[test]
        fn there_is_one_lane_for_each_api_and_one_silence_for_each_origin(
            steps in proptest::collection::vec((0_usize..3, 0_usize..2, 0_u64..1_000, any::<bool>()), 1..40),
        ) {
            let (mut lanes, mut known, mut held) = (Lanes::default(), Vec::new(), [0; 3]);
            for (origin, api, until, holds) in steps {
                let id = lanes.at(ORIGINS[origin], APIS[api], || None);
                match known.iter().find(|(o, a, _)| (*o, *a) == (origin, api)) {
                    Some((_, _, same)) => prop_assert_eq!(id, *same),
                    None => known.push((origin, api, id)),
                }
                if holds {
                    held[origin] = until.max(held[origin]);
                    lanes.hold(id, until);
                }
                for (origin, api, id) in &known {
                    let lane = lanes.get(*id);
                    prop_assert_eq!((&*lane.origin, &*lane.api), (ORIGINS[*origin], APIS[*api]));
                    prop_assert_eq!(lane.held_until(), held[*origin]);
                }
                let ids: Vec<_> = lanes.ids().collect();
                prop_assert_eq!(ids, known.iter().map(|(_, _, id)| *id).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn the_last_limits_that_fit_count() {
        let floor = |floor_ms| Limits { floor_ms, ..Limits::default() };
        let mut lanes = Lanes::default();
        let first = lanes.at(ORIGINS[0], APIS[0], || Some(floor(100)));
        assert_eq!(lanes.get(first).floor_ms(), 100);
        lanes.set_limits(None, floor(200));
        lanes.set_limits(Some(ORIGINS[1].to_owned()), floor(300));
        let others = [1, 2].map(|at| lanes.at(ORIGINS[at], APIS[0], || Some(floor(100))));
        let floors = [first, others[0], others[1]].map(|id| lanes.get(id).floor_ms());
        assert_eq!(floors, [200, 300, 200]);
    }
}
