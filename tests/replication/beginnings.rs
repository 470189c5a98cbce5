//! Replications without interruption, and those that end before they begin.

use export_jobs::ErrorCode;
use export_jobs::replication::{
    Ending, Replication, ReplicationOptions, ReplicationState, Route, Selection, Step,
};
use export_jobs::service::{AzureLanguage, Family};
use export_jobs::workflow::Party;
use std::rc::Rc;

use super::drive::Drive;
use super::region::Tally;
use super::world::{EAST, Kind, WEST, World, file, mail};

#[test]
fn a_project_is_imported_trained_and_deployed_as_at_the_source() {
    for kind in [Kind::Conversation, Kind::Entities] {
        let mut world = World::new(kind);
        let mut drive = Drive::new(&mut world);
        let (outcome, state) = drive.replicate(mail(), &Default::default());
        outcome.unwrap();
        assert!(state.is_done());
        let run = &state.projects[0];
        assert_eq!(run.ending, Some(Ending::Done));
        assert!(run.verification.as_ref().unwrap().is_equal(), "{:?}", run.verification);
        assert!(run.evaluation.as_ref().unwrap().iter().all(|it| it.is_equal()));
        assert_eq!(run.evaluation.as_ref().unwrap().len(), 2);
        assert!(run.evaluation.as_ref().unwrap()[0].measures.len() >= 6);
        let target = &world.target.projects["Mail"];
        assert_eq!(target.file, file(kind, "Mail"));
        for model in &target.models {
            let mode = if kind == Kind::Conversation { "advanced" } else { "" };
            let trained = (model.config.as_str(), model.split, model.mode.as_str());
            assert_eq!(trained, ("2022-09-01", 70, mode), "as at the source");
        }
        let deployed: Vec<_> = target
            .deployments
            .iter()
            .map(|it| {
                let model = target.models.iter().find(|model| model.id == it.model_id).unwrap();
                (it.name.as_str(), model.label.as_str())
            })
            .collect();
        assert_eq!(deployed, [("production", "v1"), ("staging", "v2")]);
        let tally = Tally { exports: 1, imports: 1, trainings: 2, deployments: 2, copies: 0 };
        assert_eq!(world.target.tally, tally);
        assert_eq!(world.changes(Party::Source), [""; 0], "nothing is changed at the source");
    }
}

#[test]
fn progress_names_the_steps_in_order() {
    let mut world = World::new(Kind::Conversation);
    let mut drive = Drive::new(&mut world);
    drive.replicate(mail(), &Default::default()).0.unwrap();
    let mut order: Vec<_> = drive.progress.iter().map(|it| it.step).collect();
    order.dedup();
    let known: Vec<_> = Step::ALL.into_iter().filter(|it| order.contains(it)).collect();
    assert_eq!(order, known, "{:?}", drive.progress);
    let waiting = "waiting for the train job at the target";
    assert!(
        drive.progress.iter().any(|it| it.step == Step::Train && it.doing == waiting),
        "{:?}",
        drive.progress
    );
}

#[test]
fn progress_counts_the_requested_steps() {
    for (options, of) in [(mail(), 9), (ReplicationOptions { train: false, ..mail() }, 6)] {
        let mut world = World::new(Kind::Conversation);
        let mut drive = Drive::new(&mut world);
        drive.replicate(options.clone(), &Default::default()).0.unwrap();
        assert!(!drive.progress.is_empty());
        for it in &drive.progress {
            let before = Step::ALL.iter().filter(|step| **step < it.step && options.wants(**step));
            assert_eq!((it.number, it.of), (before.count() + 1, of), "{it:?}");
        }
    }
}

#[test]
fn nothing_is_deployed_without_training() {
    for (train, deploy, trainings, deployments) in
        [(true, true, 2, 2), (true, false, 2, 0), (false, true, 0, 0), (false, false, 0, 0)]
    {
        let options = ReplicationOptions { train, deploy, ..mail() };
        assert_eq!(options.wants(Step::Deploy), deployments > 0);
        let mut world = World::new(Kind::Conversation);
        let (outcome, _) = Drive::new(&mut world).replicate(options, &Default::default());
        outcome.unwrap();
        let tally = world.target.tally;
        assert_eq!((tally.trainings, tally.deployments), (trainings, deployments));
    }
}

