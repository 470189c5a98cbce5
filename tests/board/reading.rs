//! Every member of a state and of a message, and the bounds of each.

use export_jobs::board::{
    BoardMessage, BoardState, BudgetState, HistoryState, Removal, ReservationState, Stored,
};
use export_jobs::project::plain::MemberType;
use export_jobs::tabs::ChannelMessage;
use export_jobs::{Error, ErrorCode, Job, JobState, ServiceError};
use serde_json::{Value, json};

use crate::foreign::Thing;

const JOB_URL: &str = "https://contoso.example/jobs/1_638";

fn read(value: &Value) -> BoardState {
    let (state, refused) = BoardState::read(&Thing::from(value)).unwrap();
    assert_eq!(refused, None);
    state
}

fn job() -> Value {
    json!({ "service": "azure-language/analyze-text", "operation": "export", "project": "Inbox", "id": "1_638", "url": JOB_URL })
}

/// Returns a state with one job's record, which has these members.
fn with_record(members: &Value) -> Value {
    let mut record = json!({ "job": job() });
    for (name, value) in members.as_object().unwrap() {
        record[name] = value.clone();
    }
    json!({ "version": 1, "jobs": [record] })
}

fn error_value() -> Value {
    json!({
        "code": "throttled", "message": "Too many.", "status": 429, "requestId": "r-1", "retryAfterMs": 8_000,
        "errors": [{
            "code": "outer", "message": "m1", "target": "t1",
            "details": [{ "code": "detail", "message": "m2" }],
            "innerError": { "code": "inner", "message": "m3" },
        }],
    })
}

/// Returns the code and the message of each error.
fn said<'a>(errors: impl IntoIterator<Item = &'a ServiceError>) -> Vec<(&'a str, &'a str)> {
    errors.into_iter().map(|error| (&*error.code, &*error.message)).collect()
}

fn assert_is_whole(error: &Error) {
    assert_eq!((error.code(), error.message()), (ErrorCode::Throttled, "Too many."));
    assert_eq!((error.status(), error.request_id()), (Some(429), Some("r-1")));
    assert_eq!(error.retry_after_ms(), Some(8_000));
    assert_eq!(said(error.errors()), [("outer", "m1")]);
    let outer = &error.errors()[0];
    assert_eq!(outer.target.as_deref(), Some("t1"));
    assert_eq!(said(&outer.details), [("detail", "m2")]);
    assert_eq!(said(outer.inner_error.as_deref()), [("inner", "m3")]);
}

#[test]
fn every_member_of_a_job_is_read() {
    let state = read(&with_record(&json!({
        "ageMs": 11, "sentAgoMs": 12, "nextInMs": 13, "deadlineInMs": 14, "inFlight": 15,
        "readings": 16, "version": 17, "outcome": error_value(), "lastFailure": error_value(),
    })));
    let record = &state.jobs[0];
    let text = str::to_owned;
    let expected = Job {
        service: text("azure-language/analyze-text"),
        operation: text("export"),
        project: Some(text("Inbox")),
        id: text("1_638"),
        url: text(JOB_URL),
    };
    assert_eq!(record.job, expected);
    assert_eq!((record.age_ms, record.sent_ago_ms), (11, Some(12)));
    assert_eq!((record.next_in_ms, record.deadline_in_ms), (13, 14));
    assert_eq!((record.in_flight, record.readings, record.version), (Some(15), 16, 17));
    assert_is_whole(record.outcome.as_ref().unwrap().as_ref().unwrap_err());
    assert_is_whole(record.last_failure.as_ref().unwrap());
    assert_eq!(record.status, None);
}

