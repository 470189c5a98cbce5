//! The findings in the exported project.

use export_jobs_project::{CheckOptions, ExportedProject, Severity};

use crate::plain;
use crate::plain::Rule;

/// The maximum number of findings to list for each rule.
const LISTED: usize = 5;

plain! {
    readable
    /// Problems of the exported project.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Findings {
        /// The number of rules that found an error: an import may refuse the file.
        pub errors: u64,
        /// The number of rules that found a problem which makes the model worse.
        pub warnings: u64,
        /// Up to five findings of each rule.
        pub listed: Vec<FindingRecord> = Rule::NONE.in_full(),
    }
}

plain! {
    readable
    /// One finding.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FindingRecord {
        /// The rule's stable id.
        pub rule: String = Rule::NONE.required(),
        /// The severity of the finding.
        pub severity: Severity = Rule::NONE.required().in_full(),
        /// The JSON path in the exported file.
        pub path: String = Rule::NONE.required(),
        /// The problem, in a sentence.
        pub message: String = Rule::NONE.required(),
        /// The remedy, in a sentence.
        pub advice: String = Rule::NONE.required(),
    }
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
                severity: found.severity,
                advice: found.advice().to_owned(),
                path: found.path,
                message: found.message,
            });
        }
        findings
    }
}
