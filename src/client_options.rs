//! What the clients of all services are made from.

use crate::{Error, Result};

/// When requests include cookies: `credentials` of the Fetch standard.
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
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Omit, Self::SameOrigin, Self::Include];

    /// The name in the Fetch standard.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Omit => "omit",
            Self::SameOrigin => "same-origin",
            Self::Include => "include",
        }
    }

    /// Reads the name.
    ///
    /// # Errors
    /// `invalidArgument` for any other text.
    pub fn parse(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text).ok_or_else(|| {
            Error::invalid_argument(format!(
                "credentials is \"{text}\", and must be one of {}. (The key or the token of a \
                 service is `credential`.)",
                crate::error::one_of(Self::ALL.map(Self::as_str))
            ))
        })
    }
}

/// Where a client finds its service, and what goes along with its requests.
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
    /// The URL that requests go to: that of the service, or of a gateway. A path, such as
    /// `/language-proxy`, is resolved against `base_url`, or else against `page_origin`.
    pub endpoint: String,
    /// What a path as endpoint is resolved against.
    pub base_url: Option<String>,
    /// The origin of the page that runs the client, if one does.
    pub page_origin: Option<String>,
    /// Other addresses of the same service, each with its path prefix: the service behind the
    /// gateway that `endpoint` is, or a gateway in front of the service that `endpoint` is. Their
    /// URLs are mapped onto the endpoint by their path, and nothing is sent to them.
    pub upstream: Vec<String>,
    /// Origins that may see the credential, should the service name them.
    pub trusted_origins: Vec<String>,
    /// When requests include cookies. By default to the page's own origin, where the endpoint lies
    /// there and no credential is sent; otherwise none.
    pub credentials: Option<RequestCredentials>,
    /// True if requests carry a credential of the caller's. Without one, the portal's session or
    /// the gateway speaks for the caller.
    pub sends_credential: bool,
}

impl ClientOptions {
    /// A client of the service at this endpoint, with a credential of the caller's.
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
