//! The distributions of the lengths of jobs.

use crate::random::Random;

pub struct Law {
    pub name: &'static str,
    /// The shortest and the longest length.
    from_ms: f64,
    to_ms: f64,
    shape: Shape,
    /// True if the service reports progress.
    pub tells_progress: bool,
    /// True for AvePoint, which has a floor of two minutes.
    pub is_avepoint: bool,
}

#[derive(Clone, Copy)]
enum Shape {
    Uniform,
    LogUniform,
    /// Pareto with this exponent.
    Pareto(f64),
}

const fn law(name: &'static str, from_ms: f64, to_ms: f64, shape: Shape) -> Law {
    Law { name, from_ms, to_ms, shape, tells_progress: false, is_avepoint: false }
}

impl Law {
    pub const ALL: [Self; 5] = [
        law("Exports as recorded: 1 to 3 s", 1_000.0, 3_000.0, Shape::Uniform),
        Law {
            tells_progress: true,
            ..law("Training: 1 to 60 min, with progress", 60_000.0, 3_600_000.0, Shape::LogUniform)
        },
        law("Training: 1 to 60 min, without progress", 60_000.0, 3_600_000.0, Shape::LogUniform),
        Law {
            is_avepoint: true,
            ..law(
                "AvePoint exports: 2 to 30 min, at least 2 min between polls",
                120_000.0,
                1_800_000.0,
                Shape::Uniform,
            )
        },
        law(
            "Heavy tail: half within 10 s, some for hours",
            5_000.0,
            21_600_000.0,
            Shape::Pareto(1.0),
        ),
    ];

    pub fn length(&self, random: &mut Random) -> u64 {
        self.quantile(random.share()) as u64
    }

    /// Returns the time within which this share of the jobs end.
    pub fn quantile(&self, share: f64) -> f64 {
        let (from, to) = (self.from_ms, self.to_ms);
        match self.shape {
            Shape::Uniform => from + (to - from) * share,
            Shape::LogUniform => from * (to / from).powf(share),
            Shape::Pareto(exponent) => (from / (1.0 - share).powf(1.0 / exponent)).min(to),
        }
    }

    /// Returns the share of the jobs that have ended by this age.
    pub fn ended_by(&self, age_ms: f64) -> f64 {
        let (from, to) = (self.from_ms, self.to_ms);
        if age_ms >= to {
            return 1.0;
        }
        let age = age_ms.max(from);
        match self.shape {
            Shape::Uniform => (age - from) / (to - from),
            Shape::LogUniform => (age / from).ln() / (to / from).ln(),
            Shape::Pareto(exponent) => 1.0 - (from / age).powf(exponent),
        }
    }

    /// Returns ages between which a schedule may choose: fine both where many jobs end and in
    /// proportion to the age. They go on beyond the longest job, which may have to wait for its turn.
    pub fn ages(&self, pause_ms: f64) -> Vec<f64> {
        const STEPS: u32 = 500;
        const BEYOND_MS: f64 = 60_000.0;
        let (from, to) = (self.from_ms, self.to_ms);
        let shares = (1..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let mut ages = vec![0.0, to];
        for share in shares {
            ages.push(self.quantile(share).min(to));
            ages.push(from * (to / from).powf(share));
            ages.push(from + (to + pause_ms - from) * share);
            ages.push(to + BEYOND_MS * share.powi(3));
        }
        ages.sort_by(f64::total_cmp);
        ages.dedup_by(|next, before| *next - *before < 1.0);
        ages
    }
}
