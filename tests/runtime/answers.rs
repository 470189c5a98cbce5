//! Answers: results with their errors and pages, and predictions.

use export_jobs::JobState;
use export_jobs::service::Results;
use serde_json::json;

use crate::scenario::answers::{answer, ok};

use super::{ENDPOINT, client};

fn read(body: &serde_json::Value) -> Results {
    client().read_results(&ok(body.to_string())).unwrap()
}

fn job(status: &str, tasks: serde_json::Value) -> serde_json::Value {
    json!({ "jobId": "7", "createdDateTime": "2026-01-08T22:48:52Z", "status": status, "tasks": tasks })
}

fn entity(text: &str) -> serde_json::Value {
    json!({ "text": text, "category": "Party", "offset": 3, "length": 4, "confidenceScore": 0.88 })
}

fn document(id: &str) -> serde_json::Value {
    json!({ "id": id, "entities": [entity(id)], "warnings": [] })
}

fn task(documents: serde_json::Value, errors: serde_json::Value) -> serde_json::Value {
    json!({
        "kind": "CustomEntityRecognitionLROResults",
        "taskName": "t",
        "lastUpdateDateTime": "2026-01-08T22:48:55Z",
        "status": "succeeded",
        "results": {
            "documents": documents, "errors": errors,
            "projectName": "Loans", "deploymentName": "production",
        },
    })
}

#[test]
fn entities_are_found_by_the_id_of_the_document() {
    let results = read(&job(
        "succeeded",
        json!({
            "completed": 1, "failed": 0, "inProgress": 0, "total": 1,
            "items": [task(json!([document("a"), document("b")]), json!([]))],
        }),
    ));
    assert_eq!(results.status.state, JobState::Succeeded);
    assert_eq!(results.status.percent_complete, Some(100.0));
    let task = &results.tasks[0];
    assert_eq!(task.kind, "CustomEntityRecognitionLROResults");
    assert_eq!(task.project.as_deref(), Some("Loans"));
    assert_eq!(task.deployment.as_deref(), Some("production"));
    assert_eq!(task.state, JobState::Succeeded);
    let entity = &results.document("b").unwrap().entities()[0];
    assert_eq!((entity.text.as_str(), entity.category.as_str()), ("b", "Party"));
    assert_eq!((entity.offset, entity.length, entity.confidence_score), (3, 4, 0.88));
    assert_eq!(entity.subcategory, None);
    assert!(results.document("c").is_none());
}

#[test]
fn classes_come_with_scores_however_small() {
    let document = json!({
        "id": "1",
        "class": [
            { "category": "Billing", "confidenceScore": 0.99 },
            { "category": "Returns", "confidenceScore": 0.0 },
        ],
        "warnings": [],
    });
    let text = job("succeeded", json!({ "items": [task(json!([document]), json!([]))] }))
        .to_string()
        .replace("0.0}", "3.5E-05}");
    let results = client().read_results(&ok(&text)).unwrap();
    let classes = results.documents().next().unwrap().classes();
    assert_eq!(classes[0].category, "Billing");
    assert_eq!(classes[1].confidence_score, 3.5e-5);
}

#[test]
fn a_partial_answer_has_the_good_items_and_the_errors() {
    let errors = json!([{
        "id": "b",
        "error": {
            "code": "InvalidArgument", "message": "Invalid document in request.",
            "innererror": { "code": "InvalidDocument", "message": "Document text is empty." },
        },
    }]);
    let mut body = job(
        "partiallyCompleted",
        json!({
            "completed": 1, "failed": 1, "inProgress": 0, "total": 2,
            "items": [
                task(json!([document("a")]), errors),
                { "kind": "CustomSingleLabelClassificationLROResults", "status": "failed",
                  "lastUpdateDateTime": "2026-01-08T22:48:55Z" },
            ],
        }),
    );
    body["errors"] = json!([{
        "code": "InternalServerError", "message": "The model could not be loaded.",
        "target": "#/tasks/items/1",
    }]);
    let results = read(&body);
    assert_eq!(results.status.state, JobState::PartiallyCompleted);
    assert_eq!(results.documents().count(), 1);
    let error = results.errors().next().unwrap();
    assert_eq!(error.id, "b");
    assert_eq!(error.error.inner_error.as_ref().unwrap().code, "InvalidDocument");
    assert_eq!(results.tasks[1].state, JobState::Failed);
    assert_eq!(results.status.errors[0].target.as_deref(), Some("#/tasks/items/1"));
}

#[test]
fn counts_and_warnings_are_there_when_they_were_sent() {
    let mut counted = document("a");
    counted["statistics"] = json!({ "charactersCount": 2001, "transactionsCount": 3 });
    counted["warnings"] =
        json!([{ "code": "LongWords", "message": "Very long.", "targetRef": "#/documents/0" }]);
    let mut task = task(json!([counted, document("b")]), json!([]));
    task["results"]["statistics"] = json!({
        "documentsCount": 3, "validDocumentsCount": 2, "erroneousDocumentsCount": 1,
        "transactionsCount": 4,
    });
    let results = read(&job("succeeded", json!({ "items": [task] })));
    let statistics = results.tasks[0].statistics().unwrap();
    assert_eq!((statistics.documents, statistics.valid_documents), (3, 2));
    assert_eq!((statistics.erroneous_documents, statistics.transactions), (1, 4));
    let [a, b] = ["a", "b"].map(|id| results.document(id).unwrap());
    assert_eq!(a.statistics().unwrap().characters, 2001);
    assert_eq!(a.statistics().unwrap().transactions, 3);
    assert_eq!(a.warnings()[0].target.as_deref(), Some("#/documents/0"));
    assert_eq!(b.statistics(), None);
    assert!(b.warnings().is_empty());
}

