//! Requests against hand-written URLs.

use export_jobs::ErrorCode;
use export_jobs::service::azure_language::{Arguments, Operation};
use export_jobs::service::{AzureLanguage, Family, Service};
use export_jobs::{Headers, Request, Response};

const ENDPOINT: &str = "https://contoso.example";
const COPY: &str = r#"{"projectKind":"K","targetProjectName":"T","accessToken":"s3cr3t","expiresAt":"E","targetResourceId":"I","targetResourceRegion":"R"}"#;

fn client(family: Family, version: &str) -> AzureLanguage {
    AzureLanguage::new(ENDPOINT, family, Some(version)).unwrap()
}

fn named(mark: &str) -> Arguments {
    let mut arguments = Arguments::default();
    for letter in mark.chars() {
        match letter {
            'p' => arguments.project = Some("P".into()),
            'd' => arguments.deployment = Some("D".into()),
            'm' => arguments.model = Some("M".into()),
            'x' => arguments.exported_model = Some("X".into()),
            _ => arguments.job = Some("J".into()),
        }
    }
    arguments
}

/// Operation, names, body, method, path below `projects`.
const TEXT: [(&str, &str, &str, &str, &str); 37] = [
    ("listProjects", "", "", "GET", ""),
    ("getProject", "p", "", "GET", "/P"),
    (
        "createProject",
        "p",
        r#"{"projectName":"P","projectKind":"K","language":"en","storageInputContainerName":"c"}"#,
        "PATCH",
        "/P",
    ),
    ("deleteProject", "p", "", "DELETE", "/P"),
    ("export", "p", "", "POST", "/P/:export?stringIndexType=Utf16CodeUnit"),
    ("import", "p", "{}", "POST", "/P/:import"),
    (
        "train",
        "p",
        r#"{"modelLabel":"M","trainingConfigVersion":"V","trainingMode":"standard"}"#,
        "POST",
        "/P/:train",
    ),
    ("listTrainingJobs", "p", "", "GET", "/P/train/jobs"),
    ("getTrainingJob", "pj", "", "GET", "/P/train/jobs/J"),
    ("cancelTraining", "pj", "", "POST", "/P/train/jobs/J/:cancel"),
    ("listModels", "p", "", "GET", "/P/models"),
    ("getModel", "pm", "", "GET", "/P/models/M"),
    ("deleteModel", "pm", "", "DELETE", "/P/models/M"),
    ("evaluationSummary", "pm", "", "GET", "/P/models/M/evaluation/summary-result"),
    (
        "evaluationResult",
        "pm",
        "",
        "GET",
        "/P/models/M/evaluation/result?stringIndexType=Utf16CodeUnit",
    ),
    ("evaluate", "pm", "{}", "POST", "/P/models/M/:evaluate"),
    ("listExportedModels", "p", "", "GET", "/P/exported-models"),
    ("getExportedModel", "px", "", "GET", "/P/exported-models/X"),
    ("createExportedModel", "px", r#"{"trainedModelLabel":"M"}"#, "PUT", "/P/exported-models/X"),
    ("deleteExportedModel", "px", "", "DELETE", "/P/exported-models/X"),
    ("getExportedModelManifest", "px", "", "GET", "/P/exported-models/X/manifest"),
    ("listDeployments", "p", "", "GET", "/P/deployments"),
    ("getDeployment", "pd", "", "GET", "/P/deployments/D"),
    ("deploy", "pd", r#"{"trainedModelLabel":"M"}"#, "PUT", "/P/deployments/D"),
    (
        "swapDeployments",
        "p",
        r#"{"firstDeploymentName":"A","secondDeploymentName":"B"}"#,
        "POST",
        "/P/deployments/:swap",
    ),
    ("deleteDeployment", "pd", "", "DELETE", "/P/deployments/D"),
    ("loadSnapshot", "pm", "", "POST", "/P/models/M/:load-snapshot"),
    ("authorizeCopy", "p", r#"{"projectKind":"K"}"#, "POST", "/P/:authorize-copy"),
    ("copy", "p", COPY, "POST", "/P/:copy"),
    ("listResources", "p", "", "GET", "/P/resources"),
    ("assignResources", "p", r#"{"resourcesMetadata":[{}]}"#, "POST", "/P/resources/:assign"),
    (
        "unassignResources",
        "p",
        r#"{"assignedResourceIds":["a"]}"#,
        "POST",
        "/P/resources/:unassign",
    ),
    ("deleteFromResources", "pd", "{}", "POST", "/P/deployments/D/:delete-from-resources"),
    ("listDeploymentResources", "", "", "GET", "/global/deployments/resources"),
    ("listTrainingConfigVersions", "", "", "GET", "/global/training-config-versions?projectKind=K"),
    ("listLanguages", "", "", "GET", "/global/languages?projectKind=K"),
    ("listPrebuiltEntities", "", "", "GET", "/global/prebuilt-entities"),
];

#[test]
fn every_preview_operation_has_its_method_and_url() {
    for family in [Family::AnalyzeText, Family::AnalyzeConversations] {
        let client = client(family, "2025-05-15-preview");
        for (name, names, body, method, path) in TEXT {
            let operation = Operation::parse(name).unwrap();
            assert_eq!(operation.as_str(), name);
            let only_text = name == "getExportedModelManifest";
            assert_eq!(
                client.has(operation),
                family == Family::AnalyzeText || !only_text,
                "{name}"
            );
            if !client.has(operation) {
                continue;
            }
            let mut arguments = named(names);
            if path.contains("projectKind=K") {
                arguments = arguments.parameter("projectKind", "K");
            }
            // Only conversations have a training mode.
            let body = match family {
                Family::AnalyzeText => body.replace(r#","trainingMode":"standard""#, ""),
                _ => body.to_owned(),
            };
            if !body.is_empty() {
                arguments = arguments.body(body);
            }
            let request = client.operation_request(operation, &arguments).unwrap();
            let mark = if path.contains('?') { '&' } else { '?' };
            let url = format!(
                "{ENDPOINT}/language/authoring/{}/projects{path}{mark}api-version=2025-05-15-preview",
                family.as_str()
            );
            assert_eq!((request.method.as_str(), request.url.as_str()), (method, url.as_str()));
            assert_eq!(client.operation_of(&request), Some(operation));
        }
    }
    assert_eq!(Operation::ALL.len(), TEXT.len() + super::knowledge::REQUESTS.len());
}

#[test]
fn a_missing_operation_is_refused_with_the_versions_that_have_it() {
    for (family, version, name, expected) in [
        (Family::AnalyzeText, "2022-05-01", "loadSnapshot", "2023-04-01"),
        (Family::AnalyzeText, "2023-04-01", "copy", "2023-04-15-preview"),
        (Family::AnalyzeConversations, "2025-11-01", "copy", "2025-11-15-preview"),
        (Family::AnalyzeConversations, "2025-11-01", "evaluate", "2025-05-15-preview"),
        (Family::AnalyzeConversations, "2025-11-01", "authorizeCopy", "2025-11-15-preview"),
        (Family::AnalyzeConversations, "2025-11-01", "listExportedModels", "2024-11-15-preview"),
        (Family::AnalyzeConversations, "2023-11-15-preview", "getExportedModel", "2024-11-15"),
        (Family::AnalyzeConversations, "2025-11-15-preview", "getExportedModelManifest", "-text"),
        (Family::AnalyzeText, "2025-11-01", "assignResources", "2022-10-01-preview"),
        (Family::AnalyzeConversations, "2023-04-01", "assignResources", "2025-11-01"),
        (Family::QueryKnowledgebases, "2023-04-01", "train", "analyze-text"),
    ] {
        let client = client(family, version);
        let operation = Operation::parse(name).unwrap();
        assert!(!client.has(operation), "{name}");
        let error = client.operation_request(operation, &Arguments::new()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains(expected), "{error}");
    }
    assert!(client(Family::AnalyzeConversations, "2031-01-01").has(Operation::AssignResources));
    assert!(client(Family::AnalyzeText, "2031-01-01-preview").has(Operation::Copy));
}

#[test]
fn missing_and_extra_arguments_are_named_without_secrets() {
    let client = client(Family::AnalyzeText, "2023-11-15-preview");
    for (name, arguments, expected) in [
        ("deploy", named("p").body("{}"), "deployment name"),
        ("deploy", named("pd").body("{}"), "trainedModelLabel"),
        ("deploy", named("pd").body(r#"{"trainedModelLabel":7}"#), "trainedModelLabel"),
        ("deploy", named("pd").body("[]"), "object"),
        ("getProject", named("pd"), "deployment name"),
        ("getProject", named("p").body("{}"), "body"),
        ("getProject", named("p").parameter("top", "1"), "top"),
        ("listProjects", Arguments::new().parameter("top", "x"), "top"),
        ("train", named("p").body(r#"{"modelLabel":"M","x":1}"#), "x"),
        ("copy", named("p").body(r#"{"accessToken":"s3cr3t""#), "JSON"),
    ] {
        let operation = Operation::parse(name).unwrap();
        let error = client.operation_request(operation, &arguments).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert!(error.message().contains(expected), "{name}: {error}");
        assert!(!error.message().contains("s3cr3t"));
    }
}

#[test]
fn a_job_has_the_operation_of_its_submission_where_its_url_is_ambiguous() {
    let client = client(Family::AnalyzeText, "2023-04-01");
    for (name, path, project, pasted) in [
        ("deleteDeployment", "P/deployments/D/jobs/J", Some("P"), "deploy"),
        ("deleteProject", "global/deletion-jobs/J", Some("P"), "deleteProject"),
    ] {
        let operation = Operation::parse(name).unwrap();
        let names = if name == "deleteProject" { "p" } else { "pd" };
        let request = client.operation_request(operation, &named(names)).unwrap();
        let url = format!("{ENDPOINT}/language/authoring/analyze-text/projects/{path}");
        let headers: Headers = [("operation-location", url.as_str())].into_iter().collect();
        let answer = Response { status: 202, headers, body: vec![], received_at_ms: 0 };
        let job = client.read_submission(&request, &answer).unwrap();
        assert_eq!((job.operation.as_str(), job.project.as_deref()), (name, project));
        assert_eq!(client.job_from_url(&url).unwrap().operation, pasted);
        let made = client.job_of(operation, &Arguments { job: Some("J".into()), ..named(names) });
        assert_eq!(made.unwrap(), job);
    }
    let swap = client.job(Operation::SwapDeployments, "P", "J").unwrap();
    assert_eq!(client.job_from_url(&swap.url), Ok(swap));
    let error = client.job(Operation::Deploy, "P", "J").unwrap_err();
    assert!(error.message().contains("deployment name"), "{error}");
    let train = client.job(Operation::Train, "P", "J").unwrap();
    assert!(client.cancel_request(&train).unwrap().url.contains("/train/jobs/J/:cancel?"));
    let questions = self::client(Family::QueryKnowledgebases, "2023-04-01");
    let job = questions.job(Operation::DeleteProject, "P", "J").unwrap();
    assert!(job.url.contains("/projects/deletion-jobs/J?"), "{}", job.url);
}

const VERSIONS: [&str; 3] = ["2022-05-01", "2023-04-01", "2023-11-15-preview"];

/// Returns whether a version of a family has an operation.
fn has(name: &str, family: Family, version: &str) -> bool {
    if family == Family::QueryKnowledgebases {
        let all = "listProjects getProject createProject deleteProject export import \
                   listDeployments deploy";
        return all.split_whitespace().any(|it| it == name);
    }
    match name {
        "loadSnapshot" => version != VERSIONS[0],
        "listPrebuiltEntities" => family == Family::AnalyzeConversations || version == VERSIONS[2],
        "listExportedModels"
        | "getExportedModel"
        | "createExportedModel"
        | "deleteExportedModel"
        | "getExportedModelManifest" => family == Family::AnalyzeText && version == VERSIONS[2],
        "evaluate"
        | "authorizeCopy"
        | "copy"
        | "listResources"
        | "assignResources"
        | "unassignResources"
        | "deleteFromResources"
        | "listDeploymentResources" => version == VERSIONS[2],
        _ => true,
    }
}

/// Returns the query that the specification requires, without the api-version.
fn query(name: &str, family: Family, version: &str) -> &'static str {
    use Family::{AnalyzeConversations, QueryKnowledgebases};
    match (name, family) {
        (_, QueryKnowledgebases) => "",
        ("export", AnalyzeConversations) if version == VERSIONS[0] => {
            "stringIndexType=Utf16CodeUnit&format=Conversation&"
        }
        ("import", AnalyzeConversations) if version == VERSIONS[0] => "format=Conversation&",
        ("export" | "evaluationResult", _) => "stringIndexType=Utf16CodeUnit&",
        ("listTrainingConfigVersions" | "listLanguages", AnalyzeConversations) => "projectKind=K&",
        _ => "",
    }
}

/// Returns the smallest body that an operation accepts.
fn body(name: &str, given: &str, family: Family) -> String {
    match (name, family) {
        ("createProject", Family::QueryKnowledgebases) => r#"{"language":"en"}"#.to_owned(),
        ("createProject", Family::AnalyzeConversations) => {
            given.replace(r#","storageInputContainerName":"c""#, "")
        }
        ("deploy", Family::QueryKnowledgebases) => String::new(),
        ("train", Family::AnalyzeText) => given.replace(r#","trainingMode":"standard""#, ""),
        _ => given.to_owned(),
    }
}

#[test]
fn every_version_and_family_has_its_urls_and_refuses_the_rest() {
    let mut built = 0;
    for family in Family::ALL {
        for version in VERSIONS {
            let client = client(family, version);
            for (name, names, given, method, path) in TEXT {
                let operation = Operation::parse(name).unwrap();
                assert_eq!(client.has(operation), has(name, family, version), "{name} {version}");
                let mut arguments = named(names);
                let query = query(name, family, version);
                if query.contains("projectKind") {
                    arguments = arguments.parameter("projectKind", "K");
                }
                let body = body(name, given, family);
                if !body.is_empty() {
                    arguments = arguments.body(body.clone());
                }
                let request = client.operation_request(operation, &arguments);
                if !has(name, family, version) {
                    assert_eq!(request.unwrap_err().code(), ErrorCode::InvalidArgument, "{name}");
                    continue;
                }
                built += 1;
                let request = request.unwrap();
                let path = path.split('?').next().unwrap();
                let url = format!(
                    "{ENDPOINT}/language/authoring/{}/projects{path}?{query}api-version={version}",
                    family.as_str()
                );
                assert_eq!((request.method.as_str(), request.url.as_str()), (method, url.as_str()));
                assert_eq!(request.body.unwrap_or_default(), body.as_bytes(), "{name}");
                let content_type = match name {
                    "createProject" if family != Family::QueryKnowledgebases => {
                        Some("application/merge-patch+json")
                    }
                    _ => (!body.is_empty()).then_some("application/json"),
                };
                assert_eq!(request.headers.get("Content-Type"), content_type, "{name}");
                let asked = Request { body: None, ..request };
                assert_eq!(client.operation_of(&asked), Some(operation), "{name}");
            }
        }
    }
    // Text and conversations of each version, then question answering with eight operations in each
    // version.
    assert_eq!(built, 22 + 23 + 23 + 24 + 37 + 32 + 3 * 8);
}

/// Operation, names, the job's path below `projects`, and the operation that its URL alone stands
/// for.
const JOBS: [(&str, &str, &str, &str); 15] = [
    ("deleteProject", "p", "global/deletion-jobs/J", "deleteProject"),
    ("export", "p", "P/export/jobs/J", "export"),
    ("import", "p", "P/import/jobs/J", "import"),
    ("train", "p", "P/train/jobs/J", "train"),
    ("evaluate", "pm", "P/models/M/evaluate/jobs/J", "evaluate"),
    ("loadSnapshot", "pm", "P/models/M/load-snapshot/jobs/J", "loadSnapshot"),
    ("createExportedModel", "px", "P/exported-models/X/jobs/J", "createExportedModel"),
    ("deleteExportedModel", "px", "P/exported-models/X/jobs/J", "createExportedModel"),
    ("deploy", "pd", "P/deployments/D/jobs/J", "deploy"),
    ("swapDeployments", "p", "P/deployments/swap/jobs/J", "swapDeployments"),
    ("deleteDeployment", "pd", "P/deployments/D/jobs/J", "deploy"),
    (
        "deleteFromResources",
        "pd",
        "P/deployments/D/delete-from-resources/jobs/J",
        "deleteFromResources",
    ),
    ("copy", "p", "P/copy/jobs/J", "copy"),
    ("assignResources", "p", "P/resources/assign/jobs/J", "assignResources"),
    ("unassignResources", "p", "P/resources/unassign/jobs/J", "unassignResources"),
];

#[test]
fn every_job_has_its_url_in_every_family_and_version_that_has_it() {
    let listed: Vec<_> = Operation::ALL.into_iter().filter(|it| it.is_job()).collect();
    // Updates of sources and of questions are in `knowledge.rs`.
    assert_eq!(listed.len(), JOBS.len() + 2);
    for family in Family::ALL {
        for version in VERSIONS {
            let client = client(family, version);
            for (name, names, path, by_url) in JOBS {
                let operation = Operation::parse(name).unwrap();
                let made = client.job_of(operation, &named(&format!("{names}j")));
                // A job URL can be followed with every version, because its own version is the
                // service's.
                let is_exported =
                    name.ends_with("ExportedModel") && family != Family::QueryKnowledgebases;
                if !is_exported && !has(name, family, VERSIONS[2]) {
                    assert_eq!(made.unwrap_err().code(), ErrorCode::InvalidArgument, "{name}");
                    continue;
                }
                let path = match family {
                    Family::QueryKnowledgebases => path.trim_start_matches("global/"),
                    _ => path,
                };
                let url = format!(
                    "{ENDPOINT}/language/authoring/{}/projects/{path}?api-version={version}",
                    family.as_str()
                );
                let job = made.unwrap();
                assert_eq!((job.url.as_str(), job.id.as_str()), (url.as_str(), "J"));
                assert_eq!(client.status_request(&job).unwrap().url, url);
                let pasted = client.job_from_url(&url).unwrap();
                assert_eq!((pasted.operation.as_str(), pasted.id.as_str()), (by_url, "J"));
                assert_eq!(pasted.url, url);
            }
        }
    }
}
