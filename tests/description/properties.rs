//! Properties of descriptions together with answers: no panic, no request off the origin, and no
//! success that the description does not state.

use export_jobs::service::{DescribedService, Service};
use export_jobs::{Audience, ClientOptions, Headers, Response};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{ENDPOINT, client_of, reports, set, submission};

/// Values for any member of a description, right and wrong ones.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..600_u64).prop_map(Value::from),
        proptest::sample::select(
            &[
                "",
                "/",
                "/status",
                "/{id}",
                "{job}/x",
                "{",
                "..",
                "https://evil.example/x",
                "//evil.example",
                "/a\r\nb",
                "succeeded",
                "failed",
                "GET",
                "POST",
                "none",
                "same",
                "location",
                "a b",
                "{+id}",
                "/*/url",
            ][..]
        )
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let name = proptest::sample::select(
            &["body", "header", "path", "http", "is", "200", "x", "request"][..],
        );
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((name, inner), 0..3).prop_map(|members| {
                Value::from(serde_json::Map::from_iter(
                    members.into_iter().map(|(name, it)| (name.to_owned(), it)),
                ))
            }),
        ]
    })
}

const MEMBERS: [&str; 30] = [
    "/submit/path",
    "/submit/headers",
    "/submit/query",
    "/submit/body",
    "/submit/success",
    "/submit/doneAt",
    "/submit/failedWhen",
    "/job/id",
    "/job/url",
    "/job/moves",
    "/job/project",
    "/status/method",
    "/status/headers",
    "/status/query",
    "/status/state",
    "/status/states",
    "/status/absent",
    "/status/failedWhen",
    "/status/partialWhen",
    "/status/percent",
    "/status/errors",
    "/status/retryAfter",
    "/result/files",
    "/result/inline",
    "/result/via",
    "/result/credential",
    "/result/pages",
    "/result/name",
    "/cancel/url",
    "/cancel/method",
];

fn any_description() -> impl Strategy<Value = Value> {
    vec((proptest::sample::select(&MEMBERS[..]), any_value()), 0..4).prop_map(|changes| {
        let mut description = reports();
        for (pointer, value) in changes {
            set(&mut description["operations"]["export"], pointer, value);
        }
        description
    })
}

fn any_answer() -> impl Strategy<Value = Response> {
    let texts = [
        "completed",
        "failed",
        "inProgress",
        "x",
        "",
        "7",
        "https://evil.example/x",
        "/v1.0/jobs/8",
        "//evil.example",
        "?a=1",
        "b",
        "../x",
        "https://reports.example/v1.0/jobs/9",
        "2026-11-27T00:00:00Z",
        "50%",
    ];
    let text = proptest::sample::select(texts.to_vec());
    const NAMES: [&str; 7] = ["status", "id", "url", "error", "percentComplete", "document", "x"];
    let value = prop_oneof![
        text.clone().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        (-2..300_i64).prop_map(Value::from),
        Just(json!(null)),
        Just(json!([{ "url": "https://evil.example/y" }, 1])),
        Just(json!({ "code": 1, "message": "m" })),
    ];
    let body = prop_oneof![
        6 => vec((proptest::sample::select(&NAMES[..]), value), 0..5).prop_map(|members| {
            let members = members.into_iter().map(|(name, it)| (name.to_owned(), it));
            Value::from(serde_json::Map::from_iter(members)).to_string().into_bytes()
        }),
        1 => vec(any::<u8>(), 0..40),
        1 => Just(b"<!doctype html>".to_vec()),
    ];
    let header = proptest::sample::select(&["location", "retry-after", "content-type", "x"][..]);
    let status = prop_oneof![6 => Just(200_u16), 2 => Just(202), 2 => Just(201), 2 => 100..600_u16];
    (status, vec((header, text), 0..3), body).prop_map(|(status, headers, body)| {
        let headers: Headers = headers.into_iter().collect();
        Response { status, headers, body, received_at_ms: 1_700_000_000_000 }
    })
}

