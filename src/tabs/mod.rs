//! One board for all tabs of a site.

mod channel_message;
mod election;
mod store_trouble;

pub use channel_message::ChannelMessage;
pub use election::{Election, ElectionAction, LOCK_PATIENCE_MS, Message, Role};
pub use store_trouble::{STORE_PATIENCE_MS, StoreTrouble};
