//! Checks the examples: utterances, documents and conversations.

use super::categories::{Use, Used};
use super::declared::{Declared, Entry};
use super::documents::{Library, Read};
use super::finding::Report;
use super::labels::{Labels, Units};
use super::seen::{First, Seen, hash_of};
use super::shape::check_language;
use super::{CheckOptions, Rule, Subject, of, primary_of, quoted, quoted_text};
use crate::OutOfMemory;
use crate::equal::is_equal;
use crate::example::Example;
use crate::json::Text;
use crate::kind::ProjectKind;
use crate::tally::{Dataset, Tally};

pub(super) fn check(
    subject: &Subject<'_>,
    declared: &Declared,
    options: &CheckOptions<'_>,
    report: &mut Report<'_>,
) -> Result<Used, OutOfMemory> {
    let mut examples = Examples {
        subject,
        declared,
        used: Used::default(),
        labels: Labels::new(subject.kind, subject.missing_member_rule()),
        languages: Vec::new(),
    };
    examples.utterances(report)?;
    examples.documents("documents", options, report)?;
    examples.documents("conversations", options, report)?;
    Ok(examples.used)
}

/// The number of languages that are remembered. A search among more would take longer than checking
/// a language again.
const KNOWN_LANGUAGES: usize = 16;

struct Examples<'s, 'a> {
    subject: &'s Subject<'a>,
    declared: &'s Declared,
    used: Used,
    labels: Labels,
    /// The first correct languages, up to `KNOWN_LANGUAGES` of them.
    languages: Vec<Text<'a>>,
}

impl<'a> Examples<'_, 'a> {
    fn utterances(&mut self, report: &mut Report<'_>) -> Result<(), OutOfMemory> {
        let mut seen = Seen::with_capacity(self.subject.starts("utterances").len())?;
        let (mut example, mut units) = (Example::default(), Vec::new());
        let mut examples = self.subject.examples("utterances");
        while examples.read_next(&mut example)? {
            let dataset = self.common(&example, report);
            required(&example, "text", example.text, Rule::MissingMember, report);
            required(&example, "intent", example.intent, Rule::MissingMember, report);
            self.used_here(&example, dataset, report)?;
            let Some(text) = example.text else { continue };
            check_text(text, report);
            self.repeated(&mut seen, &example, text, report)?;
            if !example.labels.is_empty() {
                let units = match self.subject.counts_utf16 {
                    true => Some(Units::of_text(text, example.labels.len(), &mut units)?),
                    false => None,
                };
                self.labels.check(&example, units.as_ref(), report)?;
            }
        }
        Ok(())
    }

    fn documents(
        &mut self,
        list: &str,
        options: &CheckOptions<'_>,
        report: &mut Report<'_>,
    ) -> Result<(), OutOfMemory> {
        let mut seen = Seen::with_capacity(self.subject.starts(list).len())?;
        let mut library = options.documents.map(Library::new);
        let mut example = Example::default();
        let mut examples = self.subject.examples(list);
        while examples.read_next(&mut example)? {
            let dataset = self.common(&example, report);
            self.used_here(&example, dataset, report)?;
            required(
                &example,
                "location",
                example.location,
                self.subject.missing_member_rule(),
                report,
            );
            // Required for abstractive summarisation; optional for conversations [SPEC].
            if self.subject.kind == Some(ProjectKind::AbstractiveSummarization) {
                let summary = example.summary_location;
                required(&example, "summaryLocation", summary, Rule::MissingMember, report);
            }
            let mut units = None;
            if let Some(location) = example.location {
                if list == "documents" {
                    check_name(location, report);
                }
                self.repeated(&mut seen, &example, location, report)?;
                match library.as_mut().map(|it| it.read(location, report)).transpose()? {
                    Some(Read::Text(text)) if self.subject.counts_utf16 => {
                        if !text.matches(&example, report) {
                            continue;
                        }
                        units = Some(text);
                    }
                    _ => {}
                }
                if let (Some(library), Some(summary)) = (&mut library, example.summary_location) {
                    library.read(summary, report)?;
                }
            }
            self.labels.check(&example, units.as_ref(), report)?;
        }
        if self.subject.starts(list).len() > 0
            && let Some(library) = library
        {
            library.report_unused(self.subject.offset_of(list), report);
        }
        Ok(())
    }

    /// Checks what all kinds of examples have in common.
    fn common(&mut self, example: &Example<'a>, report: &mut Report<'_>) -> Dataset {
        for fault in example.faults.iter() {
            report.add(Rule::WrongType, fault.at, || match fault.member {
                "" => format!("This must be {}.", fault.expected),
                member => format!("`{member}` must be {}.", fault.expected),
            });
        }
        if let Some(language) = example.language
            && !self.languages.iter().any(|known| is_equal(known.raw(), language.raw()))
        {
            self.check_language(language, report);
        }
        let dataset = Dataset::of(example.dataset);
        match (dataset, example.dataset) {
            (Dataset::Other, Some(name)) => report.add(Rule::UnknownDataset, name.at(), || {
                of(name, " is not a dataset of the service.")
            }),
            (Dataset::Test, _) => self.used.any_test = true,
            _ => {}
        }
        dataset
    }

    /// Remembers a correct language, so that it is checked only once.
    fn check_language(&mut self, language: Text<'a>, report: &mut Report<'_>) {
        let tag = language.decode();
        if !check_language(language, report) {
            return;
        }
        match &self.subject.only_language {
            Some(only) if !only.primary.eq_ignore_ascii_case(primary_of(&tag)) => {
                report.add(Rule::OtherLanguage, language.at(), || {
                    format!(
                        "The example is in {}, but the project is only in {}.",
                        quoted(&tag),
                        quoted(only.tag)
                    )
                });
            }
            _ if self.languages.len() < KNOWN_LANGUAGES => self.languages.push(language),
            _ => {}
        }
    }

    /// Counts the categories and reports undeclared ones.
    fn used_here(
        &mut self,
        example: &Example<'a>,
        dataset: Dataset,
        report: &mut Report<'_>,
    ) -> Result<(), OutOfMemory> {
        let (used, declared) = (&mut self.used, self.declared);
        if let Some(intent) = example.intent {
            count(&mut used.intents, &declared.intents, intent, dataset, report)?;
        }
        for class in &example.classes {
            count(&mut used.classes, &declared.classes, *class, dataset, report)?;
        }
        for category in example.labels.iter().filter_map(|label| label.category) {
            if self.subject.kind == Some(ProjectKind::Sentiment) {
                sentiment(category, report);
            } else {
                count(&mut used.entities, &declared.entities, category, dataset, report)?;
            }
        }
        Ok(())
    }

    /// Reports an example that occurred before. Equal hashes are compared in full.
    fn repeated(
        &mut self,
        seen: &mut Seen,
        example: &Example<'a>,
        key: Text<'a>,
        report: &mut Report<'_>,
    ) -> Result<(), OutOfMemory> {
        let bytes = self.subject.bytes;
        let language = example.language.filter(|_| example.text.is_some());
        let hash = hash_of(&key.content(), &language.map(Text::content).unwrap_or_default());
        let Some(other) = seen.insert(hash, First::new(key, language, example.intent))? else {
            return Ok(());
        };
        if other.key(bytes) != Some(key) || other.language(bytes) != language {
            return Ok(());
        }
        let line = |verb: &str| of(key, verb);
        if example.text.is_none() {
            report.add(Rule::DuplicateDocument, key.at(), || line(" is listed a second time."));
        } else {
            let of_first = other.intent(bytes);
            if of_first == example.intent {
                report.add(Rule::DuplicateUtterance, key.at(), || line(" occurs a second time."));
            } else {
                report.add(Rule::ConflictingIntent, key.at(), || {
                    let of_first = of_first.map_or_else(|| quoted(""), quoted_text);
                    line(" has another intent elsewhere: ") + &of_first + "."
                });
            }
        }
        Ok(())
    }
}

