//! Mistakes in descriptions: each is named with its path.

use serde_json::{Value, json};

use crate::fixture::*;

/// Returns the paths of the mistakes in a description, with what they say.
fn mistakes(description: &Value) -> Vec<(String, String)> {
    let Err(error) = try_client(description) else { return Vec::new() };
    let list = error.errors().iter();
    list.map(|it| (it.target.clone().unwrap(), it.message.clone())).collect()
}

/// Checks that a change of the operation is a mistake at a path, which begins at the operation.
fn refused(pointer: &str, value: Value, path: &str, said: &str) {
    let found = mistakes(&reports_with(pointer, value.clone()));
    let path = format!("$.operations.export{path}");
    assert!(
        found.iter().any(|(at, message)| *at == path && message.contains(said)),
        "{pointer} = {value}: {path} is not among {found:#?}"
    );
}

#[test]
fn the_unchanged_description_is_valid() {
    assert_eq!(mistakes(&reports()), []);
}

#[test]
fn an_unknown_member_names_the_nearest() {
    refused("/status/sate", json!([]), ".status.sate", "The nearest is \"state\"");
    refused("/result/credentials", json!("none"), ".result.credentials", "\"credential\"");
    refused("/job/url", json!([{ "boby": "/x" }]), ".job.url[0].boby", "\"body\"");
    let mut description = reports();
    description["end point"] = json!("https://x.example");
    assert_eq!(mistakes(&description)[0].0, "$[\"end point\"]");
}

#[test]
fn types_words_and_numbers_are_checked() {
    refused("/submit/method", json!("post"), ".submit.method", "The nearest is \"POST\"");
    refused("/submit/success", json!(["201"]), ".submit.success[0]", "a string");
    refused("/submit/success", json!([700]), ".submit.success[0]", "from 0 to 599");
    refused("/submit/success", json!([42]), ".submit.success[0]", "from 100 to 599");
    refused("/status/states", json!({ "x": "done" }), ".status.states.x", "succeeded");
    refused("/status/state", json!("/status"), ".status.state", "a list");
    refused("/result/credential", json!("others"), ".result.credential", "\"none\"");
    refused("/submit/parameters", json!({ "a": {} }), ".submit.parameters.a.in", "missing");
}

#[test]
fn all_mistakes_are_named_together() {
    let mut description = reports_with("/status/stat", json!(1));
    description["name"] = json!(7);
    description["credential"] = json!({ "kind": "cookie" });
    assert_eq!(mistakes(&description).len(), 3);
}

#[test]
fn a_path_that_leaves_the_endpoint_is_a_mistake() {
    for path in [
        "https://evil.example/x",
        "//evil.example/x",
        "jobs",
        "/a/../b",
        "/a/%2e%2E/b",
        "/a\\b",
        "/a b",
        "/a#b",
        "/a\r\nb",
    ] {
        refused("/submit/path", json!(path), ".submit.path", "");
        refused("/job/url", json!([{ "path": path }]), ".job.url[0].path", "");
        refused("/result/files", json!([{ "path": path }]), ".result.files[0].path", "");
        refused("/cancel/url", json!(path), ".cancel.url", "");
    }
    refused("/cancel/url", json!("{job}/../x"), ".cancel.url", ". or ..");
    for endpoint in [
        "http://reports.example",
        "ftp://x.example",
        "https://u:p@x.example",
        "https://x.example?a=1",
        "reports",
    ] {
        let mut description = reports();
        description["endpoint"] = json!(endpoint);
        assert_eq!(mistakes(&description)[0].0, "$.endpoint", "{endpoint}");
    }
}

#[test]
fn a_header_with_a_line_break_or_a_reserved_name_is_a_mistake() {
    refused(
        "/submit/headers",
        json!({ "X-A": "a\r\nb" }),
        ".submit.headers[\"X-A\"]",
        "line break",
    );
    refused(
        "/submit/headers",
        json!({ "X A": "a" }),
        ".submit.headers[\"X A\"]",
        "cannot be the name",
    );
    for name in ["Authorization", "cookie", "Host"] {
        refused(
            "/status/headers",
            json!({ name: "a" }),
            &format!(".status.headers.{name}"),
            "cannot set",
        );
    }
    let mut description = reports_with("/submit/headers", json!({ "x-key": "1" }));
    description["credential"] = json!({ "kind": "header", "name": "X-Key" });
    assert!(mistakes(&description)[0].1.contains("the header of the key"));
    description["credential"] = json!({ "kind": "header" });
    assert_eq!(mistakes(&description)[0].0, "$.credential.name");
}

