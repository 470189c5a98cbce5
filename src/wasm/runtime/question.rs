//! Reads questions for a deployed model, and writes its answers.

use js_sys::{Array, JSON, Object};
use wasm_bindgen::prelude::*;

use crate::Result;
use crate::failover::{Question, QuestionKind};
use crate::service::{
    Analysis, AnalysisKind, Conversations, InputDocument, JobFamily, NativeAnalysis, Prediction,
    Results, ResultsPage, Utterance,
};

use super::conversations::read_conversations;
use super::native_documents::{read_native_documents, read_tasks};
use crate::wasm::values::fields::{Fields, get, items_of, set, text_argument};
use crate::wasm::values::output::to_js;

/// Writes the methods of a class that ask a deployment. They call the class's `ask`. The classes differ
/// in the documentation and in the types of the answers.
macro_rules! questions {
    (
        $class:ident:
        $(#[$analyze:meta])*
        analyze -> $analysis:literal;
        $(#[$analyze_documents:meta])*
        analyze_documents -> $native_analysis:literal;
        $(#[$predict_conversations:meta])*
        predict_conversations -> $conversations:literal;
        $(#[$predict:meta])*
        predict -> $prediction:literal;
    ) => {
        #[wasm_bindgen]
        impl $class {
            $(#[$analyze])*
            #[wasm_bindgen(unchecked_return_type = $analysis)]
            pub fn analyze(
                &self,
                #[wasm_bindgen(unchecked_param_type = "AnalysisDocuments")] documents: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "AnalysisOptions & PollOptions")]
                options: &JsValue,
            ) -> Thrown<Promise> {
                self.ask(Question::analysis(documents, options)?, options)
            }

            $(#[$analyze_documents])*
            #[wasm_bindgen(js_name = analyzeDocuments, unchecked_return_type = $native_analysis)]
            pub fn analyze_documents(
                &self,
                #[wasm_bindgen(unchecked_param_type = "NativeDocuments")] documents: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "NativeAnalysisOptions & PollOptions")]
                options: &JsValue,
            ) -> Thrown<Promise> {
                self.ask(Question::native_documents(documents, options)?, options)
            }

            $(#[$predict_conversations])*
            #[wasm_bindgen(js_name = predictConversations, unchecked_return_type = $conversations)]
            pub fn predict_conversations(
                &self,
                #[wasm_bindgen(unchecked_param_type = "PredictionConversations")]
                conversations: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "ConversationsOptions & RequestOptions")]
                options: &JsValue,
            ) -> Thrown<Promise> {
                self.ask(Question::conversations(conversations, options)?, options)
            }

            $(#[$predict])*
            #[wasm_bindgen(unchecked_return_type = $prediction)]
            pub fn predict(
                &self,
                #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
                #[wasm_bindgen(unchecked_param_type = "PredictionOptions & RequestOptions")]
                options: &JsValue,
            ) -> Thrown<Promise> {
                self.ask(Question::prediction(text, options)?, options)
            }
        }
    };
}

pub(crate) use questions;

impl Question {
    /// Reads documents and the options of their analysis.
    pub(crate) fn analysis(documents: &JsValue, options: &JsValue) -> Result<Self> {
        let fields = Fields::options("options", options);
        let kind = fields.required_text("kind");
        let language = fields.text("language");
        let show_stats = fields.boolean("showStats").unwrap_or_default();
        let mut analysis = Analysis {
            kind: AnalysisKind::CustomEntityRecognition,
            project: fields.required_text("project"),
            deployment: fields.required_text("deployment"),
            documents: Vec::new(),
            display_name: fields.text("displayName"),
            string_index_type: fields.text("stringIndexType"),
            logging_opt_out: fields.boolean("loggingOptOut"),
        };
        fields.end()?;
        analysis.kind = AnalysisKind::parse(&kind)?;
        analysis.documents = read_documents(documents, language.as_ref())?;
        let page = ResultsPage { show_stats, ..Default::default() };
        let kind = QuestionKind::Analysis(JobFamily::AnalyzeText, page);
        Ok(Self { body: analysis.body()?, kind })
    }

    /// Reads native documents and the options of their analysis.
    pub(crate) fn native_documents(documents: &JsValue, options: &JsValue) -> Result<Self> {
        let fields = Fields::options("options", options);
        let show_stats = fields.boolean("showStats").unwrap_or_default();
        let display_name = fields.text("displayName");
        let default_language = fields.text("language");
        let tasks = fields.get("tasks");
        fields.end()?;
        let analysis = NativeAnalysis {
            documents: read_native_documents(documents)?,
            tasks: read_tasks(&tasks)?,
            display_name,
            default_language,
        };
        let page = ResultsPage { show_stats, ..Default::default() };
        let kind = QuestionKind::Analysis(JobFamily::AnalyzeDocuments, page);
        Ok(Self { body: analysis.body()?, kind })
    }

    /// Reads an utterance and the options of its prediction.
    pub(crate) fn prediction(utterance: &JsValue, options: &JsValue) -> Result<Self> {
        let fields = Fields::options("options", options);
        let utterance = Utterance { text: text_argument("The text", utterance)?, ..fields.plain() };
        fields.end()?;
        Ok(Self { body: utterance.body()?, kind: QuestionKind::Utterance })
    }

    /// Reads conversations and the options of their prediction.
    pub(crate) fn conversations(conversations: &JsValue, options: &JsValue) -> Result<Self> {
        let fields = Fields::options("options", options);
        let language = fields.text("language");
        let mut question = Conversations {
            project: fields.required_text("project"),
            deployment: fields.required_text("deployment"),
            conversations: Vec::new(),
            string_index_type: fields.text("stringIndexType"),
        };
        fields.end()?;
        question.conversations = read_conversations(conversations, language.as_deref())?;
        Ok(Self { body: question.body()?, kind: QuestionKind::Conversations })
    }
}

/// Reads documents: texts, whose ids are their indexes from 0, or `{ id?, text, language? }`.
fn read_documents(value: &JsValue, language: Option<&String>) -> Result<Vec<InputDocument>> {
    let list = items_of("documents", value)?;
    let mut documents = Vec::new();
    for (at, item) in list.iter().enumerate() {
        let fields = Fields::of("document", &item);
        let mut document = InputDocument { id: format!("{at}"), ..Default::default() };
        if let Some(text) = item.as_string() {
            document.text = text;
        } else {
            document.text = fields.required_text("text");
            document.id = fields.text("id").unwrap_or(document.id);
            document.language = fields.text("language");
            fields.end()?;
        }
        document.language = document.language.or_else(|| language.cloned());
        documents.push(document);
    }
    Ok(documents)
}

/// Returns results as a JavaScript object. The documents are passed on as the service sent them,
/// and read with the platform's `JSON.parse`. The core has checked them.
pub(crate) fn results_to_js(results: &Results) -> Object {
    let object: Object = to_js(results).unchecked_into();
    let tasks: Array = get(&object, "tasks").unchecked_into();
    // The documents and errors of all tasks, as the same objects as in the tasks.
    for name in ["documents", "errors"] {
        let mut all = Array::new();
        for task in tasks.iter() {
            all.extend(get(&task, name).unchecked_into::<Array>().iter());
        }
        set(&object, name, &all);
    }
    object
}

/// Returns a prediction as the service sent it.
pub(crate) fn prediction_to_js(prediction: &Prediction) -> Object {
    parsed(&prediction.json).unchecked_into()
}

/// Parses JSON that the core wrote.
fn parsed(json: &str) -> JsValue {
    JSON::parse(json).unwrap_or_default()
}
