//! What a service allows.

/// A rate: at most this many requests in any period of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The number of requests.
    pub count: u32,
    /// The length of the period, in milliseconds.
    pub window_ms: u64,
}

/// The limits of a service at one origin, for all its callers together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Status requests.
    pub reads: Option<Rate>,
    /// Submissions, and all other requests that change something.
    pub submissions: Option<Rate>,
    /// How many jobs may run at a time.
    pub running: Option<u32>,
    /// The shortest time between two polls of one job, in milliseconds.
    pub floor_ms: u64,
}
