//! Answers about another project, kind or job than the requested one.

use export_jobs::replication::{ReplicationOptions, Route, Step};
use export_jobs::workflow::Party;
use export_jobs::{ErrorCode, Request, Response};
use serde_json::{Value, json};

use super::drive::Drive;
use super::world::{Kind, World, file, mail};

/// Runs with answers that are changed on their way. The path tells `change` whose they are.
fn run(
    options: ReplicationOptions,
    prepare: impl Fn(&mut World),
    change: impl Fn(Party, &str, &Request, &mut Response) + 'static,
) -> (World, ErrorCode, Option<Step>) {
    let mut world = World::new(Kind::Conversation);
    if options.route == Route::Copy {
        world.version = "2023-11-15-preview";
    }
    prepare(&mut world);
    let mut drive = Drive::new(&mut world);
    drive.proxy = Some(Box::new(change));
    let (outcome, state) = drive.replicate(options, &Default::default());
    let step = match &state.projects[0].ending {
        Some(export_jobs::replication::Ending::Failed { step, .. }) => Some(*step),
        _ => None,
    };
    (world, outcome.unwrap_err().code(), step)
}

fn edit(response: &mut Response, change: impl Fn(&mut Value)) {
    let Ok(mut body) = serde_json::from_slice::<Value>(&response.body) else { return };
    change(&mut body);
    response.body = body.to_string().into_bytes();
}

#[test]
fn a_file_of_another_project_or_kind_is_not_sent() {
    for (member, other) in [("projectName", "Other"), ("projectKind", "Orchestration")] {
        let (world, code, step) = run(
            mail(),
            |_| {},
            move |to, path, _, response| {
                if to == Party::Source && path.ends_with("/result") {
                    edit(response, |body| body["metadata"][member] = other.into());
                }
            },
        );
        assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Export)), "{member}");
        assert_eq!(world.target.tally.imports, 0);
    }
}

#[test]
fn a_backup_of_another_project_is_refused() {
    let options = ReplicationOptions { replace: vec!["Mail".to_owned()], ..mail() };
    let theirs = |world: &mut World| world.target.put(&file(Kind::Conversation, "Mail"), &[], &[]);
    for body in [
        json!({ "projectFileVersion": "2023-04-01", "metadata": { "projectName": "Other" }, "assets": {} }),
        json!({ "projectFileVersion": "2023-04-01", "metadata": { "projectName": "Mail",
            "projectKind": "CustomEntityRecognition" }, "assets": {} }),
    ] {
        let (world, code, step) = run(options.clone(), theirs, move |to, path, _, response| {
            if to == Party::Target && path.ends_with("/result") {
                response.body = body.to_string().into_bytes();
            }
        });
        assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Backup)));
        assert_eq!(world.target.tally.imports, 0);
    }
}

#[test]
fn a_description_of_another_project_is_refused() {
    for party in [Party::Source, Party::Target] {
        let theirs = |world: &mut World| {
            world.target.put(&file(Kind::Conversation, "Mail"), &[], &[]);
            world.target.put(&file(Kind::Conversation, "Other"), &[], &[]);
        };
        let (world, code, step) = run(mail(), theirs, move |to, path, _, response| {
            if to == party && path.ends_with("/projects/Mail") {
                edit(response, |body| body["projectName"] = "Other".into());
            }
        });
        assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Look)), "{party:?}");
        assert_eq!(world.target.tally.imports, 0);
    }
}

#[test]
fn a_status_of_another_job_is_refused() {
    let (world, code, step) = run(
        mail(),
        |_| {},
        |to, path, _, response| {
            if to == Party::Target && path.contains("/import/jobs/") {
                edit(response, |body| {
                    body["jobId"] = "another_639034272000000000".into();
                    body["status"] = "succeeded".into();
                });
            }
        },
    );
    assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Import)));
    assert_eq!(world.target.tally.trainings, 0);
}

#[test]
fn a_job_of_another_project_is_not_followed() {
    for (one, other) in [("/Mail/import/", "/Other/import/"), ("/import/jobs/", "/export/jobs/")] {
        let (world, code, _) = run(
            mail(),
            |_| {},
            move |to, path, _, response| {
                if to == Party::Target && path.ends_with("/projects/Mail/:import") {
                    let locator = response.headers.get("operation-location").unwrap().to_owned();
                    assert!(locator.contains(one));
                    response.headers.set("operation-location", locator.replace(one, other));
                }
                // Nothing arrives, so nothing is found.
                if to == Party::Target && path.ends_with("/projects/Mail") {
                    response.status = 404;
                }
            },
        );
        assert_eq!(code, ErrorCode::UnreadableResponse, "{other}");
        assert!(
            !world.log.iter().any(|(to, _, url)| *to == Party::Target && url.contains(other)),
            "{other}"
        );
        assert_eq!(world.target.tally.trainings, 0);
    }
}

#[test]
fn a_permit_for_another_project_is_not_used() {
    let options = ReplicationOptions { route: Route::Copy, ..mail() };
    let (world, code, step) = run(
        options,
        |_| {},
        |to, path, _, response| {
            if to == Party::Target && path.ends_with(":authorize-copy") {
                edit(response, |body| body["targetProjectName"] = "Other".into());
            }
        },
    );
    assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Import)));
    assert_eq!(world.source.tally.copies, 0);
}

#[test]
fn a_model_with_another_label_is_refused() {
    let (world, code, step) = run(
        mail(),
        |_| {},
        |to, path, _, response| {
            if to == Party::Target && path.ends_with("/models/v1") {
                edit(response, |body| body["label"] = "v2".into());
            }
        },
    );
    assert_eq!((code, step), (ErrorCode::UnreadableResponse, Some(Step::Train)));
    assert_eq!(world.target.tally.deployments, 0);
}
