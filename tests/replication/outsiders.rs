//! Another client changes the target while a replication runs, at every point where the script
//! waits or repeats. Its changes are either kept or backed up, and the run reports them.

use std::cell::Cell;
use std::rc::Rc;

use export_jobs::replication::{DocumentLocations, ReplicationOptions, ReplicationState, Route};
use export_jobs::workflow::Party;
use export_jobs::{ErrorCode, Method, Request, Result};
use proptest::prelude::*;

use super::drive::{Drive, Fate, is_change};
use super::region::{Deployment, Model};
use super::storage::{EAST as DOCS, SAS, WEST as PAPERS};
use super::world::{Kind, World, file, mail};

/// The changes that another client makes to the target's project "Mail".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    /// Creates the project, or edits it.
    Edit,
    Delete,
    /// Trains a model with a label that the replication will use.
    Train,
    /// Creates a deployment with a name that the replication will use.
    Deploy,
}

const ACTS: [Act; 4] = [Act::Edit, Act::Delete, Act::Train, Act::Deploy];

fn do_it(world: &mut World, act: Act, number: usize) {
    let now = world.now;
    let project = world.target.projects.get_mut("Mail");
    match (act, project) {
        (Act::Edit, project) => {
            let trained = project.map(|it| (it.models.clone(), it.deployments.clone()));
            let mut theirs = file(Kind::Conversation, "Mail");
            theirs["metadata"]["description"] = format!("theirs {number}").into();
            world.target.put(&theirs, &[], &[]);
            let project = world.target.projects.get_mut("Mail").unwrap();
            (project.models, project.deployments) = trained.unwrap_or_default();
            project.modified_at = now;
        }
        (Act::Delete, _) => drop(world.target.projects.remove("Mail")),
        (Act::Train, Some(project)) => {
            project.models.retain(|it| it.label != "v1");
            project.models.push(Model {
                label: "v1".to_owned(),
                id: format!("theirs-{number}"),
                trained_at: now,
                config: "2022-09-01".to_owned(),
                mode: "standard".to_owned(),
                split: 50,
            });
        }
        (Act::Deploy, Some(project)) => {
            project.deployments.retain(|it| it.name != "production");
            let model_id = format!("theirs-{number}");
            project.deployments.push(Deployment { name: "production".to_owned(), model_id });
        }
        (Act::Train | Act::Deploy, None) => {}
    }
}

/// The invariants when a request arrives that changes something.
fn check_arrival(world: &World, backups: &[(String, Vec<u8>)], request: &Request, what: &str) {
    let Some(there) = world.target.projects.get("Mail") else { return };
    let path = request.url.split('?').next().unwrap();
    if path.ends_with(":import") || path.ends_with(":copy") {
        let is_backup = |(name, bytes): &(String, Vec<u8>)| {
            name == "Mail"
                && serde_json::from_slice::<serde_json::Value>(bytes).unwrap() == there.file
        };
        assert!(backups.iter().any(is_backup), "{what}: it replaces what is not backed up");
    } else if path.ends_with(":train") {
        let body: serde_json::Value =
            serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
        let is_theirs = |it: &Model| body["modelLabel"] == *it.label && it.id.starts_with("theirs");
        assert!(!there.models.iter().any(is_theirs), "{what}: it replaces their model");
    } else {
        let name = path.rsplit('/').next().unwrap();
        let is_theirs = |it: &Deployment| it.name == name && it.model_id.starts_with("theirs");
        assert!(!there.deployments.iter().any(is_theirs), "{what}: it replaces their deployment");
    }
}

#[derive(Clone, Copy, Debug)]
struct Scene {
    /// True if the target has such a project at first, which may be replaced.
    replaces: bool,
    route: Route,
    /// The first refusal of each request that changes something.
    refusals: &'static [u16],
}

struct Played {
    outcome: Result<()>,
    state: ReplicationState,
    /// The number of requests.
    count: usize,
    /// The acts that happened.
    acts: usize,
    backups: Vec<(String, Vec<u8>)>,
    events: Vec<String>,
}

