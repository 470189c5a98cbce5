//! `LanguageRuntime`, for JavaScript.

use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::failover::Question;
use crate::service::{JobFamily, Service as _};
use crate::{Error, Result};

use super::question::{prediction_to_js, questions, results_to_js};
use super::runtime_client::{Resources, RuntimeClient};
use crate::wasm::clients::client::Client;
use crate::wasm::http::answer::read_response;
use crate::wasm::services::service::Service;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, is_absent, text_argument};
use crate::wasm::values::output::to_js;

/// A client of the runtime of a resource of Azure AI Language, where deployed models analyse texts.
///
/// @example
/// ```js
/// const runtime = new LanguageRuntime({ endpoint, credential: { key } });
/// const results = await runtime.analyze(["Pay by Friday."], {
///   project: "Loans",
///   deployment: "production",
///   kind: "CustomEntityRecognition",
/// });
/// for (const document of results.documents) show(document.entities);
/// ```
#[wasm_bindgen(extends = Service)]
pub struct LanguageRuntime {
    runtime: Rc<RuntimeClient>,
}

#[wasm_bindgen]
impl LanguageRuntime {
    /// Creates a client from `{ endpoint, apiVersion?, credential?, upstream?, credentials?, headers?, baseUrl?,
    /// trustedOrigins? }`.
    ///
    /// Throws `invalidArgument` when an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "LanguageRuntimeOptions")] options: &JsValue,
    ) -> Thrown<LanguageRuntime> {
        let runtime = Rc::new(RuntimeClient::read("options", options)?);
        Ok(Self { parent: Service(runtime.client.clone()).into(), runtime })
    }

    /// Returns the request that submits documents to a deployment of a custom text project.
    ///
    /// Throws `invalidArgument` when the documents or the options are wrong.
    #[wasm_bindgen(js_name = analyzeRequest, unchecked_return_type = "HttpRequest")]
    pub fn analyze_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AnalysisDocuments")] documents: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AnalysisOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        self.request(&Question::analysis(documents, options)?)
    }

    /// Returns the request that submits native documents: files in Azure Blob Storage, which the
    /// service analyses and writes back. Needs 2023-11-15-preview or a later preview, or 2026-05-01.
    ///
    /// Throws `invalidArgument` when the documents or the options are wrong.
    #[wasm_bindgen(js_name = analyzeDocumentsRequest, unchecked_return_type = "HttpRequest")]
    pub fn analyze_documents_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "NativeDocuments")] documents: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "NativeAnalysisOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        self.request(&Question::native_documents(documents, options)?)
    }

    /// Returns the request that submits your own body, for tasks that need no project:
    /// `AnalyzeTextJobsInput`, with `"analyze-conversations"` `AnalyzeConversationJobsInput`, or with
    /// `"analyze-documents"` `AnalyzeDocumentJobsInput` of Microsoft's specification.
    ///
    /// Throws `invalidArgument` when the body is not an object, or the family is unknown.
    #[wasm_bindgen(js_name = jobRequest, unchecked_return_type = "HttpRequest")]
    pub fn job_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object")] body: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AnalysisFamily")] family: &JsValue,
    ) -> Thrown<JsValue> {
        let json = if body.is_object() { JSON::stringify(body).ok() } else { None };
        let Some(json) = json else {
            return Err(
                Error::invalid_argument("The body must be an object that JSON can hold.").into()
            );
        };
        let request = self.runtime.contract.job_request(read_family(family)?, Vec::new())?;
        self.runtime.client.finish(request, json.into())
    }

    /// Returns the request that predicts the intent and the entities of an utterance, with a deployment
    /// of a conversation or orchestration project.
    ///
    /// Throws `invalidArgument` when the text or the options are wrong.
    #[wasm_bindgen(js_name = predictRequest, unchecked_return_type = "HttpRequest")]
    pub fn predict_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "PredictionOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        self.request(&Question::prediction(text, options)?)
    }

    /// Returns the request that predicts whole conversations, with a deployment of a conversation
    /// project. Needs 2025-05-15-preview or later.
    ///
    /// Throws `invalidArgument` when the conversations or the options are wrong.
    #[wasm_bindgen(js_name = predictConversationsRequest, unchecked_return_type = "HttpRequest")]
    pub fn predict_conversations_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PredictionConversations")] conversations: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ConversationsOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        self.request(&Question::conversations(conversations, options)?)
    }

    /// Reads the answer to a status request of an analysis, and returns the results so far.
    ///
    /// Throws the error that the answer means, such as `unauthorized` or `notFound`, and
    /// `unreadableResponse` when the answer has another form.
    #[wasm_bindgen(js_name = readResults, unchecked_return_type = "AnalysisResults")]
    pub fn read_results(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
    ) -> Thrown<JsValue> {
        let mut response = read_response(response)?;
        self.runtime.client.clean(&mut response);
        Ok(results_to_js(&self.runtime.contract.read_results(&response)?).into())
    }

    /// Returns the request for the next page of results, or `undefined` after the last page.
    ///
    /// Throws `foreignOrigin` when `nextLink` is on another origin.
    #[wasm_bindgen(js_name = nextRequest, unchecked_return_type = "HttpRequest | undefined")]
    pub fn next_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ nextLink?: string }")] results: &JsValue,
    ) -> Thrown<JsValue> {
        let fields = Fields::of("results", results);
        let link = fields.text("nextLink");
        fields.end()?;
        match self.runtime.contract.page_request(link.as_deref())? {
            Some(request) => self.runtime.client.finish(request, JsValue::UNDEFINED),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Reads the answer to a prediction request: its `result`, as the service sent it.
    #[wasm_bindgen(js_name = readPrediction, skip_typescript)]
    pub fn read_prediction(&self, response: &JsValue) -> Thrown<JsValue> {
        let mut response = read_response(response)?;
        self.runtime.client.clean(&mut response);
        Ok(prediction_to_js(&self.runtime.contract.read_prediction(&response)?).into())
    }

    /// Returns the job with an id that you already have.
    #[wasm_bindgen(unchecked_return_type = "Job")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "AnalysisFamily")] family: &JsValue,
    ) -> Thrown<JsValue> {
        let id = text_argument("The job id", id)?;
        Ok(to_js(&self.runtime.contract.job(read_family(family)?, &id)?))
    }
}

