//! The results of an analysis for one document.

use std::borrow::Cow;

use crate::json::Value;
use crate::plain;
use crate::{Response, Result, ServiceError};

/// The result for one document, as the service sent it. Its parts are parsed when they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnalyzedDocument {
    /// The id from the request.
    pub id: String,
    /// The whole result of the document in JSON, including members of other tasks and later
    /// versions.
    pub json: String,
}

/// An entity in a document's text or in an utterance.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entity {
    /// The entity's category, as the project has it.
    pub category: String,
    /// The subcategory of a prebuilt entity.
    pub subcategory: Option<String>,
    /// The text itself.
    pub text: String,
    /// The offset, in units of the request's `stringIndexType`.
    pub offset: u64,
    /// The length, in the same units.
    pub length: u64,
    /// The confidence, from 0 to 1.
    pub confidence_score: f64,
}

/// A class or an intent, with its confidence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CategoryScore {
    /// The class or intent.
    pub category: String,
    /// The confidence, from 0 to 1.
    pub confidence_score: f64,
}

/// The size of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentStatistics {
    /// The number of characters, in text elements.
    pub characters: u64,
    /// The charged units: one for every 1,000 characters, rounded up.
    pub transactions: u64,
}

plain! {
    /// The error of a document that could not be analysed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct DocumentError {
        /// The document's id in the request.
        pub id: String,
        /// The error, as the service reported it.
        pub error: ServiceError,
    }
}

impl AnalyzedDocument {
    /// Returns the recognised entities, in the order of the answer.
    pub fn entities(&self) -> Vec<Entity> {
        tree(&self.json).map(|value| Entity::all_of(&value)).unwrap_or_default()
    }

    /// Returns the classes of the document, in the order of the answer.
    pub fn classes(&self) -> Vec<CategoryScore> {
        tree(&self.json).map(|value| scores(&value, "class")).unwrap_or_default()
    }

    /// Returns the warnings of the service.
    pub fn warnings(&self) -> Vec<ServiceError> {
        let warnings = tree(&self.json).map(|value| {
            let warning = |warning: &Value<'_>| {
                let mut read = ServiceError::read(warning);
                // In `DocumentWarning` the member has this name.
                read.target = read.target.or_else(|| Some(warning.get("targetRef")?.display()));
                read
            };
            list(&value, "warnings").iter().map(warning).collect()
        });
        warnings.unwrap_or_default()
    }

    /// Returns the URLs of the files that the service wrote for a native document.
    ///
    /// The specification calls the list `target`; the samples in the documentation of native
    /// document support have `targets`.
    pub fn targets(&self) -> Vec<String> {
        let tree = tree(&self.json);
        let locations = TARGETS.iter().flat_map(|shape| {
            tree.iter()
                .flat_map(|value| list(value, shape.name))
                .filter_map(|it| text(it, "location"))
        });
        locations.collect()
    }

    /// Returns the counts, if the request asked for them.
    pub fn statistics(&self) -> Option<DocumentStatistics> {
        let value = tree(&self.json)?;
        let statistics = value.get("statistics").filter(|it| !it.is_null())?;
        Some(DocumentStatistics {
            // A conversation has no characters to count.
            characters: count(statistics, "charactersCount"),
            transactions: count(statistics, "transactionsCount"),
        })
    }

    /// Checks the members that the accessors read.
    pub(super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        ENTITIES.check(response, value)?;
        CLASSES.check(response, value)?;
        for targets in &TARGETS {
            targets.check(response, value)?;
        }
        Ok(Self { id: required(response, value, "id")?, json: value.to_json() })
    }
}

impl DocumentError {
    pub(super) fn read(response: &Response, value: &Value<'_>) -> Result<Self> {
        let error = value.get("error").map(ServiceError::read).unwrap_or_default();
        Ok(Self { id: required(response, value, "id")?, error })
    }
}

impl Entity {
    /// Returns the `entities` of a document or of a prediction.
    pub(super) fn all_of(value: &Value<'_>) -> Vec<Self> {
        let entity = |entity: &Value<'_>| Self {
            category: text(entity, "category").unwrap_or_default(),
            subcategory: text(entity, "subcategory"),
            text: text(entity, "text").unwrap_or_default(),
            offset: count(entity, "offset"),
            length: count(entity, "length"),
            confidence_score: score(entity),
        };
        list(value, "entities").iter().map(entity).collect()
    }
}

/// Returns classes or intents. They are a list, or in an orchestration an object with a member for
/// each intent.
pub(super) fn scores(value: &Value<'_>, name: &str) -> Vec<CategoryScore> {
    if let Some(Value::Object(members)) = value.get(name) {
        let read = |(name, value): &(Cow<'_, str>, Value<'_>)| CategoryScore {
            category: name.clone().into_owned(),
            confidence_score: score(value),
        };
        return members.iter().map(read).collect();
    }
    let read = |value: &Value<'_>| CategoryScore {
        category: text(value, "category").unwrap_or_default(),
        confidence_score: score(value),
    };
    list(value, name).iter().map(read).collect()
}

/// A list that may be absent, with the required members of its elements.
pub(super) struct Shape {
    pub(super) name: &'static str,
    pub(super) texts: &'static [&'static str],
    pub(super) numbers: &'static [&'static str],
}

pub(super) const ENTITIES: Shape = Shape {
    name: "entities",
    texts: &["category", "text"],
    numbers: &["offset", "length", "confidenceScore"],
};

const CLASSES: Shape = Shape { name: "class", texts: &["category"], numbers: &["confidenceScore"] };

/// The lists in the result of a native document.
const TARGETS: [Shape; 2] = [
    Shape { name: "target", texts: &["location"], numbers: &[] },
    Shape { name: "targets", texts: &["location"], numbers: &[] },
];

pub(super) const INTENTS: Shape = Shape { name: "intents", ..CLASSES };

impl Shape {
    /// Checks the list within an object.
    pub(super) fn check(&self, response: &Response, value: &Value<'_>) -> Result<()> {
        for element in response.list(value, self.name)? {
            for name in self.texts {
                required(response, element, name)?;
            }
            for name in self.numbers {
                let number = element.get(name).unwrap_or(&Value::Null);
                if !matches!(number, Value::Number(_)) {
                    return Err(response.wrong_type(name, number, "a number"));
                }
            }
        }
        Ok(())
    }
}

/// Returns a required text.
pub(super) fn required(response: &Response, value: &Value<'_>, name: &str) -> Result<String> {
    let missing = || response.unreadable(&text!("something in it has no `{}`", name));
    response.text(value, name)?.ok_or_else(missing)
}

/// Parses JSON that was already checked.
pub(super) fn tree(json: &str) -> Option<Value<'_>> {
    Value::parse(json.as_bytes()).ok()
}

pub(super) fn text(value: &Value<'_>, name: &str) -> Option<String> {
    value.get(name).filter(|value| !value.is_null()).map(Value::display)
}

/// Returns a count, or 0 when it is absent.
pub(super) fn count(value: &Value<'_>, name: &str) -> u64 {
    match value.get(name) {
        Some(Value::Number(text)) => crate::text::whole(text).unwrap_or_default(),
        _ => 0,
    }
}

pub(super) fn score(value: &Value<'_>) -> f64 {
    value.get("confidenceScore").and_then(Value::as_decimal).unwrap_or_default()
}

pub(super) fn list<'v, 'a>(value: &'v Value<'a>, name: &str) -> &'v [Value<'a>] {
    match value.get(name) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}
