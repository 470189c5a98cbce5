//! The limits of a service.

use crate::plain;
use crate::plain::Rule;

plain! {
    readable
    /// The highest number of requests in any window of time.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Rate as "RateLimit" {
        /// The number of requests.
        pub count: u32,
        /// The length of the window, in milliseconds.
        pub window_ms: u64,
    }
}

plain! {
    readable
    /// The limits of an API at one origin. A member that is left out sets no limit.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Limits as "ServiceLimits" {
        /// The limit on status requests.
        pub reads: Option<Rate>,
        /// The limit on submissions, cancellations and other requests that change something.
        pub submissions: Option<Rate>,
        /// The highest number of jobs that may run at the same time.
        pub running: Option<u32>,
        /// The shortest time between two polls of one job, in milliseconds.
        pub floor_ms: u64 = Rule::EMPTY_IS_ABSENT,
    }
}
