//! Requests of any operation, made as the table says, and the readers of their answers.

use crate::json::Value;
use crate::request::{Method, Request};
use crate::url::Query;
use crate::{Error, Job, Response, Result};

use super::contract::Body;
use super::records::{
    CopyAuthorization, Deployment, EvaluationSummary, Page, Project, TrainedModel, TrainingJob,
};
use super::{
    AzureLanguage, ExportOptions, ImportOptions, JobPath, Operation, OperationArguments, answers,
    paths,
};

impl AzureLanguage {
    /// Whether the family has an operation at the client's api-version.
    pub fn has(&self, operation: Operation) -> bool {
        operation.contract().versions(self.family).have(&self.api_version)
    }

    /// The request of an operation.
    ///
    /// # Errors
    /// `invalidArgument` when the family or the api-version does not have the operation (the
    /// message names those that do), or when names, parameters or body are not what it takes.
    ///
    /// # Example
    /// ```
    /// use export_jobs::service::{AzureLanguage, Family, Operation, OperationArguments};
    ///
    /// let endpoint = "https://contoso.cognitiveservices.azure.com";
    /// let client = AzureLanguage::new(endpoint, Family::AnalyzeText, None)?;
    /// let arguments = OperationArguments {
    ///     deployment: Some("production".into()),
    ///     body: Some(br#"{"trainedModelLabel":"v1"}"#.to_vec()),
    ///     ..OperationArguments::about("Loans")
    /// };
    /// let request = client.operation_request(Operation::Deploy, &arguments)?;
    /// assert_eq!(request.method.as_str(), "PUT");
    /// assert!(request.url.ends_with(
    ///     "/language/authoring/analyze-text/projects/Loans/deployments/production\
    ///      ?api-version=2023-04-01"
    /// ));
    /// # Ok::<(), export_jobs::Error>(())
    /// ```
    pub fn operation_request(
        &self,
        operation: Operation,
        arguments: &OperationArguments,
    ) -> Result<Request> {
        self.check_has(operation)?;
        let contract = operation.contract();
        arguments.refuse_surplus(contract.path)?;
        let path = paths::projects(self.family, self.api_version.has_authoring_path())
            + &arguments.encode(contract.path)?;
        let query = self.query(operation, arguments)?;
        let mut request = self.request(contract.method, &path, &query).accept_json();
        self.put_body(operation, contract.body, arguments, &mut request)?;
        Ok(request)
    }

    fn check_has(&self, operation: Operation) -> Result<()> {
        let versions = operation.contract().versions(self.family);
        if versions.have(&self.api_version) {
            return Ok(());
        }
        Err(Error::invalid_argument(format!(
            "{} has no {} at api-version {}. It is in {}.",
            self.family.as_str(),
            operation.as_str(),
            self.api_version.as_str(),
            versions.in_words()
        )))
    }

    fn query(&self, operation: Operation, arguments: &OperationArguments) -> Result<Query> {
        let contract = operation.contract();
        let given = |name: &str| {
            let found = arguments.query.iter().find(|(other, _)| other == name);
            found.map(|(_, value)| value.clone())
        };
        for (name, _) in &arguments.query {
            if !contract.query.iter().any(|known| known.name == name) {
                return Err(Error::invalid_argument(format!(
                    "{} takes no {name}: leave it out.",
                    operation.as_str()
                )));
            }
        }
        match operation {
            Operation::Export => {
                let options = ExportOptions {
                    string_index_type: given("stringIndexType"),
                    asset_kind: given("assetKind"),
                    trained_model_label: given("trainedModelLabel"),
                    format: given("format"),
                };
                return options.query(self.family, &self.api_version);
            }
            Operation::Import => {
                return import_options(arguments).query(self.family, &self.api_version);
            }
            _ => {}
        }
        let mut query = Query::default();
        for parameter in contract.query {
            let value = given(parameter.name).or_else(|| parameter.default.map(str::to_owned));
            match value {
                Some(value) => query.push(parameter.name, &value),
                None if parameter.is_required => {
                    return Err(Error::invalid_argument(format!(
                        "{} needs {}.",
                        operation.as_str(),
                        parameter.name
                    )));
                }
                None => {}
            }
        }
        query.push("api-version", self.api_version.as_str());
        Ok(query)
    }

    fn put_body(
        &self,
        operation: Operation,
        body: Body,
        arguments: &OperationArguments,
        request: &mut Request,
    ) -> Result<()> {
        let content_type = match (body, &arguments.body) {
            (Body::None | Body::Optional, None) => return Ok(()),
            (Body::None, Some(_)) => {
                return Err(Error::invalid_argument(format!(
                    "{} takes no body: leave it out.",
                    operation.as_str()
                )));
            }
            (_, None) => {
                return Err(Error::invalid_argument(format!(
                    "{} needs a body.",
                    operation.as_str()
                )));
            }
            (Body::MergePatch(_), Some(_)) => "application/merge-patch+json",
            (_, Some(_)) => "application/json",
        };
        request.headers.set("Content-Type", content_type);
        if operation == Operation::Import
            && let Some(format) = import_options(arguments).format_header(self.family)
        {
            request.headers.set("format", format);
        }
        request.body.clone_from(&arguments.body);
        Ok(())
    }

