//! `LanguageFailover`: one client over two resources.

use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use crate::Error;
use crate::failover::{FailoverOptions, Question};
use crate::service::Pace;

use super::question::questions;
use super::runtime_client::{Resources, RuntimeClient};
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::Fields;

/// One client over two resources of Azure AI Language. It asks the secondary resource while the
/// primary one is unreachable, throttled or failing, returns to the primary one when it recovers,
/// and says which one answered.
///
/// @example
/// ```js
/// const failover = new LanguageFailover({ primary, secondary });
/// const answer = await failover.predict("Book a flight", { project: "Travel", deployment: "production" });
/// show(answer.prediction.topIntent, answer.answeredBy);
/// ```
#[wasm_bindgen]
pub struct LanguageFailover {
    resources: Rc<Resources>,
    fetch: Option<Function>,
}

#[wasm_bindgen]
impl LanguageFailover {
    /// Creates a client from `{ primary, secondary, fetch?, firstPauseMs?, longestPauseMs?,
    /// repeatLostSubmissions? }`. The options of each resource are those of `LanguageRuntime`.
    ///
    /// Throws `invalidArgument` when an option is wrong, or both resources are the same.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "LanguageFailoverOptions")] options: &JsValue,
    ) -> Thrown<LanguageFailover> {
        let fields = Fields::options("options", options);
        let mut failover_options = FailoverOptions::default();
        if let Some(ms) = fields.whole("firstPauseMs") {
            failover_options.first_pause_ms = ms as u64;
        }
        if let Some(ms) = fields.whole("longestPauseMs") {
            failover_options.longest_pause_ms = ms as u64;
        }
        if let Some(repeat) = fields.boolean("repeatLostSubmissions") {
            failover_options.repeat_lost_submissions = repeat;
        }
        let fetch = fields.function("fetch");
        fields.end()?;
        let primary = RuntimeClient::read("options.primary", &fields.get("primary"))?;
        let secondary = RuntimeClient::read("options.secondary", &fields.get("secondary"))?;
        if primary.contract.is_known_as(&secondary.contract.endpoint())
            || secondary.contract.is_known_as(&primary.contract.endpoint())
        {
            return Err(Error::invalid_argument(
                "options.primary and options.secondary are the same resource.",
            )
            .into());
        }
        let all = vec![Rc::new(primary), Rc::new(secondary)];
        Ok(Self { resources: Resources::new(all, failover_options)?, fetch })
    }

    /// The state of each resource, and the one that would be asked now.
    #[wasm_bindgen(getter, unchecked_return_type = "FailoverState")]
    pub fn state(&self) -> JsValue {
        self.resources.state()
    }

    /// Calls the listener with the state whenever a resource goes down or comes back. Returns the function that removes
    /// the listener.
    #[wasm_bindgen(js_name = onChange, unchecked_return_type = "() => void")]
    pub fn on_change(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(state: FailoverState) => void")] listener: &JsValue,
    ) -> Thrown<JsValue> {
        self.resources.listeners.subscribe("onChange", listener)
    }
}

questions! {
    LanguageFailover:
    /// Analyses documents with a deployment that both resources have. A job is followed at the resource that accepted
    /// it. If that resource fails meanwhile, the documents are submitted to the other one. For each resource, the
    /// defaults are 10 min for `timeoutMs`, 15 s for `requestTimeoutMs` and 5 s for `maxIntervalMs`.
    ///
    /// Throws `invalidArgument` when the documents or the options are wrong. Rejects with the failure
    /// of the first resource when both failed, such as `network`, `throttled`, `unauthorized` or
    /// `httpError`; and with `jobFailed`, `jobCancelled`, `expired` or `timeout` when the job did not
    /// end well.
    analyze -> "Promise<AnalysisResults & AnsweredBy & { job: Job }>";
    /// Analyses native documents: files in Azure Blob Storage. Both resources need access to the
    /// storage. Rejects with the same errors as `analyze`, such as `network`, `throttled` and
    /// `jobFailed`.
    analyze_documents -> "Promise<AnalysisResults & AnsweredBy & { job: Job }>";
    /// Predicts whole conversations, with a deployment that both resources have. Rejects with the same
    /// errors as `predict`, such as `network`, `throttled` and `notFound`.
    predict_conversations -> "Promise<ConversationsPrediction & AnsweredBy>";
    /// Predicts the intent and the entities of an utterance, with a deployment that both resources have.
    ///
    /// Throws `invalidArgument` when the options are wrong. Rejects with the failure of the first resource when both
    /// failed, such as `network`, `timeout`, `throttled`, `unauthorized`, `notFound` or `httpError`. `retryAfterMs` is
    /// the time until a resource may be asked again, in milliseconds.
    predict -> "Promise<Prediction & AnsweredBy>";
}

impl LanguageFailover {
    /// Uses a shorter time limit for each request, because there is another resource.
    fn ask(&self, question: Question, options: &JsValue) -> Thrown<Promise> {
        let pace = Pace {
            interval_ms: 1_000,
            max_interval_ms: 5_000,
            timeout_ms: 600_000,
            request_timeout_ms: 15_000,
            ..Pace::default()
        };
        Ok(self.resources.ask(question, options, pace, self.fetch.as_ref())?)
    }
}
