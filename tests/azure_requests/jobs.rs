//! A job can be named in three ways and is the same job.

use Family::{AnalyzeConversations, AnalyzeText, QueryKnowledgebases};
use export_jobs::service::{AzureLanguage, ExportOptions, Family, Operation, Service};
use export_jobs::{ErrorCode, Job};

use crate::scenario::answers::answer;

use super::{ENDPOINT, client, client_of};

const ID: &str = "540b5fcf-055f-4389-b917-6c9aebaf1cc0_638867520000000000";
const AT: &str = "/language/authoring/analyze-text/projects/Loans/export/jobs/";

fn submitted(client: &AzureLanguage, location: &str) -> Job {
    let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
    let response = answer(202, &[("operation-location", location)], "");
    client.read_submission(&request, &response).unwrap()
}

fn by_id(client: &AzureLanguage) -> Job {
    client.job(Operation::Export, "Loans", ID).unwrap()
}

#[test]
fn a_job_is_plain_data() {
    assert_eq!(
        by_id(&client(AnalyzeText)),
        Job {
            service: "azure-language/analyze-text".into(),
            operation: "export".into(),
            project: Some("Loans".into()),
            id: ID.into(),
            url: format!("{ENDPOINT}{AT}{ID}?api-version=2023-04-01"),
        }
    );
}

#[test]
fn a_submission_an_id_and_a_pasted_url_give_the_same_job() {
    for family in Family::ALL {
        for version in ["2023-04-01", "2021-11-01-preview", "2023-11-15-preview"] {
            let client = client_of(family, version);
            let job = by_id(&client);
            assert_eq!(submitted(&client, &job.url), job);
            assert_eq!(client.job_from_url(&job.url).unwrap(), job);
            assert_eq!(client.validate(job.clone()).unwrap(), job);
        }
    }
}

#[test]
fn a_url_is_the_same_job_however_it_is_spelled() {
    let client = client(AnalyzeText);
    let job = by_id(&client);
    for url in [
        format!("{ENDPOINT}:443{AT}{ID}?api-version=2023-04-01"),
        format!("  {ENDPOINT}{AT}{ID}?api-version=2023-04-01\t"),
        format!("https://CONTOSO.cognitiveservices.azure.com{AT}{ID}?api-version=2023-04-01#top"),
        format!("HTTPS://contoso.cognitiveservices.azure.com{AT}{ID}?api-version=2023-04-01"),
        format!("{ENDPOINT}{AT}{ID}"),
        format!("{ENDPOINT}{AT}{ID}?"),
        format!("{ENDPOINT}{AT}{ID}/?api-version=2023-04-01"),
        format!("{ENDPOINT}{AT}{ID}/result?api-version=2023-04-01"),
        format!("{ENDPOINT}{AT}{ID}/result"),
        format!("{ENDPOINT}/{AT}{ID}?api-version=2023-04-01"),
        format!("{ENDPOINT}{AT}%35{}?api-version=2023-04-01", ID.trim_start_matches('5')),
        format!("{AT}{ID}?api-version=2023-04-01"),
    ] {
        assert_eq!(client.job_from_url(&url).unwrap(), job, "{url}");
        assert_eq!(submitted(&client, &url), job, "{url}");
    }
}

#[test]
fn the_result_url_of_2021_is_the_same_job() {
    let client = client_of(AnalyzeText, "2021-11-01-preview");
    let url =
        format!("{ENDPOINT}/language/analyze-text/internal/projects/Loans/export/jobs/{ID}/result");
    assert_eq!(client.job_from_url(&url).unwrap(), by_id(&client));
}

#[test]
fn the_api_version_in_a_services_url_is_kept() {
    let client = client(AnalyzeText);
    let url = format!("{ENDPOINT}{AT}{ID}?api-version=2022-05-01");
    let job = client.job_from_url(&url).unwrap();
    assert_eq!(submitted(&client, &url), job);
    assert_eq!(job, Job { url: url.clone(), ..by_id(&client) });
    assert_eq!(client.status_request(&job).unwrap().url, url);
}

#[test]
fn a_gateway_in_front_is_part_of_every_job() {
    let client = AzureLanguage::new("https://gateway.example/ai/", AnalyzeText, None).unwrap();
    let job = by_id(&client);
    assert!(job.url.starts_with("https://gateway.example/ai/language/authoring/"));
    assert_eq!(submitted(&client, &job.url), job);
    // Gateways pass on the service's own path, without their prefix.
    assert_eq!(submitted(&client, &format!("https://gateway.example{AT}{ID}")), job);
    assert_eq!(submitted(&client, &format!("{AT}{ID}")), job);
}

#[test]
fn the_locator_is_read_from_its_header_in_any_case() {
    let client = client(AnalyzeText);
    let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
    let url = by_id(&client).url;
    for name in ["Operation-Location", "operation-location", "OPERATION-LOCATION", "Location"] {
        let response = answer(202, &[(name, &url)], "");
        assert_eq!(client.read_submission(&request, &response).unwrap(), by_id(&client), "{name}");
    }
}

