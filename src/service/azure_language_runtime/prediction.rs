//! The prediction of a conversation project for an utterance. It does not run as a job.

use crate::json::{Value, object};
use crate::plain::Rule;
use crate::{Error, Response, Result, plain};

use super::analysis::{characters_of, named};
use super::conversational::{self, PredictedConversation};
use super::document::{CategoryScore, ENTITIES, Entity, INTENTS, required, scores, text, tree};

/// "Utterance, prediction: 1,000 characters" (the service limits of conversational language
/// understanding).
const MAX_CHARACTERS: usize = 1_000;

plain! {
    readable
    /// The options of a prediction.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Utterance as "PredictionOptions" {
        /// The name of a conversation or orchestration project, which is case-sensitive.
        pub project: String,
        /// The name of the deployment, which is case-sensitive.
        pub deployment: String,
        /// The language, a BCP 47 tag.
        pub language: Option<String>,
        /// The unit of offsets. Default: `Utf16CodeUnit`, as in JavaScript.
        pub string_index_type: Option<String>
            = Rule::NONE.typescript(r#""Utf16CodeUnit" | "UnicodeCodePoint" | "TextElements_v8""#),
        /// True if the answer should have more detail.
        pub verbose: Option<bool>,
        /// True if the service should keep the utterance for review in authoring.
        pub logging: Option<bool> as "isLoggingEnabled",
        /// For orchestration: the target project to use, regardless of the intent.
        pub direct_target: Option<String>,
    } besides {
        /// The message, at most 1,000 characters.
        pub text: String,
    }
}

impl Utterance {
    /// Writes the body of the request in JSON: `ConversationalTask`.
    ///
    /// # Errors
    /// As [`super::AzureLanguageRuntime::predict_request`].
    pub fn body(&self) -> Result<Vec<u8>> {
        named("project", &self.project)?;
        named("deployment", &self.deployment)?;
        if self.text.is_empty() {
            return Err(Error::invalid_argument("Give the text of the utterance: it is empty."));
        }
        if characters_of(&self.text) > MAX_CHARACTERS {
            return Err(Error::invalid_argument(format!(
                "The utterance has more than the {MAX_CHARACTERS} characters that the service \
                 takes (service limits of conversational language understanding)."
            )));
        }
        // Both ids are required, but have no purpose with one utterance.
        let unit = self.string_index_type.as_deref().unwrap_or("Utf16CodeUnit");
        let body = object(|out| {
            out.text("kind", "Conversation");
            out.object("analysisInput", |out| {
                out.object("conversationItem", |out| {
                    out.text("id", "1");
                    out.text("participantId", "1");
                    out.text("text", &self.text);
                    out.option("language", self.language.as_deref());
                });
            });
            out.object("parameters", |out| {
                out.text("projectName", &self.project);
                out.text("deploymentName", &self.deployment);
                out.text("stringIndexType", unit);
                out.option("directTarget", self.direct_target.as_deref());
                out.flag("verbose", self.verbose);
                out.flag("isLoggingEnabled", self.logging);
            });
        });
        Ok(body.into_bytes())
    }
}

/// The prediction for an utterance, as the service sent it. Its parts are parsed when they are
/// read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Prediction {
    /// The whole answer in JSON: an `AnalyzeConversationResult`, or for whole conversations a
    /// `ConversationalAIResult`. It includes resolutions, targets and members that a later version
    /// adds.
    pub json: String,
}

impl Prediction {
    /// Returns the prediction for each conversation. The list is empty for an utterance.
    pub fn conversations(&self) -> Vec<PredictedConversation> {
        tree(&self.json).map(|result| PredictedConversation::all_of(&result)).unwrap_or_default()
    }

    /// Returns the utterance as the service repeats it. For whole conversations, this and the
    /// methods below return nothing.
    pub fn query(&self) -> String {
        tree(&self.json).and_then(|result| text(&result, "query")).unwrap_or_default()
    }

    /// Returns the name of the intent with the highest score.
    pub fn top_intent(&self) -> Option<String> {
        text(tree(&self.json)?.get("prediction")?, "topIntent")
    }

    /// Returns the intents, in the order of the answer: best first, except in an orchestration.
    pub fn intents(&self) -> Vec<CategoryScore> {
        let result = tree(&self.json);
        let prediction = result.as_ref().and_then(|result| result.get("prediction"));
        prediction.map(|prediction| scores(prediction, "intents")).unwrap_or_default()
    }

    /// Returns the entities. In an orchestration they are in the result of the target project.
    pub fn entities(&self) -> Vec<Entity> {
        let result = tree(&self.json);
        let prediction = result.as_ref().and_then(|result| result.get("prediction"));
        prediction.map(Entity::all_of).unwrap_or_default()
    }

    /// Reads a `ConversationalTaskResult` or a `ConversationalAITaskResult`.
    pub(super) fn read(response: &Response) -> Result<Self> {
        let body = response.json()?;
        let result = body.get("result").unwrap_or(&Value::Null);
        if response.text(&body, "kind")?.as_deref() == Some(conversational::RESULT) {
            conversational::check(response, result)?;
            return Ok(Self { json: result.to_json() });
        }
        let prediction = result.get("prediction").unwrap_or(&Value::Null);
        required(response, result, "query")?;
        required(response, prediction, "projectKind")?;
        response.text(prediction, "topIntent")?;
        ENTITIES.check(response, prediction)?;
        // The intents of an orchestration are an object.
        if !matches!(prediction.get("intents"), Some(Value::Object(_))) {
            INTENTS.check(response, prediction)?;
        }
        Ok(Self { json: result.to_json() })
    }
}
