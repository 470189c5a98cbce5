//! The limits of a service, and the pace of its polls.

use crate::job::stored::MS;
use crate::plain;
use crate::plain::Rule;

/// The highest value of a count in a description.
pub(super) const COUNT: Rule = Rule::most(1_000_000_000);

plain! {
    readable
    /// The limits of a service at one origin. A member that is left out sets no limit.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct DescribedLimits {
        /// The highest number of submissions and cancellations in any minute.
        pub submissions_per_minute: Option<u32> = COUNT,
        /// The highest number of submissions and cancellations in any 24 hours. Give a limit for a
        /// minute or for a day, not both.
        pub submissions_per_day: Option<u32> = COUNT,
        /// The highest number of status requests in any minute.
        pub reads_per_minute: Option<u32> = COUNT,
        /// The highest number of jobs that run at the same time.
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