questions! {
    LanguageRuntime:
    /// Submits documents once, polls until the job has ended, and collects all its results. It also
    /// resolves when the job is `partiallyCompleted`: `errors` and `status.errors` say what is missing.
    ///
    /// Throws `invalidArgument` when the documents or the options are wrong. Rejects with `jobFailed`, `jobCancelled`,
    /// `expired` or `timeout` when the job did not end well, and with the error of a request, such as `network`,
    /// `unauthorized`, `notFound`, `throttled`, `httpError` or `unreadableResponse`.
    analyze -> "Promise<AnalysisResults & { job: Job }>";
    /// Submits native documents once, polls until the job has ended, and collects its results: the
    /// places to which the service has written. Rejects with the same errors as `analyze`, such as
    /// `jobFailed` and `network`.
    analyze_documents -> "Promise<AnalysisResults & { job: Job }>";
    /// Predicts whole conversations. Resolves with the service's `result`. Rejects with the same errors
    /// as `predict`, such as `network`, `throttled` and `notFound`.
    predict_conversations -> "Promise<ConversationsPrediction>";
    /// Predicts the intent and the entities of an utterance. Resolves with the service's `result`.
    ///
    /// Throws `invalidArgument` when the text or the options are wrong. Rejects with `network` or `timeout` when no
    /// answer came; with `unauthorized`, `forbidden`, `notFound`, `throttled` or `httpError` when the service refused
    /// the request; and with `unreadableResponse` when its answer has another form.
    predict -> "Promise<Prediction>";
}

impl LanguageRuntime {
    fn request(&self, question: &Question) -> Thrown<JsValue> {
        let mut request = question.request(&self.runtime.contract)?;
        let body = request.body.take().unwrap_or_default();
        self.runtime.client.finish(request, String::from_utf8_lossy(&body).as_ref().into())
    }

    pub(crate) fn client(&self) -> &Rc<Client> {
        &self.runtime.client
    }

    /// Asks the only resource, so there is no fail-over and no state to remember.
    fn ask(&self, question: Question, options: &JsValue) -> Thrown<Promise> {
        let all = vec![self.runtime.clone()];
        let resources = Resources::new(all, Default::default())?;
        Ok(resources.ask(question, options, self.runtime.contract.pace(), None)?)
    }
}

fn read_family(value: &JsValue) -> Result<JobFamily> {
    if is_absent(value) {
        return Ok(JobFamily::AnalyzeText);
    }
    JobFamily::parse(&text_argument("The family", value)?)
}
