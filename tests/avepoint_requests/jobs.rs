//! A job can be named in three ways and is the same job. Its file is next to its status.

use export_jobs::service::{AvePoint, Export, Service};
use export_jobs::{ErrorCode, Job, JobStatus};

use crate::scenario::answers::{job_status, ok};

use super::{BASE, arguments, client, required};

fn job() -> Job {
    client().job("67890").unwrap()
}

#[test]
fn a_submission_an_id_and_a_pasted_url_give_the_same_job() {
    let job = job();
    assert_eq!(job.url, format!("{BASE}/insights/job/67890/exportstatus"));
    assert_eq!(
        (job.service.as_str(), job.operation.as_str(), &job.project),
        ("avepoint", "export", &None)
    );
    let given = arguments(&required(Export::SitePermission));
    let request = client().export_request(Export::SitePermission, None, &given).unwrap();
    for id in ["67890", "\"67890\""] {
        let response = ok(format!(r#"{{"jobId":{id},"status":200,"message":""}}"#));
        assert_eq!(client().read_submission(&request, &response).unwrap(), job);
    }
    for url in [
        format!("{BASE}/insights/job/67890/exportstatus"),
        format!("{BASE}:443/insights/job/67890/exportfile?x=y#z"),
        "/insights/job/67890/exportstatus".into(),
    ] {
        assert_eq!(client().job_from_url(&url).unwrap(), job, "{url}");
    }
    assert_eq!(client().validate(job.clone()).unwrap(), job);
}

#[test]
fn a_job_behind_a_proxy_has_the_proxys_url() {
    let client = AvePoint::new("https://portal.example/avepoint/").unwrap();
    let job = client.job("67890").unwrap();
    assert_eq!(job.url, "https://portal.example/avepoint/insights/job/67890/exportstatus");
    assert_eq!(client.job_from_url(&job.url).unwrap(), job);
    assert!(client.job_from_url(&self::job().url).is_err());
}

#[test]
fn the_token_goes_only_to_the_region() {
    assert_eq!(client().check_origin(&job().url), Ok(()));
    for url in [
        "https://evil.example/insights/job/67890/exportstatus",
        "https://graph-us.avepointonlineservices.com.evil.example/insights/job/1/exportstatus",
        "https://[::1]graph-us.avepointonlineservices.com/insights/job/1/exportstatus",
        "http://graph-us.avepointonlineservices.com/insights/job/1/exportstatus",
    ] {
        let error = client().check_origin(url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::ForeignOrigin, "{url}");
    }
}

#[test]
fn urls_that_are_not_jobs_of_this_region_are_refused() {
    for (url, code) in [
        (format!("{BASE}/insights/job/67890"), ErrorCode::InvalidArgument),
        (format!("{BASE}/insights/job//exportstatus"), ErrorCode::InvalidArgument),
        (format!("{BASE}/insights/job/1/2/exportstatus"), ErrorCode::InvalidArgument),
        (format!("{BASE}/insights/job/%2E%2E/exportstatus"), ErrorCode::ForeignOrigin),
        ("https://evil.example/insights/job/1/exportstatus".into(), ErrorCode::ForeignOrigin),
    ] {
        assert_eq!(client().job_from_url(&url).unwrap_err().code(), code, "{url}");
    }
}

#[test]
fn the_files_url_is_next_to_the_statuss() {
    let status = |number| -> JobStatus { client().read_status(&job_status(number), None).unwrap() };
    for number in [2, 4] {
        let request = client().result_request(&job(), &status(number)).unwrap();
        assert_eq!(request.url, format!("{BASE}/insights/job/67890/exportfile"));
        assert_eq!(request.headers.get("Accept"), Some("*/*"));
    }
    for number in [0, 1, 3, 5, 6, 7] {
        let error = client().result_request(&job(), &status(number)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{number}");
    }
}