#[test]
fn an_existing_project_is_left_alone_and_the_refusal_says_what_to_do() {
    let mut world = World::new(Kind::Conversation);
    let theirs = file(Kind::Conversation, "Mail");
    world.target.put(&theirs, &["old"], &[("production", "old")]);
    let mut drive = Drive::new(&mut world);
    let (outcome, state) = drive.replicate(mail(), &Default::default());
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(error.message().contains("targetName") && error.message().contains("`replace`"));
    assert!(matches!(state.projects[0].ending, Some(Ending::Failed { step: Step::Look, .. })));
    assert_eq!(world.changes(Party::Target), [""; 0]);
    assert_eq!(world.target.projects["Mail"].models.len(), 1);
}

#[test]
fn a_project_to_replace_is_backed_up_before_anything_is_sent() {
    let mut world = World::new(Kind::Conversation);
    let mut theirs = file(Kind::Conversation, "Mail");
    theirs["metadata"]["description"] = "what they had".into();
    world.target.put(&theirs, &[], &[]);
    let mut drive = Drive::new(&mut world);
    let options = ReplicationOptions { replace: vec!["Mail".to_owned()], ..mail() };
    drive.replicate(options, &Default::default()).0.unwrap();
    let (name, backup) = &drive.backups[0];
    let backup: serde_json::Value = serde_json::from_slice(backup).unwrap();
    assert_eq!((name.as_str(), &backup), ("Mail", &theirs));
    assert_eq!(world.target.projects["Mail"].file, file(Kind::Conversation, "Mail"));
}

#[test]
fn nothing_is_replaced_without_a_place_for_the_backup() {
    let mut world = World::new(Kind::Conversation);
    let theirs = file(Kind::Conversation, "Mail");
    world.target.put(&theirs, &["old"], &[]);
    let mut drive = Drive::new(&mut world);
    drive.keeps_backups = false;
    let options = ReplicationOptions { replace: vec!["Mail".to_owned()], ..mail() };
    let (outcome, state) = drive.replicate(options, &Default::default());
    assert_eq!(outcome.unwrap_err().message(), "The disk is full.");
    assert!(matches!(state.projects[0].ending, Some(Ending::Failed { step: Step::Backup, .. })));
    assert_eq!(world.changes(Party::Target), [""; 0]);
}

#[test]
fn a_project_that_appears_during_a_run_is_not_overwritten() {
    let mut world = World::new(Kind::Conversation);
    let mut drive = Drive::new(&mut world);
    let options = ReplicationOptions { stop_after: Some(Step::Export), ..mail() };
    let (outcome, state) = drive.replicate(options, &Default::default());
    outcome.unwrap();
    assert_eq!(state.projects[0].ending, Some(Ending::Stopped(Step::Export)));
    world.target.put(&file(Kind::Conversation, "Mail"), &["theirs"], &[]);
    let goes_on = ReplicationState {
        options: ReplicationOptions { stop_after: None, ..state.options.clone() },
        ..state
    };
    let mut drive = Drive::new(&mut world);
    let (outcome, _) = drive.resume(&goes_on.to_json(), &Default::default());
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(world.target.tally.imports, 0);
}

#[test]
fn only_the_name_and_the_container_change() {
    let mut world = World::new(Kind::Entities);
    let mut drive = Drive::new(&mut world);
    let options = ReplicationOptions {
        target_name: Some("Mail-west".to_owned()),
        container: Some("papers".to_owned()),
        ..mail()
    };
    drive.replicate(options, &Default::default()).0.unwrap();
    let mut expected = file(Kind::Entities, "Mail-west");
    expected["metadata"]["storageInputContainerName"] = "papers".into();
    assert_eq!(world.target.projects["Mail-west"].file, expected);
}

#[test]
fn a_filter_chooses_projects_and_a_failure_stops_no_other() {
    let mut world = World::new(Kind::Conversation);
    for name in ["Mail-2", "Mail-3", "Other"] {
        world.source.put(&file(Kind::Conversation, name), &[], &[]);
    }
    world.target.put(&file(Kind::Conversation, "Mail-2"), &[], &[]);
    let mut drive = Drive::new(&mut world);
    let all =
        Selection::All { kind: Some("conversation".to_owned()), prefix: Some("Mail".to_owned()) };
    let (outcome, state) = drive.replicate(ReplicationOptions::new(all), &Default::default());
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::Conflict);
    let done: Vec<_> = state.projects.iter().map(|it| (it.source.as_str(), it.is_done())).collect();
    assert_eq!(done, [("Mail", true), ("Mail-2", false), ("Mail-3", true)]);
    assert!(state.projects[2].notes[0].contains("no trained model"));
    assert!(!world.target.projects.contains_key("Other"));
}