/// Performs acts, each before the request with that number arrives. It leaves out the acts against
/// which the service has no protection: those between the last look and the submission, and those
/// while the service itself imports.
fn play(world: &mut World, scene: Scene, acts: &[(usize, Act)]) -> Played {
    let what = format!("{scene:?} {acts:?}");
    let mut options = ReplicationOptions { route: scene.route, ..mail() };
    if scene.route == Route::Copy {
        world.version = "2023-11-15-preview";
    }
    if scene.replaces {
        world.target.put(&file(Kind::Conversation, "Mail"), &["v1"], &[("production", "v1")]);
        options.replace.push("Mail".to_owned());
    }
    let (count, played) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let mut drive = Drive::new(world);
    drive.refusals = scene.refusals;
    let (counted, counting) = (count.clone(), played.clone());
    let acts = acts.to_vec();
    drive.outsider = Some(Box::new(move |world, backups, to, request, is_carried_out| {
        let number = counted.get();
        counted.set(number + 1);
        world.source.advance(world.now);
        world.target.advance(world.now);
        let is_in_the_window = is_carried_out && is_change(to, request);
        let is_replacing = world.target.is_replacing() || world.source.is_replacing();
        for (_, act) in acts.iter().filter(|(at, _)| *at == number) {
            if !is_in_the_window && !is_replacing {
                do_it(world, *act, number);
                counting.set(counting.get() + 1);
            }
        }
        if is_in_the_window {
            check_arrival(world, backups, request, &what);
        }
    }));
    let (outcome, state) = drive.replicate(options, &Default::default());
    let (backups, events) = (std::mem::take(&mut drive.backups), std::mem::take(&mut drive.events));
    Played { outcome, state, count: count.get(), acts: played.get(), backups, events }
}

/// Either everything is correct, or the run reports the obstacle.
fn check_end(played: &Played, what: &str) {
    let run = &played.state.projects[0];
    match &played.outcome {
        Ok(()) => assert!(played.state.is_done(), "{what}"),
        Err(error) => {
            let codes = [ErrorCode::Conflict, ErrorCode::NotFound];
            assert!(codes.contains(&error.code()), "{what}: {error}");
            assert!(run.ending.is_some(), "{what}");
        }
    }
    if played.backups.len() > 1 {
        assert!(run.notes.iter().any(|note| note.contains("backed up again")), "{what}");
    }
}

const REFUSALS: [&[u16]; 2] = [&[], &[429, 401]];

#[test]
fn changes_by_others_at_any_moment_are_kept_or_backed_up() {
    let mut played = 0;
    for replaces in [false, true] {
        for (route, refusals) in
            [(Route::Import, REFUSALS[0]), (Route::Import, REFUSALS[1]), (Route::Copy, REFUSALS[1])]
        {
            let scene = Scene { replaces, route, refusals };
            let undisturbed = play(&mut World::new(Kind::Conversation), scene, &[]);
            undisturbed.outcome.unwrap();
            for at in 0..undisturbed.count {
                for act in ACTS {
                    let what = format!("{scene:?}, request {at}, {act:?}");
                    let one = play(&mut World::new(Kind::Conversation), scene, &[(at, act)]);
                    check_end(&one, &what);
                    played += one.acts;
                }
            }
        }
    }
    assert!(played > 1_000, "{played}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn repeated_changes_by_others_are_kept_or_backed_up(
        replaces in any::<bool>(),
        refusals in prop::sample::select(&REFUSALS[..]),
        acts in prop::collection::vec((0_usize..90, prop::sample::select(&ACTS[..])), 1..12),
    ) {
        let scene = Scene { replaces, route: Route::Import, refusals };
        let played = play(&mut World::new(Kind::Conversation), scene, &acts);
        check_end(&played, &format!("{scene:?} {acts:?}"));
    }
}

#[test]
fn changes_by_others_between_runs_are_kept_or_backed_up() {
    let count = play(
        &mut World::new(Kind::Conversation),
        Scene { replaces: true, route: Route::Import, refusals: &[] },
        &[],
    )
    .count;
    let mut played = 0;
    for replaces in [false, true] {
        for at in 0..count {
            for fate in [Fate::KilledBefore, Fate::KilledDuring] {
                for act in ACTS {
                    let what = format!("{replaces} {at} {fate:?} {act:?}");
                    let mut world = World::new(Kind::Conversation);
                    let mut options = mail();
                    if replaces {
                        let theirs = file(Kind::Conversation, "Mail");
                        world.target.put(&theirs, &["v1"], &[("production", "v1")]);
                        options.replace.push("Mail".to_owned());
                    }
                    let mut drive = Drive::new(&mut world);
                    drive.fate = Some((at, fate));
                    let _ = drive.replicate(options, &Default::default());
                    if !drive.is_killed {
                        continue;
                    }
                    (drive.fate, drive.is_killed) = (None, false);
                    drive.world.now += 5_000;
                    drive.world.target.advance(drive.world.now);
                    do_it(drive.world, act, at);
                    let checked = what.clone();
                    drive.outsider = Some(Box::new(move |world, backups, to, request, _| {
                        if is_change(to, request) {
                            check_arrival(world, backups, request, &checked);
                        }
                    }));
                    let kept = drive.kept.clone().unwrap();
                    let (outcome, _) = drive.resume(&kept, &Default::default());
                    if let Err(error) = outcome {
                        let codes = [ErrorCode::Conflict, ErrorCode::NotFound];
                        assert!(codes.contains(&error.code()), "{what}: {error}");
                    }
                    played += 1;
                }
            }
        }
    }
    assert!(played > 500, "{played}");
}