    /// The job of an operation, by the names that its URL holds.
    ///
    /// # Errors
    /// `invalidArgument` when the operation runs as no job, or when a name is missing or cannot be
    /// part of a URL.
    pub fn job_of(&self, operation: Operation, arguments: &OperationArguments) -> Result<Job> {
        self.check_has(operation)?;
        if !operation.is_job() {
            return Err(Error::invalid_argument(format!(
                "{} runs as no job: its answer is all there is.",
                operation.as_str()
            )));
        }
        let path = JobPath {
            authoring: self.api_version.has_authoring_path(),
            operation,
            arguments: arguments.clone(),
        };
        let mut query = Query::default();
        query.push("api-version", self.api_version.as_str());
        let url = self.endpoint.url(&(path.encode(self.family)? + query.as_str()));
        let mut job = self.job_at(path, url)?;
        // A deletion's job is nobody's child; whoever follows it wants to know of what it is.
        job.project.clone_from(&arguments.project);
        Ok(job)
    }

    /// Which operation a request of this client asks for.
    pub fn operation_of(&self, request: &Request) -> Option<Operation> {
        let url = paths::path_of(&request.url)?;
        let path = self.endpoint.service_path(&url);
        paths::operation_of(self.family, request.method, path).map(|(operation, _)| operation)
    }

    /// Checks the answer to an operation, and gives its body. For operations that answer with
    /// nothing it is null.
    pub(crate) fn read_body<'a>(
        &self,
        operation: Operation,
        response: &'a Response,
    ) -> Result<Value<'a>> {
        answers::check(response)?;
        if !operation.contract().success.contains(&response.status) {
            return Err(response.unreadable(format_args!(
                "{} does not answer with HTTP {}",
                operation.as_str(),
                response.status
            )));
        }
        if response.body.is_empty() && matches!(response.status, 202 | 204) {
            return Ok(Value::Null);
        }
        let body = response.json()?;
        answers::check_for_error(response, &body)?;
        Ok(body)
    }

    /// Reads the answer to an operation that says nothing but that it was done.
    ///
    /// # Errors
    /// What the HTTP status stands for.
    pub fn read_done(&self, operation: Operation, response: &Response) -> Result<()> {
        self.read_body(operation, response).map(drop)
    }

    /// The request of the page after this answer, if there is one.
    ///
    /// # Errors
    /// `foreignOrigin` when the service says that it lies elsewhere.
    pub fn next_page_request(&self, response: &Response) -> Result<Option<Request>> {
        let body = response.json()?;
        let Some(link) = response.text(&body, "nextLink")?.filter(|link| !link.is_empty()) else {
            return Ok(None);
        };
        let url = self.endpoint.own("The nextLink", &link)?;
        let url = self.with_api_version(url, None).to_string();
        Ok(Some(self.authorized(Request::new(Method::Get, url).accept_json())))
    }

    fn read_page<T>(
        &self,
        operation: Operation,
        response: &Response,
        read: fn(&Response, &Value<'_>) -> Result<T>,
    ) -> Result<Page<T>> {
        let body = self.read_body(operation, response)?;
        let Some(Value::Array(items)) = body.get("value") else {
            return Err(response.unreadable("it has no list `value`"));
        };
        let items = items.iter().map(|item| read(response, item)).collect::<Result<_>>()?;
        Ok(Page { items, next: self.next_page_request(response)? })
    }

    /// Reads a page of projects.
    ///
    /// # Errors
    /// What the HTTP status stands for; `unreadableResponse`; `foreignOrigin` for the next page.
    pub fn read_projects(&self, response: &Response) -> Result<Page<Project>> {
        self.read_page(Operation::ListProjects, response, Project::read)
    }

    /// Reads a project.
    ///
    /// # Errors
    /// What the HTTP status stands for; `unreadableResponse`.
    pub fn read_project(&self, response: &Response) -> Result<Project> {
        Project::read(response, &self.read_body(Operation::GetProject, response)?)
    }

    /// Reads a page of trained models.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_projects`].
    pub fn read_models(&self, response: &Response) -> Result<Page<TrainedModel>> {
        self.read_page(Operation::ListModels, response, TrainedModel::read)
    }

    /// Reads a trained model.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_project`].
    pub fn read_model(&self, response: &Response) -> Result<TrainedModel> {
        TrainedModel::read(response, &self.read_body(Operation::GetModel, response)?)
    }

    /// Reads a page of deployments.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_projects`].
    pub fn read_deployments(&self, response: &Response) -> Result<Page<Deployment>> {
        self.read_page(Operation::ListDeployments, response, Deployment::read)
    }

    /// Reads a deployment.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_project`].
    pub fn read_deployment(&self, response: &Response) -> Result<Deployment> {
        Deployment::read(response, &self.read_body(Operation::GetDeployment, response)?)
    }

    /// Reads a page of trainings.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_projects`].
    pub fn read_training_jobs(&self, response: &Response) -> Result<Page<TrainingJob>> {
        self.read_page(Operation::ListTrainingJobs, response, TrainingJob::read)
    }

    /// Reads how good a model is.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_project`].
    pub fn read_evaluation_summary(&self, response: &Response) -> Result<EvaluationSummary> {
        let body = self.read_body(Operation::EvaluationSummary, response)?;
        EvaluationSummary::read(response, &body)
    }

    /// Reads a target's leave to copy a project to it.
    ///
    /// # Errors
    /// As [`AzureLanguage::read_project`].
    pub fn read_copy_authorization(&self, response: &Response) -> Result<CopyAuthorization> {
        let body = self.read_body(Operation::AuthorizeCopy, response)?;
        CopyAuthorization::read(response, &body)
    }
}

fn import_options(arguments: &OperationArguments) -> ImportOptions {
    let given = |name: &str| {
        let found = arguments.query.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.clone())
    };
    ImportOptions { format: given("format"), asset_kind: given("assetKind") }
}
