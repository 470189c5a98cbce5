//! Jobs by key and by URL.

use std::collections::BTreeSet;

use super::entry::Entry;
use crate::board::JobKey;

/// A map of jobs by key and by URL, for ten thousand jobs. Jobs are boxed, because a tree of large nodes would be half
/// empty. Each URL is stored only once.
#[derive(Default)]
pub(crate) struct Entries {
    /// The jobs in the order of their keys, which is the order in which they were added.
    jobs: Vec<(JobKey, Box<Entry>)>,
    by_url: BTreeSet<(u32, JobKey)>,
}

impl Entries {
    /// Returns the index of a key. `Err` is the index where it would be inserted.
    fn place(&self, key: JobKey) -> Result<usize, usize> {
        // Keys are assigned in increasing order, so this is the index if no job was removed.
        let first = self.jobs.first().map_or(key, |(first, _)| *first);
        let guess = key.wrapping_sub(first) as usize;
        if self.jobs.get(guess).is_some_and(|(one, _)| *one == key) {
            return Ok(guess);
        }
        self.jobs.binary_search_by_key(&key, |(one, _)| *one)
    }

    pub(crate) fn get(&self, key: JobKey) -> Option<&Entry> {
        let at = self.place(key).ok()?;
        self.jobs.get(at).map(|(_, entry)| &**entry)
    }

    pub(crate) fn get_mut(&mut self, key: JobKey) -> Option<&mut Entry> {
        let at = self.place(key).ok()?;
        self.jobs.get_mut(at).map(|(_, entry)| &mut **entry)
    }

    /// Returns the job at a URL.
    pub(crate) fn at_url(&self, url: &str) -> Option<&Entry> {
        let hash = hash_of(url);
        let same = self.by_url.range((hash, 0)..=(hash, JobKey::MAX));
        same.filter_map(|(_, key)| self.get(*key)).find(|it| it.job().url == url)
    }

    /// Adds a job. It replaces a job with the same key.
    pub(crate) fn insert(&mut self, entry: Entry) {
        let key = entry.key();
        self.remove(key);
        self.by_url.insert((hash_of(&entry.job().url), key));
        let at = self.place(key).unwrap_or_else(|at| at);
        self.jobs.insert(at, (key, Box::new(entry)));
    }

    pub(crate) fn remove(&mut self, key: JobKey) -> Option<Entry> {
        let at = self.place(key).ok()?;
        let (key, entry) = self.jobs.remove(at);
        self.by_url.remove(&(hash_of(&entry.job().url), key));
        Some(*entry)
    }

    /// Returns all jobs, in the order in which they were added.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.jobs.iter().map(|(_, entry)| &**entry)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.jobs.iter_mut().map(|(_, entry)| &mut **entry)
    }
}

/// Returns the FNV-1a hash of a URL. Two URLs may have the same hash.
fn hash_of(url: &str) -> u32 {
    url.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::fixtures::{entry as entry_in, lane_ids};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn entry(key: JobKey, url: &str) -> Entry {
        entry_in(key, url, lane_ids()[0], 0)
    }

    fn key(entries: &Entries, url: &str) -> Option<JobKey> {
        entries.at_url(url).map(Entry::key)
    }

    #[test]
    fn the_hash_is_that_of_the_published_examples() {
        let hashes = ["", "a", "foobar"].map(hash_of);
        assert_eq!(hashes, [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }

    #[test]
    fn two_urls_with_one_hash_are_two_jobs() {
        // A known collision of 32-bit FNV-1a.
        let (one, other) = ("costarring", "liquid");
        assert_eq!(hash_of(one), hash_of(other));
        let mut entries = Entries::default();
        entries.insert(entry(7, one));
        entries.insert(entry(8, other));
        assert_eq!((key(&entries, one), key(&entries, other)), (Some(7), Some(8)));
        entries.remove(7);
        assert_eq!((key(&entries, one), key(&entries, other)), (None, Some(8)));
    }

    proptest! {
        #[test]
        fn it_is_a_map_by_key_and_by_url(
            steps in proptest::collection::vec((any::<bool>(), 0_u32..40), 1..120), start in any::<u32>(),
        ) {
            let (mut entries, mut model) = (Entries::default(), BTreeMap::new());
            for (comes, n) in steps {
                let key = start.wrapping_add(n);
                if comes {
                    entries.insert(entry(key, &format!("https://a/{n}")));
                    model.insert(key, n);
                } else {
                    prop_assert_eq!(entries.remove(key).map(|it| it.key()), model.remove(&key).map(|_| key));
                }
                for n in 0..40 {
                    let key = start.wrapping_add(n);
                    let there = model.contains_key(&key);
                    prop_assert_eq!(entries.get(key).map(Entry::key), there.then_some(key));
                    prop_assert_eq!(super::tests::key(&entries, &format!("https://a/{n}")), there.then_some(key));
                }
                let keys: Vec<_> = entries.iter().map(Entry::key).collect();
                prop_assert_eq!(keys, model.keys().copied().collect::<Vec<_>>());
            }
        }
    }
}
