//! No answer makes a reader panic or trust a wrong origin.

use export_jobs::service::{
    AvePoint, AzureLanguage, Export, ExportArguments, ExportOptions, Family, Operation, Service,
};
use export_jobs::{Error, ErrorCode, ExportedProject, Job, Request, Response};
use proptest::collection::vec;
use proptest::prelude::*;

use super::answers::{any_json, any_response};

const AZURE: &str = "https://contoso.cognitiveservices.azure.com";
const AVEPOINT: &str = "https://graph-us.avepointonlineservices.com";
const DAY: u64 = 86_400_000;

struct Client {
    service: Box<dyn Service>,
    submission: Request,
    job: Job,
    origin: &'static str,
}

fn clients() -> Vec<Client> {
    let azure = Family::ALL.into_iter().map(|family| {
        let service = AzureLanguage::new(AZURE, family, None).unwrap();
        Client {
            submission: service.export_request("P", &ExportOptions::default()).unwrap(),
            job: service.job(Operation::Export, "P", "1").unwrap(),
            service: Box::new(service),
            origin: AZURE,
        }
    });
    let service = AvePoint::new(AVEPOINT).unwrap();
    let submission =
        service.export_request(Export::UserActivities, Some("mia"), &ExportArguments::new());
    let avepoint = Client {
        submission: submission.unwrap(),
        job: service.job("1").unwrap(),
        service: Box::new(service),
        origin: AVEPOINT,
    };
    azure.chain([avepoint]).collect()
}

fn check_error(error: &Error, response: &Response) -> Result<(), TestCaseError> {
    prop_assert!(error.retry_after_ms().is_none_or(|ms| ms <= DAY));
    prop_assert!(!error.message().is_empty());
    // Reading an answer involves no argument, so no argument can be wrong.
    prop_assert_ne!(error.code(), ErrorCode::InvalidArgument);
    if !(200..300).contains(&response.status) {
        prop_assert_eq!(error.status(), Some(response.status));
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_answer_to_a_poll_is_a_reading_or_an_error(response in any_response()) {
        for client in clients() {
            match client.service.read_status(&response, None) {
                Ok(status) => {
                    prop_assert!((200..300).contains(&response.status));
                    prop_assert_eq!(status.is_done, status.state.is_done());
                    prop_assert!(status.retry_after_ms.is_none_or(|ms| ms <= DAY));
                    prop_assert!(status.percent_complete.is_none_or(|p| (0.0..=100.0).contains(&p)));
                    serde_json::to_string(&status).unwrap();
                    if let Ok(request) = client.service.result_request(&client.job, &status) {
                        prop_assert!(status.state.is_success());
                        prop_assert!(request.url.starts_with(client.origin));
                    }
                }
                Err(error) => check_error(&error, &response)?,
            }
            let _ = client.service.refuses_credential(&response);
        }
    }

    #[test]
    fn every_answer_to_a_submission_is_a_job_of_the_endpoint_or_an_error(response in any_response()) {
        for client in clients() {
            match client.service.read_submission(&client.submission, &response) {
                Ok(job) => {
                    let url = job.url.strip_prefix(client.origin).map(|rest| rest.starts_with('/'));
                    prop_assert_eq!(url, Some(true), "{}", job.url);
                    prop_assert!(!job.id.is_empty());
                    let stored = serde_json::to_string(&job).unwrap();
                    let back: Job = serde_json::from_str(&stored).unwrap();
                    prop_assert_eq!(client.service.validate(back).unwrap(), job.clone());
                    prop_assert_eq!(client.service.status_request(&job).unwrap().url, job.url);
                }
                Err(error) => check_error(&error, &response)?,
            }
        }
    }

    #[test]
    fn every_downloaded_body_is_a_named_file_or_an_error(response in any_response()) {
        for client in clients() {
            match client.service.read_result(&client.job, &response) {
                Ok(file) => {
                    prop_assert!((200..300).contains(&response.status));
                    let name = file.suggested_name;
                    prop_assert!(!name.is_empty() && !name.starts_with('.'), "{name}");
                    prop_assert!(!name.contains(['/', '\\', ':', '\0']), "{name}");
                    prop_assert!(!name.contains(char::is_control), "{name}");
                }
                Err(error) => check_error(&error, &response)?,
            }
        }
    }

    #[test]
    fn every_file_is_a_project_or_an_invalid_one(json in any_json(), cut in any::<prop::sample::Index>()) {
        let bytes = json.to_string().into_bytes();
        for bytes in [bytes.clone(), bytes[..cut.index(bytes.len() + 1)].to_vec()] {
            match ExportedProject::parse(bytes.clone()) {
                Ok(project) => {
                    prop_assert_eq!(project.bytes(), &bytes[..]);
                    prop_assert_eq!(project.summary().size, bytes.len() as u64);
                    serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
                }
                Err(error) => prop_assert!(error.byte_offset <= bytes.len() as u64),
            }
        }
    }

    #[test]
    fn any_bytes_are_a_project_or_an_invalid_one(bytes in vec(any::<u8>(), 0..256)) {
        let length = bytes.len() as u64;
        if let Err(error) = ExportedProject::parse(bytes) {
            prop_assert!(error.byte_offset <= length);
            prop_assert_eq!(Error::from(error).code(), ErrorCode::InvalidProject);
        }
    }

    #[test]
    fn a_redacted_secret_is_gone(
        response in any_response(),
        secret in "[A-Za-z0-9._~+/=-]{8,40}",
        before in "[a-z ]{0,170}",
    ) {
        let mut echo = response;
        echo.body = format!("<{before}{secret}{}", "z".repeat(200)).into_bytes();
        for client in clients() {
            let mut error = client.service.read_status(&echo, None).unwrap_err();
            error.redact(&secret);
            let shown = format!("{error:?}");
            prop_assert!(!shown.contains(&secret), "{shown}");
        }
    }
}
