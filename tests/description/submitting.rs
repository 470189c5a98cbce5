//! Submitting: parameters and their places, bodies, headers, and what is refused.

use export_jobs::service::{DescribedService, Service};
use export_jobs::{ClientOptions, ErrorCode, Method};
use serde_json::{Value, json};

use crate::fixture::*;
use crate::scenario::answers::{answer, http, ok};

fn body_of(request: &export_jobs::Request) -> Value {
    serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
}

#[test]
fn parameters_are_sent_in_the_path_query_header_and_body() {
    let mut description = reports();
    let submit = &mut description["operations"]["export"]["submit"];
    *submit = json!({
        "method": "POST", "path": "/groups/{group}/jobs?v=1",
        "headers": { "Prefer": "respond-async", "X-Group": "g-{group}" },
        "query": { "$top": "{top}" },
        "parameters": {
            "group": { "in": "path" },
            "top": { "in": "query", "kind": "whole", "default": 5, "name": "limit" },
            "types": { "in": "query", "kind": "texts", "join": "," },
            "tags": { "in": "query", "kind": "texts" },
            "trace": { "in": "header", "name": "X-Trace", "kind": "flag" },
            "query": { "in": "body", "name": "/variables/query" },
            "reportName": { "in": "body" },
            "config": { "in": "body", "kind": "json" }
        }
    });
    let client = client_of(&description);
    let parameters = json!({
        "group": "a/b c", "types": ["x", "y"], "tags": ["1", "2"], "trace": true,
        "query": "line 1\nline 2", "config": { "a": [1.5, null] }
    });
    let request = client.submit_request("export", &parameters.to_string()).unwrap();
    assert_eq!(
        request.url,
        format!("{ENDPOINT}/groups/a%2Fb%20c/jobs?v=1&$top=5&tags=1&tags=2&limit=5&types=x%2Cy")
    );
    assert_eq!(
        (request.method, request.headers.get("prefer")),
        (Method::Post, Some("respond-async"))
    );
    assert_eq!(
        (request.headers.get("x-group"), request.headers.get("x-trace")),
        (Some("g-a/b c"), Some("true"))
    );
    let body =
        json!({ "variables": { "query": "line 1\nline 2" }, "config": { "a": [1.5, null] } });
    assert_eq!(body_of(&request), body);
}

