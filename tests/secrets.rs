//! No credential is in anything that is shown, stored or sent elsewhere.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod scenario;

use std::fmt::Debug;
use std::rc::Rc;

use export_jobs::poller::{Action, Poller, Until};
use export_jobs::service::{
    AvePoint, AzureLanguage, Export, ExportArguments, ExportOptions, Family, ImportOptions,
    Operation, Pace, Service,
};
use export_jobs::{Credential, Error, Job, Machine, Request};

use scenario::answers::{answer, http, job_status, ok, state};

/// The values that must not occur anywhere.
const MARK: &str = "s3cr3t-MARK.0123456789_abcdefghijklmnop";

fn azure(credential: Credential) -> AzureLanguage {
    AzureLanguage::new("https://contoso.cognitiveservices.azure.com", Family::AnalyzeText, None)
        .unwrap()
        .with_credential(credential)
}

fn avepoint() -> AvePoint {
    let client = AvePoint::new("https://graph-us.avepointonlineservices.com").unwrap();
    client.with_credential(Credential::Token(MARK.into())).unwrap()
}

fn credentials() -> [Credential; 2] {
    [Credential::Key(MARK.into()), Credential::Token(MARK.into())]
}

fn assert_hidden(what: &impl Debug) {
    for shown in [format!("{what:?}"), format!("{what:#?}")] {
        assert!(!shown.contains(MARK), "{shown}");
    }
}

/// Checks that the credential is in one header and nowhere else.
fn assert_only_in_header(request: &Request) {
    assert_hidden(request);
    assert!(!request.url.contains(MARK), "{}", request.url);
    let carriers: Vec<&str> = request
        .headers
        .iter()
        .filter(|(_, value)| value.contains(MARK))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(carriers.len(), 1, "{carriers:?}");
}

#[test]
fn clients_and_credentials_do_not_show_the_secret() {
    for credential in credentials() {
        assert_hidden(&credential);
        assert_hidden(&azure(credential));
    }
    assert_hidden(&avepoint());
}

#[test]
fn every_request_has_the_secret_only_in_one_header() {
    for credential in credentials() {
        let client = azure(credential);
        let job = client.job(Operation::Export, "P", "1").unwrap();
        let done = client.read_status(&state("succeeded"), None).unwrap();
        assert_only_in_header(&client.export_request("P", &ExportOptions::default()).unwrap());
        assert_only_in_header(
            &client.import_request("P", vec![], &ImportOptions::default()).unwrap(),
        );
        assert_only_in_header(&client.status_request(&job).unwrap());
        assert_only_in_header(&client.result_request(&job, &done).unwrap());
    }
    let client = avepoint();
    let job = client.job("1").unwrap();
    let done = client.read_status(&job_status(2), None).unwrap();
    let export =
        client.export_request(Export::UserActivities, Some("mia"), &ExportArguments::new());
    assert_only_in_header(&export.unwrap());
    assert_only_in_header(&client.status_request(&job).unwrap());
    assert_only_in_header(&client.result_request(&job, &done).unwrap());
}

#[test]
fn jobs_do_not_hold_the_secret() {
    for credential in credentials() {
        let client = azure(credential);
        let request = client.export_request("P", &ExportOptions::default()).unwrap();
        let location = client.job(Operation::Export, "P", "1").unwrap().url;
        let response = answer(202, &[("operation-location", &location)], "");
        let job: Job = client.read_submission(&request, &response).unwrap();
        assert_hidden(&job);
        assert!(!serde_json::to_string(&job).unwrap().contains(MARK));
    }
}

#[test]
fn the_actions_of_a_poller_can_be_logged() {
    let client = azure(Credential::Key(MARK.into()));
    let job = client.job(Operation::Export, "P", "1").unwrap();
    let mut poller = Poller::new(Rc::new(client), job, Pace::default());
    poller.watch(Until::Done, None, 0);
    let action = poller.poll_action().unwrap();
    assert!(matches!(action, Action::Send { .. }));
    assert_hidden(&action);
}

