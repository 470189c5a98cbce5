//! Answers that break the contract.

use export_jobs::ErrorCode;
use export_jobs::service::Service;
use proptest::prelude::*;

use crate::scenario::answers::ok;

use super::client;

#[test]
fn an_error_names_the_member_of_the_wrong_type() {
    for (body, name) in [
        ("[]", "not an object"),
        ("", "empty"),
        ("<html>", "not JSON"),
        ("{}", "status"),
        (r#"{"status":7}"#, "status"),
        (r#"{"status":"succeeded","tasks":{"items":{}}}"#, "items"),
        (r#"{"status":"succeeded","nextLink":1}"#, "nextLink"),
        (r#"{"status":"succeeded","tasks":{"items":[{"kind":1}]}}"#, "kind"),
        (r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":{}}}]}}"#, "documents"),
        (r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":[{}]}}]}}"#, "id"),
        (
            r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":[{"id":1}]}}]}}"#,
            "id",
        ),
        (r#"{"status":"succeeded","tasks":{"items":[{"results":{"errors":[{}]}}]}}"#, "id"),
        (
            r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":[{"id":"a","entities":[{"category":"c","text":"t","offset":"0"}]}]}}]}}"#,
            "offset",
        ),
        (
            r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":[{"id":"a","class":[{"category":"c"}]}]}}]}}"#,
            "confidenceScore",
        ),
        (
            r#"{"status":"succeeded","tasks":{"items":[{"results":{"documents":[{"id":"a","class":{"category":"c"}}]}}]}}"#,
            "class",
        ),
    ] {
        let error = client().read_results(&ok(body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
        assert!(error.message().contains(name), "{body}: {error}");
    }
}

#[test]
fn predictions_are_checked_as_well() {
    for (body, name) in [
        ("{}", "query"),
        (r#"{"result":{"query":"q"}}"#, "projectKind"),
        (
            r#"{"result":{"query":"q","prediction":{"projectKind":"Conversation","intents":[{}]}}}"#,
            "category",
        ),
        (
            r#"{"result":{"query":"q","prediction":{"projectKind":"Conversation","entities":7}}}"#,
            "entities",
        ),
    ] {
        let error = client().read_prediction(&ok(body)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnreadableResponse, "{body}");
        assert!(error.message().contains(name), "{body}: {error}");
    }
}

#[test]
fn unknown_members_and_kinds_do_no_harm() {
    let body = r#"{"status":"succeeded","novel":[1,{"a":null}],"tasks":{"novel":true,"items":[{"kind":"FutureLROResults","status":"resting","results":{"documents":[{"id":"a","novel":{}}],"novel":1}}]}}"#;
    let results = client().read_results(&ok(body)).unwrap();
    assert_eq!(results.tasks[0].state, export_jobs::JobState::Unknown);
    assert_eq!(results.document("a").unwrap().json, r#"{"id":"a","novel":{}}"#);
}

#[test]
fn nesting_and_size_are_limited() {
    for body in [
        format!(r#"{{"status":"running","tasks":{}"#, "[".repeat(1_000_000)),
        format!(r#"{{"status":"running","x":"{}"}}"#, "x".repeat(9 << 20)),
    ] {
        for error in [
            client().read_results(&ok(&body)).unwrap_err(),
            client().read_status(&ok(&body), None).unwrap_err(),
        ] {
            assert_eq!(error.code(), ErrorCode::UnreadableResponse);
        }
    }
}

proptest! {
    #[test]
    fn no_answer_traps(body in r#"(\{"status":"[a-z]{0,9}","tasks":)?[\[\]{}:,"\\a0-9.eE+ntrufls -]{0,60}"#) {
        let response = ok(&body);
        let _ = client().read_status(&response, None);
        if let Ok(prediction) = client().read_prediction(&response) {
            let _ = (prediction.query(), prediction.intents(), prediction.conversations());
        }
        if let Ok(results) = client().read_results(&response) {
            let _ = client().next_request(&results);
            for document in results.documents() {
                let _ = (document.entities(), document.classes(), document.statistics());
                let _ = document.targets();
            }
        }
    }
}
