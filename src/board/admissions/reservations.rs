//! Reservations for jobs that are being started.

use crate::board::lanes::LaneId;
use crate::board::lanes::submission::LOST_AFTER_MS;
use crate::board::state::ReservationState;

/// The reservation of one submission.
#[derive(Debug)]
struct Reservation {
    lane: LaneId,
    /// The submission's name in all tabs.
    name: String,
    /// Odd while the submission is under way. It grows when the submission begins and when it
    /// ends, so the higher of two versions is the later one.
    version: u32,
    lost_at: u64,
    /// The URL of the job that the submission started.
    job: Option<String>,
    /// True if that job has been on this board.
    is_job_known: bool,
}

impl Reservation {
    fn is_under_way(&self) -> bool {
        self.version % 2 == 1
    }

    /// Returns whether it started a job that this board has not heard of.
    fn awaits_job(&self) -> bool {
        !self.is_under_way() && self.job.is_some() && !self.is_job_known
    }
}

/// The submissions under way in all tabs. Each reserves one of the places for jobs in its lane, until its job is known
/// or it is lost.
///
/// - A submission has one reservation in a lane, whose version never falls.
/// - A reservation that has ended keeps its place until its job has been on this board, because another tab may report
///   the end of a submission before its job.
/// - A reservation that has ended is remembered until it would have been lost: another tab may
///   still report it as under way.
#[derive(Debug, Default)]
pub(crate) struct Reservations(Vec<Reservation>);

impl Reservations {
    /// Records that a submission is sent.
    pub(crate) fn begin(&mut self, lane: LaneId, name: &str, now: u64) {
        self.0.retain(|one| one.lost_at > now);
        let lost_at = now.saturating_add(LOST_AFTER_MS);
        match self.find(lane, name) {
            Some(one) => {
                one.version = one.version.saturating_add(u32::from(!one.is_under_way()));
                (one.lost_at, one.job) = (lost_at, None);
            }
            None => self.0.push(Reservation {
                lane,
                name: name.to_owned(),
                version: 1,
                lost_at,
                job: None,
                is_job_known: false,
            }),
        }
    }

    fn find(&mut self, lane: LaneId, name: &str) -> Option<&mut Reservation> {
        self.0.iter_mut().find(|one| one.lane == lane && one.name == name)
    }

    /// Records that a submission was answered or not sent. Returns the new version of its
    /// reservation.
    pub(crate) fn end(&mut self, name: &str) -> u32 {
        for one in self.0.iter_mut().filter(|one| one.name == name && one.is_under_way()) {
            one.version = one.version.saturating_add(1);
        }
        self.version(name)
    }

    /// Records that a submission has started a job, which is on this board.
    pub(crate) fn started(&mut self, name: &str, url: &str) {
        for one in self.0.iter_mut().filter(|one| one.name == name) {
            (one.job, one.is_job_known) = (Some(url.to_owned()), true);
        }
    }

    /// Searches for the jobs whose reservations are kept because this board does not have the jobs
    /// yet.
    pub(crate) fn look_for_jobs(&mut self, is_known: impl Fn(&str) -> bool) {
        for one in self.0.iter_mut().filter(|one| one.awaits_job()) {
            one.is_job_known = one.job.as_deref().is_some_and(&is_known);
        }
    }

    /// Returns the version of a submission's reservation, or 0 without one.
    pub(crate) fn version(&self, name: &str) -> u32 {
        let versions = self.0.iter().filter(|one| one.name == name).map(|one| one.version);
        versions.max().unwrap_or_default()
    }

    /// Records another tab's report that a submission was not under way at this version.
    pub(crate) fn end_at(&mut self, name: &str, version: u32) {
        for one in self.0.iter_mut().filter(|one| one.name == name) {
            if one.version < version {
                (one.version, one.job) = (version, None);
            }
        }
    }

    /// Returns the reservations of a lane that keep a place.
    fn kept(&self, lane: LaneId, now: u64) -> impl Iterator<Item = &Reservation> {
        let keeps = |one: &Reservation| one.is_under_way() || one.awaits_job();
        self.0.iter().filter(move |one| one.lane == lane && one.lost_at > now && keeps(one))
    }

    /// Returns the number of reserved places of a lane.
    pub(crate) fn count(&self, lane: LaneId, now: u64) -> u32 {
        u32::try_from(self.kept(lane, now).count()).unwrap_or(u32::MAX)
    }

    /// Returns when one more submission may start a job in a lane with this many places, or `None`
    /// if there are no places.
    pub(crate) fn free_at(&self, lane: LaneId, places: u32, now: u64) -> Option<u64> {
        let mut losses: Vec<u64> = self.kept(lane, now).map(|one| one.lost_at).collect();
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

    /// Returns the reservations of a lane as plain data.
    pub(crate) fn state(&self, lane: LaneId, now: u64) -> Vec<ReservationState> {
        let known = self.0.iter().filter(|one| one.lane == lane && one.lost_at > now);
        let state = |one: &Reservation| ReservationState {
            name: one.name.clone(),
            version: one.version,
            lost_in_ms: one.lost_at.saturating_sub(now),
            job: one.job.clone(),
        };
        known.map(state).collect()
    }

    /// Merges the reservations of a lane that another tab knew `since_ms` ago.
    pub(crate) fn merge(
        &mut self,
        lane: LaneId,
        theirs: Vec<ReservationState>,
        since_ms: u64,
        now: u64,
    ) {
        self.0.retain(|one| one.lost_at > now);
        for ReservationState { name, version, lost_in_ms, job } in theirs {
            let left = lost_in_ms.saturating_sub(since_ms).min(LOST_AFTER_MS);
            let lost_at = now.saturating_add(left);
            match self.find(lane, &name) {
                Some(ours) if ours.version > version => {}
                Some(ours) if ours.version == version => ours.job = ours.job.take().or(job),
                Some(ours) => {
                    (ours.version, ours.lost_at) = (version, lost_at);
                    (ours.job, ours.is_job_known) = (job, false);
                }
                None if left > 0 => {
                    let is_job_known = false;
                    self.0.push(Reservation { lane, name, version, lost_at, job, is_job_known });
                }
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
