//! Plain data on its way out.
//!
//! Every type names its members here, and one serializer takes them across: a derived one for each
//! type would make the module a tenth larger.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

use crate::project::{CategoryCount, Finding, OrchestrationTarget, ProjectSummary, TextLength};
use crate::service::{DocumentError, Region, TaskResults};
use crate::{ArchiveEntry, Job, JobStatus, ServiceError};

use super::error::number;

/// A plain value: what `JSON.stringify` and a structured clone can take.
pub(super) enum Plain<'a> {
    /// Left out of its object.
    Absent,
    Text(&'a str),
    Number(f64),
    Bool(bool),
    List(Vec<Plain<'a>>),
    Object(Vec<(&'a str, Plain<'a>)>),
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_unit(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(None)?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Object(members) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in members {
                    if !matches!(value, Self::Absent) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }
    }
}

/// What JavaScript sees of a value of the core.
pub(super) trait ToPlain {
    fn plain(&self) -> Plain<'_>;
}

/// The value as a plain JavaScript object or list.
pub(super) fn to_js(value: &(impl ToPlain + ?Sized)) -> JsValue {
    Plain::to_js(&value.plain())
}

impl Plain<'_> {
    fn to_js(&self) -> JsValue {
        let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
        // Plain values serialise without fail; `undefined` is better than a trap if they don't.
        self.serialize(&serializer).unwrap_or_default()
    }
}

fn text(text: &Option<String>) -> Plain<'_> {
    text.as_deref().map_or(Plain::Absent, Plain::Text)
}

fn count(value: Option<u64>) -> Plain<'static> {
    value.map_or(Plain::Absent, |value| Plain::Number(number(value)))
}

impl<T: ToPlain> ToPlain for [T] {
    fn plain(&self) -> Plain<'_> {
        Plain::List(self.iter().map(T::plain).collect())
    }
}

impl ToPlain for Job {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("service", Plain::Text(&self.service)),
            ("operation", Plain::Text(&self.operation)),
            ("project", text(&self.project)),
            ("id", Plain::Text(&self.id)),
            ("url", Plain::Text(&self.url)),
        ])
    }
}

impl ToPlain for JobStatus {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("state", Plain::Text(self.state.as_str())),
            ("serviceState", Plain::Text(&self.service_state)),
            ("isDone", Plain::Bool(self.is_done)),
            ("jobId", text(&self.job_id)),
            ("createdAt", text(&self.created_at)),
            ("updatedAt", text(&self.updated_at)),
            ("expiresAt", text(&self.expires_at)),
            ("percentComplete", self.percent_complete.map_or(Plain::Absent, Plain::Number)),
            ("resultUrl", text(&self.result_url)),
            ("errors", self.errors.plain()),
            ("warnings", self.warnings.plain()),
            ("retryAfterMs", count(self.retry_after_ms)),
        ])
    }
}

impl ToPlain for ServiceError {
    fn plain(&self) -> Plain<'_> {
        let details = if self.details.is_empty() { Plain::Absent } else { self.details.plain() };
        Plain::Object(vec![
            ("code", Plain::Text(&self.code)),
            ("message", Plain::Text(&self.message)),
            ("target", text(&self.target)),
            ("details", details),
            ("innerError", self.inner_error.as_ref().map_or(Plain::Absent, |it| it.plain())),
        ])
    }
}

impl ToPlain for DocumentError {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![("id", Plain::Text(&self.id)), ("error", self.error.plain())])
    }
}

/// Without its documents and statistics, which are as the service sent them.
impl ToPlain for TaskResults {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("kind", Plain::Text(&self.kind)),
            ("name", text(&self.name)),
            ("state", Plain::Text(self.state.as_str())),
            ("project", text(&self.project)),
            ("deployment", text(&self.deployment)),
            ("errors", self.errors.plain()),
        ])
    }
}

impl ToPlain for Region {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("id", Plain::Text(self.id)),
            ("name", Plain::Text(self.name)),
            ("baseUrl", Plain::Text(self.base_url)),
        ])
    }
}

impl ToPlain for ArchiveEntry {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("name", Plain::Text(&self.name)),
            ("size", count(Some(self.size))),
            ("compressedSize", count(Some(self.compressed_size))),
        ])
    }
}

impl ToPlain for ProjectSummary {
    fn plain(&self) -> Plain<'_> {
        let counts = self.counts.iter().map(|(name, it)| (name.as_str(), count(Some(*it))));
        Plain::Object(vec![
            ("kind", text(&self.kind)),
            ("name", text(&self.name)),
            ("language", text(&self.language)),
            ("multilingual", self.multilingual.map_or(Plain::Absent, Plain::Bool)),
            ("description", text(&self.description)),
            ("fileVersion", text(&self.file_version)),
            ("stringIndexType", text(&self.string_index_type)),
            ("container", text(&self.container)),
            ("counts", Plain::Object(counts.collect())),
            ("intents", self.intents.plain()),
            ("entities", self.entities.plain()),
            ("classes", self.classes.plain()),
            ("languages", self.languages.plain()),
            ("datasets", self.datasets.plain()),
            ("unlisted", count(Some(self.unlisted))),
            ("labelled", count(Some(self.labelled))),
            ("unlabelled", count(Some(self.unlabelled))),
            ("labels", count(Some(self.labels))),
            ("textLength", self.text_length.as_ref().map_or(Plain::Absent, TextLength::plain)),
            ("targets", self.targets.plain()),
            ("size", count(Some(self.size))),
        ])
    }
}

impl ToPlain for CategoryCount {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("name", Plain::Text(&self.name)),
            ("count", count(Some(self.count))),
            ("train", count(Some(self.train))),
            ("test", count(Some(self.test))),
            ("declared", Plain::Bool(self.declared)),
        ])
    }
}

impl ToPlain for TextLength {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("shortest", count(Some(self.shortest))),
            ("longest", count(Some(self.longest))),
            ("mean", Plain::Number(number(self.total) / number(self.texts))),
            ("total", count(Some(self.total))),
            ("texts", count(Some(self.texts))),
        ])
    }
}

impl ToPlain for OrchestrationTarget {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("intent", Plain::Text(&self.intent)),
            ("kind", text(&self.kind)),
            ("project", text(&self.project)),
            ("deployment", text(&self.deployment)),
        ])
    }
}

impl ToPlain for Finding {
    fn plain(&self) -> Plain<'_> {
        Plain::Object(vec![
            ("rule", Plain::Text(self.rule.id())),
            ("severity", Plain::Text(self.severity.as_str())),
            ("path", Plain::Text(&self.path)),
            ("byteOffset", count(Some(self.byte_offset))),
            ("message", Plain::Text(&self.message)),
            ("advice", Plain::Text(self.advice())),
            ("more", if self.more > 0 { count(Some(self.more)) } else { Plain::Absent }),
        ])
    }
}