fn count(
    used: &mut Tally<Use>,
    declared: &Tally<Entry>,
    name: Text<'_>,
    dataset: Dataset,
    report: &mut Report<'_>,
) -> Result<(), OutOfMemory> {
    let content = name.content();
    let found = used.of(&content)?;
    found.counts.add(dataset);
    // Each name is looked up once.
    if !*found.is_declared.get_or_insert_with(|| declared.get(&content).is_some()) {
        report.add(Rule::UndeclaredCategory, name.at(), || of(name, " is not declared."));
    }
    Ok(())
}

/// Reports an unknown sentiment. There are three [SPEC].
fn sentiment(category: Text<'_>, report: &mut Report<'_>) {
    let name = category.decode();
    if !["positive", "negative", "neutral"].iter().any(|it| it.eq_ignore_ascii_case(&name)) {
        report.add(Rule::SentimentCategory, category.at(), || of(category, " is not a sentiment."));
    }
}

/// Reports a missing required member. A member of the wrong type has been reported already.
fn required(
    example: &Example<'_>,
    name: &str,
    value: Option<Text<'_>>,
    rule: Rule,
    report: &mut Report<'_>,
) {
    let is_reported = example.faults.are_of(name) || example.faults.are_of("");
    if value.is_none() && !is_reported {
        report.add(rule, example.start, || format!("`{name}` is missing."));
    }
}

fn check_text(text: Text<'_>, report: &mut Report<'_>) {
    let raw = text.raw();
    // Fast path: nearly every text begins with a visible character.
    let is_plain = raw.first().is_some_and(|byte| *byte > b' ' && *byte != b'\\');
    if !is_plain && text.decode().trim().is_empty() {
        report.add(Rule::EmptyText, text.at(), || "The utterance is empty.".into());
    }
    // A code unit takes at least one byte of UTF-8.
    if raw.len() > 500 {
        let length = text.utf16_len();
        if length > 500 {
            report.add(Rule::LongText, text.at(), || {
                format!("The utterance has {length} characters.")
            });
        }
    }
}

fn check_name(location: Text<'_>, report: &mut Report<'_>) {
    let name = location.content();
    let is_text = name.len() > 4
        && name.last_chunk().is_some_and(|end: &[u8; 4]| end.eq_ignore_ascii_case(b".txt"));
    if !is_text || name.iter().any(|byte| matches!(byte, b'/' | b'\\')) {
        report.add(Rule::DocumentName, location.at(), || {
            of(location, " is not a text file at the container's root.")
        });
    }
}
