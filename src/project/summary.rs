//! The summary of a project: its kind, its names and its counts.

use crate::OutOfMemory;
use crate::category::Category;
use crate::example::Example;
use crate::json::{Kind, Reader, Text};
use crate::memory::{Grow, copied, owned};
use crate::orchestration_target::OrchestrationTarget;
use crate::outline::{Member, Outline, member};
use crate::plain;
use crate::plain::{Json, Plain, Rule};
use crate::tally::{Counts, Dataset, Tally};

/// The highest number of names in each list. Further names are only counted, so that a summary
/// stays small.
const LISTED: usize = 1_000;

plain! {
    /// A summary of a project.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct ProjectSummary {
        /// The project's kind as written, such as `Conversation`. Files of question answering have no
        /// kind; here it is `QuestionAnswering`.
        pub kind: Option<String>,
        /// The project's name.
        pub name: Option<String>,
        /// The project's main language, a BCP 47 tag.
        pub language: Option<String>,
        /// True if the project holds other languages too.
        pub multilingual: Option<bool>,
        /// The description by its authors.
        pub description: Option<String>,
        /// The API version that wrote the file.
        pub file_version: Option<String>,
        /// The unit of all offsets, such as `Utf16CodeUnit`.
        pub string_index_type: Option<String>,
        /// The container of the documents. The file does not contain them.
        pub container: Option<String>,
        /// The number of each kind of asset, such as `intents`, `entities`, `utterances`, `documents`.
        pub counts: Vec<(String, u64)>,
        /// The intents, each with its number of utterances.
        pub intents: Vec<CategoryCount>,
        /// The entities, each with its number of labels. For text sentiment, the sentiments.
        pub entities: Vec<CategoryCount>,
        /// The classes, each with its number of documents.
        pub classes: Vec<CategoryCount>,
        /// The languages of the examples, each with its number of examples.
        pub languages: Vec<CategoryCount>,
        /// The datasets of the examples, each with its number of examples.
        pub datasets: Vec<CategoryCount>,
        /// The number of names that the five lists above omit. Each list holds at most 1,000.
        pub unlisted: u64,
        /// The number of examples with an intent, a class, a label or a summary.
        pub labelled: u64,
        /// The number of examples without any of these.
        pub unlabelled: u64,
        /// The number of labels.
        pub labels: u64,
        /// The lengths of the utterances, in UTF-16 code units. Absent when no example holds its text.
        pub text_length: Option<TextLength>,
        /// The target of each intent of an orchestration project.
        pub targets: Vec<OrchestrationTarget>,
        /// The file's size in bytes.
        pub size: u64,
    } besides {
        /// The project's settings, as JSON from the file.
        pub settings: Option<String>,
    } also {
        /// The project's settings, as in the file.
        settings: Option<Json> = Rule::NONE.typescript("Record<string, unknown>") => |it| it.settings.as_deref().map(Plain::json),
    }
}

plain! {
    /// A name and how often it occurs.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct CategoryCount {
        /// The name, as in the file.
        pub name: String,
        /// The number of occurrences in all examples.
        pub count: u64,
        /// The number of occurrences in the dataset `Train`.
        pub train: u64,
        /// The number of occurrences in the dataset `Test`.
        pub test: u64,
        /// True if the file declares the name. Always true for languages and datasets.
        pub declared: bool,
    }
}

plain! {
    /// The lengths of texts in UTF-16 code units, the unit of the service.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct TextLength {
        /// The length of the shortest text.
        pub shortest: u64,
        /// The length of the longest text.
        pub longest: u64,
        /// The length of all texts together.
        pub total: u64,
        /// The number of texts.
        pub texts: u64,
    } also {
        /// The mean length.
        mean: f64 => TextLength::mean,
    }
}

impl TextLength {
    /// Returns the mean length.
    #[expect(clippy::cast_precision_loss, reason = "sizes stay below 2^53")]
    pub fn mean(&self) -> f64 {
        self.total as f64 / self.texts as f64
    }
}

impl ProjectSummary {
    /// Returns the number of assets in the list with this name.
    pub fn count(&self, name: &str) -> u64 {
        self.counts.iter().find(|(key, _)| key == name).map_or(0, |(_, count)| *count)
    }
}

/// The counts that grow while a file is read.
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

/// Builds the summary from the counts.
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
        // The name of this member in question answering.
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

/// Returns the declared names in file order, then those that are used but not declared.
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

/// Returns a member's string. Any other value counts as absent, because files that an import
/// refuses are read too.
fn string(bytes: &[u8], members: &[Member], name: &str) -> Option<String> {
    let mut reader = Reader::rereading(bytes, member(members, name)?.value.start as usize);
    match reader.kind() {
        Ok(Kind::String) => reader.string().ok().map(std::borrow::Cow::into_owned),
        _ => None,
    }
}
