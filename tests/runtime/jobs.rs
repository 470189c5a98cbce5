//! An analysis is a job like any other.

use export_jobs::poller::{Action, Poller, Until};
use export_jobs::service::{AzureLanguageRuntime, JobFamily, Service};
use export_jobs::{ErrorCode, Job, JobState, Machine, Moment};

use crate::scenario::answers::answer;

use super::{ENDPOINT, ID, analysis, client};

const AT: &str = "/language/analyze-text/jobs/";

fn submitted(location: &str) -> Result<Job, export_jobs::Error> {
    let request = client().analyze_request(&analysis(["a"])).unwrap();
    client().read_submission(&request, &answer(202, &[("Operation-Location", location)], ""))
}

#[test]
fn a_submission_an_id_and_a_pasted_url_give_the_same_job() {
    let job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    assert_eq!(
        job,
        Job {
            service: "azure-language-runtime".into(),
            operation: "analyze".into(),
            project: None,
            id: ID.into(),
            url: format!("{ENDPOINT}{AT}{ID}?api-version=2023-04-01"),
        }
    );
    for url in [
        job.url.clone(),
        format!("{ENDPOINT}:443{AT}{ID}?api-version=2023-04-01"),
        format!("{ENDPOINT}/{AT}{ID}"),
        format!("{AT}{ID}"),
    ] {
        assert_eq!(submitted(&url).unwrap(), job, "{url}");
        assert_eq!(client().job_from_url(&url).unwrap(), job, "{url}");
    }
    assert_eq!(client().validate(job.clone()).unwrap(), job);
    assert_eq!(client().status_request(&job).unwrap().url, job.url);
}

#[test]
fn jobs_on_conversations_have_their_own_url() {
    let job = client().job(JobFamily::AnalyzeConversations, ID).unwrap();
    assert_eq!(
        job.url.split(ID).next().unwrap(),
        format!("{ENDPOINT}/language/analyze-conversations/jobs/")
    );
    assert_eq!(client().job_from_url(&job.url).unwrap(), job);
}

#[test]
fn urls_that_are_not_analysis_jobs_are_refused() {
    for path in [
        "/language/analyze-text/projects/Loans/export/jobs/1",
        "/language/authoring/analyze-text/projects/Loans/export/jobs/1",
        "/language/query-knowledgebases/jobs/1",
        "/language/analyze-text/jobs",
        "/language/analyze-text/jobs/1:cancel",
        "/language/analyze-text/jobs/1/result",
    ] {
        let url = format!("{ENDPOINT}{path}");
        let error = client().job_from_url(&url).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{path}");
        assert_eq!(submitted(&url).unwrap_err().code(), ErrorCode::UnreadableResponse, "{path}");
    }
    let error = submitted(&format!("https://evil.example{AT}{ID}?key=secret")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::ForeignOrigin);
    // It was accepted: the job can be followed at the client's own endpoint.
    assert_eq!(error.job(), Some(&client().job(JobFamily::AnalyzeText, ID).unwrap()));
    let error = submitted("https://evil.example/x?key=secret").unwrap_err();
    assert_eq!(error.location(), Some("https://evil.example/x?key=[redacted]"));
    assert!(error.message().contains("the job runs there"), "{error}");
    let mut job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    job.service = "azure-language/analyze-text".into();
    assert_eq!(client().validate(job).unwrap_err().code(), ErrorCode::InvalidArgument);
}

#[test]
fn the_error_for_a_hidden_locator_says_what_to_do() {
    let request = client().analyze_request(&analysis(["a"])).unwrap();
    let error = client().read_submission(&request, &answer(202, &[], "")).unwrap_err();
    assert_eq!(error.code(), ErrorCode::HiddenHeader);
    assert!(error.message().contains("Access-Control-Expose-Headers"), "{error}");
    assert!(error.message().contains("the job runs there"), "{error}");
}

#[test]
fn every_analysis_can_be_cancelled() {
    let job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    let request = client().cancel_request(&job).unwrap();
    assert_eq!(request.url, format!("{ENDPOINT}{AT}{ID}:cancel?api-version=2023-04-01"));
    assert!(client().read_cancel(&answer(202, &[], "")).is_ok());
    assert!(client().read_cancel(&answer(404, &[], "")).is_err());
}

#[test]
fn results_are_fetched_only_from_jobs_that_have_some() {
    let job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    let status = |state: &str| {
        client().read_status(&answer(200, &[], format!(r#"{{"status":"{state}"}}"#)), None).unwrap()
    };
    for state in ["succeeded", "partiallyCompleted"] {
        assert_eq!(client().result_request(&job, &status(state)).unwrap().url, job.url);
    }
    for state in ["running", "failed", "unheardOf"] {
        let error = client().result_request(&job, &status(state)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
    }
}

#[test]
fn a_gateways_prefix_stays_before_the_path() {
    let client = AzureLanguageRuntime::new("https://gateway.example/ai/", None).unwrap();
    let job = client.job_from_url("https://gateway.example/language/analyze-text/jobs/7").unwrap();
    assert_eq!(
        job.url,
        "https://gateway.example/ai/language/analyze-text/jobs/7?api-version=2023-04-01"
    );
    assert_eq!(client.endpoint(), "https://gateway.example/ai");
}

#[test]
fn the_common_poller_follows_an_analysis() {
    let job = client().job(JobFamily::AnalyzeText, ID).unwrap();
    let mut poller = Poller::new(std::rc::Rc::new(client()), job, client().pace());
    poller.watch(Until::Done, Some(60_000), 0);
    let mut script = ["notStarted", "running", "partiallyCompleted"].into_iter();
    let mut now = 0;
    let outcome = loop {
        match poller.poll_action() {
            Some(Action::Send { id, .. }) => {
                let state = script.next().unwrap();
                let body = format!(
                    r#"{{"status":"{state}","tasks":{{"completed":1,"failed":1,"inProgress":2,"total":4}}}}"#
                );
                poller.handle_response(id, Ok(answer(200, &[], body)), Moment::at(now));
            }
            Some(Action::Settle { outcome, .. }) => break outcome.unwrap(),
            Some(_) => {}
            None => {
                now = poller.timeout().unwrap();
                poller.handle_timeout(Moment::at(now));
            }
        }
    };
    let status = outcome.unwrap();
    assert_eq!(status.state, JobState::PartiallyCompleted);
    assert_eq!(status.percent_complete, Some(50.0));
}