#[test]
fn every_member_of_a_status_is_read() {
    let status = json!({
        "state": "partiallyCompleted", "serviceState": "partial", "jobId": "1_638", "createdAt": "2023-11-14T22:13:00Z",
        "updatedAt": "2023-11-14T22:13:01Z", "expiresAt": "2023-11-21T22:13:00Z", "percentComplete": 40.5,
        "resultUrl": "https://contoso.example/result", "retryAfterMs": 7_000,
        "errors": [{ "code": "e", "message": "m" }], "warnings": [{ "code": "w", "message": "n" }],
    });
    let state = read(&with_record(&json!({ "status": status, "outcome": {} })));
    let status = state.jobs[0].status.as_ref().unwrap();
    assert_eq!((status.state, &*status.service_state), (JobState::PartiallyCompleted, "partial"));
    assert!(status.is_done);
    assert_eq!(status.job_id.as_deref(), Some("1_638"));
    assert_eq!(status.created_at.as_deref(), Some("2023-11-14T22:13:00Z"));
    assert_eq!(status.updated_at.as_deref(), Some("2023-11-14T22:13:01Z"));
    assert_eq!(status.expires_at.as_deref(), Some("2023-11-21T22:13:00Z"));
    assert_eq!(status.percent_complete, Some(40.5));
    assert_eq!(status.result_url.as_deref(), Some("https://contoso.example/result"));
    assert_eq!(status.retry_after_ms, Some(7_000));
    assert_eq!(said(&status.errors), [("e", "m")]);
    assert_eq!(said(&status.warnings), [("w", "n")]);
    assert_eq!(state.jobs[0].outcome, Some(Ok(())));
    for state in JobState::ALL {
        let status = json!({ "state": state.as_str() });
        let read = read(&with_record(&json!({ "status": status })));
        assert_eq!(read.jobs[0].status.as_ref().unwrap().state, state);
    }
}

#[test]
fn a_success_is_read_only_with_a_status_that_says_so() {
    let outcome = |members: Value| read(&with_record(&members)).jobs[0].outcome.clone();
    assert_eq!(outcome(json!({ "outcome": {} })), None);
    assert_eq!(outcome(json!({ "outcome": {}, "status": { "state": "running" } })), None);
    assert_eq!(outcome(json!({ "outcome": {}, "status": { "state": "succeeded" } })), Some(Ok(())));
    assert_eq!(outcome(json!({ "status": { "state": "succeeded" } })), None);
}

#[test]
fn an_unknown_error_code_is_read_as_an_http_error() {
    let code = |name: &str| {
        let value = with_record(&json!({ "lastFailure": { "code": name, "message": "m" } }));
        read(&value).jobs[0].last_failure.as_ref().unwrap().code()
    };
    for one in ErrorCode::ALL {
        assert_eq!(code(one.as_str()), one);
    }
    assert_eq!(code("unheard"), ErrorCode::HttpError);
}

#[test]
fn every_member_of_the_limits_histories_and_removals_is_read() {
    let state = read(&json!({
        "version": 1, "savedAt": 1_700_000_000_000_u64,
        "budgets": [{
            "origin": "https://contoso.example", "api": "azure-language", "readsAgoMs": [1, 2.9, "x"],
            "submissionsAgoMs": [3], "heldForMs": 4, "reservations": [{ "name": "1/2", "version": 5, "lostInMs": 6 }],
        }],
        "histories": [{ "kind": "azure-language export", "counts": [1.5, 2] }],
        "removed": [{ "url": JOB_URL, "version": 9 }],
    }));
    let expected = BoardState {
        saved_at_ms: 1_700_000_000_000,
        jobs: Vec::new(),
        budgets: vec![BudgetState {
            origin: "https://contoso.example".to_owned(),
            api: "azure-language".to_owned(),
            reads_ago_ms: vec![1, 2],
            submissions_ago_ms: vec![3],
            held_for_ms: 4,
            reservations: vec![ReservationState {
                name: "1/2".to_owned(),
                version: 5,
                lost_in_ms: 6,
                job: None,
            }],
        }],
        histories: vec![HistoryState {
            kind: "azure-language export".to_owned(),
            counts: vec![1.5, 2.0],
        }],
        removed: vec![Removal { url: JOB_URL.to_owned(), version: 9, is_forgotten: false }],
    };
    assert_eq!(state, expected);
}

#[test]
fn numbers_are_clamped() {
    let days_100 = 8_640_000_000;
    for (number, ms, next_ms, flight, count) in [
        (1e300, days_100, 600_000, 1 << 53, 1 << 30),
        (f64::from(u32::MAX), u64::from(u32::MAX), 600_000, u64::from(u32::MAX), 1 << 30),
        (7.9, 7, 7, 7, 7),
        (-5.0, 0, 0, 0, 0),
    ] {
        let state = read(&with_record(&json!({
            "ageMs": number, "sentAgoMs": number, "nextInMs": number, "deadlineInMs": number,
            "inFlight": number, "readings": number, "version": number,
        })));
        let record = &state.jobs[0];
        assert_eq!((record.age_ms, record.deadline_in_ms), (ms, ms));
        assert_eq!((record.sent_ago_ms, record.in_flight), (Some(ms), Some(flight)));
        assert_eq!(record.next_in_ms, next_ms, "no plan is longer than ten minutes");
        assert_eq!((record.readings, record.version), (count, count));
    }
    let budget = json!({ "origin": "o", "api": "a", "heldForMs": 1e300, "readsAgoMs": [1e300], "reservations": [{ "name": "n", "version": 1e300, "lostInMs": 1e300 }] });
    let state = read(&json!({ "version": 1, "savedAt": 1e300, "budgets": [budget] }));
    assert_eq!(state.saved_at_ms, 1 << 53);
    let budget = &state.budgets[0];
    assert_eq!((budget.held_for_ms, &budget.reads_ago_ms[..]), (300_000, &[days_100][..]));
    let reservation = &budget.reservations[0];
    assert_eq!((reservation.version, reservation.lost_in_ms), (1 << 30, 360_000));
}

