//! One board for all tabs of a site, without I/O and without a clock.
//!
//! [`Tab`] is a state machine around a [`Board`](crate::board::Board). It decides which records are
//! written before a request is sent, which tab may send, and when a tab joins, leaves and comes
//! back. Its driver only carries out actions.
//!
//! # Contract
//! [`Tab`] and [`Election`] keep the contract of [`Machine`](crate::Machine). In addition:
//! - The driver answers every action whose description names a `handle_…` method by calling it. If
//!   the store or the locks do not answer in time, the tab continues without them.
//! - Late, unexpected and repeated answers are harmless.
//! - After [`Tab::close`] a tab accepts nothing more, and everything that the page waits for is
//!   settled.
//!
//! # Rules
//! - **Write-ahead**: a request is sent only after the store has a record of it. A tab that takes
//!   the lead reads the store before it polls, so it knows of every request that was sent.
//! - **Lease**: the polling tab sends nothing unless it has recently queried the lock
//!   ([`Election`]).
//! - **Admission**: another tab sends its own submissions, each after the polling tab has admitted
//!   it ([`BoardMessage`](crate::board::BoardMessage)).
//! - [`Batch`] is the layout of the store.

mod action;
mod batch;
mod channel_message;
mod departure;
mod election;
mod election_action;
mod events;
mod flights;
mod history;
mod joining;
mod message;
mod news;
mod page_event;
mod platform;
mod role;
mod round;
mod storage;
mod store_trouble;
mod tab;

pub use action::Action;
pub use batch::Batch;
pub use channel_message::ChannelMessage;
pub use election::{Election, LOCK_PATIENCE_MS};
pub use election_action::ElectionAction;
pub use joining::not_on_board;
pub use message::Message;
pub use news::Telling;
pub use page_event::PageEvent;
pub use platform::Platform;
pub use role::Role;
pub use store_trouble::{STORE_PATIENCE_MS, StoreTrouble};
pub use tab::Tab;
