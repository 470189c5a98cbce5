//! Progress from one reading to the next.

use std::rc::Rc;

use export_jobs::service::Operation;
use proptest::prelude::*;

use crate::scenario::answers::{ok, succeeded};
use crate::scenario::{Scenario, azure_job};

/// Returns what a poller reports for readings with these members, until the job succeeds.
fn reported(readings: impl IntoIterator<Item = String>) -> Vec<Option<f64>> {
    let readings =
        readings.into_iter().map(|members| ok(format!(r#"{{"status":"running"{members}}}"#)));
    let (service, _) = azure_job();
    let job = service.job(Operation::Train, "Loans", "42_638").unwrap();
    let script: Vec<_> = readings.chain([succeeded()]).collect();
    let mut scenario = Scenario::new(Rc::new(service), job, None, script);
    scenario.until_done().unwrap();
    assert_eq!(scenario.poller.status().unwrap().percent_complete, Some(100.0));
    scenario.reports.iter().map(|status| status.percent_complete).collect()
}

fn parts(of: &[(&str, u32)]) -> String {
    let parts: Vec<_> = of
        .iter()
        .map(|(name, percent)| format!(r#""{name}Status":{{"percentComplete":{percent}}}"#))
        .collect();
    format!(r#","result":{{{}}}"#, parts.join(","))
}

#[test]
fn progress_does_not_fall_when_another_part_begins() {
    let seen = reported([
        parts(&[("training", 50)]),
        parts(&[("training", 90)]),
        parts(&[("training", 100), ("evaluation", 0)]),
        parts(&[("training", 100), ("evaluation", 0), ("dataGeneration", 10)]),
        parts(&[("training", 100), ("evaluation", 80), ("dataGeneration", 60)]),
    ]);
    assert_eq!(seen, [25.0, 45.0, 50.0, 50.0, 80.0, 100.0].map(Some));
}

#[test]
fn a_reading_without_progress_does_not_lower_the_next() {
    let percent = |percent: u32| format!(r#","percentComplete":{percent}"#);
    let seen = reported([percent(60), String::new(), percent(20), percent(70)]);
    assert_eq!(seen, [Some(60.0), None, Some(60.0), Some(70.0), Some(100.0)]);
}

proptest! {
    #[test]
    fn progress_never_falls(
        readings in prop::collection::vec((0..=110_u32, 0..=110_u32, 0..=110_u32, 0..8_u8), 1..20),
    ) {
        let bodies = readings.into_iter().map(|(training, evaluation, generation, there)| {
            let all =
                [("training", training), ("evaluation", evaluation), ("dataGeneration", generation)];
            let there: Vec<_> =
                all.into_iter().enumerate().filter(|(at, _)| there >> at & 1 == 1).collect();
            parts(&there.into_iter().map(|(_, part)| part).collect::<Vec<_>>())
        });
        let seen: Vec<_> = reported(bodies).into_iter().flatten().collect();
        prop_assert!(seen.is_sorted(), "{seen:?}");
    }
}