#[test]
fn the_times_of_at_most_ten_thousand_requests_are_read() {
    let times: Vec<u32> = (0..10_002).collect();
    let budget = json!({ "origin": "o", "api": "a", "readsAgoMs": times });
    let state = read(&json!({ "version": 1, "savedAt": 0, "budgets": [budget] }));
    assert_eq!(state.budgets[0].reads_ago_ms.len(), 10_000);
}

#[test]
fn absent_members_have_empty_defaults() {
    let state = read(&with_record(&json!({})));
    let record = &state.jobs[0];
    assert_eq!((record.age_ms, record.next_in_ms, record.deadline_in_ms), (0, 0, 0));
    assert_eq!((record.sent_ago_ms, record.in_flight), (None, None));
    assert_eq!((record.readings, record.version), (0, 0));
    assert_eq!((&record.status, &record.outcome, &record.last_failure), (&None, &None, &None));
    assert_eq!(state.saved_at_ms, 0);
}

#[test]
fn only_percentages_are_progress() {
    let percent = |number: f64| {
        let status = json!({ "state": "running", "percentComplete": number });
        let state = read(&with_record(&json!({ "status": status })));
        state.jobs[0].status.as_ref().unwrap().percent_complete
    };
    assert_eq!([0.0, 100.0].map(percent), [Some(0.0), Some(100.0)]);
    assert_eq!([-0.5, 100.5].map(percent), [None, None]);
}

#[test]
fn a_text_that_is_too_long_is_cut_off_or_left_out() {
    let url_of = |length: usize| {
        let value =
            json!({ "version": 1, "removed": [{ "url": "u".repeat(length), "version": 1 }] });
        read(&value).removed.first().map(|it| it.url.len())
    };
    assert_eq!((url_of(8_192), url_of(8_193)), (Some(8_192), None));
    let name_of = |length: usize| {
        let value = json!({ "kind": "here", "from": "n".repeat(length) });
        ChannelMessage::read(&Thing::from(&value)).is_some()
    };
    assert_eq!((name_of(512), name_of(513)), (true, false));
    let error = json!({ "code": "network", "message": "m".repeat(5_000) });
    let state = read(&with_record(&json!({ "lastFailure": error })));
    assert_eq!(state.jobs[0].last_failure.as_ref().unwrap().message().len(), 4_096);
}

#[test]
fn a_stored_state_with_any_usable_record_is_kept() {
    let stored = |value: Value| Stored::read(&Thing::from(&value));
    let removed = json!([{ "url": JOB_URL, "version": 9 }]);
    for jobs in [json!([null]), json!([null, { "job": job() }])] {
        let value = json!({ "version": 1, "jobs": jobs, "removed": removed });
        assert!(matches!(stored(value), Stored::State(_)));
    }
    let value = json!({ "version": 1, "jobs": [null, { "job": job() }] });
    assert!(matches!(stored(value), Stored::State(state) if state.jobs.len() == 1));
    assert_eq!(stored(json!({ "version": 1.5 })), Stored::Later);
    assert_eq!(stored(json!({ "version": "2" })), Stored::Junk);
}

/// Returns a value as it crosses to JavaScript.
fn written(value: &impl MemberType) -> Value {
    serde_json::from_str(&value.to_plain().to_json()).unwrap()
}

