//! The arguments of an operation.

/// The arguments of an operation: the names in its path, its parameters and its body.
///
/// ```
/// use export_jobs::service::azure_language::{Arguments, Operation};
/// use export_jobs::service::{AzureLanguage, Family};
///
/// let client = AzureLanguage::new("https://contoso.example", Family::AnalyzeText, None)?;
/// let arguments = Arguments::of_project("Loans")
///     .deployment("production")
///     .body(br#"{"trainedModelLabel":"v1"}"#.to_vec());
/// let request = client.operation_request(Operation::Deploy, &arguments)?;
/// assert_eq!(request.method.as_str(), "PUT");
/// assert!(request.url.contains("/projects/Loans/deployments/production?"));
/// # Ok::<(), export_jobs::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The project's name.
    pub project: Option<String>,
    /// The deployment's name.
    pub deployment: Option<String>,
    /// The trained model's label.
    pub model: Option<String>,
    /// The exported model's name.
    pub exported_model: Option<String>,
    /// The job's id.
    pub job: Option<String>,
    /// Parameters of the query, and the headers that an operation has: name and value.
    pub parameters: Vec<(String, String)>,
    /// The body: JSON, ready to send. It can hold a secret.
    pub body: Option<Vec<u8>>,
}

impl Arguments {
    /// No arguments.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the arguments of an operation on a project.
    pub fn of_project(project: impl Into<String>) -> Self {
        Self { project: Some(project.into()), ..Self::default() }
    }

    /// With a deployment's name.
    #[must_use]
    pub fn deployment(mut self, name: impl Into<String>) -> Self {
        self.deployment = Some(name.into());
        self
    }

    /// With a trained model's label.
    #[must_use]
    pub fn model(mut self, label: impl Into<String>) -> Self {
        self.model = Some(label.into());
        self
    }

    /// With an exported model's name.
    #[must_use]
    pub fn exported_model(mut self, name: impl Into<String>) -> Self {
        self.exported_model = Some(name.into());
        self
    }

    /// With a job's id.
    #[must_use]
    pub fn job(mut self, id: impl Into<String>) -> Self {
        self.job = Some(id.into());
        self
    }

    /// With another parameter.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, json: impl Into<Vec<u8>>) -> Self {
        self.body = Some(json.into());
        self
    }
}

/// Without the body, which can hold the token of a copy.
impl std::fmt::Debug for Arguments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let models = (&self.model, &self.exported_model);
        let names = (&self.project, &self.deployment, models, &self.job);
        f.debug_tuple("Arguments").field(&names).field(&self.parameters).finish()
    }
}