#[test]
fn question_answering_may_answer_200_with_the_job() {
    let client = client(QueryKnowledgebases);
    let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
    let response = answer(200, &[], format!(r#"{{"jobId":"{ID}","status":"notStarted"}}"#));
    assert_eq!(client.read_submission(&request, &response).unwrap(), by_id(&client));
}

#[test]
fn a_location_of_unknown_form_is_followed_unchanged() {
    // The documentation of conversations shows the path without `export/`.
    let client = client(AnalyzeConversations);
    let url = format!(
        "{ENDPOINT}/language/authoring/analyze-conversations/projects/Loans/jobs/{ID}?api-version=2023-04-01"
    );
    let job = submitted(&client, &url);
    assert_eq!((job.url.as_str(), job.id.as_str()), (url.as_str(), ID));
    assert_eq!((job.operation.as_str(), job.project.as_deref()), ("export", Some("Loans")));
    assert_eq!(client.status_request(&job).unwrap().url, url);
}

#[test]
fn an_import_has_its_own_job_url() {
    let client = client(AnalyzeText);
    let job = client.job(Operation::Import, "Loans", ID).unwrap();
    assert!(job.url.contains("/projects/Loans/import/jobs/"));
    assert_eq!(client.job_from_url(&job.url).unwrap(), job);
    assert_eq!(job.operation, "import");
}

#[test]
fn hostile_names_and_ids_come_back_unchanged() {
    let client = client(AnalyzeText);
    for text in ["a b", "a%2Fb", "50%", "貸付🌍", "?x#y", "result", "...", "a;b", "a'b\"c<d>"] {
        let job = client.job(Operation::Export, text, text).unwrap();
        assert_eq!(client.job_from_url(&job.url).unwrap(), job, "{text}");
        assert_eq!(client.status_request(&job).unwrap().url, job.url);
    }
    let job = client.job(Operation::Export, "Loans", "a/b").unwrap();
    assert_eq!((job.id.as_str(), client.job_from_url(&job.url).unwrap()), ("a/b", job.clone()));
}

#[test]
fn ids_that_cannot_be_part_of_a_url_are_refused() {
    for id in ["", ".", "..", "a\nb", "\u{0}"] {
        let error = client(AnalyzeText).job(Operation::Export, "Loans", id).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{id:?}");
    }
}

#[test]
fn urls_that_are_not_jobs_are_refused_with_an_example() {
    for url in [
        format!("{ENDPOINT}/"),
        format!("{ENDPOINT}/language/authoring/analyze-text/projects/Loans"),
        format!(
            "{ENDPOINT}/language/authoring/analyze-text/projects/Loans/train/jobs/{ID}/:cancel"
        ),
        format!(
            "{ENDPOINT}/language/authoring/analyze-conversations/projects/Loans/export/jobs/{ID}"
        ),
        format!("{ENDPOINT}{AT}{ID}/result/x"),
        format!("{ENDPOINT}{AT}"),
    ] {
        let error = client(AnalyzeText).job_from_url(&url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{url}");
        assert!(error.message().contains("/analyze-text/projects/NAME/export/jobs/ID"), "{error}");
    }
}

#[test]
fn urls_at_another_origin_are_refused() {
    for url in [
        format!("https://evil.example{AT}{ID}"),
        format!("http://contoso.cognitiveservices.azure.com{AT}{ID}"),
        format!("{ENDPOINT}:8443{AT}{ID}"),
        format!("https://contoso.cognitiveservices.azure.com.evil.example{AT}{ID}"),
        format!("https://contoso.cognitiveservices.azure.com@evil.example{AT}{ID}"),
        format!("//evil.example{AT}{ID}"),
        format!("{ENDPOINT}\\@evil.example{AT}{ID}"),
    ] {
        let error = client(AnalyzeText).job_from_url(&url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
    }
}

#[test]
fn text_that_is_not_a_url_is_an_invalid_argument() {
    for text in ["", "540b5fcf", "javascript:alert(1)"] {
        let error = client(AnalyzeText).job_from_url(text).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{text}");
    }
}

#[test]
fn a_stored_job_is_checked_before_a_credential_goes_to_it() {
    let client = client(AnalyzeText);
    let job = by_id(&client);
    let moved = Job { url: format!("https://evil.example{AT}{ID}"), ..job.clone() };
    assert_eq!(client.validate(moved.clone()).unwrap_err().code(), ErrorCode::ForeignOrigin);
    assert_eq!(client.status_request(&moved).unwrap_err().code(), ErrorCode::ForeignOrigin);
    let other = Job { service: "avepoint".into(), ..job };
    assert_eq!(client.validate(other).unwrap_err().code(), ErrorCode::InvalidArgument);
}

#[test]
fn a_trusted_origin_may_hold_the_job() {
    let client = client(AnalyzeText).trusting(&["https://other.example".into()]).unwrap();
    let job = submitted(&client, &format!("https://other.example{AT}{ID}?api-version=2023-04-01"));
    assert_eq!(job.url, format!("https://other.example{AT}{ID}?api-version=2023-04-01"));
    assert!(client.status_request(&job).is_ok());
    assert!(client.check_origin("https://other.example/x").is_ok());
    let error = client.check_origin("https://third.example/x").unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
}

#[test]
fn only_an_origin_can_be_trusted() {
    for origin in ["*", "other.example", "http://other.example", ""] {
        let error = client(AnalyzeText).trusting(&[origin.into()]).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{origin}");
    }
}

#[test]
fn a_job_is_stored_as_json_and_comes_back() {
    let job = by_id(&client(AnalyzeText));
    let json = serde_json::to_value(&job).unwrap();
    let names: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "operation", "project", "service", "url"]);
    assert_eq!(serde_json::from_value::<Job>(json).unwrap(), job);
}
