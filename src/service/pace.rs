//! The pace of polling, and its time limit.

use crate::{Error, ErrorCode, Result, plain};

/// The shortest wait between two polls, in milliseconds, even if the caller or the service asks for
/// a shorter one.
const FLOOR_MS: u64 = 20;

/// The longest wait that a service may ask for, in milliseconds, unless the caller allows a longer one.
pub(crate) const LONGEST_RETRY_AFTER_MS: u64 = 300_000;

/// The limits of following a job. All times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The wait between a submission and the first poll of its job.
    pub first_ms: u64,
    /// The shortest wait between two polls.
    pub interval_ms: u64,
    /// The longest wait between two polls that the poller chooses itself.
    pub max_interval_ms: u64,
    /// The longest wait that a service can ask for with `Retry-After`.
    pub max_retry_after_ms: u64,
    /// The time after which following ends with `timeout`. The job itself continues at the service.
    pub timeout_ms: u64,
    /// The time limit for one request.
    pub request_timeout_ms: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first_ms: 0,
            interval_ms: 1_000,
            max_interval_ms: 30_000,
            max_retry_after_ms: LONGEST_RETRY_AFTER_MS,
            timeout_ms: 3_600_000,
            request_timeout_ms: 30_000,
        }
    }
}

plain! {
    readable
    /// A caller's changes to the pace of a service.
    #[derive(Clone, Copy, Debug, Default, PartialEq)]
    pub struct PaceOptions {
        /// Replaces [`Pace::interval_ms`].
        pub interval_ms: Option<f64>,
        /// Replaces [`Pace::max_interval_ms`] and [`Pace::max_retry_after_ms`].
        pub max_interval_ms: Option<f64>,
        /// Replaces [`Pace::timeout_ms`].
        pub timeout_ms: Option<f64>,
        /// Replaces [`Pace::request_timeout_ms`].
        pub request_timeout_ms: Option<f64>,
    }
}

impl Pace {
    /// Returns this pace with a caller's changes.
    ///
    /// # Errors
    /// `invalidArgument` if a value is not a number of milliseconds from 0 to 100 days.
    pub fn with(mut self, options: &PaceOptions) -> Result<Self> {
        if let Some(ms) = options.interval_ms {
            self.interval_ms = milliseconds("intervalMs", ms)?.max(FLOOR_MS);
        }
        if let Some(ms) = options.max_interval_ms {
            self.max_interval_ms = milliseconds("maxIntervalMs", ms)?;
            self.max_retry_after_ms = self.max_interval_ms;
            // A caller who lowers only the longest wait also expects shorter waits.
            if options.interval_ms.is_none() {
                self.interval_ms = self.interval_ms.min(self.max_interval_ms).max(FLOOR_MS);
            }
        }
        self.max_interval_ms = self.max_interval_ms.max(self.interval_ms);
        self.max_retry_after_ms = self.max_retry_after_ms.max(self.interval_ms);
        if let Some(ms) = options.timeout_ms {
            self.timeout_ms = milliseconds("timeoutMs", ms)?;
        }
        if let Some(ms) = options.request_timeout_ms {
            self.request_timeout_ms = milliseconds("requestTimeoutMs", ms)?.max(1);
        }
        Ok(self)
    }

    /// Returns the wait after a reading of a running job. `quiet` is the number of latest readings
    /// without news; `jitter` is uniform in [0, 1).
    pub(crate) fn after_reading(
        &self,
        quiet: u32,
        retry_after_ms: Option<u64>,
        jitter: f64,
    ) -> u64 {
        match retry_after_ms {
            Some(ms) => self.as_asked(ms),
            None => self.backoff(quiet, jitter),
        }
    }

    /// Returns the wait after a request that failed for the `failures`th time in a row.
    pub(crate) fn after_failure(&self, failures: u32, error: &Error, jitter: f64) -> u64 {
        match error.retry_after_ms() {
            // Jitter spreads the requests of tabs that were throttled at the same time.
            Some(ms) => self.as_asked(ms.saturating_add(portion(self.shortest(), jitter))),
            None => self.backoff(failures, jitter),
        }
    }

    /// Returns the wait after a request that brought no reading and will not be repeated: it was
    /// aborted, or its failure was final. The wait is short enough for a caller who starts again,
    /// and long enough that a page which starts again in a loop does not flood the service.
    pub(crate) fn after_nothing(&self) -> u64 {
        self.shortest().min(1_000)
    }

