//! Jobs that were removed from the board.

use std::collections::BTreeMap;

use super::state::{REMEMBERED_MS, Removal};
use super::version::{generation, next_generation};

struct Tombstone {
    /// The last version of the job.
    version: u32,
    removed_at: u64,
}

/// The jobs that were removed within [`REMEMBERED_MS`], by URL. Records of them that other tabs still
/// send must not bring them back.
///
/// The version of a tombstone never falls.
#[derive(Default)]
pub(super) struct Tombstones {
    by_url: BTreeMap<String, Tombstone>,
    swept_at: u64,
}

impl Tombstones {
    /// Remembers a removed job.
    pub(super) fn add(&mut self, url: String, version: u32, now: u64) {
        if now.saturating_sub(self.swept_at) > REMEMBERED_MS / 10 {
            self.swept_at = now;
            self.by_url.retain(|_, it| it.removed_at.saturating_add(REMEMBERED_MS) > now);
        }
        let tombstone = self.by_url.entry(url).or_insert(Tombstone { version, removed_at: now });
        tombstone.version = tombstone.version.max(version);
        tombstone.removed_at = now;
    }

    /// Forgets the removal of a job that is added again. Returns the job's first version.
    pub(super) fn revive(&mut self, url: &str) -> u32 {
        self.by_url.remove(url).map_or(1, |it| next_generation(it.version))
    }

    /// Returns whether a record of this version is older than the removal of its job.
    pub(super) fn cover(&self, url: &str, version: u32) -> bool {
        self.by_url.get(url).is_some_and(|it| generation(it.version) >= generation(version))
    }

    /// Returns the URLs of all remembered jobs.
    pub(super) fn urls(&self) -> Vec<String> {
        self.by_url.keys().cloned().collect()
    }

    /// Returns the removal of a job in the form that is stored and sent.
    pub(super) fn removal(&self, url: &str) -> Option<Removal> {
        let version = self.by_url.get(url)?.version;
        Some(Removal { url: url.to_owned(), version })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// After any removals and revivals, an old record stays covered, and the record of a revived job
        /// is not.
        #[test]
        fn only_records_of_a_later_generation_pass(
            steps in proptest::collection::vec((0_u8..4, any::<bool>(), 0_u32..4 << 16), 1..60),
        ) {
            let mut tombstones = Tombstones::default();
            let mut removed = BTreeMap::new();
            for (job, comes, version) in steps {
                let url = job.to_string();
                if comes {
                    let first = tombstones.revive(&url);
                    let last = removed.remove(&url);
                    prop_assert!(last.is_none_or(|last| generation(first) == generation(last) + 1));
                    prop_assert!(!tombstones.cover(&url, first));
                } else {
                    tombstones.add(url.clone(), version, 0);
                    let last = removed.entry(url).or_insert(version);
                    *last = version.max(*last);
                }
                for (url, last) in &removed {
                    prop_assert_eq!(tombstones.removal(url).map(|it| it.version), Some(*last));
                    prop_assert!(tombstones.cover(url, *last));
                    prop_assert!(!tombstones.cover(url, next_generation(*last)));
                }
                prop_assert_eq!(tombstones.urls(), removed.keys().cloned().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_removal_is_remembered_for_an_hour() {
        let mut tombstones = Tombstones::default();
        tombstones.add("a".to_owned(), 1, 0);
        tombstones.add("b".to_owned(), 1, REMEMBERED_MS - 1);
        assert!(tombstones.cover("a", 1));
        // It is forgotten when another job is removed after that, a tenth of the time apart.
        tombstones.add("c".to_owned(), 1, 2 * REMEMBERED_MS - 2);
        assert_eq!(tombstones.urls(), ["b", "c"]);
    }
}