/// Returns whether the description itself has a state that is a success.
fn states_success(description: &Value, response: &Response) -> bool {
    let export = &description["operations"]["export"];
    let is_success = |state: &Value| state == "succeeded" || state == "partiallyCompleted";
    let words = export["status"]["states"].as_object();
    let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let text = response.status.to_string();
    let places = export["status"]["state"].as_array().cloned().unwrap_or_default();
    let by_http = places.iter().any(|place| is_success(&place["http"][&text]));
    let by_word = words.is_some_and(|words| {
        words.iter().any(|(word, state)| {
            is_success(state) && (has(&body, word) || in_header(response, word))
        })
    });
    let is_partial = export["status"]["partialWhen"].as_array().is_some_and(|it| !it.is_empty());
    by_http || by_word || is_partial
}

fn has(value: &Value, word: &str) -> bool {
    match value {
        Value::Array(items) => items.iter().any(|item| has(item, word)),
        Value::Object(members) => members.values().any(|member| has(member, word)),
        Value::String(text) => text.eq_ignore_ascii_case(word),
        other => {
            let text = other.to_string();
            text == word
        }
    }
}

fn in_header(response: &Response, word: &str) -> bool {
    response.headers.iter().any(|(_, value)| value.trim().eq_ignore_ascii_case(word))
}

fn check_own(client: &DescribedService, request: &export_jobs::Request) {
    assert!(
        request
            .headers
            .iter()
            .all(|(name, value)| !format!("{name}{value}").contains(['\r', '\n']))
    );
    match request.audience {
        Audience::Service => {
            assert!(request.url.starts_with("https://reports.example/"), "{}", request.url);
            assert_eq!(client.check_request(request), Ok(()));
        }
        Audience::Nobody => assert_eq!(request.headers.get("authorization"), None),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn every_description_is_refused_or_stays_at_its_endpoint(
        description in any_description(), answers in vec(any_answer(), 1..5),
    ) {
        let options = ClientOptions::at("");
        let made = DescribedService::new(&description.to_string(), &options, Vec::new());
        let Ok(client) = made else {
            let error = made.err().unwrap();
            prop_assert!(error.errors().iter().all(|it| it.target.as_deref().unwrap().starts_with("$.")));
            return Ok(());
        };
        let client = client.with_credential("t0ken").unwrap();
        let Ok(request) = client.submit_request("export", r#"{"reportName":"D"}"#) else { return Ok(()) };
        check_own(&client, &request);
        let mut jobs = vec![client.job("export", "7", "{}").ok()];
        for response in &answers {
            jobs.push(client.read_submission(&request, response).ok());
            for job in jobs.iter().flatten() {
                prop_assert!(job.url.starts_with("https://reports.example/"), "{}", job.url);
                if let Ok(request) = client.status_request(job) {
                    check_own(&client, &request);
                }
                if let Ok(request) = client.cancel_request(job) {
                    check_own(&client, &request);
                }
                let Ok(status) = client.read_status(response, Some(job)) else { continue };
                let is_known = answers.iter().any(|it| states_success(&description, it));
                prop_assert!(!status.state.is_success() || is_known, "{status:?} of {response:?}");
                for request in client.result_requests(job, &status).unwrap_or_default() {
                    check_own(&client, &request);
                    if let Ok(Some(next)) = client.next_page(job, &request, response) {
                        check_own(&client, &next);
                    }
                }
            }
        }
    }

    #[test]
    fn any_text_is_a_description_or_an_error(text in any::<String>()) {
        let _ = DescribedService::new(&text, &ClientOptions::at(""), Vec::new());
    }

    #[test]
    fn any_value_stays_within_its_path_segment(value in any::<String>()) {
        let client = client_of(&reports());
        if let Ok(job) = client.job("export", &value, "{}") {
            prop_assert!(job.url.starts_with(&format!("{ENDPOINT}/jobs/")), "{}", job.url);
            prop_assert_eq!(job.url.matches('/').count(), 5);
            prop_assert_eq!(client.job_from_url(&job.url).map(|it| it.id), Ok(value.clone()));
        }
        let parameters = json!({ "reportName": value }).to_string();
        let request = client.submit_request("export", &parameters);
        prop_assert!(request.is_err() || request.unwrap().url == submission(&client).url);
    }
}
