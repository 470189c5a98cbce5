//! Versions of a job's record. With them, two tabs agree on which of two records is newer.

/// Each generation of a job has versions of its own, this many at least.
const GENERATION: u32 = 1 << 16;

/// Returns how many times a job was put on the board before this version.
pub(super) fn generation(version: u32) -> u32 {
    version / GENERATION
}

/// Returns the first version of a job that is put on the board again.
pub(super) fn next_generation(version: u32) -> u32 {
    generation(version).saturating_add(1).saturating_mul(GENERATION)
}

/// Orders two records of a job: newer generation first, then ended, then higher version. A frozen
/// tab may count changes that no other tab knows, so a higher version alone does not decide.
pub(super) fn record_order(version: u32, has_ended: bool) -> (u32, bool, u32) {
    (generation(version), has_ended, version)
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
    fn a_newer_generation_comes_first_then_an_end_then_more_changes() {
        assert!(record_order(65_536, false) > record_order(65_535, true));
        assert!(record_order(3, true) > record_order(65_535, false));
        assert!(record_order(4, false) > record_order(3, false));
        assert!(record_order(4, true) > record_order(3, true));
        assert_eq!(record_order(131_075, true), (2, true, 131_075));
    }
}
