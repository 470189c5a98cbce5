//! The limits of a service, and the pace of its polls.

use crate::job::stored::MS;
use crate::plain;
use crate::plain::Rule;

/// The limit for the number of something.
pub(super) const COUNT: Rule = Rule::most(1_000_000_000);

plain! {
    readable
    /// The limits of a service at one origin. A member that is left out sets no limit.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct DescribedLimits {
        /// Submissions and cancellations in any minute.
        pub submissions_per_minute: Option<u32> = COUNT,
        /// Submissions and cancellations in any 24 hours. Give only one of the two.
        pub submissions_per_day: Option<u32> = COUNT,
        /// Status requests in any minute.
        pub reads_per_minute: Option<u32> = COUNT,
        /// Jobs that run at the same time.
        pub running: Option<u32> = COUNT,
    }
}

plain! {
    readable
    /// The pace and the time limit of the polls of a job, in milliseconds.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct DescribedPace {
        /// The wait between the submission and the first poll. Default: none.
        pub first_ms: Option<u64> = MS,
        /// The shortest wait between two polls. Default: one second.
        pub interval_ms: Option<u64> = MS,
        /// The longest wait that the poller chooses itself. Default: 30 seconds.
        pub max_interval_ms: Option<u64> = MS,
        /// The time limit for following a job. Default: one hour.
        pub timeout_ms: Option<u64> = MS,
    }
}