#[test]
fn the_target_is_read_directly_before_each_change() {
    for replaces in [false, true] {
        for (route, refusals) in
            [(Route::Import, REFUSALS[0]), (Route::Import, REFUSALS[1]), (Route::Copy, REFUSALS[1])]
        {
            let scene = Scene { replaces, route, refusals };
            let played = play(&mut World::new(Kind::Conversation), scene, &[]);
            let is_sending = |event: &str| {
                let reads = [":export ", ":authorize-copy "].iter().any(|it| event.contains(it));
                event != "keep" && !event.contains(" GET ") && !reads
            };
            let mut count = 0;
            for pair in played.events.windows(2).filter(|pair| is_sending(&pair[1])) {
                assert!(pair[0].starts_with("target GET "), "{scene:?}: {pair:#?}");
                // Only the script may send it again.
                assert!(!pair[1].ends_with("Renewed"), "{scene:?}: {pair:#?}");
                count += 1;
            }
            // An import, two trainings and two deployments, each with its refusals.
            assert_eq!(count, 5 * (1 + refusals.len()), "{scene:?}");
            let fresh = |event: &&String| event.ends_with("OnceWithFreshToken");
            let expected = if refusals.is_empty() { 0 } else { 5 };
            assert_eq!(played.events.iter().filter(fresh).count(), expected, "{scene:?}");
        }
    }
}

/// Returns the number of the nth look at the target before the import.
fn number_of(played: &Played, wanted: impl Fn(&str) -> bool, nth: usize) -> usize {
    let requests = played.events.iter().filter(|event| *event != "keep").enumerate();
    requests.filter(|(_, event)| wanted(event)).nth(nth).unwrap().0
}

#[test]
fn a_project_created_during_a_throttled_import_is_kept() {
    let scene = Scene { replaces: false, route: Route::Import, refusals: &[429] };
    let undisturbed = play(&mut World::new(Kind::Conversation), scene, &[]);
    let first = number_of(&undisturbed, |event| event.contains(":import "), 0);
    let mut world = World::new(Kind::Conversation);
    let played = play(&mut world, scene, &[(first + 1, Act::Edit)]);
    assert_eq!(played.outcome.unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(world.target.tally.imports, 0);
    let there = &world.target.projects["Mail"].file;
    assert!(there["metadata"]["description"].as_str().unwrap().starts_with("theirs"));
}

#[test]
fn an_edit_during_a_throttled_import_is_backed_up() {
    let scene = Scene { replaces: true, route: Route::Import, refusals: &[429] };
    let undisturbed = play(&mut World::new(Kind::Conversation), scene, &[]);
    assert_eq!(undisturbed.backups.len(), 1);
    let first = number_of(&undisturbed, |event| event.contains(":import "), 0);
    let mut world = World::new(Kind::Conversation);
    let played = play(&mut world, scene, &[(first + 1, Act::Edit)]);
    assert_eq!(played.outcome, Ok(()));
    let described = |(_, bytes): &(String, Vec<u8>)| {
        let file: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        file["metadata"]["description"].as_str().unwrap_or_default().to_owned()
    };
    let backups: Vec<_> = played.backups.iter().map(described).collect();
    assert_eq!(backups, [String::new(), format!("theirs {}", first + 1)]);
    assert_eq!(world.target.projects["Mail"].file, file(Kind::Conversation, "Mail"));
    assert!(played.state.projects[0].notes.iter().any(|it| it.contains("backed up again")));
}

#[test]
fn the_last_edit_within_a_second_is_backed_up() {
    for first in 1..40 {
        let scene = Scene { replaces: true, route: Route::Import, refusals: &[] };
        let acts: Vec<_> = (first..first + 4).map(|at| (at, Act::Edit)).collect();
        let played = play(&mut World::new(Kind::Conversation), scene, &acts);
        check_end(&played, &format!("from request {first}"));
    }
}

#[test]
fn a_project_that_keeps_changing_is_given_up_and_left_unchanged() {
    let scene = Scene { replaces: true, route: Route::Import, refusals: &[] };
    let acts: Vec<_> = (0..300).map(|at| (at, Act::Edit)).collect();
    let mut world = World::new(Kind::Conversation);
    let played = play(&mut world, scene, &acts);
    let error = played.outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(error.message().contains("keeps changing"), "{error}");
    assert_eq!(world.target.tally.imports, 0);
}

#[test]
fn a_project_edited_after_its_import_is_not_trained() {
    let scene = Scene { replaces: false, route: Route::Import, refusals: &[429] };
    let undisturbed = play(&mut World::new(Kind::Conversation), scene, &[]);
    let first = number_of(&undisturbed, |event| event.contains(":train "), 0);
    let mut world = World::new(Kind::Conversation);
    let played = play(&mut world, scene, &[(first + 1, Act::Edit)]);
    let error = played.outcome.unwrap_err();
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(error.message().contains("since it was imported"), "{error}");
    assert_eq!((world.target.tally.imports, world.target.tally.trainings), (1, 0));

    // A changed date alone proves nothing, because the service may change it.
    let mut world = World::new(Kind::Conversation);
    let mut drive = Drive::new(&mut world);
    drive.outsider = Some(Box::new(|world, _, _, _, _| {
        if let Some(project) = world.target.projects.get_mut("Mail")
            && !project.models.is_empty()
        {
            project.modified_at = world.now;
        }
    }));
    assert_eq!(drive.replicate(mail(), &Default::default()).0, Ok(()));
}

#[test]
fn models_and_deployments_of_others_are_not_replaced() {
    let scene = Scene { replaces: false, route: Route::Import, refusals: &[429] };
    let undisturbed = play(&mut World::new(Kind::Conversation), scene, &[]);
    for (wanted, act, tally) in [
        (":train ", Act::Train, (0, 0)),
        ("/deployments/production ", Act::Train, (2, 0)),
        ("/deployments/production ", Act::Deploy, (2, 0)),
    ] {
        let is_it = |event: &str| event.contains(wanted) && !event.contains(" GET ");
        let at = number_of(&undisturbed, is_it, 0) + 1;
        let mut world = World::new(Kind::Conversation);
        let played = play(&mut world, scene, &[(at, act)]);
        let error = played.outcome.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Conflict, "{wanted} {act:?}");
        assert!(error.message().contains("somebody else"), "{error}");
        let made = (world.target.tally.trainings, world.target.tally.deployments);
        assert_eq!(made, tally, "{wanted} {act:?}");
    }
}

