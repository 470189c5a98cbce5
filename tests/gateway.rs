//! Services behind a gateway: their URLs are mapped onto it, and no request bypasses it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod scenario;

use std::rc::Rc;

use export_jobs::board::{AddOptions, Board};
use export_jobs::service::{
    AvePoint, AzureLanguage, AzureLanguageRuntime, ExportOptions, Family, JobFamily, Operation,
    Service,
};
use export_jobs::{ClientOptions, Credential, ErrorCode, Job, JobState};

use scenario::answers::{answer, http, ok, state};

const CONTOSO: &str = "https://contoso.cognitiveservices.azure.com";
const GRAPH: &str = "https://graph-us.avepointonlineservices.com";
const PORTAL: &str = "https://portal.example";

fn behind(gateway: &str, upstream: &str) -> ClientOptions {
    ClientOptions {
        upstream: vec![upstream.to_owned()],
        base_url: Some(PORTAL.to_owned()),
        sends_credential: false,
        ..ClientOptions::at(gateway)
    }
}

fn language() -> AzureLanguage {
    let options = behind("/language-proxy", CONTOSO);
    AzureLanguage::with_options(&options, Family::AnalyzeText, None).unwrap()
}

fn direct() -> AzureLanguage {
    AzureLanguage::new(CONTOSO, Family::AnalyzeText, None).unwrap()
}

fn insights() -> AvePoint {
    AvePoint::with_options(&behind("/avepoint-proxy", GRAPH)).unwrap()
}

fn job(id: &str) -> Job {
    direct().job(Operation::Export, "Loans", id).unwrap()
}

