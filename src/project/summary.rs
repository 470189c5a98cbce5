//! What a project is and how much is in it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::OutOfMemory;
use crate::category::Category;
use crate::example::Example;
use crate::json::{Kind, Reader, Text};
use crate::memory::{Grow, copied, owned};
use crate::outline::{Member, Outline, member};
use crate::tally::{Counts, Dataset, Tally};

/// Names beyond this are counted and not listed: a summary stays small whatever the file.
const LISTED: usize = 1_000;

/// A project at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ProjectSummary {
    /// The project's kind as written, such as `Conversation`. Files of question answering do not
    /// name theirs; it is `QuestionAnswering` here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The project's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The project's main language, a BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it holds other languages too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multilingual: Option<bool>,
    /// What its authors say of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The API version that wrote the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_version: Option<String>,
    /// What offsets count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub string_index_type: Option<String>,
    /// The container of the documents, which are not in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// The project's settings: the JSON as it stands in the file.
    #[serde(skip)]
    pub settings: Option<String>,
    /// How many of each asset there are, such as `intents`, `entities`, `utterances`, `documents`.
    #[serde(serialize_with = "as_map")]
    pub counts: Vec<(String, u64)>,
    /// The intents, with the utterances of each.
    pub intents: Vec<CategoryCount>,
    /// The entities, with the labels of each. In a project of text sentiment, the sentiments.
    pub entities: Vec<CategoryCount>,
    /// The classes, with the documents of each.
    pub classes: Vec<CategoryCount>,
    /// The languages that examples name, with the examples of each.
    pub languages: Vec<CategoryCount>,
    /// The datasets that examples name, with the examples of each.
    pub datasets: Vec<CategoryCount>,
    /// How many names the five lists above leave out, being longer than 1,000.
    pub unlisted: u64,
    /// Examples with an intent, a class, a label or a summary.
    pub labelled: u64,
    /// Examples without.
    pub unlabelled: u64,
    /// Labelled stretches of text.
    pub labels: u64,
    /// The lengths of the utterances. None: no example holds its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_length: Option<TextLength>,
    /// Where an orchestration project sends each of its intents.
    pub targets: Vec<OrchestrationTarget>,
    /// The file's size in bytes.
    pub size: u64,
}

/// A name and how often it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CategoryCount {
    /// The name, as in the file.
    pub name: String,
    /// In all examples.
    pub count: u64,
    /// In those of the dataset `Train`.
    pub train: u64,
    /// In those of the dataset `Test`.
    pub test: u64,
    /// Whether the file declares it. Always, for languages and datasets.
    pub declared: bool,
}

/// Lengths of texts, in UTF-16 code units, which is what the service counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TextLength {
    /// The shortest text's.
    pub shortest: u64,
    /// The longest text's.
    pub longest: u64,
    /// Of all texts together.
    pub total: u64,
    /// How many texts there are.
    pub texts: u64,
}

/// Where an orchestration project sends an intent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct OrchestrationTarget {
    /// The intent's name.
    pub intent: String,
    /// `Conversation`, `QuestionAnswering` or `Luis`, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The target's project name, or its LUIS application id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The target's deployment, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment: Option<String>,
}

impl ProjectSummary {
    /// How many assets of a name there are.
    pub fn count(&self, name: &str) -> u64 {
        self.counts.iter().find(|(key, _)| key == name).map_or(0, |(_, count)| *count)
    }
}

fn as_map<S: Serializer>(counts: &[(String, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(counts.len()))?;
    for (name, count) in counts {
        map.serialize_entry(name, count)?;
    }
    map.end()
}

/// What adds up while a file is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) intents: Tally,
    pub(crate) entities: Tally,
    pub(crate) classes: Tally,
    pub(crate) languages: Tally,
    pub(crate) datasets: Tally,
    labelled: u64,
    unlabelled: u64,
    labels: u64,
    text_length: TextLength,
}

impl Sums {
    pub(crate) fn add(&mut self, example: &Example<'_>) -> Result<(), OutOfMemory> {
        let dataset = Dataset::of(example.dataset);
        let count = |tally: &mut Tally, name: Option<Text<'_>>| {
            if let Some(name) = name.filter(|name| !name.raw().is_empty()) {
                tally.of(&name.content())?.add(dataset);
            }
            Ok(())
        };
        count(&mut self.intents, example.intent)?;
        count(&mut self.languages, example.language)?;
        count(&mut self.datasets, example.dataset)?;
        for class in &example.classes {
            count(&mut self.classes, Some(*class))?;
        }
        for label in &example.labels {
            count(&mut self.entities, label.category)?;
        }
        self.labels += example.labels.len() as u64;
        if example.is_labelled() {
            self.labelled += 1;
        } else {
            self.unlabelled += 1;
        }
        if let Some(text) = example.text {
            self.text_length.add(text.utf16_len());
        }
        Ok(())
    }
}

