//! No accepted URL leads elsewhere, as judged by a parser that agrees with browsers (the `url`
//! crate follows the WHATWG URL standard).

use export_jobs::service::{AvePoint, AzureLanguage, ExportOptions, Family, Operation, Service};
use export_jobs::{Headers, Job, Response};
use proptest::prelude::*;
use url::Url;

const ENDPOINTS: [&str; 5] = [
    "https://contoso.cognitiveservices.azure.com",
    "https://contoso.cognitiveservices.azure.com:8443/",
    "https://gateway.example/ai/v1",
    "http://localhost:8080",
    "http://[::1]:8080/p",
];
const TRUSTED: &str = "https://trusted.example:444";

fn client(endpoint: &str) -> AzureLanguage {
    let client = AzureLanguage::new(endpoint, Family::AnalyzeText, None).unwrap();
    client.trusting(&[TRUSTED.into()]).unwrap()
}

fn is_own(endpoint: &str, url: &str) -> bool {
    let origin = Url::parse(url).expect(url).origin();
    [endpoint, TRUSTED].iter().any(|own| Url::parse(own).unwrap().origin() == origin)
}

/// Texts that look like URLs of a job, with some mistakes.
fn any_url() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![
        6 => Just("https://"), 2 => Just("http://"), 1 => Just("HTTPS://"), 1 => Just("//"),
        1 => Just("https:/"), 1 => Just("https:\\\\"), 1 => Just(""), 1 => Just("ftp://"), 1 => Just(" https://"),
    ];
    let host = prop_oneof![
        6 => proptest::sample::select(vec![
            "contoso.cognitiveservices.azure.com", "CONTOSO.cognitiveservices.azure.com", "gateway.example",
            "localhost", "[::1]", "[0:0:0:0:0:0:0:1]", "trusted.example", "evil.example", "127.0.0.1",
            "contoso.cognitiveservices.azure.com.", "contoso.cognitiveservices.azure.com.evil.example",
            "contoso.cognitiveservices.azure.com@evil.example", "evil.example\\@gateway.example",
            "evil.example#@gateway.example", "evil.example?@gateway.example", "2130706433", "0x7f.1",
            "gateway%2eexample", "ｇateway.example", "gateway.ex\u{ad}ample", "gateway.example\t", "user:pw@gateway.example",
        ]).prop_map(str::to_owned),
        1 => "[a-z0-9.@:%\\\\/#?\\[\\]-]{0,20}",
    ];
    let port = prop_oneof![
        4 => Just(""), 1 => Just(":"), 1 => Just(":443"), 1 => Just(":444"), 1 => Just(":80"), 1 => Just(":8080"),
        1 => Just(":8443"), 1 => Just(":0443"), 1 => Just(":443x"), 1 => Just(":99999"),
    ];
    let path = prop_oneof![
        4 => "(/ai/v1|/p|)/{1,2}language(/authoring)?/analyze-text(/internal)?/projects/[a-zA-Z0-9%. é-]{1,8}/(export|import)/jobs/[a-z0-9%._-]{1,8}(/result)?/?",
        1 => "(/[a-z.%2eE\\\\]{0,5}){0,5}",
        1 => any::<String>(),
    ];
    let query =
        prop_oneof!["(\\?api-version=[0-9a-z-]{0,10})?", "(\\?[a-z=&%#?/ é-]{0,12})?(#.{0,4})?"];
    (scheme, host, port, path, query)
        .prop_map(|(scheme, host, port, path, query)| format!("{scheme}{host}{port}{path}{query}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_accepted_job_url_is_at_the_endpoint(text in any_url()) {
        for endpoint in ENDPOINTS {
            let client = client(endpoint);
            if let Ok(job) = client.job_from_url(&text) {
                prop_assert!(is_own(endpoint, &job.url), "{text} -> {}", job.url);
                let status = client.status_request(&job).unwrap().url;
                prop_assert_eq!(&status, &job.url);
                prop_assert_eq!(client.job_from_url(&job.url).unwrap(), job);
            }
            if client.check_origin(&text).is_ok() && !text.trim().starts_with('/') {
                prop_assert!(is_own(endpoint, text.trim()), "{text}");
            }
        }
    }

    #[test]
    fn an_accepted_location_is_at_the_endpoint_and_stays_the_same_job(text in any_url()) {
        for endpoint in ENDPOINTS {
            let client = client(endpoint);
            let request = client.export_request("P", &ExportOptions::default()).unwrap();
            let headers: Headers = [("operation-location", text.as_str())].into_iter().collect();
            let response = Response { status: 202, headers, body: Vec::new(), received_at_ms: 0 };
            if let Ok(job) = client.read_submission(&request, &response) {
                prop_assert!(is_own(endpoint, &job.url), "{text} -> {}", job.url);
                prop_assert_eq!(client.status_request(&job).unwrap().url, job.url.clone());
                prop_assert_eq!(client.validate(job.clone()).unwrap(), job);
            }
        }
    }

    #[test]
    fn a_normal_url_means_the_same_to_every_parser(text in any_url()) {
        for endpoint in ENDPOINTS {
            if let Ok(job) = client(endpoint).job_from_url(&text) {
                // The URL that is sent is the one that was checked: no parser rewrites it.
                prop_assert_eq!(Url::parse(&job.url).unwrap().to_string(), job.url.clone());
            }
        }
    }

    #[test]
    fn an_endpoint_that_is_accepted_is_https_or_loopback(text in any_url()) {
        let Ok(client) = AzureLanguage::new(&text, Family::AnalyzeText, None) else { return Ok(()) };
        let url = Url::parse(&client.job(Operation::Export, "P", "1").unwrap().url).unwrap();
        let host = url.host_str().unwrap();
        let loopback = host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || host.starts_with("127.");
        prop_assert!(url.scheme() == "https" || loopback, "{text}");
        prop_assert!(url.username().is_empty() && url.password().is_none());
        prop_assert_eq!(url.origin(), Url::parse(text.trim()).unwrap().origin());
    }

    #[test]
    fn a_job_comes_back_from_its_url(project in any::<String>(), id in any::<String>()) {
        for endpoint in ENDPOINTS {
            for version in ["2023-04-01", "2021-11-01-preview"] {
                let client = AzureLanguage::new(endpoint, Family::AnalyzeText, Some(version)).unwrap();
                for operation in Operation::ALL {
                    let Ok(job) = client.job(operation, &project, &id) else { continue };
                    prop_assert!(is_own(endpoint, &job.url));
                    prop_assert_eq!(Url::parse(&job.url).unwrap().to_string(), job.url.clone());
                    let read = client.job_from_url(&job.url).unwrap();
                    // The URL of a deletion does not contain the project.
                    let project = read.project.clone().or(job.project.clone());
                    prop_assert_eq!(Job { project, ..read }, job);
                }
            }
            let client = AvePoint::new(endpoint).unwrap();
            if let Ok(job) = client.job(&id) {
                prop_assert_eq!(client.job_from_url(&job.url).unwrap(), job);
            }
        }
    }
}
