//! The contract of the runtime API as data. The members of bodies and the parameters of queries are
//! taken from requests that the builders make.

use crate::json::Value;
use crate::service::Family;
use crate::service::Service;
use crate::service::azure_language::api_version::all_versions;
use crate::service::azure_language::state;
use crate::service::contract::{ALWAYS, Base, Contract, ContractRequest, Item, JobMembers, Stage};
use crate::{Method, Request, Result};

use super::{
    Analysis, AnalysisKind, AzureLanguageRuntime, Conversation, ConversationItem, Conversations,
    DocumentLocation, JobFamily, NativeAnalysis, NativeDocument, NativeTask, NativeTaskKind,
    ResultsPage, Utterance, native,
};

const ANY_ENDPOINT: &str = "https://contoso.cognitiveservices.azure.com";
/// The bit of every version, and the bit of the versions with native documents.
const EVERY: u8 = 1;
const WITH_DOCUMENTS: u8 = 1 << 1;

/// Returns the contract.
pub(in crate::service) fn contract() -> Contract {
    let limits = AzureLanguageRuntime::new(ANY_ENDPOINT, None).map(|client| client.limits());
    let mut requests = vec![prediction()];
    for family in JobFamily::ALL {
        requests.extend(jobs(family));
    }
    Contract {
        service: "azure-language-runtime",
        bases: vec![Base { path: "/language".to_owned(), column: 0, versions: versions() }],
        requests,
        limits: limits.unwrap_or_default(),
        job: JobMembers { id: "/jobId", state: "/status", done: state::done() },
    }
}

/// Returns the versions of authoring for text and conversations, and the versions that only the
/// runtime has.
fn versions() -> Vec<(&'static str, u8)> {
    let mut names: Vec<&str> = all_versions(Family::AnalyzeConversations).collect();
    names.push(native::STABLE);
    let has_documents = |name| {
        AzureLanguageRuntime::new(ANY_ENDPOINT, Some(name))
            .and_then(|client| client.require(JobFamily::AnalyzeDocuments))
            .is_ok()
    };
    names
        .into_iter()
        .map(|name| (name, if has_documents(name) { EVERY | WITH_DOCUMENTS } else { EVERY }))
        .collect()
}

fn prediction() -> ContractRequest {
    let path = ":analyze-conversations";
    let members = [utterance(), conversations()].into_iter().flat_map(|body| members_of(body.ok()));
    ContractRequest {
        bodies: vec![Item::always("application/json")],
        members: unique(members),
        ..ContractRequest::new("predict", Stage::Call, Method::Post, path)
    }
}

/// Returns the requests that submit, read and cancel the jobs of a family.
fn jobs(family: JobFamily) -> [ContractRequest; 3] {
    let name = family.as_str();
    let has = match family {
        JobFamily::AnalyzeDocuments => [WITH_DOCUMENTS; 3],
        _ => ALWAYS,
    };
    let members = [analysis(), documents()].into_iter().flat_map(|body| members_of(body.ok()));
    let request = |stage, method, path| ContractRequest {
        has,
        ..ContractRequest::new("analyze", stage, method, path)
    };
    [
        ContractRequest {
            bodies: vec![Item::always("application/json")],
            members: unique(members),
            ..request(Stage::Submit, Method::Post, format!("{name}/jobs"))
        },
        ContractRequest {
            query: page_parameters(),
            ..request(Stage::Status, Method::Get, format!("{name}/jobs/{{job}}"))
        },
        request(Stage::Cancel, Method::Post, format!("{name}/jobs/{{job}}:cancel")),
    ]
}

/// Returns the parameters of a page of results.
fn page_parameters() -> Vec<Item> {
    let page = ResultsPage { show_stats: true, top: Some(1), skip: Some(1) };
    let request = || -> Result<Request> {
        let client = AzureLanguageRuntime::new(ANY_ENDPOINT, None)?;
        client.results_request(&client.job(JobFamily::AnalyzeText, "1")?, &page)
    };
    let url = request().map(|request| request.url).unwrap_or_default();
    let names = ["showStats", "top", "skip"].into_iter();
    names.filter(|name| url.contains(&format!("{name}="))).map(Item::always).collect()
}

/// Returns the names of a body's members.
fn members_of(body: Option<Vec<u8>>) -> Vec<String> {
    match Value::parse(&body.unwrap_or_default()) {
        Ok(Value::Object(members)) => {
            members.into_iter().map(|(name, _)| name.into_owned()).collect()
        }
        _ => Vec::new(),
    }
}

fn unique(names: impl Iterator<Item = String>) -> Vec<Item> {
    let mut members: Vec<Item> = Vec::new();
    for name in names {
        if !members.iter().any(|member| member.name == name) {
            members.push(Item::always(name.leak()));
        }
    }
    members
}

fn analysis() -> Result<Vec<u8>> {
    let kind = AnalysisKind::CustomEntityRecognition;
    let display_name = Some("name".to_owned());
    Analysis { display_name, ..Analysis::new(kind, "project", "deployment", ["text"]) }.body()
}

fn documents() -> Result<Vec<u8>> {
    let location = || DocumentLocation::blob("https://contoso.blob.core.windows.net/papers/1.txt");
    let document = NativeDocument {
        id: "1".to_owned(),
        source: location(),
        target: location(),
        language: Some("en".to_owned()),
    };
    let task =
        NativeTask { kind: NativeTaskKind::PiiEntityRecognition, name: None, parameters: None };
    NativeAnalysis {
        documents: vec![document],
        tasks: vec![task],
        display_name: Some("name".to_owned()),
        default_language: Some("en".to_owned()),
    }
    .body()
}

fn utterance() -> Result<Vec<u8>> {
    let [project, deployment, text] = ["project", "deployment", "text"].map(str::to_owned);
    Utterance { project, deployment, text, ..Utterance::default() }.body()
}

fn conversations() -> Result<Vec<u8>> {
    let [project, deployment, id, language] =
        ["project", "deployment", "1", "en"].map(str::to_owned);
    let item = ConversationItem { id: id.clone(), ..ConversationItem::default() };
    let conversation = Conversation { id, language, modality: None, items: vec![item] };
    let conversations = vec![conversation];
    Conversations { project, deployment, conversations, string_index_type: None }.body()
}
