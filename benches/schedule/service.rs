//! A service that allows so many reads a minute, and says 429 to more.

use std::collections::VecDeque;

use crate::law::Law;
use crate::random::Random;

pub const READS: usize = 100;
const WINDOW_MS: u64 = 60_000;

/// A job, in milliseconds since the beginning.
#[derive(Clone, Copy)]
pub struct Job {
    pub added_at: u64,
    pub ends_at: u64,
    /// Of its progress.
    pub noise: f64,
}

impl Job {
    /// What the service says of its progress: within a tenth of the truth, and never back.
    pub fn percent(&self, now: u64) -> f64 {
        let share = (now - self.added_at) as f64 / (self.ends_at - self.added_at) as f64;
        // A curve through 0 and 1 that bends by the noise.
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

    /// A request arrives. For how long the next must wait, when it is one too many.
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

/// How long a request and its answer take, each way.
pub fn one_way(random: &mut Random) -> u64 {
    40 + random.below(41)
}
