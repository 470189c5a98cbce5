//! Answers of services that may do anything.

use export_jobs::{Headers, Response};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::scenario::answers::RECEIVED_AT;

/// Names and words with a meaning for some reader.
const NAMES: [&str; 20] = [
    "status",
    "jobStatus",
    "jobId",
    "message",
    "error",
    "errors",
    "warnings",
    "code",
    "details",
    "innererror",
    "target",
    "resultUrl",
    "percentComplete",
    "createdDateTime",
    "statusCode",
    "lastUpdatedDateTime",
    "expirationDateTime",
    "metadata",
    "assets",
    "projectKind",
];
const WORDS: [&str; 18] = [
    "succeeded",
    "running",
    "failed",
    "cancelled",
    "partiallyCompleted",
    "unknown",
    "429",
    "401",
    "retry after 5 seconds",
    "2023-11-14T22:13:20Z",
    "2023-11-14T22:13:20.1234567+00:00",
    "0001-01-01T00:00:00Z",
    "https://contoso.cognitiveservices.azure.com/x",
    "https://evil.example/x",
    "/x",
    "",
    "2",
    "a\nb",
];
const HEADERS: [&str; 12] = [
    "retry-after",
    "Retry-After",
    "retry-after-ms",
    "x-ms-retry-after-ms",
    "date",
    "content-type",
    "operation-location",
    "Location",
    "content-disposition",
    "apim-request-id",
    "x-request-id",
    "x",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(&WORDS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => any::<i64>().prop_map(|number| number.to_string()),
        1 => any::<f64>().prop_map(|number| number.to_string()),
    ]
}

/// Any JSON, mostly with names from the contracts.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..8_i64).prop_map(Value::from),
        (100..600_i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        let name = prop_oneof![
            6 => proptest::sample::select(&NAMES[..]).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((name, inner), 0..6).prop_map(|members| Value::from(Map::from_iter(members))),
        ]
    })
}

/// A status that a service might send.
fn any_status() -> impl Strategy<Value = Value> {
    prop_oneof![
        proptest::sample::select(&WORDS[..8]).prop_map(|word| json!({ "status": word })),
        (-1..8_i64).prop_map(|number| json!({ "jobStatus": number, "status": 200 })),
        (0..8_i64, 200..504_u16)
            .prop_map(|(number, status)| json!({ "jobStatus": number, "status": status })),
    ]
}

pub fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => any_status().prop_map(|json| json.to_string().into_bytes()),
        4 => any_json().prop_map(|json| json.to_string().into_bytes()),
        2 => (any_json(), any::<usize>()).prop_map(|(json, cut)| {
            let mut bytes = json.to_string().into_bytes();
            bytes.truncate(cut % (bytes.len() + 1));
            bytes
        }),
        1 => vec(any::<u8>(), 0..64),
        1 => Just(b"PK\x03\x04".to_vec()),
    ]
}

pub fn any_headers() -> impl Strategy<Value = Headers> {
    let name = proptest::sample::select(&HEADERS[..]);
    vec((name, text()), 0..4).prop_map(|pairs| pairs.into_iter().collect())
}

pub fn any_http_status() -> impl Strategy<Value = u16> {
    prop_oneof![
        6 => Just(200),
        3 => proptest::sample::select(vec![202_u16, 301, 400, 401, 403, 404, 408, 410, 429, 500, 503]),
        1 => any::<u16>(),
    ]
}

pub fn any_response() -> impl Strategy<Value = Response> {
    let received = prop_oneof![Just(RECEIVED_AT), any::<u64>()];
    (any_http_status(), any_headers(), any_body(), received).prop_map(
        |(status, headers, body, received_at_ms)| Response {
            status,
            headers,
            body,
            received_at_ms,
        },
    )
}