#[test]
fn a_foreign_url_is_refused_without_showing_it() {
    let client = azure(Credential::Token(MARK.into()));
    for url in ["https://evil.example/x", "nonsense", ""] {
        assert_hidden(&client.job_from_url(url).unwrap_err());
        assert_hidden(&client.check_origin(url).unwrap_err());
    }
}

fn redacted(mut error: Error) -> Error {
    error.redact(MARK);
    error
}

#[test]
fn echoed_request_headers_are_redacted() {
    let echo =
        |text: &str| format!("Ocp-Apim-Subscription-Key: {text}; Authorization: Bearer {text}");
    let said = echo(MARK);
    let bodies = [
        serde_json::json!({ "error": { "code": said, "message": said, "target": said,
            "details": [{ "code": said, "message": said, "details": { MARK: MARK } }],
            "innererror": { "code": MARK, "message": MARK, "innererror": { "message": MARK } } } }),
        serde_json::json!({ "status": 401, "message": said }),
        serde_json::json!({ "status": { "x": said } }),
    ];
    let clients: [Rc<dyn Service>; 3] = [
        Rc::new(azure(Credential::Key(MARK.into()))),
        Rc::new(azure(Credential::Token(MARK.into()))),
        Rc::new(avepoint()),
    ];
    for client in clients {
        for body in &bodies {
            for status in [200, 400, 401, 429, 500] {
                let headers = [("apim-request-id", said.as_str())];
                let response = answer(status, &headers, body.to_string());
                let error = redacted(client.read_status(&response, None).unwrap_err());
                assert_hidden(&error);
                assert!(!error.to_string().contains(MARK));
                let html = answer(200, &headers, format!("<pre>{said}</pre>"));
                assert_hidden(&redacted(client.read_status(&html, None).unwrap_err()));
            }
        }
    }
}

#[test]
fn an_excerpt_that_ends_within_the_secret_does_not_show_its_beginning() {
    let client = azure(Credential::Key(MARK.into()));
    for shift in 0..200 {
        let body = format!(
            "<pre>{}{MARK} and more than an excerpt shows {}",
            "x".repeat(shift),
            "y".repeat(200)
        );
        let error = redacted(client.read_status(&ok(body), None).unwrap_err());
        assert!(!error.message().contains("s3cr3t"), "{error}");
    }
}