impl TextLength {
    fn add(&mut self, length: u64) {
        self.shortest = if self.texts == 0 { length } else { self.shortest.min(length) };
        self.longest = self.longest.max(length);
        self.total += length;
        self.texts += 1;
    }
}

/// Puts together what reading has found.
pub(crate) fn summarise(
    bytes: &[u8],
    outline: &Outline,
    sums: Sums,
) -> Result<ProjectSummary, OutOfMemory> {
    let Outline { top, metadata, assets, .. } = outline;
    let of_top = |name| string(bytes, top, name);
    let of_metadata = |name| string(bytes, metadata, name);
    let is_question_answering = || outline.list("qnas").map(|_| "QuestionAnswering".to_owned());
    let multilingual = member(metadata, "multilingual")
        // Question answering has its own name for it.
        .or_else(|| member(metadata, "multilingualResource"))
        .and_then(|member| match member.value.of(bytes) {
            b"true" => Some(true),
            b"false" => Some(false),
            _ => None,
        });
    let mut summary = ProjectSummary {
        kind: of_metadata("projectKind")
            .or_else(|| string(bytes, assets, "projectKind"))
            .or_else(is_question_answering),
        name: of_metadata("projectName"),
        language: of_metadata("language"),
        multilingual,
        description: of_metadata("description"),
        file_version: of_top("projectFileVersion"),
        string_index_type: of_top("stringIndexType"),
        container: of_metadata("storageInputContainerName"),
        settings: member(metadata, "settings")
            .map(|settings| settings.value.of(bytes))
            .filter(|json| json.first() == Some(&b'{'))
            .map(|json| {
                copied(json).map(|json| String::from_utf8(json.into_vec()).unwrap_or_default())
            })
            .transpose()?,
        labelled: sums.labelled,
        unlabelled: sums.unlabelled,
        labels: sums.labels,
        text_length: (sums.text_length.texts > 0).then_some(sums.text_length),
        size: bytes.len() as u64,
        ..ProjectSummary::default()
    };
    for list in outline.each_list() {
        summary.counts.grow((owned(&list.name)?, list.starts.len() as u64))?;
    }
    let declared = |list: &str| {
        let starts = outline.list(list).map_or(&[][..], |list| &list.starts);
        starts.iter().map(|start| Category::at(bytes, *start as usize))
    };
    let mut unlisted = 0;
    summary.intents = listed(declared("intents"), sums.intents, &mut unlisted)?;
    summary.entities = listed(declared("entities"), sums.entities, &mut unlisted)?;
    summary.classes = listed(declared("classes"), sums.classes, &mut unlisted)?;
    summary.languages = found(&sums.languages, &mut unlisted);
    summary.datasets = found(&sums.datasets, &mut unlisted);
    let targets = declared("intents").filter_map(|intent| intent.target());
    summary.targets = targets.take(LISTED).collect();
    summary.unlisted = unlisted;
    Ok(summary)
}

/// The declared names in the file's order, and then those that are only used.
fn listed<'a>(
    declared: impl Iterator<Item = Category<'a>>,
    used: Tally,
    unlisted: &mut u64,
) -> Result<Vec<CategoryCount>, OutOfMemory> {
    let mut seen: Tally<bool> = Tally::default();
    for name in declared.filter_map(|category| category.name) {
        *seen.of(&name.content())? = true;
    }
    for (name, _) in used.iter() {
        seen.of(name.as_bytes())?;
    }
    *unlisted += seen.len().saturating_sub(LISTED) as u64;
    let one = |(name, declared): (&str, &bool)| {
        let counts = used.get(name.as_bytes()).copied().unwrap_or_default();
        CategoryCount { declared: *declared, ..row(name, counts) }
    };
    Ok(seen.iter().take(LISTED).map(one).collect())
}

fn found(used: &Tally, unlisted: &mut u64) -> Vec<CategoryCount> {
    *unlisted += used.len().saturating_sub(LISTED) as u64;
    used.iter().take(LISTED).map(|(name, counts)| row(name, *counts)).collect()
}

fn row(name: &str, Counts { count, train, test }: Counts) -> CategoryCount {
    CategoryCount { name: name.to_owned(), count, train, test, declared: true }
}

/// A member that is a string; any other value is none, since a file may be read that an import
/// refuses.
fn string(bytes: &[u8], members: &[Member], name: &str) -> Option<String> {
    let mut reader = Reader::rereading(bytes, member(members, name)?.value.start as usize);
    match reader.kind() {
        Ok(Kind::String) => reader.string().ok().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}
