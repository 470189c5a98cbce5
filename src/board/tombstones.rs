//! Jobs that were removed from the board.

use super::state::version::{generation, next_generation};
use super::state::{REMEMBERED_MS, Removal};

struct Tombstone {
    /// The last version of the job.
    version: u32,
    removed_at: u64,
    /// True if it was removed from the history too.
    is_forgotten: bool,
}

/// The jobs that were removed within [`REMEMBERED_MS`], by URL. If other tabs still send records of them, the jobs are
/// not added again.
///
/// The version of a tombstone never falls.
#[derive(Default)]
pub(super) struct Tombstones {
    /// Sorted by URL. A list needs less code in the module than a tree.
    by_url: Vec<(String, Tombstone)>,
    swept_at: u64,
}

impl Tombstones {
    /// Returns where a URL is in the list, or as an `Err` where to insert it.
    fn place(&self, url: &str) -> Result<usize, usize> {
        self.by_url.binary_search_by(|(one, _)| one.as_str().cmp(url))
    }

    fn get(&self, url: &str) -> Option<&Tombstone> {
        let at = self.place(url).ok()?;
        self.by_url.get(at).map(|(_, tombstone)| tombstone)
    }

    /// Remembers a removed job.
    pub(super) fn add(&mut self, url: String, version: u32, now: u64) {
        if now.saturating_sub(self.swept_at) > REMEMBERED_MS / 10 {
            self.swept_at = now;
            self.by_url.retain(|(_, it)| it.removed_at.saturating_add(REMEMBERED_MS) > now);
        }
        let at = self.place(&url).unwrap_or_else(|at| {
            self.by_url
                .insert(at, (url, Tombstone { version, removed_at: now, is_forgotten: false }));
            at
        });
        if let Some((_, tombstone)) = self.by_url.get_mut(at) {
            tombstone.version = tombstone.version.max(version);
            tombstone.removed_at = now;
        }
    }

    /// Records that a removed job was removed from the history too.
    pub(super) fn forget(&mut self, url: &str) {
        if let Ok(at) = self.place(url)
            && let Some((_, tombstone)) = self.by_url.get_mut(at)
        {
            tombstone.is_forgotten = true;
        }
    }

    /// Forgets the removal of a job that is added again. Returns the job's first version.
    pub(super) fn revive(&mut self, url: &str) -> u32 {
        match self.place(url) {
            Ok(at) => next_generation(self.by_url.remove(at).1.version),
            Err(_) => 1,
        }
    }

    /// Returns whether a record of this version is older than the removal of its job.
    pub(super) fn cover(&self, url: &str, version: u32) -> bool {
        self.get(url).is_some_and(|it| generation(it.version) >= generation(version))
    }

    /// Returns the URLs of all remembered jobs.
    pub(super) fn urls(&self) -> Vec<String> {
        self.by_url.iter().map(|(url, _)| url.clone()).collect()
    }

    /// Returns the removal of a job in the form that is stored and sent to other tabs.
    pub(super) fn removal(&self, url: &str) -> Option<Removal> {
        let Tombstone { version, is_forgotten, .. } = *self.get(url)?;
        Some(Removal { url: url.to_owned(), version, is_forgotten })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        /// After any removals and additions, an old record stays covered, and the record of a job that was added again
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
        // The removal is forgotten when another job is removed after that time.
        tombstones.add("c".to_owned(), 1, 2 * REMEMBERED_MS - 2);
        assert_eq!(tombstones.urls(), ["b", "c"]);
    }
}
