//! The operations and members of each api-version of text and conversations. The tables were
//! written from Microsoft's OpenAPI and from the wire models of its packages.

use export_jobs::ErrorCode;
use export_jobs::service::azure_language::{Arguments, Operation};
use export_jobs::service::{AzureLanguage, Family};
use serde_json::{Map, Value, json};

/// Each has a letter in the tables below. Text ends at `g`.
const VERSIONS: [(char, &str); 9] = [
    ('a', "2022-05-01"),
    ('b', "2022-10-01-preview"),
    ('c', "2023-04-01"),
    ('d', "2023-04-15-preview"),
    ('e', "2023-11-15-preview"),
    ('f', "2024-11-15-preview"),
    ('g', "2025-05-15-preview"),
    ('h', "2025-11-01"),
    ('i', "2025-11-15-preview"),
];

/// Operation, names in its path, versions of text, versions of conversations.
const OPERATIONS: [(&str, &str, &str, &str); 37] = [
    ("listProjects", "", "abcdefg", "abcdefghi"),
    ("getProject", "p", "abcdefg", "abcdefghi"),
    ("createProject", "p", "abcdefg", "abcdefghi"),
    ("deleteProject", "p", "abcdefg", "abcdefghi"),
    ("export", "p", "abcdefg", "abcdefghi"),
    ("import", "p", "abcdefg", "abcdefghi"),
    ("train", "p", "abcdefg", "abcdefghi"),
    ("listTrainingJobs", "p", "abcdefg", "abcdefghi"),
    ("getTrainingJob", "pj", "abcdefg", "abcdefghi"),
    ("cancelTraining", "pj", "abcdefg", "abcdefghi"),
    ("listModels", "p", "abcdefg", "abcdefghi"),
    ("getModel", "pm", "abcdefg", "abcdefghi"),
    ("deleteModel", "pm", "abcdefg", "abcdefghi"),
    ("evaluationSummary", "pm", "abcdefg", "abcdefghi"),
    ("evaluationResult", "pm", "abcdefg", "abcdefghi"),
    ("evaluate", "pm", "defg", "defgi"),
    ("loadSnapshot", "pm", "bcdefg", "bcdefghi"),
    ("listExportedModels", "p", "defg", "fgi"),
    ("getExportedModel", "px", "defg", "fgi"),
    ("createExportedModel", "px", "defg", "fgi"),
    ("deleteExportedModel", "px", "defg", "fgi"),
    ("getExportedModelManifest", "px", "defg", ""),
    ("listDeployments", "p", "abcdefg", "abcdefghi"),
    ("getDeployment", "pd", "abcdefg", "abcdefghi"),
    ("deploy", "pd", "abcdefg", "abcdefghi"),
    ("swapDeployments", "p", "abcdefg", "abcdefghi"),
    ("deleteDeployment", "pd", "abcdefg", "abcdefghi"),
    ("deleteFromResources", "pd", "bdefg", "bdefghi"),
    ("authorizeCopy", "p", "defg", "defgi"),
    ("copy", "p", "defg", "defgi"),
    ("listResources", "p", "bdefg", "bdefghi"),
    ("assignResources", "p", "bdefg", "bdefghi"),
    ("unassignResources", "p", "bdefg", "bdefghi"),
    ("listDeploymentResources", "", "bdefg", "bdefghi"),
    ("listTrainingConfigVersions", "", "abcdefg", "abcdefghi"),
    ("listLanguages", "", "abcdefg", "abcdefghi"),
    ("listPrebuiltEntities", "", "defg", "abcdefghi"),
];

