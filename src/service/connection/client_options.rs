//! The options of all clients.

use crate::{Error, Result};

/// When requests carry cookies: `credentials` of the Fetch standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestCredentials {
    /// Never.
    Omit,
    /// To the page's own origin only.
    SameOrigin,
    /// To every origin.
    Include,
}

impl RequestCredentials {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Omit, Self::SameOrigin, Self::Include];

    /// Returns the name of the value in the Fetch standard.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Omit => "omit",
            Self::SameOrigin => "same-origin",
            Self::Include => "include",
        }
    }

    /// Parses a name of the Fetch standard.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(text!(
                "credentials is \"{}\", and must be one of {}. (The key or the token of a \
                 service is `credential`.)",
                text,
                crate::error::one_of(Self::ALL.map(Self::as_str))
            ))
        })
    }
}

/// The options of a client: where its service is, and what its requests carry.
///
/// ```
/// use export_jobs::ClientOptions;
/// use export_jobs::service::{AzureLanguage, ExportOptions, Family, Service};
///
/// let options = ClientOptions {
///     base_url: Some("https://portal.example".into()),
///     upstream: vec!["https://contoso.cognitiveservices.azure.com".into()],
///     sends_credential: false,
///     ..ClientOptions::at("/language-proxy")
/// };
/// let client = AzureLanguage::with_options(&options, Family::AnalyzeText, None)?;
/// let job = client.job_from_url(
///     "https://contoso.cognitiveservices.azure.com/language/authoring/analyze-text/projects/Loans\
///      /export/jobs/42?api-version=2023-04-01",
/// )?;
/// assert!(job.url.starts_with("https://portal.example/language-proxy/language/authoring/"));
/// # Ok::<(), export_jobs::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// The URL of the service, or of a gateway. A path, such as `/language-proxy`, is resolved
    /// against `base_url`, or else against `page_origin`.
    pub endpoint: String,
    /// The base URL of an endpoint that is a path.
    pub base_url: Option<String>,
    /// The origin of the page that runs the client, if there is a page.
    pub page_origin: Option<String>,
    /// Other addresses of the same service, each with its path prefix. If `endpoint` is a gateway,
    /// the service behind it; if `endpoint` is the service, a gateway in front of it. Their URLs
    /// are mapped to the endpoint by their path, and nothing is sent to them.
    pub upstream: Vec<String>,
    /// Further origins that may receive the credential, if the service names them.
    pub trusted_origins: Vec<String>,
    /// When requests carry cookies. By default, only if the endpoint is on the page's own origin
    /// and there is no credential.
    pub credentials: Option<RequestCredentials>,
    /// True if requests carry the caller's credential. Otherwise the portal's session or the
    /// gateway authenticates the caller.
    pub sends_credential: bool,
}

impl ClientOptions {
    /// Makes the options of a client at this endpoint, with the caller's credential.
    pub fn at(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            base_url: None,
            page_origin: None,
            upstream: Vec::new(),
            trusted_origins: Vec::new(),
            credentials: None,
            sends_credential: true,
        }
    }
}
