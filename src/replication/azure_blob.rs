//! Azure Blob Storage: reads the properties of blobs, and has the server copy them from one
//! container to another. SAS URLs name the containers. No error and no log shows their signatures.

use crate::http::{Method, Request};
use crate::service::Pace;
use crate::url::{AbsoluteUrl, PathSegment};
use crate::workflow::{self, Expected, Host, Party};
use crate::{Error, ErrorCode, Response, Result, Sending};

/// The version of the storage API. Put Blob From URL needs 2020-04-08 or later.
const VERSION: &str = "2021-08-06";

/// The containers to copy from and to.
pub(crate) struct Storage {
    /// The container to copy from. If `None`, documents are only looked up at the target.
    pub(crate) source: Option<Container>,
    pub(crate) target: Container,
}

/// A container, read from its SAS URL.
#[derive(Clone)]
pub(crate) struct Container {
    /// The origin and the path, without a slash at the end.
    base: String,
    /// The query of the URL, which contains the signature.
    signature: String,
}

/// The properties of a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    /// The size in bytes.
    pub(crate) size: u64,
    /// The MD5 hash of the content in base64, if the storage sends it and the browser shows it.
    pub(crate) md5: Option<String>,
    /// The ETag, which changes with the content. A browser shows it if the account's CORS rule
    /// exposes it.
    pub(crate) etag: Option<String>,
}

impl Blob {
    /// Returns whether the known properties of both blobs allow that their contents are the same.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let hashes = self.md5.as_ref().zip(other.md5.as_ref());
        self.size == other.size && hashes.is_none_or(|(one, another)| one == another)
    }
}

impl Container {
    /// Parses a container's SAS URL: `https://ACCOUNT.blob.core.windows.net/CONTAINER?sv=…&sig=…`.
    ///
    /// # Errors
    /// `invalidArgument`, without the signature.
    pub(crate) fn parse(what: &str, url: &str) -> Result<Self> {
        let refuse = |why: &str| {
            Error::invalid_argument(format!(
                "{what} cannot be used: {why}. Give the SAS URL of a container, such as \
                 https://ACCOUNT.blob.core.windows.net/CONTAINER?sv=…&sig=…."
            ))
        };
        let url = AbsoluteUrl::parse(url).map_err(refuse)?;
        if !url.origin().is_secure() && !url.origin().is_loopback() {
            return Err(refuse("only https may carry a signature (http is for loopback)"));
        }
        let path = url.path().trim_end_matches('/');
        if path.is_empty() {
            return Err(refuse("it names no container"));
        }
        if url.parameter("sig").is_none() {
            return Err(refuse("it has no signature (sig)"));
        }
        Ok(Self {
            base: text!("{}{}", url.origin(), path),
            signature: url.query().trim_start_matches('?').to_owned(),
        })
    }

    /// The container's name: the last segment of its path.
    pub(crate) fn name(&self) -> &str {
        self.base.rsplit('/').next().unwrap_or_default()
    }

    /// Returns the secret, which must be removed from the answers of the storage.
    pub(crate) fn secret(&self) -> &str {
        let mut parts = self.signature.split('&');
        parts.find_map(|part| part.strip_prefix("sig=")).unwrap_or_default()
    }

    /// Returns a blob's URL. Names may contain any character, including slashes.
    fn blob(&self, name: &str) -> Result<String> {
        let mut path = String::new();
        for text in name.split('/') {
            path.push('/');
            path.push_str(&PathSegment { what: "the document's name", text }.encode()?);
        }
        Ok(format!("{}{path}?{}", self.base, self.signature))
    }

    /// Sends Get Blob Properties. Returns `None` if there is no such blob.
    pub(crate) async fn look(&self, host: &Host, pace: Pace, name: &str) -> Result<Option<Blob>> {
        let request = request(Method::Head, self.blob(name)?);
        let take = |response: &Response| match response.status {
            200 => {
                let size = response.headers.get("content-length");
                let size = size.and_then(|text| crate::text::whole(text.trim()));
                let size = size.ok_or_else(|| response.unreadable("it has no Content-Length"))?;
                let text = |name| response.headers.get(name).map(str::to_owned);
                Ok(Some(Blob { size, md5: text("content-md5"), etag: text("etag") }))
            }
            404 => Ok(None),
            _ => Err(failure(response)),
        };
        workflow::read(host, Party::Storage, pace, &request, take).await
    }

