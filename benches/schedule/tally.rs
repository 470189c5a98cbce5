//! The results of a schedule.

#[derive(Default)]
pub struct Tally {
    delays: Vec<u64>,
    pub requests: u64,
    pub throttled: u64,
}

impl Tally {
    pub fn found(&mut self, delay: u64) {
        self.delays.push(delay);
    }

    pub fn add(&mut self, other: Tally) {
        self.delays.extend(other.delays);
        self.requests += other.requests;
        self.throttled += other.throttled;
    }

    pub fn mean(&self) -> f64 {
        self.delays.iter().sum::<u64>() as f64 / self.delays.len() as f64
    }

    pub fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.delays.clone();
        sorted.sort_unstable();
        sorted[((sorted.len() - 1) as f64 * share) as usize] as f64
    }

    pub fn requests_a_job(&self) -> f64 {
        self.requests as f64 / self.delays.len() as f64
    }
}
