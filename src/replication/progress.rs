//! Where a replication stands, in words for people.

use crate::plain;

use super::Step;

plain! {
    /// Where a replication stands.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Progress as "ReplicationProgress" {
        /// The name of the project at the source.
        pub project: String,
        /// The name of the project at the target.
        pub target: String,
        /// Which of the projects, from 1.
        pub place: usize,
        /// The number of projects.
        pub projects: usize,
        /// The step under way.
        pub step: Step,
        /// Which of the wanted steps, from 1.
        pub number: usize,
        /// The number of steps that are wanted.
        pub of: usize,
        /// What it is doing or waiting for, in a sentence without a full stop.
        pub doing: String,
        /// The service's own word for the state of the job that is followed.
        pub state: Option<String>,
        /// Progress of the job from 0 to 100, where the service says it.
        pub percent: Option<u64>,
        /// For how long it has been worked on, in milliseconds, earlier sessions included.
        pub elapsed_ms: u64,
    }
}
