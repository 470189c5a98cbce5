//! What became of a project on its way.

use export_jobs_project::{ChangeKind, ExportedProject};

use crate::Result;
use crate::json::{JsonWriter, Members, Value};

/// So many differences are listed; all are counted.
const LISTED: usize = 100;

/// The target's project, held against what was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many differences there are. None: the two mean the same.
    pub differences: u64,
    /// The first hundred of them.
    pub listed: Vec<Difference>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `file`, `metadata`, `assets`, or the list that an item is in.
    pub part: String,
    /// `added`, `removed` or `changed` at the target.
    pub change: String,
    /// The member's name; the item's text, location, category or id.
    pub name: String,
}

impl Verification {
    /// Compares what was sent with what is there. The service writes the api-version that it was
    /// asked in over the one that it was given.
    pub(crate) fn of(sent: &ExportedProject, there: &ExportedProject) -> Self {
        Self::without(sent, there, &["projectFileVersion"])
    }

    /// Compares a project in two regions, each with its own container.
    pub(crate) fn of_regions(here: &ExportedProject, there: &ExportedProject) -> Self {
        Self::without(here, there, &["projectFileVersion", "storageInputContainerName"])
    }

    fn without(sent: &ExportedProject, there: &ExportedProject, own: &[&str]) -> Self {
        let comparison = sent.compare(there);
        let is_own =
            |part: &str, name: &str| matches!(part, "file" | "metadata") && own.contains(&name);
        let mut verification = Self::default();
        for change in comparison.iter().filter(|it| !is_own(it.part, &it.name)) {
            verification.differences += 1;
            if verification.listed.len() < LISTED {
                verification.listed.push(Difference {
                    part: change.part.to_owned(),
                    change: ChangeKind::as_str(change.kind).to_owned(),
                    name: change.name,
                });
            }
        }
        verification
    }

    /// Returns whether the two mean the same.
    pub fn is_equal(&self) -> bool {
        self.differences == 0
    }

    pub(crate) fn write(&self, out: &mut JsonWriter) {
        out.bool("equal", self.is_equal());
        out.number("differences", self.differences);
        out.list("listed", &self.listed, |it, out| {
            out.text("part", &it.part);
            out.text("change", &it.change);
            out.text("name", &it.name);
        });
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's verification", value)?;
        Ok(Self {
            differences: members.number("differences")?,
            listed: members.list("listed", |value| {
                let members = Members::of("A difference in the state", value)?;
                Ok(Difference {
                    part: members.required("part")?,
                    change: members.required("change")?,
                    name: members.required("name")?,
                })
            })?,
        })
    }
}