#[test]
fn every_url_of_the_service_is_requested_through_the_gateway() {
    let client = language();
    let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
    let accepted = answer(202, &[("operation-location", &job("42").url)], "");
    let started = client.read_submission(&request, &accepted).unwrap();
    let through = |url: &str| url.replace(CONTOSO, "https://portal.example/language-proxy");
    assert_eq!(started.url, through(&job("42").url));
    assert_eq!(client.validate(job("42")).unwrap(), started);
    assert_eq!(client.job_from_url(&job("42").url).unwrap(), started);
    assert_eq!(client.status_request(&job("42")).unwrap().url, started.url);
    let result_url = job("42").url.replace('?', "/result?");
    let reading =
        ok(format!(r#"{{"jobId":"42","status":"succeeded","resultUrl":"{result_url}"}}"#));
    let status = client.read_status(&reading, None).unwrap();
    assert_eq!(client.result_request(&started, &status).unwrap().url, through(&result_url));
    let next = format!("{CONTOSO}/language/authoring/analyze-text/projects?skip=1&api-version=1");
    assert_eq!(client.next_request(&next).unwrap().url, through(&next));
    assert!(client.check_origin(&job("42").url).is_err(), "past the gateway");
}

#[test]
fn avepoint_and_the_runtime_are_behind_gateways_too() {
    let job = AvePoint::new(GRAPH).unwrap().job("7").unwrap();
    let url = format!("{PORTAL}/avepoint-proxy/insights/job/7/exportstatus");
    assert_eq!(insights().validate(job.clone()).unwrap().url, url);
    assert_eq!(insights().job_from_url(&job.url).unwrap().url, url);
    let runtime = AzureLanguageRuntime::with_options(&behind("/ai", CONTOSO), None).unwrap();
    let job = AzureLanguageRuntime::new(CONTOSO, None).unwrap();
    let job = job.job(JobFamily::AnalyzeText, "7").unwrap();
    let validated = runtime.validate(job.clone()).unwrap();
    assert_eq!(validated.url, job.url.replace(CONTOSO, "https://portal.example/ai"));
    let page =
        ok(format!(r#"{{"jobId":"7","status":"succeeded","nextLink":"{}&skip=20"}}"#, job.url));
    let next = runtime.next_request(&runtime.read_results(&page).unwrap()).unwrap().unwrap();
    assert_eq!(next.url, format!("{}&skip=20", validated.url));
}

#[test]
fn a_token_is_requested_from_the_cloud_of_the_service_behind_the_gateway() {
    for (upstream, cloud) in [
        ("https://contoso.cognitiveservices.azure.us", "azure.us"),
        ("https://contoso.cognitiveservices.azure.cn", "azure.cn"),
        (CONTOSO, "azure.com"),
    ] {
        let options = behind("/ai", upstream);
        let client = AzureLanguage::with_options(&options, Family::AnalyzeText, None).unwrap();
        assert_eq!(client.scope(), format!("https://cognitiveservices.{cloud}/.default"));
    }
}

#[test]
fn a_refusal_behind_a_gateway_says_to_sign_in() {
    let (language, insights) = (language(), insights());
    let runtime = AzureLanguageRuntime::with_options(&behind("/ai", CONTOSO), None).unwrap();
    let clients: [&dyn Service; 3] = [&language, &insights, &runtime];
    let direct = direct();
    for client in clients {
        let job = Job { operation: "export".into(), ..job("42") };
        let request = direct.status_request(&job).unwrap();
        for (status, code) in [
            (302, ErrorCode::Unauthorized),
            (401, ErrorCode::Unauthorized),
            (403, ErrorCode::Forbidden),
        ] {
            let refusal = http(status);
            for error in [
                client.read_submission(&request, &refusal).unwrap_err(),
                client.read_status(&refusal, None).unwrap_err(),
                client.read_result(&job, &refusal).unwrap_err(),
                client.read_cancel(&refusal).unwrap_err(),
            ] {
                assert_eq!(error.code(), code, "{status}: {error}");
                assert!(error.message().contains("sign in"), "{status}: {error}");
            }
        }
    }
    // AvePoint reports it in the body.
    let error = insights.read_status(&ok(r#"{"status":401,"message":"no"}"#), None).unwrap_err();
    assert!(error.message().contains("no. ") && error.message().contains("sign in"), "{error}");
    for operation in [Operation::ListProjects, Operation::GetProject, Operation::DeleteDeployment] {
        let Err(error) = language.check_answer(operation, &http(401)) else { continue };
        let is_told = error.message().contains("sign in");
        assert!(is_told || error.code() == ErrorCode::InvalidArgument, "{error}");
    }
    assert!(direct.read_status(&http(401), None).unwrap_err().message().contains("Check the key"));
}

#[test]
fn a_credential_stays_out_of_plain_http() {
    let options = ClientOptions {
        sends_credential: false,
        ..ClientOptions::at("http://portal.corp/language-proxy")
    };
    let client = AzureLanguage::with_options(&options, Family::AnalyzeText, None).unwrap();
    let client = client.with_credential(Credential::Key("s3cr3t-key".into()));
    let request = client.export_request("Loans", &ExportOptions::default()).unwrap();
    assert_eq!(request.headers.get("Ocp-Apim-Subscription-Key"), None);
    let insights = AvePoint::with_options(&options).unwrap();
    assert!(insights.with_credential(Credential::Token("s3cr3t-token".into())).is_err());
}

#[test]
fn a_board_takes_up_jobs_that_were_stored_without_the_gateway() {
    let mut before = Board::new(vec![Rc::new(direct())]);
    for id in ["1", "2"] {
        before.add(job(id), &AddOptions::default(), 0).unwrap();
    }
    let mut board = Board::new(vec![Rc::new(insights()), Rc::new(language())]);
    assert!(board.merge(before.state(0, 0), 0, 0).is_empty());
    assert!(board.merge(before.state(0, 0), 0, 0).is_empty());
    assert_eq!(board.keys().len(), 2, "each once, however it is named");
    let one = board.key_of(&job("1")).unwrap();
    assert_eq!(board.key_at(&job("1").url), Some(one));
    let through = language().validate(job("1")).unwrap();
    assert_eq!(board.key(&through.url), Some(one));
    // A job that was removed there is removed here.
    let key = before.key(&job("1").url).unwrap();
    before.remove(key, 0);
    board.merge(before.state(0, 0), 0, 0);
    assert_eq!(board.key_of(&job("1")), None);
    assert_eq!(board.keys().len(), 1);
    // It does not return with a page that was frozen.
    let mut frozen = Board::new(vec![Rc::new(direct())]);
    frozen.add(job("1"), &AddOptions::default(), 0).unwrap();
    board.merge(frozen.state(0, 0), 0, 0);
    assert_eq!(board.keys().len(), 1);
    assert_eq!(language().read_status(&state("running"), None).unwrap().state, JobState::Running);
}
