//! Backup and recovery: replicates projects from one resource to another, as one operation that can
//! be shown, interrupted and resumed.
//!
//! [`Replication`] automates Microsoft's how-to for backing up custom models: look, export, check,
//! import, verify, train, evaluate, deploy. It guarantees the following:
//! - Nothing at the source is changed, and nothing at the target that was not named for replacement.
//! - Before a request that changes something is sent, a state that says so is saved. A resumption
//!   looks for the effect of such a request before anything is sent again.
//! - The state is plain data without secrets.

mod azure_blob;
mod backup;
mod bodies;
mod documents;
mod ending;
mod findings;
mod journal;
mod machine;
mod measure;
mod options;
mod plan;
mod progress;
mod regions;
mod run;
mod runner;
mod script;
mod state;
mod step;
mod submission;
mod verification;

pub use backup::Backup;
pub use documents::{DocumentFailure, DocumentsReport};
pub use ending::Ending;
pub use findings::{FindingRecord, Findings};
pub use machine::{DocumentLocations, Replication};
pub use measure::{Measure, ModelComparison};
pub use options::{ProjectFilter, ReplicationOptions, Route, Selection};
pub use plan::{PlannedRequest, ProjectPlan, plan};
pub use progress::Progress;
pub use regions::{RegionComparison, RegionOptions, RegionProject, Standing, compare_regions};
pub use run::{Arrival, Before, DeploymentRun, ModelRun, ProjectRun};
pub use runner::{Run, already_running};
pub use state::{ReplicationState, ResourceId};
pub use step::Step;
pub use submission::Submission;
pub use verification::{Difference, Verification};
