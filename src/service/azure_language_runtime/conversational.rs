//! Predictions of a conversation project for whole conversations: the kind `ConversationalAI`. They
//! do not run as jobs.
//!
//! Source: `analyzeconversations.json` of 2025-05-15-preview in Azure/azure-rest-api-specs
//! (`specification/cognitiveservices/data-plane/Language/preview`), `ConversationalAITask` and
//! `ConversationalAITaskResult`.

use crate::json::{Value, object};
use crate::{Error, Request, Response, Result};

use super::AzureLanguageRuntime;
use super::analysis::{check_ids, named};
use super::document::{Shape, count, list, required, score, text};

/// The first version that has predictions of this kind.
const SINCE: &str = "2025-05-15-preview";

/// The kind of the answer.
pub(super) const RESULT: &str = "ConversationalAIResult";

/// Conversations for the deployment of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversations {
    /// The name of a conversation project, which is case-sensitive.
    pub project: String,
    /// The deployment's name, which is case-sensitive.
    pub deployment: String,
    /// The conversations. One or more.
    pub conversations: Vec<Conversation>,
    /// The unit of offsets. The default here is `Utf16CodeUnit`, which JavaScript uses.
    pub string_index_type: Option<String>,
}

/// One conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversation {
    /// The id, unique within the request. The answer repeats it.
    pub id: String,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The modality: `text`, the default here, or `transcript`.
    pub modality: Option<String>,
    /// The items of the conversation, in order. One or more.
    pub items: Vec<ConversationItem>,
}

/// One item of a conversation: what a participant said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationItem {
    /// The id, unique within the conversation. Entities refer to it.
    pub id: String,
    /// The id of the participant who sent the message.
    pub participant_id: String,
    /// The role of the participant, such as `user`.
    pub role: Option<String>,
    /// The message.
    pub text: String,
}

impl Conversations {
    /// Writes the body of the request in JSON: `ConversationalAITask`.
    ///
    /// # Errors
    /// As for [`AzureLanguageRuntime::predict_conversations_request`].
    pub fn body(&self) -> Result<Vec<u8>> {
        named("project", &self.project)?;
        named("deployment", &self.deployment)?;
        check_ids("conversation", self.conversations.iter().map(|it| it.id.as_str()))?;
        for conversation in &self.conversations {
            if conversation.language.is_empty() {
                return Err(Error::invalid_argument(format!(
                    "Give the language of conversation \"{}\": the service requires one.",
                    conversation.id
                )));
            }
            check_ids("conversation item", conversation.items.iter().map(|it| it.id.as_str()))?;
        }
        let unit = self.string_index_type.as_deref().unwrap_or("Utf16CodeUnit");
        let body = object(|out| {
            out.text("kind", "ConversationalAI");
            out.object("analysisInput", |out| {
                out.list("conversations", &self.conversations, |conversation, out| {
                    out.text("id", &conversation.id);
                    out.text("language", &conversation.language);
                    out.text("modality", conversation.modality.as_deref().unwrap_or("text"));
                    out.list("conversationItems", &conversation.items, |item, out| {
                        out.text("id", &item.id);
                        out.text("participantId", &item.participant_id);
                        out.option("role", item.role.as_deref());
                        out.text("text", &item.text);
                    });
                });
            });
            out.object("parameters", |out| {
                out.text("projectName", &self.project);
                out.text("deploymentName", &self.deployment);
                out.text("stringIndexType", unit);
            });
        });
        Ok(body.into_bytes())
    }
}

/// The prediction for one conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PredictedConversation {
    /// The id from the request.
    pub id: String,
    /// The intents, in the order of the answer.
    pub intents: Vec<ConversationIntent>,
    /// The entities that belong to no intent.
    pub entities: Vec<ConversationEntity>,
}

/// An intent that was found in a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConversationIntent {
    /// The intent's name, as the project has it.
    pub name: String,
    /// The kind: `action` or `question` (`type` in the answer).
    pub kind: String,
    /// The ranges of items in which the intent was found. Each is the index of the first item, from
    /// 0, and the number of items.
    pub ranges: Vec<(u64, u64)>,
    /// The entities that belong to the intent.
    pub entities: Vec<ConversationEntity>,
}

