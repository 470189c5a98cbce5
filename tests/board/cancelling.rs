//! Cancelling a job at the service, which is not the same as removing it from the board.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use export_jobs::ErrorCode;
use export_jobs::board::ChangeKind;

use crate::scenario::MINUTE;
use crate::scenario::answers::{answer, running, state, succeeded};
use crate::scene::{Scene, What};
use crate::service::{azure_job, training};

/// Returns a scene with trainings that run until they are cancelled, which takes three seconds.
fn trainings() -> Scene {
    let cancelled = Rc::new(RefCell::new(BTreeMap::new()));
    Scene::new(move |sent| match sent.what {
        What::Cancel => {
            let (url, _) = sent.url.split_once("/:cancel").unwrap();
            cancelled.borrow_mut().insert(url.to_owned(), sent.at);
            answer(202, &[], "")
        }
        _ => match cancelled.borrow().iter().find(|(url, _)| sent.url.starts_with(*url)) {
            Some((_, at)) if sent.at >= at + 3_000 => state("cancelled"),
            Some(_) => state("cancelling"),
            None => running(),
        },
    })
}

#[test]
fn a_cancelled_job_is_followed_to_its_end() {
    let mut scene = trainings();
    let (key, other) = (scene.add(training(1)), scene.add(training(2)));
    scene.run(MINUTE);
    scene.cancel(key).unwrap();
    scene.run(MINUTE + 1_000);
    assert_eq!(scene.times(What::Cancel).len(), 1);
    assert!(matches!(&scene.cancels[..], [(one, Ok(()))] if *one == key));
    let status = scene.board.job(key, scene.now).unwrap().status.unwrap();
    assert_eq!(status.state.as_str(), "cancelling");
    assert_eq!(scene.count(key, ChangeKind::Ended), 0, "taken, which is no end");

    scene.run(2 * MINUTE);
    let job = scene.board.job(key, scene.now).unwrap();
    let error = job.outcome.unwrap().clone().unwrap_err();
    assert_eq!(error.code(), ErrorCode::JobCancelled);
    assert_eq!(scene.count(key, ChangeKind::Ended), 1);
    assert!(scene.board.job(other, scene.now).unwrap().outcome.is_none());
}

#[test]
fn removing_a_job_sends_no_request() {
    let mut scene = trainings();
    let key = scene.add(training(1));
    scene.run(10_000);
    let before = scene.sent.len();
    assert!(scene.board.remove(key, scene.now));
    scene.run(10 * MINUTE);
    assert_eq!(scene.sent.len(), before);
    assert_eq!(
        (scene.count(key, ChangeKind::Removed), scene.count(key, ChangeKind::Ended)),
        (1, 0)
    );
}

#[test]
fn a_job_that_cannot_be_cancelled_is_still_followed() {
    let mut scene = Scene::new(|sent| if sent.at < 5_000 { running() } else { succeeded() });
    let key = scene.add(azure_job(1));
    let refusal = scene.cancel(key).unwrap_err();
    assert_eq!(refusal.code(), ErrorCode::InvalidArgument);
    assert_eq!(scene.cancel(999).unwrap_err().code(), ErrorCode::InvalidArgument);
    scene.run(MINUTE);
    assert!(scene.times(What::Cancel).is_empty());
    assert_eq!(scene.board.job(key, scene.now).unwrap().outcome, Some(&Ok(())));
}

#[test]
fn a_throttled_cancellation_is_sent_again_after_the_silence() {
    let mut refused = false;
    let mut scene = Scene::new(move |sent| match sent.what {
        What::Cancel if !std::mem::replace(&mut refused, true) => {
            answer(429, &[("Retry-After", "15")], "")
        }
        What::Cancel => answer(202, &[], ""),
        _ if sent.at < MINUTE => running(),
        _ => state("cancelled"),
    });
    let key = scene.add(training(1));
    scene.run(10_000);
    scene.cancel(key).unwrap();
    scene.cancel(key).unwrap();
    scene.run(2 * MINUTE);
    let cancels = scene.times(What::Cancel);
    assert_eq!(cancels.len(), 2, "the refused one, and one more: {cancels:?}");
    assert!(cancels[1] >= cancels[0] + 15_000);
    assert_eq!(scene.cancels.len(), 1);
}

#[test]
fn cancellations_keep_to_the_limit_of_submissions() {
    let mut scene = trainings();
    let keys: Vec<_> = (0..25).map(|n| scene.add(training(n))).collect();
    scene.run(MINUTE);
    for key in &keys {
        scene.cancel(*key).unwrap();
    }
    scene.run(10 * MINUTE);
    let cancels = scene.times(What::Cancel);
    assert_eq!(cancels.len(), 25);
    assert!(cancels.windows(11).all(|window| window[10] - window[0] >= MINUTE), "{cancels:?}");
    assert!(keys.iter().all(|key| scene.count(*key, ChangeKind::Ended) == 1));
}

#[test]
fn a_removed_job_does_not_block_other_cancellations() {
    let mut scene = trainings();
    let keys: Vec<_> = (0..8).map(|n| scene.add(training(n))).collect();
    scene.run(10_000);
    for key in keys {
        scene.cancel(key).unwrap();
        scene.board.remove(key, scene.now);
    }
    scene.run(20_000);
    let before = scene.sent.len();
    scene.add(training(100));
    scene.run(30_000);
    assert!(scene.sent.len() > before, "nothing is sent any more");
}
