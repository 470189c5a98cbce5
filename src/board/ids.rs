//! Identifiers of jobs, boards and submissions.

/// Identifies a job on one board.
pub type JobKey = u32;

/// Identifies a board among the boards of a site's tabs.
pub type BoardId = u64;

/// Identifies a submission of one board.
pub type SubmissionId = u32;