#[test]
fn deployments_of_a_replaced_project_may_be_replaced() {
    let mut world = World::new(Kind::Conversation);
    world.target.put(&file(Kind::Conversation, "Mail"), &["v1"], &[("production", "v1")]);
    let before = world.target.projects["Mail"].clone();
    let mut drive = Drive::new(&mut world);
    // It is not known whether an import keeps them.
    drive.outsider = Some(Box::new(move |world, _, _, _, _| {
        let imports = world.target.tally.imports;
        let is_replacing = world.target.is_replacing();
        let Some(project) = world.target.projects.get_mut("Mail") else { return };
        if imports == 1 && !is_replacing && project.models.is_empty() {
            (project.models, project.deployments) =
                (before.models.clone(), before.deployments.clone());
        }
    }));
    let options = ReplicationOptions { replace: vec!["Mail".to_owned()], ..mail() };
    assert_eq!(drive.replicate(options, &Default::default()).0, Ok(()));
}

#[test]
fn a_document_that_appears_or_changes_during_a_run_is_kept() {
    for (replaces, is_there) in [(false, false), (true, false), (true, true)] {
        let mut world = World::new(Kind::Entities);
        for name in ["01.txt", "The_Queen%27s.txt"] {
            world.storage.blobs.insert(format!("{DOCS}/{name}"), name.as_bytes().to_vec());
        }
        if is_there {
            world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"what they had".to_vec());
        }
        let options = ReplicationOptions {
            container: Some("papers".to_owned()),
            replace_documents: replaces,
            ..mail()
        };
        let documents = DocumentLocations {
            source: Some(format!("{DOCS}?{SAS}")),
            target: Some(format!("{PAPERS}?{SAS}")),
        };
        let mut drive = Drive::new(&mut world);
        // Exactly between the look and the copy.
        drive.outsider = Some(Box::new(|world, _, to, request, _| {
            if to == Party::Storage
                && request.method == Method::Put
                && request.url.contains("01.txt")
            {
                world.storage.blobs.insert(format!("{PAPERS}/01.txt"), b"theirs, of now".to_vec());
            }
        }));
        let (outcome, state) = drive.replicate(options, &documents);
        assert!(outcome.is_err(), "{replaces} {is_there} {:?}", state.projects[0].documents);
        let report = state.projects[0].documents.as_ref().unwrap();
        assert_eq!(report.different, ["01.txt"], "{replaces} {is_there}");
        assert_eq!(report.copied, 1);
        assert_eq!(world.storage.blobs[&format!("{PAPERS}/01.txt")], b"theirs, of now");
    }
}
