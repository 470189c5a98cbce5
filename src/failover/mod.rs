//! Chooses among two or more resources of one service, without I/O and without a clock.
//!
//! [`Failover`] knows the health of each resource, in the order of preference. It is a state machine that keeps the
//! contract of [`Machine`](crate::Machine). A *run* is one request: it begins with [`Failover::start`], and is sent to
//! one resource after another ([`FailoverAction::Ask`]) until one answers or none is left ([`FailoverAction::Fail`]).
//! There is no timeout: resources are tried only by runs. [`Resources::ask`] is the whole operation, from the question
//! to the answer.
//!
//! - A resource that fails is not asked during a pause. The pause doubles from one failure to the
//!   next, or is the wait in `Retry-After`. Both have the same limit.
//! - After the pause, one run at a time tries it. The others use the next resource until it has answered. So the
//!   preferred resource is in use again with the first run after the longest pause, at the latest. Runs begin only with
//!   calls of users: no extra requests test a resource.
//! - If no other resource is left, a pause is kept only if the resource itself asked for it.
//!
//! There is no jitter, because the runs of different pages begin at different times anyway.

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