#[test]
fn a_filter_that_matches_no_project_is_an_error() {
    let mut world = World::new(Kind::Conversation);
    let mut drive = Drive::new(&mut world);
    let all = Selection::All { kind: Some("Orchestration".to_owned()), prefix: None };
    let (outcome, _) = drive.replicate(ReplicationOptions::new(all), &Default::default());
    assert_eq!(outcome.unwrap_err().code(), ErrorCode::NotFound);
}

#[test]
fn a_replication_stops_after_any_step_and_continues_from_there() {
    for last in Step::ALL {
        let mut world = World::new(Kind::Conversation);
        let mut drive = Drive::new(&mut world);
        let options = ReplicationOptions { stop_after: Some(last), ..mail() };
        let (outcome, state) = drive.replicate(options, &Default::default());
        outcome.unwrap();
        let ending = if last == Step::Deploy { Ending::Done } else { Ending::Stopped(last) };
        assert_eq!(state.projects[0].ending, Some(ending));
        assert_eq!(drive.world.target.tally.imports, u32::from(last >= Step::Import));
        let options = ReplicationOptions { stop_after: None, ..state.options.clone() };
        let state = ReplicationState { options, ..state };
        let (outcome, state) = drive.resume(&state.to_json(), &Default::default());
        outcome.unwrap();
        assert!(state.is_done());
        let tally = world.target.tally;
        assert_eq!((tally.imports, tally.trainings, tally.deployments), (1, 2, 2), "{last:?}");
    }
}

#[test]
fn a_job_that_fails_ends_its_project_and_is_tried_again_when_resumed() {
    let mut world = World::new(Kind::Conversation);
    world.target.fails = Some("The container does not exist.");
    let mut drive = Drive::new(&mut world);
    let (outcome, state) = drive.replicate(mail(), &Default::default());
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::JobFailed);
    assert!(error.message().contains("The container does not exist."));
    assert!(matches!(state.projects[0].ending, Some(Ending::Failed { step: Step::Import, .. })));
    let kept = drive.kept.clone().unwrap();
    let (outcome, state) = drive.resume(&kept, &Default::default());
    outcome.unwrap();
    assert!(state.is_done());
    assert_eq!(world.target.tally.imports, 2);
}

#[test]
fn the_service_copies_where_both_sides_can() {
    let mut world = World::new(Kind::Conversation);
    world.version = "2023-11-15-preview";
    let mut drive = Drive::new(&mut world);
    let options = ReplicationOptions { route: Route::Copy, ..mail() };
    let (outcome, state) = drive.replicate(options.clone(), &Default::default());
    outcome.unwrap();
    assert!(!state.to_json().contains("secret-token-of-the-copy"));
    assert!(state.projects[0].verification.as_ref().unwrap().is_equal());
    assert_eq!((world.source.tally.copies, world.target.tally.imports), (1, 0));
    assert_eq!(world.target.tally.deployments, 2);

    let mut world = World::new(Kind::Conversation);
    let (outcome, _) = Drive::new(&mut world).replicate(options, &Default::default());
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidArgument);
    assert!(error.message().contains("\"import\""), "{error}");
}

#[test]
fn contradictory_options_are_refused_by_the_constructor() {
    let client = |origin, family| Rc::new(AzureLanguage::new(origin, family, None).unwrap());
    let (east, west) = (client(EAST, Family::AnalyzeText), client(WEST, Family::AnalyzeText));
    let other = client(WEST, Family::AnalyzeConversations);
    let named = |names: &[&str]| {
        ReplicationOptions::new(Selection::Named(names.iter().map(|it| (*it).to_owned()).collect()))
    };
    let renamed = ReplicationOptions { target_name: Some("B".to_owned()), ..named(&["A", "C"]) };
    for (source, target, options) in [
        (&east, &west, named(&[])),
        (&east, &west, renamed),
        (&east, &other, named(&["A"])),
        (&east, &east, named(&["A"])),
    ] {
        let refused =
            Replication::new(source.clone(), target.clone(), options, &Default::default());
        assert_eq!(refused.err().unwrap().code(), ErrorCode::InvalidArgument);
    }
}

#[test]
fn a_state_of_other_resources_or_of_no_replication_is_refused() {
    let mut world = World::new(Kind::Conversation);
    let (_, state) = Drive::new(&mut world).replicate(mail(), &Default::default());
    let swapped = Replication::resume(
        state.clone(),
        world.client(Party::Target),
        world.client(Party::Source),
        &Default::default(),
    );
    assert_eq!(swapped.err().unwrap().code(), ErrorCode::InvalidArgument);
    let json = state.to_json();
    for broken in ["", "{}", "[]", "null", r#"{"version":2}"#, &json[..json.len() / 2]] {
        let error = ReplicationState::from_json(broken.as_bytes()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{broken}");
    }
}
