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
    fn quantile(&self, share: f64) -> f64 {
        let (from, to) = (self.from_ms, self.to_ms);
        match self.shape {
            Shape::Uniform => from + (to - from) * share,
            Shape::LogUniform => from * (to / from).powf(share),
            Shape::Pareto(exponent) => (from / (1.0 - share).powf(1.0 / exponent)).min(to),
        }
    }

    /// Returns the least mean delay for a number of requests, if the distribution of a job is
    /// known, but not its end. Of all rates r(t) with ∫ S·r = requests, ∫ f ÷ 2r is least if r is
    /// proportional to √(f ÷ S). It is then (∫ √(f·S))² ÷ (2 · requests).
    pub fn least_delay(&self, requests: f64) -> f64 {
        const STEPS: u32 = 20_000;
        let mut integral = 0.0;
        for step in 0..STEPS {
            let share = (f64::from(step) + 0.5) / f64::from(STEPS);
            let width = 0.5 / f64::from(STEPS);
            let span = self.quantile(share + width) - self.quantile(share - width);
            // √(f·S) dt = √(S · dF · dt)
            integral += ((1.0 - share) * 2.0 * width * span).sqrt();
        }
        integral * integral / (2.0 * requests)
    }
}