    /// Returns a wait with full jitter. Its range doubles: from the interval to interval × 2ⁿ, at
    /// most the ceiling.
    fn backoff(&self, n: u32, jitter: f64) -> u64 {
        let shortest = self.shortest();
        let ceiling = shortest.saturating_mul(1 << n.min(32)).min(self.max_interval_ms);
        shortest + portion(ceiling.saturating_sub(shortest), jitter)
    }

    /// Returns the wait that a service asks for, within the limits. The fields of the limits are
    /// public, so they can contradict each other; then the interval takes precedence.
    fn as_asked(&self, ms: u64) -> u64 {
        ms.min(self.max_retry_after_ms).max(self.shortest())
    }

    fn shortest(&self) -> u64 {
        self.interval_ms.max(FLOOR_MS)
    }
}

/// Returns the number of failures in a row that are tolerated. The poller does not count throttled
/// polls, because they show that the service is reachable. Only the deadline ends them.
pub(crate) fn patience(error: &Error) -> u32 {
    match error.code() {
        // Broken once is the network; broken three times is the answer.
        ErrorCode::UnreadableResponse => 2,
        _ => 8,
    }
}

fn milliseconds(name: &str, ms: f64) -> Result<u64> {
    /// 100 days: longer than any service keeps a job, and far from any overflow.
    const MAX_MS: f64 = 8.64e9;
    if !(0.0..=MAX_MS).contains(&ms) {
        return Err(Error::invalid_argument(text!(
            "{} must be a number of milliseconds from 0 to 100 days.",
            name
        )));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(ms as u64)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of some milliseconds, between 0 and the whole"
)]
fn portion(ms: u64, jitter: f64) -> u64 {
    let share = if jitter.is_finite() { jitter.clamp(0.0, 1.0) } else { 0.0 };
    ((ms as f64 * share) as u64).min(ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_wait_is_bounded(
            interval in 0.0..1e7, max in 0.0..1e7, n in any::<u32>(),
            asked in proptest::option::of(any::<u64>()), jitter in any::<f64>(),
        ) {
            let options = PaceOptions { interval_ms: Some(interval), max_interval_ms: Some(max), ..Default::default() };
            let pace = Pace::default().with(&options).unwrap();
            let error = Error::new(ErrorCode::Throttled, "").with_retry_after_ms(asked);
            for wait in [pace.after_reading(n, asked, jitter), pace.after_failure(n, &error, jitter)] {
                prop_assert!(wait >= FLOOR_MS && wait >= pace.interval_ms);
                prop_assert!(wait <= pace.max_interval_ms.max(pace.max_retry_after_ms));
            }
        }
    }

    proptest! {
        #[test]
        fn limits_that_contradict_each_other_still_give_a_wait(
            interval_ms in any::<u64>(), max_interval_ms in any::<u64>(),
            max_retry_after_ms in any::<u64>(), n in any::<u32>(),
            asked in proptest::option::of(any::<u64>()), jitter in any::<f64>(),
        ) {
            let pace = Pace { interval_ms, max_interval_ms, max_retry_after_ms, ..Pace::default() };
            let error = Error::new(ErrorCode::Throttled, "").with_retry_after_ms(asked);
            prop_assert!(pace.after_reading(n, asked, jitter) >= interval_ms.max(FLOOR_MS));
            prop_assert!(pace.after_failure(n, &error, jitter) >= interval_ms.max(FLOOR_MS));
        }
    }

    #[test]
    fn the_range_doubles_up_to_the_ceiling() {
        let pace = Pace::default();
        let top = |n| pace.after_reading(n, None, 1.0);
        assert_eq!([top(0), top(1), top(2), top(3), top(9)], [1_000, 2_000, 4_000, 8_000, 30_000]);
        assert_eq!(pace.after_reading(9, None, 0.0), 1_000);
    }

    #[test]
    fn retry_after_of_a_gateway_exceeds_our_ceiling() {
        assert_eq!(Pace::default().after_reading(0, Some(55_000), 0.5), 55_000);
    }

    #[test]
    fn numbers_that_are_no_times_are_refused() {
        for ms in [-1.0, f64::NAN, f64::INFINITY, 1e10] {
            let options = PaceOptions { interval_ms: Some(ms), ..Default::default() };
            assert_eq!(
                Pace::default().with(&options).unwrap_err().code(),
                ErrorCode::InvalidArgument
            );
        }
    }
}
