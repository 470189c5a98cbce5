//! The run is killed at every request, in every way, and continues from the last stored state. The
//! end is the same, nothing is done twice, and nothing is lost.

use export_jobs::replication::{DocumentLocations, ReplicationOptions};
use export_jobs::workflow::Party;

use super::drive::{Drive, Fate};
use super::storage::{EAST as DOCS, SAS, WEST as PAPERS};
use super::world::{Kind, World, file, mail};

fn scene(kind: Kind) -> (World, ReplicationOptions, DocumentLocations) {
    let mut world = World::new(kind);
    let mut options = mail();
    let mut documents = DocumentLocations::default();
    if kind == Kind::Entities {
        for name in ["01.txt", "The_Queen%27s.txt"] {
            let bytes = name.as_bytes().to_vec();
            world.storage.blobs.insert(format!("{DOCS}/{name}"), bytes);
        }
        options.container = Some("papers".to_owned());
        documents.source = Some(format!("{DOCS}?{SAS}"));
        documents.target = Some(format!("{PAPERS}?{SAS}"));
    }
    // A project at the target is replaced, so its backup must be handed out first.
    let mut theirs = file(kind, "Mail");
    theirs["metadata"]["description"] = "theirs".into();
    world.target.put(&theirs, &["v1"], &[("production", "v1")]);
    options.replace = vec!["Mail".to_owned()];
    (world, options, documents)
}

fn check(world: &World, backups: &[(String, Vec<u8>)], what: &str) {
    let target = &world.target.projects["Mail"];
    assert_eq!(target.file["assets"], world.source.projects["Mail"].file["assets"], "{what}");
    let names: Vec<_> = target.deployments.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["production", "staging"], "{what}");
    for deployment in &target.deployments {
        assert!(target.models.iter().any(|model| model.id == deployment.model_id), "{what}");
    }
    let tally = world.target.tally;
    let made = (tally.imports, tally.trainings, tally.deployments);
    assert_eq!(made, (1, 2, 2), "{what}: nothing is done twice");
    assert_eq!(world.changes(Party::Source), [""; 0], "{what}");
    let theirs = |(_, bytes): &(String, Vec<u8>)| {
        let file: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        file["metadata"]["description"] == "theirs"
    };
    assert!(backups.iter().any(theirs), "{what}: what was replaced was handed out");
}

/// Counts the requests of an undisturbed run.
fn requests(kind: Kind) -> usize {
    let (mut world, options, documents) = scene(kind);
    let mut drive = Drive::new(&mut world);
    drive.replicate(options, &documents).0.unwrap();
    let (sent, backups) = (drive.sent, std::mem::take(&mut drive.backups));
    check(&world, &backups, "undisturbed");
    sent
}

#[test]
fn a_replication_resumes_after_a_crash_at_any_request() {
    for kind in [Kind::Conversation, Kind::Entities] {
        let count = requests(kind);
        assert!(count > 40, "{count}");
        for at in 0..count {
            for fate in [Fate::KilledBefore, Fate::KilledDuring, Fate::KilledAfter] {
                let what = format!("{kind:?}, request {at}, {fate:?}");
                let (mut world, options, documents) = scene(kind);
                let mut drive = Drive::new(&mut world);
                drive.fate = Some((at, fate));
                let _ = drive.replicate(options, &documents);
                assert!(drive.is_killed, "{what}");
                (drive.fate, drive.is_killed) = (None, false);
                let kept = drive.kept.clone().expect("the state is kept before the first request");
                drive.world.now += 5_000;
                let (outcome, state) = drive.resume(&kept, &documents);
                assert_eq!(outcome, Ok(()), "{what}");
                assert!(state.is_done(), "{what}");
                let run = &state.projects[0];
                assert!(run.verification.as_ref().unwrap().is_equal(), "{what}");
                let backups = std::mem::take(&mut drive.backups);
                check(&world, &backups, &what);
            }
        }
    }
}

#[test]
fn a_replication_resumed_after_a_week_exports_again_and_repeats_nothing() {
    for kind in [Kind::Conversation, Kind::Entities] {
        let count = requests(kind);
        for at in 0..count {
            let what = format!("{kind:?}, request {at}");
            let (mut world, options, documents) = scene(kind);
            let mut drive = Drive::new(&mut world);
            drive.fate = Some((at, Fate::KilledDuring));
            let _ = drive.replicate(options, &documents);
            (drive.fate, drive.is_killed) = (None, false);
            let kept = drive.kept.clone().unwrap();
            drive.world.now += 8 * 86_400_000;
            drive.world.target.advance(drive.world.now);
            drive.world.source.forget_jobs();
            drive.world.target.forget_jobs();
            let (outcome, state) = drive.resume(&kept, &documents);
            assert_eq!(outcome, Ok(()), "{what}");
            assert!(state.is_done(), "{what}");
            let backups = std::mem::take(&mut drive.backups);
            check(&world, &backups, &what);
        }
    }
}

#[test]
fn a_replication_survives_any_failure_of_any_request() {
    for kind in [Kind::Conversation, Kind::Entities] {
        let count = requests(kind);
        for at in 0..count {
            for fate in [
                Fate::LostOnTheWay,
                Fate::AnswerLost,
                Fate::Fails(500),
                Fate::Fails(503),
                Fate::Fails(429),
                Fate::Fails(408),
            ] {
                let what = format!("{kind:?}, request {at}, {fate:?}");
                let (mut world, options, documents) = scene(kind);
                let mut drive = Drive::new(&mut world);
                drive.fate = Some((at, fate));
                let (outcome, state) = drive.replicate(options, &documents);
                assert_eq!(outcome, Ok(()), "{what}");
                assert!(state.is_done(), "{what}");
                let backups = std::mem::take(&mut drive.backups);
                check(&world, &backups, &what);
            }
        }
    }
}
