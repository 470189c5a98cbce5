//! Checks the file's own members and its metadata.

use super::finding::Report;
use super::{Rule, Subject, quoted};
use crate::OutOfMemory;
use crate::json::{Kind, Reader, Text};
use crate::kind::ProjectKind;
use crate::name::{is_api_version, is_container_name, is_language_tag, is_project_name};
use crate::node::{Node, NodeValue};
use crate::outline::{Member, member};
use crate::tally::Tally;

/// The type that a member must have.
#[derive(Clone, Copy)]
enum Type {
    Text,
    Bool,
    Object,
}

pub(super) fn check(subject: &Subject<'_>, report: &mut Report<'_>) -> Result<(), OutOfMemory> {
    let outline = subject.outline;
    for members in [&outline.top, &outline.metadata, &outline.assets] {
        duplicates(members, report)?;
    }
    let header = Header { subject };
    let answers = subject.kind == Some(ProjectKind::QuestionAnswering);
    header.top(answers, report);
    if member(&outline.top, "metadata").is_some_and(|it| header.typed(it, Type::Object, report)) {
        header.metadata(answers, report)?;
    }
    if member(&outline.top, "assets").is_some_and(|it| header.typed(it, Type::Object, report)) {
        header.assets(answers, report);
    }
    Ok(())
}

fn duplicates(members: &[Member], report: &mut Report<'_>) -> Result<(), OutOfMemory> {
    let mut names: Tally<bool> = Tally::default();
    for member in members {
        if std::mem::replace(names.of(member.name.as_bytes())?, true) {
            report.add(Rule::DuplicateMember, member.name_at as usize, || {
                quoted(&member.name) + " occurs a second time."
            });
        }
    }
    Ok(())
}

struct Header<'s, 'a> {
    subject: &'s Subject<'a>,
}

