//! The progress of a replication, for people.

use crate::plain;

use super::Step;

plain! {
    /// The progress of a replication.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Progress as "ReplicationProgress" {
        /// The name of the project at the source.
        pub project: String,
        /// The name of the project at the target.
        pub target: String,
        /// The number of the project among all projects, from 1.
        pub place: usize,
        /// The number of projects.
        pub projects: usize,
        /// The current step.
        pub step: Step,
        /// The number of the step among the steps to run, from 1.
        pub number: usize,
        /// The number of steps to run.
        pub of: usize,
        /// The step's action or wait, as a phrase to show.
        pub doing: String,
        /// The service's own word for the state of the job that the step follows.
        pub state: Option<String>,
        /// The job's progress in percent, if the service sends it.
        pub percent: Option<u64>,
        /// The time spent on the replication, in milliseconds, including earlier sessions.
        pub elapsed_ms: u64,
    }
}