/// An entity in a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConversationEntity {
    /// The entity's category, as the project has it.
    pub name: String,
    /// The text itself.
    pub text: String,
    /// The offset within its item, in units of the request's `stringIndexType`.
    pub offset: u64,
    /// The length, in the same units.
    pub length: u64,
    /// The confidence, from 0 to 1.
    pub confidence_score: f64,
    /// The id of its item.
    pub item: String,
}

const ENTITIES: Shape = Shape {
    name: "entities",
    texts: &["name", "text", "conversationItemId"],
    numbers: &["offset", "length", "confidenceScore"],
};
const INTENTS: Shape = Shape { name: "intents", texts: &["name", "type"], numbers: &[] };
const RANGES: Shape =
    Shape { name: "conversationItemRanges", texts: &[], numbers: &["offset", "count"] };

/// Checks a `ConversationalAIResult`, so that it can be read.
pub(super) fn check(response: &Response, result: &Value<'_>) -> Result<()> {
    if !matches!(result.get("conversations"), Some(Value::Array(_))) {
        return Err(response.unreadable("it has no list `conversations`"));
    }
    for conversation in response.list(result, "conversations")? {
        required(response, conversation, "id")?;
        INTENTS.check(response, conversation)?;
        ENTITIES.check(response, conversation)?;
        for intent in response.list(conversation, "intents")? {
            RANGES.check(response, intent)?;
            ENTITIES.check(response, intent)?;
        }
    }
    Ok(())
}

impl PredictedConversation {
    /// Returns the conversations of a result that [`check`] has accepted.
    pub(super) fn all_of(result: &Value<'_>) -> Vec<Self> {
        let intent = |intent: &Value<'_>| ConversationIntent {
            name: text(intent, "name").unwrap_or_default(),
            kind: text(intent, "type").unwrap_or_default(),
            ranges: list(intent, "conversationItemRanges")
                .iter()
                .map(|range| (count(range, "offset"), count(range, "count")))
                .collect(),
            entities: entities(intent),
        };
        let conversation = |conversation: &Value<'_>| Self {
            id: text(conversation, "id").unwrap_or_default(),
            intents: list(conversation, "intents").iter().map(intent).collect(),
            entities: entities(conversation),
        };
        list(result, "conversations").iter().map(conversation).collect()
    }
}

fn entities(value: &Value<'_>) -> Vec<ConversationEntity> {
    let entity = |entity: &Value<'_>| ConversationEntity {
        name: text(entity, "name").unwrap_or_default(),
        text: text(entity, "text").unwrap_or_default(),
        offset: count(entity, "offset"),
        length: count(entity, "length"),
        confidence_score: score(entity),
        item: text(entity, "conversationItemId").unwrap_or_default(),
    };
    list(value, "entities").iter().map(entity).collect()
}

impl AzureLanguageRuntime {
    /// Returns the request for the predictions of a conversation project for whole conversations.
    /// The service answers without a job; [`AzureLanguageRuntime::read_prediction`] reads the
    /// answer.
    ///
    /// # Errors
    /// `invalidArgument` when the api-version is older than 2025-05-15-preview, a name or a
    /// language is empty, or an id is empty or not unique.
    pub fn predict_conversations_request(&self, conversations: &Conversations) -> Result<Request> {
        self.require_conversational()?;
        Ok(self.prediction_request(conversations.body()?))
    }

    /// Refuses versions that do not have the kind `ConversationalAI`.
    pub(crate) fn require_conversational(&self) -> Result<()> {
        let version = self.api_version.as_str();
        if version >= SINCE {
            return Ok(());
        }
        Err(Error::invalid_argument(format!(
            "API version {version} has no predictions of the kind ConversationalAI. They came with \
             {SINCE}: give that or a later one as apiVersion."
        )))
    }
}