#[test]
fn names_in_braces_must_be_known() {
    refused("/submit/path", json!("/{grup}"), ".submit.path", "grup");
    refused("/submit/path", json!("/{a"), ".submit.path", "braces");
    refused(
        "/job/url",
        json!([{ "path": "/jobs/{ids}" }]),
        ".job.url[0].path",
        "The nearest is \"id\"",
    );
    refused("/submit/body", json!({ "a": ["{reportNam}"] }), ".submit.body.a[0]", "\"reportName\"");
    refused("/result/name", json!("{file}.zip"), ".result.name", "file");
    refused(
        "/result/name",
        json!("{reportName}-{format}.zip"),
        ".result.name",
        "Only one parameter",
    );
    refused("/result/files", json!([{ "path": "/{select}" }]), ".result.files[0].path", "select");
    refused(
        "/submit/parameters",
        json!({ "id": { "in": "query" } }),
        ".submit.parameters.id",
        "not id",
    );
    refused(
        "/submit/parameters",
        json!({ "a": { "in": "path" } }),
        ".submit.parameters.a.in",
        "path",
    );
}

#[test]
fn an_invalid_json_pointer_is_a_mistake() {
    refused(
        "/status/state",
        json!([{ "body": "status" }]),
        ".status.state[0].body",
        "begins with a slash",
    );
    refused("/status/state", json!([{ "body": "/a~2" }]), ".status.state[0].body", "JSON pointer");
    refused(
        "/status/state",
        json!([{ "body": "/a/*" }]),
        ".status.state[0].body",
        "Replace * by 0",
    );
    refused("/job/id", json!([{ "body": "/a", "header": "b" }]), ".job.id[0]", "exactly one");
    refused("/job/id", json!([{}]), ".job.id[0]", "exactly one");
    refused("/job/id", json!([{ "path": "/a" }]), ".job.id[0].path", "Only a URL");
}

#[test]
fn states_that_could_turn_an_error_into_a_success_are_mistakes() {
    refused("/status/absent", json!("succeeded"), ".status.absent", "no proof");
    refused(
        "/status/state",
        json!([{ "http": { "500": "succeeded" } }]),
        ".status.state[0].http.500",
        "no proof",
    );
    refused(
        "/status/states",
        json!({ "done": "failed" }),
        ".status.states",
        "no job could ever succeed",
    );
    refused("/status/states", json!({}), ".status.states", "state for each");
    refused(
        "/status/states",
        json!({ "canceled": "cancelled", "Cancelled": "succeeded" }),
        ".status.states.canceled",
        "two states",
    );
    refused("/submit/doneAt", json!([404]), ".submit.success", "does not accept");
    refused("/submit/repeatAfter", json!([202]), ".submit.repeatAfter", "never repeated");
    refused("/cancel/gone", json!("succeeded"), ".cancel.gone", "cancelled");
    refused("/status/state", json!([]), ".status.state", "empty");
}

#[test]
fn members_that_contradict_each_other_are_named() {
    refused("/submit/method", json!("GET"), ".submit.method", "has no body");
    refused("/status/body", json!({}), ".status.body", "Only a POST");
    refused("/status/method", json!("PUT"), ".status.method", "GET or POST");
    refused("/cancel/method", json!("GET"), ".cancel.method", "only reads");
    refused(
        "/result/inline",
        json!([{ "body": "/a" }]),
        ".result",
        "exactly one of files and inline",
    );
    refused(
        "/submit/parameters/reportName/default",
        json!(7),
        ".submit.parameters.reportName.default",
        "a string",
    );
    refused(
        "/submit/parameters/format/join",
        json!(","),
        ".submit.parameters.format.join",
        "Only a list",
    );
    let mut description = reports();
    description["pace"] = json!({ "intervalMs": 5000, "maxIntervalMs": 1000 });
    description["limits"] =
        json!({ "running": 0, "submissionsPerMinute": 1, "submissionsPerDay": 1 });
    let paths: Vec<_> = mistakes(&description).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["$.limits.running", "$.limits.submissionsPerDay", "$.pace.maxIntervalMs"]);
}

#[test]
fn text_that_is_not_json_is_refused_with_the_place() {
    for (text, said) in [("", "byte 0"), ("{", "not JSON"), ("[]", "a list"), ("{} x", "not JSON")]
    {
        let options = export_jobs::ClientOptions::at("");
        let error =
            export_jobs::service::DescribedService::new(text, &options, Vec::new()).err().unwrap();
        assert!(error.message().contains(said), "{error}");
    }
}
