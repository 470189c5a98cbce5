//! Progress from one reading to the next.

use std::cell::Cell;

use crate::scenario::MINUTE;
use crate::scenario::answers::{ok, succeeded};
use crate::scene::Scene;
use crate::service::training;

#[test]
fn progress_does_not_fall_when_another_part_begins() {
    let readings = Cell::new(0);
    let mut scene = Scene::new(move |_| {
        readings.set(readings.get() + 1);
        let generation = r#","dataGenerationStatus":{"percentComplete":10}"#;
        let parts = match readings.get() {
            1 => "",
            2 => generation,
            _ => return succeeded(),
        };
        ok(format!(
            r#"{{"status":"running","result":{{"trainingStatus":{{"percentComplete":60}}{parts}}}}}"#
        ))
    });
    let key = scene.add(training(1));
    let percent = |scene: &Scene| {
        let status = scene.board.job(key, scene.now).unwrap().status;
        (scene.sent.len(), status.and_then(|status| status.percent_complete))
    };
    let mut seen = Vec::new();
    while scene.now < 60 * MINUTE {
        scene.run(scene.now + 100);
        if seen.last() != Some(&percent(&scene)) {
            seen.push(percent(&scene));
        }
    }
    seen.retain(|(_, percent)| percent.is_some());
    assert_eq!(seen, [(1, Some(30.0)), (2, Some(30.0)), (3, Some(100.0))]);
}