    /// Sends Put Blob From URL: the storage itself fetches the blob, if it is still the one that was `seen` under that
    /// name. The request is sent once.
    pub(crate) async fn copy_from(
        &self,
        host: &Host,
        source: &Self,
        name: &str,
        seen: Option<&Blob>,
    ) -> Result<()> {
        let mut request = request(Method::Put, self.blob(name)?);
        request.headers.set("x-ms-blob-type", "BlockBlob");
        request.headers.set("x-ms-copy-source", source.blob(name)?);
        match seen {
            None => request.headers.set("If-None-Match", "*"),
            Some(Blob { etag: Some(etag), .. }) => request.headers.set("If-Match", etag),
            // Without an ETag there is no condition. The properties were read directly before.
            Some(_) => {}
        }
        let response = {
            let expected = Expected::Answer(workflow::MAX_PAGE_BYTES);
            host.send_as(Party::Storage, request, Sending::Once, expected).await
        }?;
        if response.status == 201 { Ok(()) } else { Err(failure(&response)) }
    }
}

fn request(method: Method, url: String) -> Request {
    let mut request = Request::signed(method, url);
    request.headers.set("x-ms-version", VERSION);
    request
}

/// Returns the error of a refused request. It shows only the storage's code, because the storage's
/// message may contain the URL.
fn failure(response: &Response) -> Error {
    let code = response.headers.get("x-ms-error-code").unwrap_or("no code");
    let (kind, advice) = match response.status {
        401 | 403 => (
            ErrorCode::Forbidden,
            "Check that the SAS has not expired, and allows read at the source, and read, create and \
             write at the target.",
        ),
        404 => (ErrorCode::NotFound, "Check the names of the container and the document."),
        429 => (ErrorCode::Throttled, "Wait before the next request."),
        _ => (ErrorCode::HttpError, "Try again later."),
    };
    let message = format!("The storage answered HTTP {} ({code}). {advice}", response.status);
    Error::new(kind, message)
        .with_status(response.status)
        .with_request_id(response.request_id())
        .with_retry_after_ms(response.retry_after_ms())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAS: &str = "sv=2022-11-02&sr=c&sp=rcwl&sig=a%2Bb%3D";

    #[test]
    fn a_blob_lies_below_its_container_and_before_the_signature() {
        let url = format!("https://contoso.blob.core.windows.net/docs/?{SAS}");
        let container = Container::parse("documents.target", &url).unwrap();
        assert_eq!(container.name(), "docs");
        assert_eq!(
            container.blob("a b/The_Queen's #1.txt").unwrap(),
            format!(
                "https://contoso.blob.core.windows.net/docs/a%20b/The_Queen%27s%20%231.txt?{SAS}"
            )
        );
    }

    #[test]
    fn what_is_no_container_is_refused_without_its_signature() {
        for url in [
            "https://contoso.blob.core.windows.net/docs",
            "https://contoso.blob.core.windows.net/?sig=secretsecret",
            "http://contoso.blob.core.windows.net/docs?sig=secretsecret",
            "docs?sig=secretsecret",
        ] {
            let error = Container::parse("documents.target", url).err().unwrap();
            assert_eq!(error.code(), ErrorCode::InvalidArgument);
            assert!(!error.message().contains("secretsecret"), "{error}");
        }
    }

    #[test]
    fn blobs_are_alike_by_size_and_by_hash_where_both_are_known() {
        let blob = |size, md5: Option<&str>| Blob { size, md5: md5.map(str::to_owned), etag: None };
        assert!(blob(1, None).is_like(&blob(1, Some("x"))));
        assert!(!blob(1, Some("y")).is_like(&blob(1, Some("x"))));
        assert!(!blob(1, None).is_like(&blob(2, None)));
    }
}
