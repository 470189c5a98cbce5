//! The versions of a job's record, by which tabs agree which of two records is newer.

/// The lowest number of versions in each generation of a job.
const GENERATION: u32 = 1 << 16;

/// Returns how many times a job was put on the board before this version.
pub(crate) fn generation(version: u32) -> u32 {
    version / GENERATION
}

/// Returns the first version of a job that is put on the board again.
pub(crate) fn next_generation(version: u32) -> u32 {
    generation(version).saturating_add(1).saturating_mul(GENERATION)
}

/// The stage of a job in its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// The job is followed.
    Followed,
    /// A tab has stopped following it, for example at its deadline.
    GivenUp,
    /// The service reported its end, or it was removed.
    Over,
}

impl Stage {
    pub(crate) fn of(has_ended: bool, is_done: bool) -> Self {
        match (has_ended, is_done) {
            (false, _) => Self::Followed,
            (true, false) => Self::GivenUp,
            (true, true) => Self::Over,
        }
    }
}

/// Orders two records of a job: newer generation first, then later stage, then higher version. A
/// frozen tab may count changes that no other tab knows, so a higher version alone does not decide.
/// And a deadline in one tab does not override the end that the service reported to another.
pub(crate) fn record_order(version: u32, stage: Stage) -> (u32, Stage, u32) {
    (generation(version), stage, version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_generation_of_a_job_has_versions_of_its_own() {
        let firsts = [0, 1, 65_535, 65_536, 131_071, 131_072].map(next_generation);
        assert_eq!(firsts, [65_536, 65_536, 65_536, 131_072, 131_072, 196_608]);
        assert_eq!(next_generation(u32::MAX), u32::MAX, "and none after the last");
    }

    #[test]
    fn a_newer_generation_comes_first_then_a_later_stage_then_more_changes() {
        use Stage::{Followed, GivenUp, Over};
        assert!(record_order(65_536, Followed) > record_order(65_535, Over));
        assert!(record_order(3, GivenUp) > record_order(65_535, Followed));
        assert!(record_order(3, Over) > record_order(65_535, GivenUp));
        for stage in [Followed, GivenUp, Over] {
            assert!(record_order(4, stage) > record_order(3, stage));
        }
        assert_eq!(record_order(131_075, GivenUp), (2, GivenUp, 131_075));
    }

    #[test]
    fn a_job_that_is_followed_again_is_not_over_though_its_last_reading_was() {
        assert_eq!(Stage::of(false, true), Stage::Followed);
    }
}
