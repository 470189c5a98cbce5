//! What the check of the exported project found.

use export_jobs_project::{CheckOptions, ExportedProject, Severity};

use crate::Result;
use crate::json::{JsonWriter, Members, Value};

/// So many of each rule are listed.
const LISTED: usize = 5;

/// What is wrong with the project, as it comes from the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many rules found an error: an import may refuse the file.
    pub errors: u64,
    /// How many rules found something that makes the model worse.
    pub warnings: u64,
    /// Up to five of each rule.
    pub listed: Vec<FindingRecord>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingRecord {
    /// The rule's stable id.
    pub rule: String,
    /// `error`, `warning` or `info`.
    pub severity: String,
    /// The JSON path in the exported file.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
}

impl Findings {
    pub(crate) fn of(project: &ExportedProject) -> Self {
        let mut findings = Self::default();
        let mut last = None;
        for found in project.check(&CheckOptions::default().with_limit_per_rule(LISTED)) {
            if last.replace(found.rule) != Some(found.rule) {
                match found.severity {
                    Severity::Error => findings.errors += 1,
                    Severity::Warning => findings.warnings += 1,
                    Severity::Info => {}
                }
            }
            findings.listed.push(FindingRecord {
                rule: found.rule.id().to_owned(),
                severity: found.severity.as_str().to_owned(),
                advice: found.advice().to_owned(),
                path: found.path,
                message: found.message,
            });
        }
        findings
    }

    pub(super) fn write(&self, out: &mut JsonWriter) {
        out.number("errors", self.errors);
        out.number("warnings", self.warnings);
        out.list("listed", &self.listed, |it, out| {
            out.text("rule", &it.rule);
            out.text("severity", &it.severity);
            out.text("path", &it.path);
            out.text("message", &it.message);
            out.text("advice", &it.advice);
        });
    }

    pub(super) fn read(value: &Value<'_>) -> Result<Self> {
        let members = Members::of("The state's findings", value)?;
        Ok(Self {
            errors: members.number("errors")?,
            warnings: members.number("warnings")?,
            listed: members.list("listed", |value| {
                let members = Members::of("A finding in the state", value)?;
                Ok(FindingRecord {
                    rule: members.required("rule")?,
                    severity: members.required("severity")?,
                    path: members.required("path")?,
                    message: members.required("message")?,
                    advice: members.required("advice")?,
                })
            })?,
        })
    }
}
