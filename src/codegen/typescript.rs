//! The TypeScript of the types that are declared in Rust: the files in `src/types/declared/`.

use crate::board::{
    BoardChange, BoardJob, BoardNews, BoardState, BudgetUse, HistoryFilter, HistoryLimits,
    LikelyEnd, RateUse,
};
use crate::error::StoredError;
use crate::error::{ErrorCode, ErrorFields};
use crate::failover::{AnsweredBy, FailoverState, ResourceState};
use crate::plain::sample::{Random, sample};
use crate::plain::typescript::{interface, union};
use crate::plain::{Plain, Plainly};
use crate::project::{
    CategoryCount, Change, ChangeKind, CooccurrenceRow, Finding, ItemFilter, LengthCount,
    OrchestrationTarget, PartCounts, ProjectStatistics, ProjectSummary, Severity, TextLength,
};
use crate::replication::{
    Progress, ProjectPlan, ProjectRun, RegionComparison, RegionProject, ReplicationState, Step,
    Verification,
};
use crate::service::azure_language::FileOperation;
use crate::service::description::{
    CancelDescription, Condition, CredentialDescription, DescribedLimits, DescribedPace,
    DescribedState, ErrorPlace, JobPlaces, OperationDescription, PagesDescription,
    ParameterDescription, Place, ResultDescription, ServiceDescription, StatePlace,
    StatusDescription, SubmissionDescription,
};
use crate::service::{
    DocumentError, ExportOptions, ImportOptions, Limits, Rate, Region, Results, TaskResults,
    Utterance,
};
use crate::{ArchiveEntry, Job, JobState, JobStatus, SavedFile, ServiceError};

/// The import of the error class.
const ERROR: &str = r#"{ ExportJobsError } from "../../entry/export-jobs-error.js""#;

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
    let all = [
        job(),
        azure_language(),
        knowledge(),
        error(),
        download(),
        project(),
        runtime(),
        failover(),
        board(),
        replication(),
        description(),
    ];
    all.into_iter().map(written).collect()
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

fn azure_language() -> File {
    let types = vec![interface::<ExportOptions>(), interface::<ImportOptions>()];
    ("azure-language.d.ts", &[], types)
}

fn knowledge() -> File {
    let imports = &[r#"{ UpdateOperation } from "../knowledge.js""#];
    ("knowledge.d.ts", imports, vec![interface::<FileOperation>()])
}

fn error() -> File {
    let imports = &[
        r#"{ LoaderErrorCode } from "../loader-error.js""#,
        r#"{ Job, ServiceError } from "./job.js""#,
    ];
    ("error.d.ts", imports, vec![union::<ErrorCode>(), interface::<ErrorFields>()])
}

fn download() -> File {
    (
        "download.d.ts",
        &[],
        vec![interface::<ArchiveEntry>(), interface::<Region>(), interface::<SavedFile>()],
    )
}

fn project() -> File {
    let types = vec![
        interface::<ProjectSummary>(),
        interface::<CategoryCount>(),
        interface::<TextLength>(),
        interface::<OrchestrationTarget>(),
        interface::<ProjectStatistics>(),
        interface::<LengthCount>(),
        interface::<CooccurrenceRow>(),
        interface::<Finding>(),
        union::<Severity>(),
        interface::<Change<'_>>(),
        union::<ChangeKind>(),
        interface::<PartCounts<'_>>(),
        interface::<ItemFilter>(),
    ];
    ("project.d.ts", &[], types)
}

fn runtime() -> File {
    let imports = &[
        r#"{ AnalysisStatistics, AnalyzedDocument } from "../runtime.js""#,
        r#"{ JobState, JobStatus, ServiceError } from "./job.js""#,
    ];
    let types = vec![
        interface::<Utterance>(),
        interface::<Results>(),
        interface::<TaskResults>(),
        interface::<DocumentError>(),
    ];
    ("runtime.d.ts", imports, types)
}

fn failover() -> File {
    let types =
        vec![interface::<AnsweredBy>(), interface::<ResourceState>(), interface::<FailoverState>()];
    ("failover.d.ts", &[ERROR], types)
}

fn replication() -> File {
    let types = vec![
        union::<Step>(),
        interface::<Progress>(),
        interface::<ReplicationState>(),
        interface::<ProjectRun>(),
        interface::<Verification>(),
        interface::<ProjectPlan>(),
        interface::<RegionComparison>(),
        interface::<RegionProject>(),
    ];
    ("replication.d.ts", &[r#"{ ServiceError } from "./job.js""#], types)
}

fn board() -> File {
    let imports = &[ERROR, r#"{ Job, JobState, JobStatus } from "./job.js""#];
    let types = vec![
        interface::<BoardJob<'_>>(),
        interface::<LikelyEnd>(),
        interface::<BoardChange<'_>>(),
        interface::<BoardNews<'_>>(),
        interface::<HistoryLimits>(),
        interface::<HistoryFilter>(),
        interface::<BoardState>(),
        interface::<Limits>(),
        interface::<Rate>(),
        interface::<BudgetUse>(),
        interface::<RateUse>(),
    ];
    ("board.d.ts", imports, types)
}

fn description() -> File {
    let types = vec![
        interface::<ServiceDescription>(),
        interface::<CredentialDescription>(),
        interface::<OperationDescription>(),
        interface::<SubmissionDescription>(),
        interface::<ParameterDescription>(),
        interface::<JobPlaces>(),
        interface::<StatusDescription>(),
        interface::<StatePlace>(),
        union::<DescribedState>(),
        interface::<Place>(),
        interface::<Condition>(),
        interface::<ErrorPlace>(),
        interface::<ResultDescription>(),
        interface::<PagesDescription>(),
        interface::<CancelDescription>(),
        interface::<DescribedLimits>(),
        interface::<DescribedPace>(),
    ];
    ("description.d.ts", &[], types)
}

/// Returns sample values of the types that can be read back, as JSON. They are pseudo-random and
/// always the same.
pub fn samples() -> String {
    let mut random = Random::new(1);
    let mut list =
        |shape, length| Plain::List((0..length).map(|_| sample(shape, &mut random)).collect());
    let lists = [
        ("jobs", list(Job::shape(), 60)),
        ("statuses", list(JobStatus::shape(), 60)),
        ("errors", list(StoredError::shape(), 60)),
        ("replications", list(ReplicationState::shape(), 30)),
        ("exportOptions", list(ExportOptions::shape(), 10)),
        ("importOptions", list(ImportOptions::shape(), 10)),
        ("limits", list(Limits::shape(), 10)),
        ("filters", list(ItemFilter::shape(), 10)),
        ("predictions", list(Utterance::shape(), 10)),
    ];
    Plain::map(lists).to_json() + "\n"
}
