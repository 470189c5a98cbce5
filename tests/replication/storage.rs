//! Blob storage with two containers, as far as copying documents needs it.

use std::collections::BTreeMap;

use export_jobs::{Method, Request, Response};

pub const EAST: &str = "https://contosoeast.blob.core.windows.net/docs";
pub const WEST: &str = "https://contosowest.blob.core.windows.net/papers";
pub const SAS: &str = "sv=2022-11-02&sr=c&sp=rcwl&sig=Yd%2BsecretSignature%3D";

/// Blobs by their URL, without the signature.
#[derive(Default)]
pub struct Storage {
    pub blobs: BTreeMap<String, Vec<u8>>,
    pub copies: Vec<String>,
    /// Gives this answer to every write.
    pub refuses: Option<u16>,
}

fn answer(status: u16, headers: &[(&str, &str)]) -> Response {
    Response {
        status,
        headers: headers.iter().copied().collect(),
        body: Vec::new(),
        received_at_ms: 0,
    }
}

fn etag(bytes: &[u8]) -> String {
    format!("\"{}-{}\"", bytes.len(), bytes.iter().map(|it| u64::from(*it)).sum::<u64>())
}

fn signed(url: &str) -> Option<&str> {
    url.split_once('?').filter(|(_, query)| *query == SAS).map(|(path, _)| path)
}

impl Storage {
    pub fn answer(&mut self, request: &Request) -> Response {
        assert!(request.headers.get("x-ms-version").is_some());
        assert!(request.headers.get("Ocp-Apim-Subscription-Key").is_none(), "no key to storage");
        let Some(blob) = signed(&request.url) else {
            return answer(403, &[("x-ms-error-code", "AuthenticationFailed")]);
        };
        match request.method {
            Method::Head => match self.blobs.get(blob) {
                Some(bytes) => {
                    let length = bytes.len().to_string();
                    answer(200, &[("Content-Length", &length), ("ETag", &etag(bytes))])
                }
                None => answer(404, &[("x-ms-error-code", "BlobNotFound")]),
            },
            Method::Put => {
                if let Some(status) = self.refuses {
                    return answer(status, &[("x-ms-error-code", "AuthorizationFailure")]);
                }
                assert_eq!(request.headers.get("x-ms-blob-type"), Some("BlockBlob"));
                let there = self.blobs.get(blob).map(|bytes| etag(bytes));
                if request.headers.get("If-None-Match") == Some("*") && there.is_some() {
                    return answer(409, &[("x-ms-error-code", "BlobAlreadyExists")]);
                }
                if request.headers.get("If-Match").is_some_and(|it| Some(it) != there.as_deref()) {
                    return answer(412, &[("x-ms-error-code", "ConditionNotMet")]);
                }
                let source = signed(request.headers.get("x-ms-copy-source").unwrap()).unwrap();
                let bytes = self.blobs[source].clone();
                self.copies.push(blob.to_owned());
                self.blobs.insert(blob.to_owned(), bytes);
                answer(201, &[])
            }
            method => panic!("{} of a blob", method.as_str()),
        }
    }
}
