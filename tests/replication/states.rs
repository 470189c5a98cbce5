//! The stored state of a replication: it is read back without loss, and names its run.

use export_jobs::ErrorCode;
use export_jobs::replication::{ReplicationState, already_running};
use serde_json::{Value, json};

fn job(operation: &str) -> Value {
    json!({
        "service": "azure-language/analyze-conversations",
        "operation": operation,
        "project": "Mail",
        "id": "7",
        "url": "https://east.example/language/authoring/analyze-conversations/projects/Mail/jobs/7",
    })
}

/// Returns the options for a project, with every member.
fn plan() -> Value {
    json!({
        "source": "Mail",
        "target": "Post",
        "kind": "Conversation",
        "sourceModifiedAt": "2026-01-01T00:00:00Z",
        "before": { "modifiedAt": "2026-01-02T00:00:00Z" },
        "modelsKnown": true,
        "models": [{
            "label": "v1",
            "configVersion": "2022-09-01",
            "mode": "standard",
            "knownJobs": ["3", "4"],
            "knownModel": "2026-01-03T00:00:00Z",
            "train": { "state": "running", "job": job("train") },
            "made": "m1",
        }],
        "deployments": [{
            "name": "production",
            "model": "v1",
            "known": "m0",
            "deploy": { "state": "sending" },
        }],
    })
}

/// Returns its outcome, with every member.
fn outcome() -> Value {
    json!({
        "handedOut": "2026-01-02T00:00:00Z",
        "backup": { "state": "done", "job": job("export") },
        "export": { "state": "running", "job": job("export") },
        "import": { "state": "sending" },
        "verify": { "state": "done" },
        "findings": {
            "errors": 1,
            "warnings": 2,
            "listed": [{
                "rule": "empty-text",
                "severity": "error",
                "path": "/assets/utterances/0",
                "message": "The text is empty.",
                "advice": "Remove it.",
            }],
        },
        "documents": {
            "container": "docs",
            "checked": true,
            "complete": false,
            "copied": 3,
            "verified": 2,
            "required": ["a.txt"],
            "missing": ["b.txt"],
            "different": ["c.txt"],
            "failed": [{ "name": "d.txt", "message": "It is locked." }],
        },
        "verification": {
            "equal": false,
            "differences": 1,
            "listed": [{ "part": "utterances", "change": "changed", "name": "hello" }],
        },
        "arrived": { "modifiedAt": "2026-01-04T00:00:00Z", "hash": "abc" },
        "evaluation": [],
        "notes": ["The target has another region."],
        "ending": {
            "state": "failed",
            "step": "train",
            "error": {
                "code": "jobFailed",
                "message": "The training failed.",
                "status": 200,
                "requestId": "r1",
                "errors": [{ "code": "x", "message": "y", "target": "z" }],
            },
        },
    })
}

fn project() -> Value {
    let mut project = plan();
    let outcome = outcome();
    project.as_object_mut().unwrap().extend(outcome.as_object().unwrap().clone());
    project
}

/// Returns a state with every member.
fn full() -> Value {
    json!({
        "version": 1,
        "id": "first",
        "run": { "number": 2, "id": "second" },
        "source": { "endpoint": "https://west.example", "family": "analyze-conversations" },
        "target": { "endpoint": "https://east.example", "family": "analyze-conversations" },
        "options": {
            "projects": ["Mail"],
            "targetName": "Post",
            "replace": ["Post"],
            "container": "docs",
            "route": "import",
            "stopAfter": "train",
            "train": true,
            "deploy": false,
            "replaceDocuments": true,
        },
        "listed": true,
        "elapsedMs": 12_345,
        "projects": [project()],
    })
}

fn read(state: &Value) -> ReplicationState {
    ReplicationState::from_json(state.to_string().as_bytes()).unwrap()
}

#[test]
fn a_state_is_read_back_as_it_was_written() {
    let written: Value = serde_json::from_str(&read(&full()).to_json()).unwrap();
    assert_eq!(written, full());
}

/// Returns a state of this run.
fn of_run(id: &str, number: u64, run: &str) -> Value {
    let mut state = full();
    state["id"] = id.into();
    state["run"] = json!({ "number": number, "id": run });
    state
}

#[test]
fn a_run_describes_itself_to_others() {
    let since = "12:00";
    assert_eq!(read(&full()).run_note(since), "run 2 (second), since 12:00");
    let mut without = full();
    without.as_object_mut().unwrap().remove("run");
    assert_eq!(read(&without).run_note(since), "since 12:00");

    let error = already_running(Some("run 2 (second), since 12:00"), true);
    assert_eq!(error.code(), ErrorCode::Conflict);
    assert!(error.message().contains("in this page or process (run 2 (second), since 12:00)"));
    let error = already_running(None, false);
    assert!(error.message().contains("in another tab or worker, so"), "{error:?}");
}

#[test]
fn each_resumption_is_another_run_of_the_same_replication() {
    let mut state = read(&full());
    state.begin_run("third");
    assert_eq!(state.id, "first");
    assert_eq!(state.run_note("now"), "run 3 (third), since now");

    let mut fresh = full();
    fresh.as_object_mut().unwrap().remove("run");
    fresh.as_object_mut().unwrap().remove("id");
    let mut fresh = read(&fresh);
    fresh.begin_run("new");
    assert_eq!(
        (fresh.id.as_str(), fresh.run_note("now").as_str()),
        ("new", "run 1 (new), since now")
    );
}

#[test]
fn a_run_ends_when_a_later_run_has_taken_over() {
    let own = read(&of_run("first", 2, "second"));
    let check = |stored: &Value| own.check_stored_json(stored.to_string().as_bytes());

    for (stored, overtaken) in [
        (of_run("first", 2, "second"), false), // itself
        (of_run("first", 1, "earlier"), false),
        (of_run("first", 2, "rival"), true),
        (of_run("first", 3, "later"), true),
        (of_run("other", 3, "later"), false), // another replication
        (json!({ "id": "first" }), false),    // no run
        (json!([]), false),
    ] {
        let outcome = check(&stored);
        assert_eq!(outcome.is_err(), overtaken, "{stored}");
        if let Err(error) = outcome {
            assert_eq!(error.code(), ErrorCode::Conflict);
            let (number, id) = (&stored["run"]["number"], &stored["run"]["id"]);
            let told = format!("Run {number} ({}) of this", id.as_str().unwrap());
            assert!(error.message().starts_with(&told), "{error:?}");
            assert!(error.message().contains("so run 2 (second) sends nothing more"), "{error:?}");
        }
    }
    assert!(own.check_stored_json(b"no JSON").is_ok());
}
