//! A service that allows a number of reads per minute, and answers 429 to more.

use std::collections::VecDeque;

use crate::law::Law;
use crate::random::Random;

pub const READS: usize = 100;
pub const WINDOW_MS: u64 = 60_000;

/// A job, in milliseconds since the beginning.
#[derive(Clone, Copy)]
pub struct Job {
    pub added_at: u64,
    pub ends_at: u64,
    /// Noise in the reported progress.
    pub noise: f64,
}

impl Job {
    /// Returns the reported progress. It is within a tenth of the real one, and never falls.
    pub fn percent(&self, now: u64) -> f64 {
        let share = (now - self.added_at) as f64 / (self.ends_at - self.added_at) as f64;
        // A curve through 0 and 1 that is bent by the noise.
        let bent = share + (self.noise - 0.5) * 0.4 * share * (1.0 - share);
        (bent * 100.0).clamp(0.0, 99.0).floor()
    }
}

pub struct Service {
    sent: VecDeque<u64>,
    unlimited: bool,
}

impl Service {
    pub fn of(law: &Law) -> Self {
        Self { unlimited: law.is_avepoint, sent: VecDeque::new() }
    }

    /// Receives a request. If it exceeds the limit, returns how long the next one must wait.
    pub fn arrive(&mut self, now: u64) -> Result<(), u64> {
        if self.unlimited {
            return Ok(());
        }
        while self.sent.front().is_some_and(|at| at + WINDOW_MS <= now) {
            self.sent.pop_front();
        }
        if self.sent.len() >= READS {
            return Err(self.sent[0] + WINDOW_MS - now);
        }
        self.sent.push_back(now);
        Ok(())
    }
}

/// Returns the latency of a request or an answer.
pub fn one_way(random: &mut Random) -> u64 {
    40 + random.below(41)
}
