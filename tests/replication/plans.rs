//! A dry run changes nothing, and lists what a run does.

use std::collections::BTreeSet;

use export_jobs::project::plain::MemberType;
use export_jobs::replication::{PlannedRequest, ReplicationOptions, Route, plan};
use export_jobs::workflow::Party;

use super::drive::Drive;
use super::world::{Kind, World, file, mail};

fn planned(world: &mut World, options: ReplicationOptions) -> Vec<PlannedRequest> {
    let (source, target) = (world.client(Party::Source), world.client(Party::Target));
    let workflow = plan(source, target, options, false).unwrap();
    let plans = Drive::new(world).ask(workflow).unwrap();
    assert_eq!(plans.len(), 1);
    plans.into_iter().next().unwrap().requests
}

/// Returns a request without the parts that differ from run to run.
fn plain(to: Party, method: &str, url: &str) -> String {
    let url = url.split('?').next().unwrap();
    let parts: Vec<_> = url
        .split('/')
        .map(|part| if part.starts_with("job-") { "{jobId}" } else { part })
        .collect();
    format!("{} {method} {}", to.as_str(), parts.join("/"))
}

#[test]
fn a_plan_lists_the_requests_of_a_run_and_changes_nothing() {
    for (kind, route, replaces) in [
        (Kind::Conversation, Route::Import, false),
        (Kind::Conversation, Route::Import, true),
        (Kind::Entities, Route::Import, false),
        (Kind::Conversation, Route::Copy, false),
    ] {
        let mut world = World::new(kind);
        if route == Route::Copy {
            world.version = "2023-11-15-preview";
        }
        let mut options = ReplicationOptions { route, ..mail() };
        if replaces {
            world.target.put(&file(kind, "Mail"), &[], &[]);
            options.replace.push("Mail".to_owned());
        }
        let plan = planned(&mut world, options.clone());
        assert_eq!(world.changes(Party::Source), [""; 0]);
        assert_eq!(world.changes(Party::Target), [""; 0]);
        world.log.clear();
        Drive::new(&mut world).replicate(options, &Default::default()).0.unwrap();
        let said: BTreeSet<_> = plan.iter().map(|it| plain(it.to, it.method, &it.url)).collect();
        let sent: BTreeSet<_> =
            world.log.iter().map(|(to, method, url)| plain(*to, method, url)).collect();
        let differs: Vec<_> = said.symmetric_difference(&sent).collect();
        assert!(differs.is_empty(), "{kind:?} {route:?} {replaces}: {differs:#?}");
    }
}

#[test]
fn the_json_of_a_plan_has_every_request_and_marks_repeated_ones() {
    let mut world = World::new(Kind::Entities);
    let (source, target) = (world.client(Party::Source), world.client(Party::Target));
    let plans = Drive::new(&mut world).ask(plan(source, target, mail(), true).unwrap()).unwrap();
    let json: serde_json::Value = serde_json::from_str(&plans.to_plain().to_json()).unwrap();
    let project = &json[0];
    assert_eq!((&project["source"], &project["target"]), (&"Mail".into(), &"Mail".into()));
    assert!(project.get("refusal").is_none());
    let said = project["requests"].as_array().unwrap();
    assert_eq!(said.len(), plans[0].requests.len());
    for (said, it) in said.iter().zip(&plans[0].requests) {
        // Statuses are read until the job ends, and storage is called for each document.
        let path = it.url.split('?').next().unwrap();
        let repeated = path.ends_with("/jobs/{jobId}") || path.ends_with("/{document}");
        let expected = serde_json::json!({
            "step": it.step.as_str(), "to": it.to.as_str(), "method": it.method, "url": it.url,
            "repeated": repeated,
        });
        assert_eq!(*said, expected);
    }
}

#[test]
fn only_a_project_with_documents_needs_storage() {
    for (kind, has_storage, expected) in [
        (Kind::Conversation, true, false),
        (Kind::Entities, true, true),
        (Kind::Entities, false, false),
    ] {
        let mut world = World::new(kind);
        let (source, target) = (world.client(Party::Source), world.client(Party::Target));
        let workflow = plan(source, target, mail(), has_storage).unwrap();
        let plans = Drive::new(&mut world).ask(workflow).unwrap();
        let asks_storage = plans[0].requests.iter().any(|it| it.url.contains("{document}"));
        assert_eq!(asks_storage, expected, "{kind:?}, storage: {has_storage}");
    }
}

#[test]
fn a_plan_ends_with_the_refusal_of_a_run() {
    let mut world = World::new(Kind::Conversation);
    world.target.put(&file(Kind::Conversation, "Mail"), &[], &[]);
    let (source, target) = (world.client(Party::Source), world.client(Party::Target));
    let workflow = plan(source, target, mail(), false).unwrap();
    let plans = Drive::new(&mut world).ask(workflow).unwrap();
    assert!(plans[0].refusal.as_ref().unwrap().message().contains("`replace`"));
    assert!(plans[0].requests.iter().all(|it| it.method == "GET"));
    let json: serde_json::Value = serde_json::from_str(&plans.to_plain().to_json()).unwrap();
    let refusal = plans[0].refusal.as_ref().unwrap();
    let expected = serde_json::json!({"code": "conflict", "message": refusal.message()});
    assert_eq!(json[0]["refusal"], expected);
}
