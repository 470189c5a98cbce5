//! One service at two or more resources: which one to ask now, without I/O and without a clock.
//!
//! [`Failover`] knows the health of each resource, in the order of preference. It is a state machine
//! that keeps the contract of [`Machine`](crate::Machine). A *run* is one request: it begins with
//! [`Failover::start`], and is asked of one resource after the other ([`FailoverAction::Ask`]) until
//! one has answered or none is left ([`FailoverAction::Fail`]). There is no timeout: resources are
//! tried when somebody asks. [`Resources::ask`] is the whole operation, from the question to the
//! answer.
//!
//! - A resource that fails is left alone for a pause that doubles from one failure to the next, up
//!   to a limit, or for as long as it asks with `Retry-After`, up to the same limit.
//! - After the pause, the next run tries it, one at a time; the others go to the next resource until
//!   it has answered. So the preferred one is in use again, at the latest, with the first run after
//!   the longest pause. Runs begin when users call; there are no extra requests to test a resource.
//! - When nobody else is left to ask, a pause is kept only if the resource itself asked for it.
//!
//! There is no jitter: the runs of different pages are spread as their users are.

mod action;
mod ask;
mod health;
mod machine;
mod remedy;
mod run;
mod state;

pub use action::FailoverAction;
pub use ask::{Answer, Answered, Question, QuestionKind, Readings, Resources};
pub use health::ResourceHealth;
pub use machine::{Failover, FailoverOptions};
pub use remedy::Remedy;
pub use run::RunId;
pub use state::{AnsweredBy, FailoverState, ResourceName, ResourceState};