#[test]
fn a_graphql_body_has_its_variables_and_keeps_its_braces() {
    let mut description = reports();
    description["operations"]["export"]["submit"] = json!({
        "method": "POST", "path": "/graphql",
        "body": {
            "query": "mutation($q: String!) { run(query: $q) { id } }",
            "variables": { "q": "{query}", "note": "{note}" }
        },
        "parameters": { "query": { "in": "body", "required": true }, "note": { "in": "body" } },
        "failedWhen": [{ "body": "/userErrors" }]
    });
    description["operations"]["export"]["result"]["name"] = json!(null);
    let client = client_of(&description);
    let request = client.submit_request("export", r#"{"query":"{ a \"b\" }"}"#).unwrap();
    let body = body_of(&request);
    assert_eq!(body["variables"], json!({ "q": "{ a \"b\" }" }));
    assert!(body["query"].as_str().unwrap().ends_with("{ id } }"));
    let refused = ok(r#"{"userErrors":[{"message":"Already running."}]}"#);
    let error = client.read_submission(&request, &refused).unwrap_err();
    assert_eq!(
        (error.code(), error.errors()[0].message.as_str()),
        (ErrorCode::HttpError, "Already running.")
    );
}

#[test]
fn a_value_is_checked_and_the_message_names_it() {
    let client = client_of(&reports());
    for (parameters, said) in [
        (json!({}), "reportName is missing"),
        (json!({ "reportName": 7 }), "must be a string; got a number"),
        (json!({ "reportName": "x".repeat(21) }), "20 is the most"),
        (json!({ "reportName": "D", "format": "xml" }), "one of csv, json"),
        (json!({ "reportName": "D", "select": "a" }), "a list of strings"),
        (json!({ "reportName": "D", "fromat": "csv" }), "The nearest is \"format\""),
        (json!([]), "an object"),
    ] {
        let error = client.submit_request("export", &parameters.to_string()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains(said), "{error}");
    }
    let error = client.submit_request("exprot", "{}").unwrap_err();
    assert!(error.message().contains("The nearest is \"export\""), "{error}");
}

#[test]
fn a_value_that_could_leave_its_place_is_refused() {
    let mut description = reports_with("/submit/path", json!("/groups/{group}/jobs"));
    let submit = &mut description["operations"]["export"]["submit"];
    submit["parameters"] = json!({ "group": { "in": "path" }, "trace": { "in": "header" } });
    submit["headers"] = json!({ "X-Group": "{group}" });
    description["operations"]["export"]["result"]["name"] = json!(null);
    let client = client_of(&description);
    for parameters in [
        json!({ "group": ".." }),
        json!({ "group": "a\r\nX-Evil: 1" }),
        json!({ "group": "g", "trace": "a\r\nX-Evil: 1" }),
        json!({ "group": "g", "trace": "é" }),
        json!({ "group": "" }),
    ] {
        let refused = client.submit_request("export", &parameters.to_string());
        assert_eq!(refused.unwrap_err().code(), ErrorCode::InvalidArgument, "{parameters}");
    }
    let request = client.submit_request("export", r#"{"group":"@evil.example"}"#).unwrap();
    assert!(request.url.starts_with(&format!("{ENDPOINT}/groups/%40evil.example/")));
}

#[test]
fn values_for_all_requests_are_given_to_the_constructor() {
    let mut description = reports_with("/submit/path", json!("/{version}/jobs"));
    let export = &mut description["operations"]["export"];
    export["submit"]["parameters"] = json!({ "version": { "in": "path", "default": "v1" } });
    export["job"]["url"] = json!([{ "path": "/{version}/jobs/{id}" }]);
    export["result"]["name"] = json!(null);
    let with = |parameters: &[(&str, &str)]| {
        let parameters =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        DescribedService::new(
            &description.to_string(),
            &ClientOptions::at(""),
            parameters.collect(),
        )
    };
    let client = with(&[("version", "v60")]).unwrap();
    assert_eq!(client.submit_request("export", "{}").unwrap().url, format!("{ENDPOINT}/v60/jobs"));
    assert_eq!(client.job("export", "7", "{}").unwrap().url, format!("{ENDPOINT}/v60/jobs/7"));
    assert_eq!(
        with(&[]).unwrap().submit_request("export", "{}").unwrap().url,
        format!("{ENDPOINT}/v1/jobs")
    );
    let error = with(&[("verison", "v60")]).err().unwrap();
    assert!(error.message().contains("The nearest is \"version\""), "{error}");
}

#[test]
fn a_key_goes_into_the_header_of_the_description() {
    let mut description = reports();
    description["credential"] =
        json!({ "kind": "header", "name": "Authorization-Key", "prefix": "SSWS " });
    let client = client_of(&description).with_credential("k3y").unwrap();
    let request = submission(&client);
    assert_eq!(request.headers.get("authorization-key"), Some("SSWS k3y"));
    assert!(!format!("{request:?}").contains("k3y"), "no log has it");
    description["credential"] = json!({ "kind": "none" });
    assert!(client_of(&description).with_credential("k3y").is_err());
}

#[test]
fn a_submission_is_repeated_only_where_the_description_says_so() {
    let request = |client: &DescribedService| submission(client);
    let client = client_of(&reports());
    assert!(!client.may_submit_again(&request(&client), &http(503)));
    let client = client_of(&reports_with("/submit/repeatAfter", json!([503])));
    assert!(client.may_submit_again(&request(&client), &http(503)));
    assert!(!client.may_submit_again(&request(&client), &http(500)));
}

#[test]
fn a_gateway_takes_the_place_of_the_endpoint() {
    let options = ClientOptions {
        sends_credential: false,
        ..ClientOptions::at("https://portal.example/reports")
    };
    let client = DescribedService::new(&reports().to_string(), &options, Vec::new()).unwrap();
    let request = submission(&client);
    assert_eq!(request.url, "https://portal.example/reports/jobs");
    let job = client.read_submission(&request, &accepted()).unwrap();
    assert_eq!(job.url, "https://portal.example/reports/jobs/7");
    // A job that was stored without the gateway is followed through it.
    let stored = export_jobs::Job { url: JOB.into(), ..job.clone() };
    assert_eq!(client.validate(stored).unwrap(), job);
}

#[test]
fn a_refusal_is_the_error_of_its_http_status() {
    let client = client_of(&reports());
    for (code, expected) in
        [(400, ErrorCode::HttpError), (401, ErrorCode::Unauthorized), (429, ErrorCode::Throttled)]
    {
        let refused = answer(code, &[], r#"{"error":{"code":"x","message":"No."}}"#);
        let error = job_of(&client, &refused).unwrap_err();
        assert_eq!((error.code(), error.errors()[0].message.as_str()), (expected, "No."));
    }
}
