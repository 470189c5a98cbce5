//! How long jobs of one kind have taken.

/// Jobs that took 0.25 s and less are in the first bucket; each further one reaches √2 or 1.5 times
/// as far, and the last takes what is longer than half a day.
const BUCKETS: usize = 36;
const FIRST_MS: u64 = 250;

/// So many jobs are remembered: more than that, and older ones fade.
const MEMORY: f64 = 200.0;

/// The durations of the jobs that were seen to end, in buckets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    counts: Vec<f64>,
}

impl History {
    /// A history of these counts, shortest durations first; what is no count is none.
    pub fn from_counts(counts: &[f64]) -> Self {
        let count = |count: &f64| if count.is_finite() { count.clamp(0.0, MEMORY) } else { 0.0 };
        Self { counts: counts.iter().take(BUCKETS).map(count).collect() }
    }

    /// The counts, shortest durations first.
    pub fn counts(&self) -> &[f64] {
        &self.counts
    }

    /// A job ended that was last seen going on at one age, and seen ended at another. What lies
    /// between is not known, so each of its buckets gets its share.
    pub fn learn(&mut self, going_on_ms: u64, ended_ms: u64) {
        self.counts.resize(BUCKETS, 0.0);
        let total: f64 = self.counts.iter().sum();
        if total >= MEMORY {
            self.counts.iter_mut().for_each(|count| *count *= 1.0 - 1.0 / MEMORY);
        }
        let ended_ms = ended_ms.max(going_on_ms.saturating_add(1));
        let span = float(ended_ms - going_on_ms);
        for (bucket, count) in self.counts.iter_mut().enumerate() {
            let from = start_of(bucket).max(going_on_ms);
            let to = start_of(bucket + 1).min(ended_ms);
            if from < to {
                *count += float(to - from) / span;
            }
        }
    }

    /// The stretches from an age on: where each ends, how many jobs ended in it for each
    /// millisecond, and how many went on as far as its start.
    pub(super) fn from(&self, age_ms: u64) -> impl Iterator<Item = Stretch> + '_ {
        let mut beyond: f64 = self.counts.iter().sum();
        self.counts.iter().enumerate().filter_map(move |(bucket, count)| {
            let (start, end) = (start_of(bucket), start_of(bucket + 1));
            let going_on = beyond;
            beyond = (beyond - count).max(0.0);
            if end <= age_ms {
                return None;
            }
            // Of the bucket that the age lies in, only the rest is ahead.
            let width = float(end - start);
            let ahead = float(end - start.max(age_ms)) / width;
            Some(Stretch {
                end,
                density: count / width,
                going_on: going_on - count * (1.0 - ahead),
            })
        })
    }
}

pub(super) struct Stretch {
    pub(super) end: u64,
    pub(super) density: f64,
    pub(super) going_on: f64,
}

/// Where a bucket begins: 0, then 250 ms, 375, 500, 750, 1,000 and so on; the last has no end.
fn start_of(bucket: usize) -> u64 {
    match bucket {
        0 => 0,
        BUCKETS.. => u64::from(u32::MAX),
        _ => {
            let octave = FIRST_MS << ((bucket - 1) / 2);
            if bucket % 2 == 1 { octave } else { octave + octave / 2 }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "durations of jobs, some days at most")]
pub(super) fn float(ms: u64) -> f64 {
    ms as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_each_other() {
        assert_eq!((1..6).map(start_of).collect::<Vec<_>>(), [250, 375, 500, 750, 1_000]);
        for bucket in 0..BUCKETS {
            assert!(start_of(bucket) < start_of(bucket + 1));
        }
    }

    #[test]
    fn a_job_counts_once_however_vaguely_its_end_is_known() {
        for (from, to) in [(0, 100), (1_000, 1_000), (900, 70_000), (0, 1 << 40)] {
            let mut history = History::default();
            history.learn(from, to);
            let total: f64 = history.counts().iter().sum();
            assert!(total <= 1.0 + 1e-9 && (total > 0.99 || to > 1 << 32), "{from}..{to}: {total}");
        }
    }

    #[test]
    fn old_jobs_fade() {
        let mut history = History::default();
        for _ in 0..2_000 {
            history.learn(1_000, 1_100);
        }
        assert!(history.counts().iter().sum::<f64>() <= MEMORY + 1.0);
    }
}