#[test]
fn a_time_out_error_with_the_last_failure_is_redacted() {
    let client = azure(Credential::Key(MARK.into()));
    let job = client.job(Operation::Export, "P", "1").unwrap();
    let said = format!(r#"{{"error":{{"code":"ServiceUnavailable","message":"key {MARK}"}}}}"#);
    let cut = format!("<pre>{}{MARK}{}", "x".repeat(140), "y".repeat(99));
    for response in [answer(503, &[], said), ok(cut)] {
        let mut scenario = scenario::Scenario::new(
            Rc::new(client.clone()),
            job.clone(),
            None,
            [response, http(429)],
        );
        let error = redacted(scenario.until_done_within(500).unwrap_err());
        assert!(error.message().contains("The last poll failed"), "{error}");
        assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
    }
}

#[test]
fn redacting_leaves_other_text_unchanged() {
    let error = Error::new(export_jobs::ErrorCode::HttpError, "No… of this… is a secret… .");
    for secret in [MARK, "", "No", "…", "a…b…"] {
        let mut same = error.clone();
        same.redact(secret);
        assert_eq!(same, error, "{secret}");
    }
}

#[test]
fn redacting_holds_for_secrets_of_any_text() {
    for secret in ["ключ-ключ", "🗝🗝🗝", "…………", "[redacted]", "aaaa"] {
        let text =
            format!("before {secret} after {}…", &secret.chars().take(3).collect::<String>());
        let mut error = Error::new(export_jobs::ErrorCode::HttpError, text);
        error.redact(secret);
        assert!(secret == "[redacted]" || !error.message().contains(secret), "{error}");
    }
}

#[test]
fn a_reading_of_a_service_that_echoes_the_secret_does_not_show_it() {
    let body = format!(
        r#"{{"status":"failed","errors":[{{"code":"X","message":"key {MARK} and {MARK}"}}]}}"#
    );
    let mut response = answer(200, &[("request-id", MARK)], &body);
    response.redact(MARK);
    assert_hidden(&response);
    let status = azure(Credential::Key(MARK.into())).read_status(&response, None).unwrap();
    assert_hidden(&status);
    assert!(status.errors[0].message.starts_with("key ***"), "{:?}", status.errors);
}

#[test]
fn redacting_an_answer_ends_whatever_the_secret_is() {
    for secret in ["****", "[redacted]", "[red", "aaaa"] {
        let mut response = ok(format!("{secret}{secret}x{secret}"));
        response.redact(secret);
        assert!(response.body.ends_with(&b"*".repeat(secret.len())));
    }
}

#[test]
fn a_credential_in_a_job_url_is_not_kept() {
    let azure = azure(Credential::Key(MARK.into()));
    let base = azure.job(Operation::Export, "P", "1").unwrap().url;
    let report = avepoint().job("1").unwrap().url;
    let clients: [(&dyn Service, String); 2] = [(&azure, base + "&"), (&avepoint(), report + "?")];
    for (client, base) in &clients {
        for name in ["subscription-key", "Subscription-Key", "sig", "code", "access_token"] {
            let url = format!("{base}{name}={MARK}");
            let job = client.job_from_url(&url).unwrap();
            assert!(
                !job.url.contains(MARK) && !job.url.contains(&format!("{name}=")),
                "{}",
                job.url
            );
            let stored = client.validate(Job { url: url.clone(), ..job.clone() }).unwrap();
            assert_eq!(stored.url, job.url);
            let request = client.status_request(&Job { url, ..job }).unwrap();
            assert!(!request.url.contains(MARK), "{}", request.url);
        }
    }
}

#[test]
fn a_credential_in_an_url_that_the_service_sends_is_not_kept() {
    let client = azure(Credential::Key(MARK.into()));
    let request = client.export_request("P", &ExportOptions::default()).unwrap();
    let url = client.job(Operation::Export, "P", "1").unwrap().url;
    for url in [url.clone(), url.replace("/export/", "/elsewhere/")] {
        let location = format!("{url}&sig={MARK}");
        let response = answer(202, &[("operation-location", &location)], "");
        assert_eq!(client.read_submission(&request, &response).unwrap().url, url);
    }
    let result = url.replace('?', "/result?");
    let body = format!(r#"{{"status":"succeeded","resultUrl":"{result}&sig={MARK}"}}"#);
    assert_eq!(client.read_status(&ok(body), None).unwrap().result_url, Some(result));
}

#[test]
fn a_password_in_a_url_is_in_no_message() {
    for url in [format!("https://mia:{MARK}@contoso.example/x"), format!("mia:{MARK}@contoso")] {
        assert_hidden(&AzureLanguage::new(&url, Family::AnalyzeText, None).unwrap_err());
        assert_hidden(&AvePoint::new(&url).unwrap_err());
        let client = azure(Credential::Key("another key".into()));
        assert_hidden(&client.clone().trusting(std::slice::from_ref(&url)).unwrap_err());
        assert_hidden(&client.job_from_url(&url).unwrap_err());
        assert_hidden(&avepoint().job_from_url(&url).unwrap_err());
    }
    let url = format!("https://contoso.cognitiveservices.azure.com/x?code={MARK}");
    assert_hidden(&azure(Credential::Key("another key".into())).job_from_url(&url).unwrap_err());
}
