//! Any text, as an endpoint, a job URL and a location. A WHATWG parser must agree that an accepted
//! URL leads to the endpoint's origin.
#![no_main]

use export_jobs::service::azure_language::Arguments;
use export_jobs::service::{AvePoint, AzureLanguage, ExportOptions, Family, Operation, Service};
use export_jobs::{Headers, Request, Response};
use libfuzzer_sys::fuzz_target;
use url::Url;

const ENDPOINTS: [&str; 3] =
    ["https://contoso.example", "https://gateway.example:8443/ai", "http://[::1]:80/"];

fn assert_own(endpoint: &str, url: &str) {
    let parsed = Url::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"));
    assert_eq!(parsed.origin(), Url::parse(endpoint).unwrap().origin(), "{url}");
    assert_eq!(parsed.username(), "", "{url}");
}

struct Clients {
    endpoint: &'static str,
    azure: AzureLanguage,
    avepoint: AvePoint,
    submission: Request,
}

thread_local! {
    static PREVIEWS: [AzureLanguage; 3] = Family::ALL
        .map(|family| AzureLanguage::new(ENDPOINTS[1], family, Some("2025-05-15-preview")).unwrap());
    static CLIENTS: [Clients; 3] = ENDPOINTS.map(|endpoint| {
        let azure = AzureLanguage::new(endpoint, Family::AnalyzeText, None).unwrap();
        let submission = azure.export_request("P", &ExportOptions::default()).unwrap();
        Clients { endpoint, azure, avepoint: AvePoint::new(endpoint).unwrap(), submission }
    });
}

fn assert_job_urls(text: &str) {
    CLIENTS.with(|all| all.iter().for_each(|clients| clients.assert_job_urls(text)));
}

impl Clients {
    fn assert_job_urls(&self, text: &str) {
        let endpoint = self.endpoint;
        for service in [&self.azure as &dyn Service, &self.avepoint] {
            if let Ok(job) = service.job_from_url(text) {
                assert_own(endpoint, &job.url);
                assert_eq!(service.job_from_url(&job.url).as_ref(), Ok(&job), "{text}");
                assert_eq!(service.status_request(&job).unwrap().url, job.url);
            }
            if service.check_origin(text).is_ok() && !text.trim().starts_with('/') {
                assert_own(endpoint, text.trim());
            }
        }
        let headers: Headers = [("operation-location", text)].into_iter().collect();
        let response = Response { status: 202, headers, body: Vec::new(), received_at_ms: 0 };
        if let Ok(job) = self.azure.read_submission(&self.submission, &response) {
            assert_own(endpoint, &job.url);
            assert_eq!(self.azure.validate(job.clone()), Ok(job));
        }
    }
}

fn assert_endpoint(text: &str) {
    let Ok(client) = AzureLanguage::new(text, Family::AnalyzeText, None) else { return };
    let job = client.job(Operation::Export, "P", "1").unwrap();
    assert_own(text.trim(), &job.url);
    assert_eq!(client.job_from_url(&job.url), Ok(job));
}

fn assert_names(text: &str) {
    let client = AzureLanguage::new(ENDPOINTS[0], Family::AnalyzeText, None).unwrap();
    if let Ok(job) = client.job(Operation::Export, text, text) {
        assert_own(ENDPOINTS[0], &job.url);
        assert_eq!(client.job_from_url(&job.url), Ok(job));
    }
}

/// Uses this text for each name in every operation. The request must be recognised, and its URL
/// must give the same job.
fn assert_operations(text: &str) {
    /// Names that the service itself uses in the place of a deployment or a project.
    const OWN: [&str; 5] = ["global", "swap", "resources", "deletion-jobs", "jobs"];
    if OWN.contains(&text) {
        return;
    }
    PREVIEWS.with(|clients| {
        for client in clients {
            for operation in Operation::ALL {
                assert_operation(client, operation, text);
            }
        }
    });
}

fn assert_operation(client: &AzureLanguage, operation: Operation, text: &str) {
    /// Project, deployment, model, job, exported model: the combinations that occur in paths.
    const PLACES: [u8; 10] = [0, 1, 3, 5, 8, 9, 11, 13, 17, 25];
    for places in PLACES {
        let name = |bit: u8| (places & bit != 0).then(|| text.to_owned());
        let arguments = Arguments {
            project: name(1),
            deployment: name(2),
            model: name(4),
            job: name(8),
            exported_model: name(16),
            ..Arguments::default()
        };
        if let Ok(request) = client.operation_request(operation, &arguments) {
            assert_own(ENDPOINTS[1], &request.url);
            assert_eq!(client.operation_of(&request), Some(operation), "{}", request.url);
        }
        let Ok(job) = client.job_of(operation, &arguments) else { continue };
        assert_own(ENDPOINTS[1], &job.url);
        let again = client.job_from_url(&job.url).unwrap();
        assert_eq!((again.id, again.url), (job.id, job.url));
    }
}

fuzz_target!(|text: &str| {
    assert_operations(text);
    assert_job_urls(text);
    assert_endpoint(text);
    assert_names(text);
    // Most of the time, only the path is fuzzed.
    assert_job_urls(&format!("https://contoso.example/language/analyze-text/projects/{text}"));
    assert_job_urls(&format!("https://contoso.example{text}"));
});