impl<'a> Header<'_, 'a> {
    /// Returns a member's string, or `None` if it is not a string.
    fn text_of(&self, member: &Member) -> Option<Text<'a>> {
        let mut reader = Reader::rereading(self.subject.bytes, member.value.start as usize);
        if reader.kind() == Ok(Kind::String) { reader.text().ok() } else { None }
    }

    /// Returns the kind of a member's value. Reads only the first byte, because the assets are
    /// nearly the whole file.
    fn kind_of(&self, member: &Member) -> Option<Kind> {
        Reader::rereading(self.subject.bytes, member.value.start as usize).kind().ok()
    }

    /// Returns whether a value has its type, and reports it otherwise. `null` counts as absent, and
    /// gives false.
    fn typed(&self, member: &Member, expected: Type, report: &mut Report<'_>) -> bool {
        let (fits, words) = match (self.kind_of(member), expected) {
            (Some(Kind::Null), _) => return false,
            (kind, Type::Text) => (kind == Some(Kind::String), "a string"),
            (kind, Type::Bool) => (matches!(kind, Some(Kind::True | Kind::False)), "true or false"),
            (kind, Type::Object) => (kind == Some(Kind::Object), "an object"),
        };
        if !fits {
            report.add(Rule::WrongType, member.value.start as usize, || {
                format!("`{}` must be {words}.", member.name)
            });
        }
        fits
    }

    /// Returns a member's string. Reports a required member that is missing.
    fn text(
        &self,
        members: &[Member],
        name: &str,
        required_at: Option<usize>,
        report: &mut Report<'_>,
    ) -> Option<(usize, String)> {
        let found = member(members, name);
        let is_null = found.is_some_and(|found| found.value.of(self.subject.bytes) == b"null");
        match found.filter(|_| !is_null) {
            None => {
                if let Some(at) = required_at {
                    report.add(Rule::MissingMember, at, || format!("`{name}` is missing."));
                }
                None
            }
            Some(found) if !self.typed(found, Type::Text, report) => None,
            Some(found) => {
                let text = self.text_of(found)?;
                Some((found.value.start as usize, text.decode().into_owned()))
            }
        }
    }

    fn top(&self, answers: bool, report: &mut Report<'_>) {
        let top = &self.subject.outline.top;
        let start = self.subject.bytes.iter().position(|byte| *byte == b'{').unwrap_or_default();
        // Files of question answering have neither member [SPEC].
        let required = (!answers).then_some(start);
        if let Some((at, version)) = self.text(top, "projectFileVersion", required, report)
            && !is_api_version(&version)
        {
            report.add(Rule::FileVersion, at, || quoted(&version) + " is not an api-version.");
        }
        if let Some((at, unit)) = self.text(top, "stringIndexType", required, report)
            && unit != "Utf16CodeUnit"
        {
            report.add(Rule::StringIndexType, at, || {
                quoted(&unit)
                    + " is not Utf16CodeUnit, the only unit that every api-version accepts."
            });
        }
        for (name, rule) in [("metadata", Rule::MissingMember), ("assets", Rule::NoAssets)] {
            if member(top, name).is_none() {
                report.add(rule, start, || format!("`{name}` is missing."));
            }
        }
    }

    fn metadata(&self, answers: bool, report: &mut Report<'_>) -> Result<(), OutOfMemory> {
        let outline = self.subject.outline;
        let metadata = &outline.metadata;
        let offset = member(&outline.top, "metadata").map_or(0, |it| it.value.start as usize);
        let required = (!answers).then_some(offset);
        if let Some((at, kind)) = self.text(metadata, "projectKind", required, report) {
            self.known_kind(at, &kind, report);
        }
        // An import accepted a null name: it takes the name from the URL [REC].
        let has_name = member(metadata, "projectName").is_some();
        let name_required = required.filter(|_| !has_name);
        if let Some((at, name)) = self.text(metadata, "projectName", name_required, report)
            && !is_project_name(&name)
        {
            report.add(Rule::ProjectName, at, || quoted(&name) + " is not a valid project name.");
        }
        if let Some((at, tag)) = self.text(metadata, "language", Some(offset), report)
            && !is_language_tag(&tag)
        {
            report.add(Rule::LanguageTag, at, || quoted(&tag) + " is not a language tag.");
        }
        self.text(metadata, "description", None, report);
        let required =
            required.filter(|_| self.subject.kind.is_some_and(ProjectKind::has_documents));
        let container = self.text(metadata, "storageInputContainerName", required, report);
        if let Some((at, name)) = container
            && !is_container_name(&name)
        {
            report
                .add(Rule::ContainerName, at, || quoted(&name) + " is not a valid container name.");
        }
        for name in ["multilingual", "multilingualResource"] {
            if let Some(found) = member(metadata, name) {
                self.typed(found, Type::Bool, report);
            }
        }
        if let Some(settings) = member(metadata, "settings")
            && self.typed(settings, Type::Object, report)
        {
            let start = settings.value.start as usize;
            self.settings(&Node::at(self.subject.bytes, start)?, report);
        }
        Ok(())
    }

    fn settings(&self, settings: &Node<'_>, report: &mut Report<'_>) {
        let threshold = settings.get("confidenceThreshold");
        match threshold.map(|it| (it.at, &it.value)) {
            Some((_, NodeValue::Number(number))) if is_fraction(number) => {}
            Some((at, NodeValue::Number(number))) => {
                report.add(Rule::ConfidenceThreshold, at, || {
                    format!("The confidence threshold {} is not between 0 and 1.", quoted(number))
                });
            }
            Some((at, _)) => {
                report.add(Rule::WrongType, at, || "`confidenceThreshold` must be a number.".into())
            }
            // The OpenAPI of conversations requires the member, but it is missing from real files,
            // and imports accept them.
            None => {}
        }
    }

    fn known_kind(&self, at: usize, kind: &str, report: &mut Report<'_>) {
        if ProjectKind::of(kind).is_none() {
            report.add(Rule::UnknownKind, at, || quoted(kind) + " is not a kind of project.");
        }
    }

    fn assets(&self, answers: bool, report: &mut Report<'_>) {
        let outline = self.subject.outline;
        let offset = member(&outline.top, "assets").map_or(0, |it| it.value.start as usize);
        let required = (!answers).then_some(offset);
        let kind = self.text(&outline.assets, "projectKind", required, report);
        let metadata = member(&outline.metadata, "projectKind");
        let metadata = metadata.and_then(|it| self.text_of(it)).map(Text::decode);
        if let Some((at, kind)) = kind {
            match metadata {
                // Case is ignored: an official sample relies on that [REC].
                Some(other) if !other.eq_ignore_ascii_case(&kind) => {
                    report.add(Rule::KindMismatch, at, || {
                        format!(
                            "The assets are of the kind {}, but the metadata says {}.",
                            quoted(&kind),
                            quoted(&other)
                        )
                    });
                }
                Some(_) => {}
                None => self.known_kind(at, &kind, report),
            }
        }
        let Some(kind) = self.subject.kind else { return };
        const LISTS: &[&str] = &[
            "intents",
            "entities",
            "classes",
            "utterances",
            "documents",
            "conversations",
            "qnas",
            "synonyms",
        ];
        for found in outline.assets.iter().filter(|it| LISTS.contains(&it.name.as_str())) {
            let at = found.value.start as usize;
            match outline.list(&found.name).filter(|list| list.span == found.value) {
                Some(list) if !list.starts.is_empty() => {
                    if !kind.lists().contains(&found.name.as_str()) {
                        report.add(Rule::AssetOfOtherKind, at, || {
                            format!("A project of this kind has no `{}`.", found.name)
                        });
                    }
                }
                Some(_) => {}
                None if matches!(self.kind_of(found), Some(Kind::Null | Kind::Array)) => {}
                None => {
                    report.add(Rule::WrongType, at, || format!("`{}` must be a list.", found.name))
                }
            }
        }
    }
}

/// Returns whether a JSON number lies between 0 and 1. A fraction with an exponent is accepted only
/// if the exponent is negative.
fn is_fraction(number: &str) -> bool {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, ""));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_zero = |digits: &str| digits.bytes().all(|byte| byte == b'0');
    match whole {
        "0" => exponent.is_empty() || exponent.starts_with('-') || is_zero(fraction),
        "1" => is_zero(fraction) || exponent.starts_with('-'),
        "-0" => is_zero(fraction),
        _ => exponent.starts_with('-') && whole.len() == 1,
    }
}
