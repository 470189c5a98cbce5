//! One board for all tabs of a site, without I/O and without a clock.
//!
//! [`Tab`] is a state machine around a [`Board`](crate::board::Board). It decides what is written
//! before what leaves, which tab may send, and when a tab joins, leaves and comes back. Its driver
//! only carries out actions.
//!
//! # Contract
//! [`Tab`] and [`Election`] keep the contract of [`Machine`](crate::Machine). In addition:
//! - Every action that names a `handle_…` method is answered with it. The tab gives up on the store
//!   and on the locks when they are silent, and goes on without them.
//! - Late answers, answers to nobody and repeated answers are harmless.
//! - After [`Tab::close`] a tab takes nothing more, and what the page waits for is settled.
//!
//! # Rules
//! - **Write-ahead**: a request leaves after the store has a record that it does. A tab that takes
//!   the lead reads the store before it polls, so it knows of every request that left.
//! - **Lease**: the tab that polls sends nothing unless it has looked at the lock not long ago
//!   ([`Election`]).
//! - **Admission**: another tab sends its own submissions, each when the tab that polls has
//!   admitted it ([`BoardMessage`](crate::board::BoardMessage)).
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
