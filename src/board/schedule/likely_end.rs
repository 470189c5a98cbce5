//! The likely end of a job, for people.

use crate::plain;

use super::history::float;
use crate::board::schedule::{Estimate, Outlook};

/// The lowest number of known ends of similar jobs.
const ENOUGH: f64 = 5.0;

/// The cumulative hazard at which one of ten jobs has ended: -ln 0.9.
const ONE_OF_TEN: f64 = 0.105_36;
/// The cumulative hazard at which nine of ten jobs have ended: -ln 0.1.
const NINE_OF_TEN: f64 = std::f64::consts::LN_10;

plain! {
    /// The likely end of a job, counted from now. It is based on the job's own progress, or on the durations of earlier
    /// jobs of its kind: eight of ten such jobs ended within these times. It is an estimate and not a promise.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct LikelyEnd {
        /// The time until the earliest likely end, in milliseconds.
        pub from_ms: u64,
        /// The time until the latest likely end, in milliseconds.
        pub to_ms: u64,
    }
}

impl LikelyEnd {
    /// Returns the likely end of a job, or `None` if too little is known.
    pub(crate) fn of(outlook: &Outlook<'_>) -> Option<Self> {
        if let Some(Estimate { remaining_ms, spread_ms }) = outlook.estimate {
            let from_ms = remaining_ms.saturating_sub(spread_ms);
            return Some(Self { from_ms, to_ms: remaining_ms.saturating_add(spread_ms) });
        }
        let history = outlook.history.filter(|history| history.ends() >= ENOUGH)?;
        // The cumulative hazard from now on: the ends per running job, range by range.
        let (mut hazard, mut at) = (0.0, outlook.age_ms);
        let (mut from, mut to) = (None, None);
        for stretch in history.from(outlook.age_ms).take_while(|stretch| stretch.seen > 0.0) {
            let rate = stretch.ends / stretch.seen;
            let reaches = |goal: f64| (goal - hazard) / rate;
            let span = float(stretch.end.saturating_sub(at));
            let end = hazard + rate * span;
            let time = |goal| later(at, reaches(goal));
            if from.is_none() && end >= ONE_OF_TEN {
                from = Some(time(ONE_OF_TEN));
            }
            if end >= NINE_OF_TEN {
                to = Some(time(NINE_OF_TEN));
                break;
            }
            if rate > 0.0 {
                to = Some(stretch.end);
            }
            (hazard, at) = (end, stretch.end);
        }
        let in_ms = |at: u64| at.saturating_sub(outlook.age_ms);
        Some(Self { from_ms: in_ms(from?), to_ms: in_ms(to?) })
    }
}

fn later(at: u64, ms: f64) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let ms = ms as u64;
    at.saturating_add(ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::History;

    fn outlook(history: &History, age_ms: u64) -> Outlook<'_> {
        Outlook { age_ms, history: Some(history), estimate: None }
    }

    /// Returns the history of jobs that ended at these ages.
    fn ended_at(ages: &[u64]) -> History {
        let mut history = History::default();
        for age in ages {
            history.went_on(0, *age);
            history.ended(*age, age + 100);
        }
        history
    }

    #[test]
    fn too_few_jobs_say_nothing() {
        assert_eq!(LikelyEnd::of(&outlook(&ended_at(&[60_000; 4]), 0)), None);
        assert!(LikelyEnd::of(&outlook(&ended_at(&[60_000; 5]), 0)).is_some());
        assert_eq!(LikelyEnd::of(&Outlook { age_ms: 0, history: None, estimate: None }), None);
    }

    #[test]
    fn jobs_that_took_a_minute_will_take_about_a_minute() {
        let history = ended_at(&[60_000; 20]);
        let end = LikelyEnd::of(&outlook(&history, 0)).unwrap();
        assert!((40_000..=60_000).contains(&end.from_ms), "{end:?}");
        assert!((60_000..=70_000).contains(&end.to_ms), "{end:?}");
        let later = LikelyEnd::of(&outlook(&history, 30_000)).unwrap();
        assert_eq!((later.from_ms, later.to_ms), (end.from_ms - 30_000, end.to_ms - 30_000));
    }

    #[test]
    fn eight_of_ten_jobs_end_within_it() {
        let ages: Vec<u64> = (1..=100).map(|n| n * 3_000).collect();
        let end = LikelyEnd::of(&outlook(&ended_at(&ages), 0)).unwrap();
        let within = ages.iter().filter(|age| (end.from_ms..=end.to_ms).contains(age)).count();
        assert!((70..=92).contains(&within), "{within} of 100 in {end:?}");
    }

    #[test]
    fn a_job_that_is_older_than_all_others_says_nothing() {
        assert_eq!(LikelyEnd::of(&outlook(&ended_at(&[60_000; 20]), 500_000)), None);
    }

    #[test]
    fn progress_counts_more_than_other_jobs() {
        let estimate = Some(Estimate { remaining_ms: 9_000, spread_ms: 1_500 });
        let history = ended_at(&[60_000; 20]);
        let end = LikelyEnd::of(&Outlook { estimate, ..outlook(&history, 5_000) });
        assert_eq!(end, Some(LikelyEnd { from_ms: 7_500, to_ms: 10_500 }));
    }
}
