//! The TypeScript of the types that are declared in Rust: the files in `src/types/declared/`.

use crate::board::{BudgetUse, RateUse};
use crate::error::{ErrorCode, ErrorFields, StoredError};
use crate::plain::sample::{Random, sample};
use crate::plain::typescript::{interface, union};
use crate::plain::{Plain, Plainly};
use crate::project::{
    CategoryCount, Change, ChangeKind, Finding, OrchestrationTarget, PartCounts, ProjectSummary,
    Severity, TextLength,
};
use crate::service::{DocumentError, Region, Results, TaskResults};
use crate::{ArchiveEntry, Job, JobState, JobStatus, ServiceError};

/// A file: its name, what it imports, and its declarations.
type File = (&'static str, &'static [&'static str], Vec<String>);

/// The files: the name and the text of each.
pub fn files() -> Vec<(&'static str, String)> {
    let written = |(name, imports, declarations): File| {
        let imports: String = imports.iter().map(|it| format!("import type {it};\n")).collect();
        let head = "// Made of the declarations in Rust: change them there, and run \
                    `UPDATE=1 cargo test --test declarations`.";
        (name, format!("{head}\n{imports}\n{}", declarations.join("\n")))
    };
    vec![job(), error(), download(), project(), runtime(), board()]
        .into_iter()
        .map(written)
        .collect()
}

fn job() -> File {
    let types = vec![
        interface::<Job>(),
        union::<JobState>(),
        interface::<JobStatus>(),
        interface::<ServiceError>(),
    ];
    ("job.d.ts", &[], types)
}

fn error() -> File {
    let imports = &[
        r#"{ LoaderErrorCode } from "../loader-error.js""#,
        r#"{ Job, ServiceError } from "./job.js""#,
    ];
    ("error.d.ts", imports, vec![union::<ErrorCode>(), interface::<ErrorFields>()])
}

fn download() -> File {
    ("download.d.ts", &[], vec![interface::<ArchiveEntry>(), interface::<Region>()])
}

fn project() -> File {
    let types = vec![
        interface::<ProjectSummary>(),
        interface::<CategoryCount>(),
        interface::<TextLength>(),
        interface::<OrchestrationTarget>(),
        interface::<Finding>(),
        union::<Severity>(),
        interface::<Change<'_>>(),
        union::<ChangeKind>(),
        interface::<PartCounts<'_>>(),
    ];
    ("project.d.ts", &[], types)
}

fn runtime() -> File {
    let imports = &[
        r#"{ AnalysisStatistics, AnalyzedDocument } from "../runtime.js""#,
        r#"{ JobState, JobStatus, ServiceError } from "./job.js""#,
    ];
    let types =
        vec![interface::<Results>(), interface::<TaskResults>(), interface::<DocumentError>()];
    ("runtime.d.ts", imports, types)
}

fn board() -> File {
    ("board.d.ts", &[], vec![interface::<BudgetUse>(), interface::<RateUse>()])
}

/// Values of the types that can be read back, made at random and always the same, as JSON.
pub fn samples() -> String {
    let mut random = Random::new(1);
    let mut list = |shape| Plain::List((0..60).map(|_| sample(shape, &mut random)).collect());
    let lists = [
        ("jobs", list(Job::shape())),
        ("statuses", list(JobStatus::shape())),
        ("errors", list(StoredError::shape())),
    ];
    Plain::map(lists).to_json() + "\n"
}
