//! Writes one row for each item, with columns that suit the list.

use super::{Rows, cell};
use crate::example::{Example, Label};
use crate::items::json_at;
use crate::json::{Reader, Text, utf16};
use crate::node::{Node, NodeValue};
use crate::tally::Tally;
use crate::{CategoryCount, OutOfMemory, ProjectItems};

/// The columns of a list.
pub(super) enum Columns {
    Utterances,
    Documents,
    Conversations,
    /// Categories, with the counts of the summary.
    Categories(Tally<[u64; 3]>),
    Answers,
    Other,
}

impl Columns {
    pub(super) fn of(items: &ProjectItems) -> Result<Self, OutOfMemory> {
        let summary = items.project().summary();
        Ok(match items.list() {
            "utterances" => Self::Utterances,
            "documents" => Self::Documents,
            "conversations" => Self::Conversations,
            "intents" => Self::Categories(by_name(&summary.intents)?),
            "entities" => Self::Categories(by_name(&summary.entities)?),
            "classes" => Self::Categories(by_name(&summary.classes)?),
            "qnas" => Self::Answers,
            _ => Self::Other,
        })
    }

    fn names(&self) -> &'static str {
        match self {
            Self::Utterances => "text,intent,language,dataset,labels,labelledText",
            Self::Documents => "location,language,dataset,classes,labels",
            Self::Conversations => "location,summaryLocation,language,dataset",
            Self::Categories(_) => "category,description,count,train,test",
            Self::Answers => "id,questions,answer,source",
            Self::Other => "index,json",
        }
    }
}

impl Rows for Columns {
    fn begin(&self, out: &mut Vec<u8>) {
        out.extend_from_slice("\u{FEFF}".as_bytes());
        out.extend_from_slice(self.names().as_bytes());
        out.extend_from_slice(b"\r\n");
    }

    fn row<'a>(
        &self,
        index: usize,
        start: usize,
        bytes: &'a [u8],
        example: &mut Example<'a>,
        out: &mut Vec<u8>,
    ) -> Result<(), OutOfMemory> {
        let mut row = Row { out, is_first: true };
        match self {
            Self::Utterances | Self::Documents | Self::Conversations => {
                // The example has been read before without an error.
                let _ = example.read(&mut Reader::rereading(bytes, start));
                self.example(example, &mut row);
            }
            Self::Categories(counts) => category(&Node::at(bytes, start)?, counts, &mut row),
            Self::Answers => answer(&Node::at(bytes, start)?, &mut row),
            Self::Other => {
                row.cell(format!("{index}").as_bytes());
                let mut json = Vec::new();
                crate::json::compact(json_at(bytes, start), &mut json);
                row.cell(&json);
            }
        }
        out.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// Returns the counts of the summary by name.
fn by_name(counts: &[CategoryCount]) -> Result<Tally<[u64; 3]>, OutOfMemory> {
    let mut names = Tally::default();
    for CategoryCount { name, count, train, test, .. } in counts {
        *names.of(name.as_bytes())? = [*count, *train, *test];
    }
    Ok(names)
}

impl Columns {
    fn example(&self, example: &Example<'_>, row: &mut Row<'_>) {
        match self {
            Self::Utterances => {
                row.text(example.text);
                row.text(example.intent);
                row.text(example.language);
                row.text(example.dataset);
                row.cell(labels(&example.labels).as_bytes());
                row.cell(labelled_text(example).as_bytes());
            }
            Self::Documents => {
                row.text(example.location);
                row.text(example.language);
                row.text(example.dataset);
                let classes = example.classes.iter().map(|class| class.decode());
                row.cell(joined(classes, "; ").as_bytes());
                row.cell(labels(&example.labels).as_bytes());
            }
            _ => {
                row.text(example.location);
                row.text(example.summary_location);
                row.text(example.language);
                row.text(example.dataset);
            }
        }
    }
}

fn category(node: &Node<'_>, counts: &Tally<[u64; 3]>, row: &mut Row<'_>) {
    let name = node.get("category").and_then(Node::text);
    row.text(name);
    row.text(node.get("description").and_then(Node::text));
    let counts = counts.get(&name.map(Text::content).unwrap_or_default());
    for index in 0..3 {
        let count = counts.and_then(|counts| counts.get(index).copied());
        row.cell(count.map(|count| format!("{count}")).unwrap_or_default().as_bytes());
    }
}

fn answer(node: &Node<'_>, row: &mut Row<'_>) {
    match node.get("id").map(|id| &id.value) {
        Some(NodeValue::Number(id)) => row.cell(id.as_bytes()),
        Some(NodeValue::String(id)) => row.text(Some(*id)),
        _ => row.cell(b""),
    }
    let questions = node.get("questions").map_or(&[][..], Node::items);
    let questions = questions.iter().filter_map(Node::text).map(Text::decode);
    row.cell(joined(questions, "\n").as_bytes());
    row.text(node.get("answer").and_then(Node::text));
    row.text(node.get("source").and_then(Node::text));
}

fn labels(labels: &[Label<'_>]) -> String {
    let number = |value: Option<u64>| value.map(|value| format!("{value}")).unwrap_or_default();
    let one = |label: &Label<'_>| {
        let name = label.category.map(Text::decode).unwrap_or_default();
        format!("{name}:{}:{}", number(label.offset), number(label.length))
    };
    joined(labels.iter().map(one), "; ")
}

/// Limit on the words of an example's labels, as a multiple of the length of its text. Labels of
/// real projects hardly overlap. Without a limit, a thousand labels that each cover the whole text
/// would repeat it a thousand times.
const MOST_WORDS: usize = 4;

/// Returns the words that the labels cover. Words beyond the limit become `…`.
fn labelled_text(example: &Example<'_>) -> String {
    let Some(text) = example.text.filter(|_| !example.labels.is_empty()) else {
        return String::new();
    };
    let units = utf16(&text.content());
    let mut left = units.len().saturating_mul(MOST_WORDS);
    let mut covered = |label: &Label<'_>| {
        let start = usize::try_from(label.offset?).ok()?;
        let end = start.checked_add(usize::try_from(label.length?).ok()?)?;
        let words = units.get(start..end)?;
        match left.checked_sub(words.len()) {
            Some(less) => left = less,
            None => return Some("…".to_owned()),
        }
        Some(String::from_utf16_lossy(words))
    };
    joined(example.labels.iter().map(|label| covered(label).unwrap_or_default()), "; ")
}

fn joined(parts: impl Iterator<Item = impl AsRef<str>>, separator: &str) -> String {
    let mut text = String::new();
    for (index, part) in parts.enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        text.push_str(part.as_ref());
    }
    text
}

/// A row that is being written.
struct Row<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

impl Row<'_> {
    fn cell(&mut self, text: &[u8]) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(b',');
        }
        cell::write(text, self.out);
    }

    fn text(&mut self, text: Option<Text<'_>>) {
        self.cell(&text.map(Text::content).unwrap_or_default());
    }
}
