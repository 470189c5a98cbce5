//! What an analysis says of one document.

use crate::json::Value;
use crate::{Response, Result, ServiceError};

/// What was found in a document.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AnalyzedDocument {
    /// The id under which it was sent.
    pub id: String,
    /// Of entity recognition, in the order sent.
    pub entities: Vec<Entity>,
    /// Of classification, in the order sent.
    pub classes: Vec<CategoryScore>,
    /// What the service warns of.
    pub warnings: Vec<ServiceError>,
    /// When statistics were asked for.
    pub statistics: Option<DocumentStatistics>,
    /// All of the document's result as it was sent, JSON: also what other tasks and later versions
    /// have in it.
    pub json: String,
}

/// A stretch of a document's text, or of an utterance.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entity {
    /// The entity's category, as the project has it.
    pub category: String,
    /// A finer category of prebuilt ones.
    pub subcategory: Option<String>,
    /// The text itself.
    pub text: String,
    /// Where it begins, in units of the request's `stringIndexType`.
    pub offset: u64,
    /// How long it is, in the same units.
    pub length: u64,
    /// From 0 to 1.
    pub confidence_score: f64,
}

/// A class or an intent, and how sure the model is of it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CategoryScore {
    /// The class or intent.
    pub category: String,
    /// From 0 to 1.
    pub confidence_score: f64,
}

/// How large a document was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentStatistics {
    /// In text elements.
    pub characters: u64,
    /// What is charged: one for each 1,000 characters begun.
    pub transactions: u64,
}

/// Why a document was not analysed, while others were.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentError {
    /// The id under which it was sent.
    pub id: String,
    /// What is wrong with it.
    pub error: ServiceError,
}

impl AnalyzedDocument {
    pub(super) fn read(response: &Response, value: &Value<'_>, json: &[u8]) -> Result<Self> {
        let statistics = value.get("statistics").filter(|statistics| !statistics.is_null());
        let statistics = statistics.map(|statistics| -> Result<_> {
            Ok(DocumentStatistics {
                // A conversation has no characters to count.
                characters: count(response, statistics, "charactersCount")?,
                transactions: count(response, statistics, "transactionsCount")?,
            })
        });
        Ok(Self {
            id: id(response, value)?,
            entities: Entity::read_all(response, value)?,
            classes: scores(response, value, "class")?,
            warnings: list(response, value, "warnings")?.iter().map(warning).collect(),
            statistics: statistics.transpose()?,
            json: String::from_utf8_lossy(json).into_owned(),
        })
    }
}

impl DocumentError {
    pub(super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        let error = value.get("error").map(ServiceError::read).unwrap_or_default();
        Ok(Self { id: id(response, value)?, error })
    }
}

impl Entity {
    /// The `entities` of a document or of a prediction.
    pub(super) fn read_all(response: &Response, value: &Value<'_>) -> Result<Vec<Self>> {
        let entities = list(response, value, "entities")?;
        entities.iter().map(|entity| Self::read(response, entity)).collect()
    }

    fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        Ok(Self {
            category: required(response, value, "category")?,
            subcategory: response.text(value, "subcategory")?,
            text: required(response, value, "text")?,
            offset: count(response, value, "offset")?,
            length: count(response, value, "length")?,
            confidence_score: score(response, value)?,
        })
    }
}

/// Classes or intents: a list, or, in an orchestration, an object with a member for each intent.
pub(super) fn scores(
    response: &Response,
    value: &Value<'_>,
    name: &str,
) -> Result<Vec<CategoryScore>> {
    if let Some(Value::Object(members)) = value.get(name) {
        let read = |(name, value): &(std::borrow::Cow<'_, str>, Value<'_>)| {
            let confidence_score = score(response, value)?;
            Ok(CategoryScore { category: name.clone().into_owned(), confidence_score })
        };
        return members.iter().map(read).collect();
    }
    let read = |value: &Value<'_>| {
        let confidence_score = score(response, value)?;
        Ok(CategoryScore { category: required(response, value, "category")?, confidence_score })
    };
    list(response, value, name)?.iter().map(read).collect()
}

/// The elements of a list that may be absent or null.
pub(super) fn list<'v, 'a>(
    response: &Response,
    value: &'v Value<'a>,
    name: &str,
) -> Result<&'v [Value<'a>]> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(other) => Err(response.wrong_type(name, other, "a list")),
    }
}

/// A count. Absent is none.
pub(super) fn count(response: &Response, value: &Value<'_>, name: &str) -> Result<u64> {
    match value.get(name) {
        None | Some(Value::Null) => Ok(0),
        Some(Value::Number(text)) => crate::number::whole(text)
            .ok_or_else(|| response.unreadable(format_args!("`{name}` is {text}, not a count"))),
        Some(other) => Err(response.wrong_type(name, other, "a number")),
    }
}

fn score(response: &Response, value: &Value<'_>) -> Result<f64> {
    let score = value.get("confidenceScore").unwrap_or(&Value::Null);
    score.as_decimal().ok_or_else(|| response.wrong_type("confidenceScore", score, "a number"))
}

fn required(response: &Response, value: &Value<'_>, name: &str) -> Result<String> {
    let missing = || response.unreadable(format_args!("something in it has no `{name}`"));
    response.text(value, name)?.ok_or_else(missing)
}

fn id(response: &Response, value: &Value<'_>) -> Result<String> {
    required(response, value, "id")
}

/// `DocumentWarning`: it names what it is about as `targetRef`.
fn warning(value: &Value<'_>) -> ServiceError {
    let mut warning = ServiceError::read(value);
    warning.target = warning.target.or_else(|| value.get("targetRef").map(Value::display));
    warning
}