#[test]
fn every_message_between_tabs_is_read() {
    let received = |value: Value| ChannelMessage::read(&Thing::from(&value));
    let from = || "7".to_owned();
    let [ask, unseen] = [true, false].map(|visible| ChannelMessage::Ask { from: from(), visible });
    for (value, expected) in [
        (json!({ "kind": "hello", "from": "7" }), ChannelMessage::Hello { from: from() }),
        (json!({ "kind": "here", "from": "7" }), ChannelMessage::Here { from: from() }),
        (json!({ "kind": "ask", "from": "7", "visible": true }), ask),
        (json!({ "kind": "ask", "from": "7", "visible": false }), unseen.clone()),
        (
            json!({ "kind": "yours", "from": "7", "to": "8" }),
            ChannelMessage::Yours { from: from(), to: "8".to_owned() },
        ),
    ] {
        assert_eq!(written(&expected), value);
        assert_eq!(received(value), Some(expected));
    }
    assert_eq!(received(json!({ "kind": "ask", "from": "7" })), Some(unseen));
    for leads in [true, false] {
        let value = json!({ "kind": "changes", "from": "7", "leads": leads, "state": { "version": 1, "savedAt": 5 } });
        let state = BoardState { saved_at_ms: 5, ..BoardState::default() };
        assert_eq!(
            received(value),
            Some(ChannelMessage::Changes { state, leads, is_whole: false })
        );
    }
    let board = json!({ "kind": "board", "from": "7", "message": { "type": "leading" } });
    assert_eq!(received(board), Some(ChannelMessage::Board(BoardMessage::Leading)));
    for incomplete in [
        json!({ "kind": "hello" }),
        json!({ "kind": "yours", "from": "7" }),
        json!({ "kind": "changes", "from": "7" }),
        json!({ "kind": "board", "from": "7" }),
        json!({ "kind": "farewell", "from": "7" }),
        json!({ "from": "7" }),
    ] {
        assert_eq!(received(incomplete.clone()), None, "{incomplete}");
    }
}

#[test]
fn every_message_between_boards_is_read() {
    let message = |value: &Value| BoardMessage::read(&Thing::from(value));
    let (name, url) = (|| "7/1".to_owned(), || JOB_URL.to_owned());
    let turn = json!({ "type": "turn", "name": "7/1", "api": "avepoint", "url": JOB_URL, "inMs": 9_000, "version": 3 });
    let asks = BoardMessage::Turn {
        name: name(),
        api: "avepoint".to_owned(),
        url: url(),
        in_ms: 9_000,
        version: 3,
    };
    for (value, expected) in [
        (json!({ "type": "leading" }), BoardMessage::Leading),
        (turn, asks),
        (json!({ "type": "offer", "name": "7/1" }), BoardMessage::Offer { name: name() }),
        (json!({ "type": "take", "name": "7/1" }), BoardMessage::Take { name: name() }),
        (
            json!({ "type": "grant", "name": "7/1", "version": 3 }),
            BoardMessage::Grant { name: name(), version: 3 },
        ),
        (
            json!({ "type": "over", "name": "7/1", "version": 4 }),
            BoardMessage::Over { name: name(), version: 4 },
        ),
        (json!({ "type": "cancel", "url": JOB_URL }), BoardMessage::Cancel { url: url() }),
        (
            json!({ "type": "cancelled", "url": JOB_URL }),
            BoardMessage::Cancelled { url: url(), outcome: Ok(()) },
        ),
        (json!({ "type": "strange", "url": JOB_URL }), BoardMessage::Unsupported { url: url() }),
        (json!({ "type": "focus", "url": JOB_URL }), BoardMessage::Focus { url: Some(url()) }),
        (json!({ "type": "focus" }), BoardMessage::Focus { url: None }),
        (json!({ "type": "paused", "isPaused": true }), BoardMessage::Paused { is_paused: true }),
        (json!({ "type": "paused", "isPaused": false }), BoardMessage::Paused { is_paused: false }),
        (json!({ "type": "paused", "isPaused": 1 }), BoardMessage::Paused { is_paused: false }),
    ] {
        if value.get("isPaused") != Some(&json!(1)) {
            assert_eq!(written(&expected), value);
        }
        assert_eq!(message(&value), Some(expected), "{value}");
    }
    for kind in ["turn", "offer", "take", "grant", "over", "cancel", "cancelled", "strange", "x"] {
        assert_eq!(message(&json!({ "type": kind })), None, "{kind}");
    }
    let refused = json!({ "type": "cancelled", "url": JOB_URL, "refusal": error_value() });
    let Some(BoardMessage::Cancelled { outcome: Err(error), .. }) = message(&refused) else {
        panic!("a refusal is read")
    };
    assert_is_whole(&error);
}
