//! The time of an event.

/// When an event happens, on both clocks of the driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds on a clock that never runs backwards.
    pub now: u64,
    /// The time of day, in milliseconds since 1970. It may be set back.
    pub date: u64,
}