#[test]
fn pages_are_joined_in_order() {
    let error = json!({ "id": "x", "error": { "code": "InvalidArgument", "message": "Empty." } });
    let mut first = job(
        "succeeded",
        json!({
            "items": [task(json!([document("a"), document("b")]), json!([error]))],
        }),
    );
    first["nextLink"] = json!(format!("{ENDPOINT}/language/analyze-text/jobs/7?skip=2&top=2"));
    let mut results = read(&first);
    let next = client().next_request(&results).unwrap().unwrap();
    assert_eq!(
        next.url,
        format!("{ENDPOINT}/language/analyze-text/jobs/7?skip=2&top=2&api-version=2023-04-01")
    );
    let second =
        job("succeeded", json!({ "items": [task(json!([document("c")]), json!([error]))] }));
    results.append(read(&second));
    let ids: Vec<&str> = results.documents().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(results.errors().count(), 1, "repeated on every page");
    assert_eq!(client().next_request(&results).unwrap(), None);
}

#[test]
fn a_next_page_at_another_origin_is_not_fetched() {
    let mut body = job("succeeded", json!({ "items": [] }));
    body["nextLink"] = json!("https://evil.example/language/analyze-text/jobs/7?skip=2");
    let error = client().next_request(&read(&body)).unwrap_err();
    assert_eq!(error.code(), export_jobs::ErrorCode::ForeignOrigin);
}

#[test]
fn a_job_that_has_only_begun_has_no_results_yet() {
    for tasks in [json!(null), json!({ "items": [] }), json!({ "items": null }), json!({})] {
        let results = read(&job("notStarted", tasks));
        assert_eq!(results.status.state, JobState::NotStarted);
        assert_eq!(results.tasks.len(), 0);
    }
}

#[test]
fn summaries_of_conversations_are_kept_as_they_are() {
    let item = json!({
        "kind": "ConversationalSummarizationResults", "status": "succeeded",
        "results": {
            "conversations": [{ "id": "c", "summaries": [{ "aspect": "issue", "text": "A leak." }], "warnings": [] }],
            "errors": [], "modelVersion": "latest",
        },
    });
    let results = read(&job("succeeded", json!({ "items": [item] })));
    let kept: serde_json::Value =
        serde_json::from_str(&results.document("c").unwrap().json).unwrap();
    assert_eq!(kept["summaries"][0]["text"], "A leak.");
}

#[test]
fn a_prediction_has_intents_and_entities() {
    let body = json!({
        "kind": "ConversationResult",
        "result": {
            "query": "next U4 please",
            "prediction": {
                "topIntent": "NextDeparture", "projectKind": "Conversation",
                "intents": [{ "category": "NextDeparture", "confidenceScore": 0.97 }],
                "entities": [{
                    "category": "Line", "text": "U4", "offset": 5, "length": 2, "confidenceScore": 1,
                    "extraInformation": [{ "extraInformationKind": "ListKey", "key": "u4" }],
                }],
            },
        },
    });
    let prediction = client().read_prediction(&ok(body.to_string())).unwrap();
    assert_eq!(prediction.query(), "next U4 please");
    assert_eq!(prediction.top_intent().as_deref(), Some("NextDeparture"));
    assert_eq!(prediction.intents()[0].confidence_score, 0.97);
    assert_eq!(prediction.entities()[0].text, "U4");
    let kept: serde_json::Value = serde_json::from_str(&prediction.json).unwrap();
    assert_eq!(kept, body["result"], "including members that this crate does not read");
}

#[test]
fn an_orchestration_has_its_intents_by_name() {
    let body = json!({
        "kind": "ConversationResult",
        "result": {
            "query": "q",
            "prediction": {
                "topIntent": "Timetable", "projectKind": "Orchestration",
                "intents": {
                    "Timetable": { "targetProjectKind": "Conversation", "confidenceScore": 1, "result": {} },
                    "None": { "targetProjectKind": "NonLinked", "confidenceScore": 0 },
                },
            },
        },
    });
    let prediction = client().read_prediction(&ok(body.to_string())).unwrap();
    assert_eq!(prediction.intents()[0].category, "None");
    assert!(prediction.entities().is_empty());
}

#[test]
fn http_errors_have_the_codes_of_their_status() {
    let body = r#"{"error":{"code":"NotFound","message":"No such deployment."}}"#;
    for (status, code) in [
        (401, export_jobs::ErrorCode::Unauthorized),
        (404, export_jobs::ErrorCode::NotFound),
        (429, export_jobs::ErrorCode::Throttled),
        (503, export_jobs::ErrorCode::HttpError),
    ] {
        let response = answer(status, &[], body);
        for error in [
            client().read_results(&response).unwrap_err(),
            client().read_prediction(&response).unwrap_err(),
        ] {
            assert_eq!((error.code(), error.errors()[0].code.as_str()), (code, "NotFound"));
        }
    }
}
