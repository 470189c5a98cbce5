//! What a service allows.

/// So many requests in any stretch of time of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many.
    pub count: u32,
    /// In how many milliseconds.
    pub window_ms: u64,
}

/// What a service allows at one origin, to all its callers together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Status requests.
    pub reads: Option<Rate>,
    /// Submissions, and whatever else changes something.
    pub submissions: Option<Rate>,
    /// How many jobs may run at a time.
    pub running: Option<u32>,
    /// The shortest time between two polls of one job, in milliseconds.
    pub floor_ms: u64,
}
