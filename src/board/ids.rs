//! Names of jobs, boards and submissions.

/// Names a job on one board.
pub type JobKey = u32;

/// Tells the boards of a site's tabs from each other.
pub type BoardId = u64;

/// Names a submission that waits for its turn, on one board.
pub type SubmissionId = u32;
