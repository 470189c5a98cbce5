//! `LanguageRuntime`, for JavaScript.

use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::service::{Family, ResultsPage, Service as _};

use super::answer::read_response;
use super::error::Thrown;
use super::fields::{Fields, is_absent, set, text_argument};
use super::output::to_js;
use super::poll_options::PollOptions;
use super::promise::abortable;
use super::runtime_client::{
    RuntimeClient, as_call, prediction_to_js, read_analysis, read_utterance, results_to_js,
};
use super::service::{Service, new_controller, read_job_object};

/// A resource of Azure AI Language, seen through its runtime: what deployed models say of texts.
#[wasm_bindgen(extends = Service)]
pub struct LanguageRuntime {
    runtime: Rc<RuntimeClient>,
}

#[wasm_bindgen]
impl LanguageRuntime {
    /// A client for `{ endpoint, apiVersion?, credential?, trustedOrigins? }`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "LanguageRuntimeOptions")] options: &JsValue,
    ) -> Thrown<LanguageRuntime> {
        let runtime = Rc::new(RuntimeClient::read("options", options)?);
        Ok(Self { parent: Service(runtime.client.clone()).into(), runtime })
    }

    /// Submits documents to a deployment of a custom text project.
    #[wasm_bindgen(js_name = analyzeRequest, unchecked_return_type = "HttpRequest")]
    pub fn analyze_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AnalysisDocuments")] documents: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AnalysisOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let (analysis, _) = read_analysis(documents, options)?;
        let call = as_call(self.runtime.contract.analyze_request(&analysis)?);
        self.runtime.client.finish(call.request, call.body)
    }

    /// Submits a body of your own, for tasks that need no project: `AnalyzeTextJobsInput` or, with
    /// `"analyze-conversations"`, `AnalyzeConversationJobsInput` of Microsoft's specification.
    #[wasm_bindgen(js_name = jobRequest, unchecked_return_type = "HttpRequest")]
    pub fn job_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | object")] body: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "\"analyze-text\" | \"analyze-conversations\""
        )]
        family: &JsValue,
    ) -> Thrown<JsValue> {
        let text = body.as_string().or_else(|| {
            let json = if body.is_object() { JSON::stringify(body).ok() } else { None };
            json.and_then(|json| json.as_string())
        });
        let Some(text) = text else {
            return Err(Error::invalid_argument(
                "The body must be a string of JSON, or an object that JSON can hold.",
            )
            .into());
        };
        let request = self.runtime.contract.job_request(read_family(family)?, Vec::new())?;
        self.runtime.client.finish(request, text.as_str().into())
    }

    /// Asks a deployment of a conversation or orchestration project what an utterance means.
    #[wasm_bindgen(js_name = predictRequest, unchecked_return_type = "HttpRequest")]
    pub fn predict_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "PredictionOptions")] options: &JsValue,
    ) -> Thrown<JsValue> {
        let utterance = read_utterance(text, options)?;
        let call = as_call(self.runtime.contract.predict_request(&utterance)?);
        self.runtime.client.finish(call.request, call.body)
    }

    /// Reads a page of an analysis: results and status. By default all of them.
    #[wasm_bindgen(js_name = resultsRequest, unchecked_return_type = "HttpRequest")]
    pub fn results_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "{ showStats?: boolean; top?: number; skip?: number }"
        )]
        options: &JsValue,
    ) -> Thrown<JsValue> {
        let contract = &self.runtime.contract;
        let job = match job.as_string() {
            Some(url) => contract.job_from_url(&url)?,
            None => contract.adopt(read_job_object(job)?)?,
        };
        let fields = Fields::of("options", options);
        let whole = |name| fields.whole(name).and_then(|number| u32::try_from(number).ok());
        let page = ResultsPage {
            show_stats: fields.boolean("showStats").unwrap_or_default(),
            top: whole("top"),
            skip: whole("skip"),
        };
        fields.end()?;
        let request = contract.results_request(&job, &page)?;
        self.runtime.client.finish(request, JsValue::UNDEFINED)
    }

    /// Reads the answer to a results request: whatever there is, of a job in any state.
    #[wasm_bindgen(js_name = readResults, unchecked_return_type = "AnalysisResults")]
    pub fn read_results(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
    ) -> Thrown<JsValue> {
        let mut response = read_response(response)?;
        self.runtime.client.clean(&mut response);
        Ok(results_to_js(&self.runtime.contract.read_results(&response)?).into())
    }

    /// The request for the page after this one; `undefined` after the last.
    #[wasm_bindgen(js_name = nextRequest, unchecked_return_type = "HttpRequest | undefined")]
    pub fn next_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ nextLink?: string }")] results: &JsValue,
    ) -> Thrown<JsValue> {
        let fields = Fields::of("results", results);
        let link = fields.text("nextLink");
        fields.end()?;
        let Some(request) = self.runtime.contract.page_request(link.as_deref())? else {
            return Ok(JsValue::UNDEFINED);
        };
        self.runtime.client.finish(request, JsValue::UNDEFINED)
    }

    /// Reads the answer to a prediction request: its `result`, as the service sent it.
    #[wasm_bindgen(js_name = readPrediction, unchecked_return_type = "Prediction")]
    pub fn read_prediction(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
    ) -> Thrown<JsValue> {
        let mut response = read_response(response)?;
        self.runtime.client.clean(&mut response);
        Ok(prediction_to_js(&self.runtime.contract.read_prediction(&response)?).into())
    }

    /// Submits, once, polls until the job has ended, and collects all its results. Resolves also
    /// when it is `partiallyCompleted`: `errors` and `status.errors` say what is missing.
    #[wasm_bindgen(unchecked_return_type = "Promise<AnalysisResults & { job: Job }>")]
    pub fn analyze(
        &self,
        #[wasm_bindgen(unchecked_param_type = "AnalysisDocuments")] documents: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "AnalysisOptions & PollOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let (analysis, page) = read_analysis(documents, options)?;
        let runtime = self.runtime.clone();
        // Refused at once, when it has to be.
        runtime.contract.analyze_request(&analysis)?;
        let options = PollOptions::read(options, runtime.contract.pace())?;
        let controller = new_controller()?;
        let inner = controller.clone();
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        let task = async move {
            let job = runtime.submit(&analysis, &options, &inner).await;
            let job = job.map_err(|failure| runtime.client.failure(failure))?;
            let results = runtime.results(&job, &page, &options, &inner).await;
            let results = results.map_err(|failure| runtime.client.failure(failure))?;
            let object = results_to_js(&results);
            set(&object, "job", &to_js(&job));
            Ok(object.into())
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }

    /// Asks what an utterance means. The answer is the service's `result`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Prediction>")]
    pub fn predict(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "PredictionOptions & RequestOptions")]
        options: &JsValue,
    ) -> Thrown<Promise> {
        let utterance = read_utterance(text, options)?;
        let runtime = self.runtime.clone();
        runtime.contract.predict_request(&utterance)?;
        let options = PollOptions::read(options, runtime.contract.pace())?;
        let controller = new_controller()?;
        let inner = controller.clone();
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        let task = async move {
            let prediction = runtime.predict(&utterance, &options, &inner).await;
            let prediction = prediction.map_err(|failure| runtime.client.failure(failure))?;
            Ok(prediction_to_js(&prediction).into())
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }

    /// The job of an id that you have.
    #[wasm_bindgen(unchecked_return_type = "Job")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(
            unchecked_optional_param_type = "\"analyze-text\" | \"analyze-conversations\""
        )]
        family: &JsValue,
    ) -> Thrown<JsValue> {
        let id = text_argument("The job id", id)?;
        Ok(to_js(&self.runtime.contract.job(read_family(family)?, &id)?))
    }
}

fn read_family(value: &JsValue) -> crate::Result<Family> {
    if is_absent(value) {
        return Ok(Family::AnalyzeText);
    }
    Family::parse(&text_argument("The family", value)?)
}
