//! The durations of jobs of one kind.

/// The first bucket has the jobs that took 0.25 s and less. Each further bucket reaches 1.5 or 1.33
/// times as far. The last one has the jobs that took longer than half a day.
const BUCKETS: usize = 36;
const FIRST_MS: u64 = 250;

/// The number of jobs that are remembered. With more jobs, older ones lose weight.
const MEMORY: f64 = 200.0;

/// The durations of jobs. For each bucket of ages, it has the number of jobs that were seen at such an age, and the
/// number that ended. A running job counts too, because it has not ended at its age.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    buckets: Vec<Bucket>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bucket {
    /// The number of jobs that were seen in the bucket. A job counts as the share of the bucket in
    /// which it was seen.
    seen: f64,
    ended: f64,
}

impl History {
    /// Creates a history from the result of [`History::counts`]. Reads anything that is not a count as zero.
    pub fn from_counts(counts: &[f64]) -> Self {
        let count = |count: &f64| if count.is_finite() { count.clamp(0.0, 1e6) } else { 0.0 };
        let pairs = counts.chunks_exact(2).take(BUCKETS);
        let bucket = |pair: &[f64]| {
            let (seen, ended) = (pair.first().map(count), pair.last().map(count));
            Bucket { seen: seen.unwrap_or_default(), ended: ended.unwrap_or_default() }
        };
        Self { buckets: pairs.map(bucket).collect() }
    }

    /// Returns the number of jobs seen in each bucket, followed by the number that ended in it. The shortest ages come
    /// first.
    pub fn counts(&self) -> Vec<f64> {
        self.buckets.iter().flat_map(|bucket| [bucket.seen, bucket.ended]).collect()
    }

    /// Returns the number of remembered ends.
    pub fn ends(&self) -> f64 {
        self.buckets.iter().map(|bucket| bucket.ended).sum()
    }

    /// Records that a job was running from one age to another.
    pub fn went_on(&mut self, from_ms: u64, to_ms: u64) {
        self.saw(from_ms, to_ms, 1.0, 0.0);
    }

    /// Records that a job ended between two ages. Each bucket between them gets a share.
    pub fn ended(&mut self, from_ms: u64, to_ms: u64) {
        if self.ends() >= MEMORY {
            for bucket in &mut self.buckets {
                bucket.seen *= 1.0 - 1.0 / MEMORY;
                bucket.ended *= 1.0 - 1.0 / MEMORY;
            }
        }
        self.saw(from_ms, to_ms.max(from_ms.saturating_add(1)), 0.5, 1.0);
    }

    fn saw(&mut self, from_ms: u64, to_ms: u64, seen: f64, ended: f64) {
        self.buckets.resize(BUCKETS, Bucket::default());
        let span = float(to_ms.saturating_sub(from_ms)).max(1.0);
        for (number, bucket) in self.buckets.iter_mut().enumerate() {
            let (start, end) = (start_of(number), start_of(number + 1));
            let part = float(end.min(to_ms).saturating_sub(start.max(from_ms)));
            bucket.seen += seen * part / float(end - start);
            bucket.ended += ended * part / span;
        }
    }

    /// Returns the stretches that end after an age.
    pub(crate) fn from(&self, age_ms: u64) -> impl Iterator<Item = Stretch> + '_ {
        self.buckets.iter().enumerate().filter_map(move |(number, bucket)| {
            let (start, end) = (start_of(number), start_of(number + 1));
            (end > age_ms).then(|| Stretch {
                end,
                ends: bucket.ended / float(end - start),
                seen: bucket.seen,
            })
        })
    }
}

/// A range of ages, and the likelihood that a job ends in it.
pub(crate) struct Stretch {
    pub(crate) end: u64,
    /// The number of jobs that ended in each millisecond of it.
    pub(crate) ends: f64,
    /// The number of jobs that were seen in it.
    pub(crate) seen: f64,
}

/// Returns the age at which a bucket begins, in milliseconds: 0, 250, 375, 500, 750, 1,000 and so on. The last bucket
/// has no end.
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
pub(crate) fn float(ms: u64) -> f64 {
    ms as f64
}

#[cfg(test)]
mod tests;