/// Operation, member, a value, versions of text, versions of conversations. `!` marks a required
/// member.
const MEMBERS: [(&str, &str, &str, &str, &str); 39] = [
    ("createProject", "projectKind!", r#""K""#, "abcdefg", "abcdefghi"),
    ("createProject", "projectName!", r#""P""#, "abcdefg", "abcdefghi"),
    ("createProject", "language!", r#""en""#, "abcdefg", "abcdefghi"),
    ("createProject", "storageInputContainerName!", r#""c""#, "abcdefg", ""),
    ("createProject", "storageInputContainerName", r#""c""#, "", "defghi"),
    ("createProject", "settings", r#"{"confidenceThreshold":0.5}"#, "abcdefg", "abcdefghi"),
    ("createProject", "multilingual", "true", "abcdefg", "abcdefghi"),
    ("createProject", "description", r#""D""#, "abcdefg", "abcdefghi"),
    ("train", "modelLabel!", r#""m""#, "abcdefg", "abcdefghi"),
    ("train", "trainingConfigVersion!", r#""latest""#, "abcdefg", ""),
    ("train", "trainingConfigVersion", r#""latest""#, "", "abcdefghi"),
    ("train", "trainingMode!", r#""standard""#, "", "abcdefghi"),
    ("train", "evaluationOptions", r#"{"kind":"manual"}"#, "abcdefg", "abcdefghi"),
    ("train", "dataGenerationSettings", r#"{"enableDataGeneration":true}"#, "g", "ghi"),
    ("evaluate", "kind", r#""percentage""#, "defg", "defgi"),
    ("evaluate", "trainingSplitPercentage", "80", "defg", "defgi"),
    ("evaluate", "testingSplitPercentage", "20", "defg", "defgi"),
    ("createExportedModel", "trainedModelLabel!", r#""m""#, "defg", "fgi"),
    ("deploy", "trainedModelLabel!", r#""m""#, "abcdefg", "abcdefghi"),
    ("deploy", "assignedResourceIds", r#"["a"]"#, "bdefg", "bdef"),
    ("deploy", "assignedResources", r#"[{"resourceId":"a","region":"r"}]"#, "", "g"),
    ("deploy", "azureResourceIds", r#"[{"azureResourceId":"a","region":"r"}]"#, "", "hi"),
    ("swapDeployments", "firstDeploymentName!", r#""a""#, "abcdefg", "abcdefghi"),
    ("swapDeployments", "secondDeploymentName!", r#""b""#, "abcdefg", "abcdefghi"),
    ("deleteFromResources", "assignedResourceIds", r#"["a"]"#, "bdefg", "bdefg"),
    ("deleteFromResources", "azureResourceIds", r#"["a"]"#, "", "hi"),
    ("unassignResources", "assignedResourceIds!", r#"["a"]"#, "bdefg", "bdefg"),
    ("unassignResources", "azureResourceIds!", r#"["a"]"#, "", "hi"),
    ("assignResources", "resourcesMetadata!", RESOURCES, "bdefg", "bdefg"),
    ("assignResources", "projectResources!", RESOURCES, "", "hi"),
    ("authorizeCopy", "projectKind!", r#""K""#, "defg", "defgi"),
    ("authorizeCopy", "storageInputContainerName", r#""c""#, "defg", "defgi"),
    ("authorizeCopy", "allowOverwrite", "true", "defg", "defgi"),
    ("copy", "projectKind!", r#""K""#, "defg", "defgi"),
    ("copy", "targetProjectName!", r#""T""#, "defg", "defgi"),
    ("copy", "accessToken!", r#""s3cr3t""#, "defg", "defgi"),
    ("copy", "expiresAt!", r#""E""#, "defg", "defgi"),
    ("copy", "targetResourceId!", r#""I""#, "defg", "defgi"),
    ("copy", "targetResourceRegion!", r#""R""#, "defg", "defgi"),
];
const RESOURCES: &str = r#"[{"azureResourceId":"a","customDomain":"d","region":"r"}]"#;

/// Members with the same meaning, under the names of different versions.
const RENAMED: [(&str, &[&str]); 4] = [
    ("deploy", &["assignedResourceIds", "assignedResources", "azureResourceIds"]),
    ("deleteFromResources", &["assignedResourceIds", "azureResourceIds"]),
    ("unassignResources", &["assignedResourceIds", "azureResourceIds"]),
    ("assignResources", &["resourcesMetadata", "projectResources"]),
];

fn client(family: Family, version: &str) -> AzureLanguage {
    AzureLanguage::new("https://contoso.example", family, Some(version)).unwrap()
}

fn named(mark: &str) -> Arguments {
    let mut arguments = Arguments::default();
    for letter in mark.chars() {
        *match letter {
            'p' => &mut arguments.project,
            'd' => &mut arguments.deployment,
            'm' => &mut arguments.model,
            'x' => &mut arguments.exported_model,
            _ => &mut arguments.job,
        } = Some("N".into());
    }
    arguments
}

/// Iterates over both families and their versions.
fn everywhere() -> impl Iterator<Item = (Family, char, &'static str)> {
    let of =
        |family, count| VERSIONS.into_iter().take(count).map(move |(it, name)| (family, it, name));
    of(Family::AnalyzeText, 7).chain(of(Family::AnalyzeConversations, 9))
}

fn is_in(versions: (&str, &str), family: Family, letter: char) -> bool {
    let (text, conversations) = versions;
    let versions = if family == Family::AnalyzeText { text } else { conversations };
    versions.contains(letter)
}

/// Returns the members of an operation, and which of them are required.
fn members(operation: &str, family: Family, letter: char) -> Vec<(&'static str, Value, bool)> {
    let mut found = Vec::new();
    for (of, name, value, text, conversations) in MEMBERS {
        if of == operation && is_in((text, conversations), family, letter) {
            let value = serde_json::from_str(value).unwrap();
            found.push((name.trim_end_matches('!'), value, name.ends_with('!')));
        }
    }
    found
}

/// Builds a request with these members. Returns its body.
fn send(
    family: Family,
    version: &str,
    (operation, names): (&str, &str),
    body: &Map<String, Value>,
) -> Result<Value, export_jobs::Error> {
    let arguments = named(names).body(serde_json::to_vec(body).unwrap());
    let operation = Operation::parse(operation).unwrap();
    let request = client(family, version).operation_request(operation, &arguments)?;
    Ok(serde_json::from_slice(&request.body.unwrap()).unwrap())
}

#[test]
fn each_version_has_its_operations_and_says_which_versions_have_others() {
    // The operations of question answering are in `knowledge.rs`.
    let of_questions = super::knowledge::REQUESTS.len();
    assert_eq!(OPERATIONS.len() + of_questions, Operation::ALL.len());
    for (family, letter, version) in everywhere() {
        for (name, names, text, conversations) in OPERATIONS {
            let operation = Operation::parse(name).unwrap();
            let client = client(family, version);
            let expected = is_in((text, conversations), family, letter);
            assert_eq!(client.has(operation), expected, "{name} {version} {family:?}");
            if expected {
                continue;
            }
            let error = client.operation_request(operation, &named(names)).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            for (family_versions, it) in VERSIONS {
                let has = is_in((text, conversations), family, family_versions);
                assert!(
                    it == version || error.message().contains(it) == has,
                    "{name} {it}: {error}"
                );
            }
        }
    }
}

#[test]
fn builders_accept_only_the_members_of_their_version() {
    let mut tried = 0;
    for (family, letter, version) in everywhere() {
        for (operation, names, text, conversations) in OPERATIONS {
            let mine = members(operation, family, letter);
            if !is_in((text, conversations), family, letter) || mine.is_empty() {
                continue;
            }
            let required = || mine.iter().filter(|(_, _, needed)| *needed);
            let base: Map<_, _> =
                required().map(|(name, value, _)| ((*name).to_owned(), value.clone())).collect();
            for (name, ..) in required() {
                let mut body = base.clone();
                body.remove(*name);
                let error = send(family, version, (operation, names), &body).unwrap_err();
                assert!(error.message().contains(name), "{operation} {version}: {error}");
            }
            for (_, name, value, ..) in MEMBERS {
                let name = name.trim_end_matches('!');
                let own = mine.iter().find(|(it, ..)| *it == name);
                let value =
                    own.map_or_else(|| serde_json::from_str(value).unwrap(), |it| it.1.clone());
                let mut body = base.clone();
                body.insert(name.to_owned(), value);
                let sent = send(family, version, (operation, names), &body);
                tried += 1;
                if own.is_some() {
                    assert_eq!(sent.unwrap(), Value::Object(body), "{operation} {version}");
                    continue;
                }
                let error = sent.unwrap_err();
                assert_eq!(error.code(), ErrorCode::InvalidArgument);
                let message = error.message();
                assert!(message.contains(name), "{operation} {version}: {error}");
                let renamed =
                    RENAMED.iter().find(|(of, all)| *of == operation && all.contains(&name));
                let mut successors = renamed.into_iter().flat_map(|(_, all)| *all);
                let successor = successors.find(|it| mine.iter().any(|(own, ..)| own == *it));
                assert_eq!(
                    message.contains("instead"),
                    successor.is_some_and(|it| message.contains(it)),
                    "{operation} {version}: {error}"
                );
            }
        }
    }
    assert!(tried > 3_000, "{tried}");
}

const DELETION: (&str, &str) = ("deleteFromResources", "pd");

#[test]
fn only_an_empty_body_deletes_a_deployment_everywhere() {
    let object = |value: Value| value.as_object().unwrap().clone();
    for (family, version, member) in [
        (Family::AnalyzeText, "2025-05-15-preview", "assignedResourceIds"),
        (Family::AnalyzeConversations, "2025-05-15-preview", "assignedResourceIds"),
        (Family::AnalyzeConversations, "2025-11-01", "azureResourceIds"),
    ] {
        for value in [json!(null), json!([])] {
            let error =
                send(family, version, DELETION, &object(json!({ member: value }))).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(error.message().contains("names no resource"), "{error}");
        }
        assert_eq!(send(family, version, DELETION, &Map::new()), Ok(json!({})));
    }
    // The members of an unknown version are unknown.
    for (family, version, known) in [
        (Family::AnalyzeText, "2025-11-15-preview", "2025-05-15-preview"),
        (Family::AnalyzeConversations, "2031-01-01", "2025-11-01"),
    ] {
        for member in ["assignedResourceIds", "azureResourceIds", "resources"] {
            let error =
                send(family, version, DELETION, &object(json!({ member: ["a"] }))).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(error.message().contains(known), "{error}");
        }
    }
}

#[test]
fn the_resources_of_a_deployment_have_the_form_of_the_version() {
    let deploy = |version, member: &str, value: Value| {
        let body = json!({ "trainedModelLabel": "m", member: value }).as_object().unwrap().clone();
        send(Family::AnalyzeConversations, version, ("deploy", "pd"), &body)
    };
    let refusal =
        |version, member, value| deploy(version, member, value).unwrap_err().message().to_owned();
    assert!(deploy("2025-11-01", "azureResourceIds", json!(["a"])).is_ok());
    assert!(
        refusal("2025-11-01", "azureResourceIds", json!(["a", {}])).contains("list of strings")
    );
    let message = refusal("2025-11-15-preview", "azureResourceIds", json!(["a"]));
    assert!(message.contains("list of objects"), "{message}");
    let message = refusal("2025-11-15-preview", "azureResourceIds", json!([{ "resourceId": "a" }]));
    assert!(message.contains("resourceId") && message.contains("azureResourceId,"), "{message}");
    let old = json!([{ "azureResourceId": "a" }]);
    let message = refusal("2025-05-15-preview", "assignedResources", old);
    assert!(message.contains("It has resourceId"), "{message}");
    let aoai = json!([{ "resourceId": "a", "assignedAoaiResource": { "kind": "AzureOpenAI" } }]);
    assert!(deploy("2025-05-15-preview", "assignedResources", aoai).is_ok());
}

#[test]
fn text_needs_no_kind_of_project_for_its_configurations() {
    let operation = Operation::ListTrainingConfigVersions;
    for (family, _, version) in everywhere() {
        let built = client(family, version).operation_request(operation, &Arguments::new());
        match family {
            Family::AnalyzeText => assert!(!built.unwrap().url.contains("projectKind")),
            _ => assert!(built.unwrap_err().message().contains("projectKind")),
        }
    }
}

#[test]
fn a_version_after_the_newest_known_one_may_have_more_parameters() {
    let request = |version, name: &str, value: &str| {
        let arguments = Arguments::new().parameter(name, value);
        client(Family::AnalyzeText, version).operation_request(Operation::ListProjects, &arguments)
    };
    let sent = request("2099-01-01", "order-by.name_2", "date").unwrap();
    assert!(sent.url.contains("order-by.name_2=date"), "{}", sent.url);
    for (version, name, value) in [
        ("2099-01-01", "order by", "date"),
        ("2099-01-01", "order-by", ""),
        ("2023-04-01", "order-by", "date"),
    ] {
        let error = request(version, name, value).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument, "{version} {name}");
        assert!(error.message().contains(name), "{error}");
    }
}

#[test]
fn arguments_are_shown_without_their_body() {
    let arguments = Arguments::of_project("Inbox").body(r#"{"accessToken":"secret"}"#);
    let shown = format!("{arguments:?}");
    assert!(shown.contains("Inbox") && !shown.contains("secret"), "{shown}");
}
