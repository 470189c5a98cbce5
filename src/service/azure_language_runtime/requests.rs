//! The requests of the runtime, and the answers to them.

use crate::http::Request;
use crate::service::Service;
use crate::{Job, Response, Result};

use super::path::JobPath;
use super::{
    Analysis, AzureLanguageRuntime, JobFamily, Prediction, Results, ResultsPage, Utterance,
};

impl AzureLanguageRuntime {
    /// Submits documents to a deployment of a custom text project.
    ///
    /// # Errors
    /// `invalidArgument` when a name is empty, two documents have one id, or the documents exceed
    /// the limits of a request.
    ///
    /// # Example
    /// ```
    /// use export_jobs::service::{Analysis, AnalysisKind, AzureLanguageRuntime};
    ///
    /// let endpoint = "https://contoso.cognitiveservices.azure.com";
    /// let client = AzureLanguageRuntime::new(endpoint, None)?;
    /// let kind = AnalysisKind::CustomEntityRecognition;
    /// let documents = ["Contract 7 of 2 May 2023"];
    /// let request = client.analyze_request(&Analysis::new(kind, "Loans", "production", documents))?;
    /// assert_eq!(
    ///     request.url,
    ///     "https://contoso.cognitiveservices.azure.com/language/analyze-text/jobs\
    ///      ?api-version=2023-04-01"
    /// );
    /// # Ok::<(), export_jobs::Error>(())
    /// ```
    pub fn analyze_request(&self, analysis: &Analysis) -> Result<Request> {
        self.job_request(JobFamily::AnalyzeText, analysis.body()?)
    }

    /// Submits the caller's own body, for tasks that need no project: `AnalyzeTextJobsInput`,
    /// `AnalyzeConversationJobsInput` or `AnalyzeDocumentJobsInput` of the specification, as JSON.
    ///
    /// # Errors
    /// `invalidArgument` when the api-version does not have the family's jobs.
    pub fn job_request(&self, family: JobFamily, body: Vec<u8>) -> Result<Request> {
        self.require(family)?;
        Ok(self.post(&format!("/language/{}/jobs", family.as_str()), body))
    }

    /// Returns the request for the prediction of a conversation or orchestration project for an
    /// utterance. It does not run as a job.
    ///
    /// # Errors
    /// `invalidArgument` when a name or the text is empty, or the text is too long for the service.
    pub fn predict_request(&self, utterance: &Utterance) -> Result<Request> {
        Ok(self.prediction_request(utterance.body()?))
    }

    /// Does the same with the caller's own body: `ConversationalTask` or `ConversationalAITask` of the
    /// specification, as JSON.
    pub fn prediction_request(&self, body: Vec<u8>) -> Request {
        self.post("/language/:analyze-conversations", body)
    }

    /// Returns the request for a page of an analysis. The answer has the results and the job's
    /// status.
    ///
    /// # Errors
    /// `foreignOrigin` when the job's URL is not one of this service.
    pub fn results_request(&self, job: &Job, page: &ResultsPage) -> Result<Request> {
        let mut url = self.job_url(job)?;
        if page.show_stats {
            url.push_parameter("showStats", "true");
        }
        for (name, number) in [("top", page.top), ("skip", page.skip)] {
            if let Some(number) = number {
                url.push_parameter(name, &format!("{number}"));
            }
        }
        Ok(self.get(&url))
    }

    /// Reads the answer to a results request: the results so far, for a job in any state.
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse`.
    pub fn read_results(&self, response: &Response) -> Result<Results> {
        self.check(response)?;
        Results::read(response).map_err(|error| self.access().explain(error, response))
    }

    /// Makes the request for the next page. Returns `None` after the last page.
    ///
    /// # Errors
    /// `foreignOrigin` when the next page is on another origin.
    pub fn next_request(&self, results: &Results) -> Result<Option<Request>> {
        self.page_request(results.next_link.as_deref())
    }

    pub(crate) fn page_request(&self, next_link: Option<&str>) -> Result<Option<Request>> {
        let Some(link) = next_link else { return Ok(None) };
        let url = self.with_api_version(self.connection.endpoint.resolve("The nextLink", link)?);
        Ok(Some(self.get(&url)))
    }

    /// Reads the answer to a prediction request.
    ///
    /// # Errors
    /// The error of the HTTP status; `unreadableResponse`.
    pub fn read_prediction(&self, response: &Response) -> Result<Prediction> {
        self.check(response)?;
        Prediction::read(response).map_err(|error| self.access().explain(error, response))
    }

    /// Creates the job of a known id.
    ///
    /// # Errors
    /// `invalidArgument` when the id cannot be part of a URL, or the api-version does not have the
    /// family's jobs.
    pub fn job(&self, family: JobFamily, id: &str) -> Result<Job> {
        self.require(family)?;
        self.job_at(JobPath { family, id: id.to_owned() })
    }
}
