//! Two regions and their storage on one clock, with projects to replicate.

use std::rc::Rc;

use export_jobs::replication::{ReplicationOptions, Selection};
use export_jobs::service::{AzureLanguage, Family};
use export_jobs::workflow::Party;
use export_jobs::{Credential, Request, Response};
use serde_json::{Value, json};

use super::region::Region;
use super::storage::Storage;

pub const EAST: &str = "https://east.cognitiveservices.azure.com";
pub const WEST: &str = "https://west.cognitiveservices.azure.com";

pub struct World {
    pub now: u64,
    pub family: Family,
    pub version: &'static str,
    pub source: Region,
    pub target: Region,
    pub storage: Storage,
    /// Every request that arrived, with its party.
    pub log: Vec<(Party, String, String)>,
}

/// The kinds of project in the scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Conversation,
    Entities,
}

pub fn file(kind: Kind, name: &str) -> Value {
    match kind {
        Kind::Conversation => json!({
            "projectFileVersion": "2023-04-01", "stringIndexType": "Utf16CodeUnit",
            "metadata": { "projectKind": "Conversation", "projectName": name, "language": "en-us",
                "multilingual": true, "settings": { "confidenceThreshold": 0.5 }, "x": 1.50 },
            "assets": { "projectKind": "Conversation",
                "intents": [{ "category": "Read" }, { "category": "None" }],
                "entities": [{ "category": "Sender" }],
                "utterances": [
                    { "text": "mail from Mia 😀", "intent": "Read", "language": "en-us", "dataset": "Train",
                      "entities": [{ "category": "Sender", "offset": 10, "length": 3 }] },
                    { "text": "hello", "intent": "None", "dataset": "Test", "entities": [] },
                ] },
        }),
        Kind::Entities => json!({
            "projectFileVersion": "2023-04-01", "stringIndexType": "Utf16CodeUnit",
            "metadata": { "projectKind": "CustomEntityRecognition", "projectName": name, "language": "en-us",
                "storageInputContainerName": "docs", "multilingual": false, "description": "" },
            "assets": { "projectKind": "CustomEntityRecognition",
                "entities": [{ "category": "Date" }],
                "documents": [
                    { "location": "01.txt", "language": "en-us", "dataset": "Train",
                      "entities": [{ "regionOffset": 0, "regionLength": 20,
                        "labels": [{ "category": "Date", "offset": 0, "length": 4 }] }] },
                    { "location": "The_Queen's.txt", "language": "en-us", "dataset": "Test", "entities": [] },
                ] },
        }),
    }
}

impl World {
    /// Creates a world. The source has a project "Mail" that is trained and deployed twice; the
    /// target is empty.
    pub fn new(kind: Kind) -> Self {
        let family = match kind {
            Kind::Conversation => Family::AnalyzeConversations,
            Kind::Entities => Family::AnalyzeText,
        };
        let mut source = Region::new(EAST, family.as_str());
        source.put(&file(kind, "Mail"), &["v1", "v2"], &[("production", "v1"), ("staging", "v2")]);
        Self {
            now: 1_000_000,
            family,
            version: "2023-04-01",
            source,
            target: Region::new(WEST, family.as_str()),
            storage: Storage::default(),
            log: Vec::new(),
        }
    }

    pub fn client(&self, party: Party) -> Rc<AzureLanguage> {
        let (origin, key) =
            if party == Party::Source { (EAST, "key-of-east") } else { (WEST, "key-of-west") };
        let client = AzureLanguage::new(origin, self.family, Some(self.version)).unwrap();
        Rc::new(client.with_credential(Credential::Key(key.to_owned())))
    }

    /// Receives a request.
    pub fn answer(&mut self, to: Party, request: &Request) -> Response {
        let url = request.url.split('?').next().unwrap().to_owned();
        self.log.push((to, request.method.as_str().to_owned(), url));
        let key = request.headers.get("Ocp-Apim-Subscription-Key");
        self.source.advance(self.now);
        self.target.advance(self.now);
        for (name, file) in std::mem::take(&mut self.source.copied) {
            self.target.put(&file, &[], &[]);
            self.target.projects.get_mut(&name).unwrap().modified_at = self.now;
        }
        match to {
            Party::Source => {
                assert_eq!(key, Some("key-of-east"));
                self.source.answer(request, self.now)
            }
            Party::Target => {
                assert_eq!(key, Some("key-of-west"));
                self.target.answer(request, self.now)
            }
            Party::Storage => self.storage.answer(request),
            Party::Resource(_) => panic!("a replication has a source and a target"),
        }
    }

    /// Returns the requests at a side that change something.
    pub fn changes(&self, party: Party) -> Vec<&str> {
        let of = |(to, method, url): &'_ (Party, String, String)| {
            *to == party && method != "GET" && !url.ends_with(":export") && !url.ends_with(":copy")
        };
        self.log.iter().filter(|it| of(it)).map(|(_, _, url)| url.as_str()).collect()
    }
}

pub fn mail() -> ReplicationOptions {
    ReplicationOptions::new(Selection::Named(vec!["Mail".to_owned()]))
}
