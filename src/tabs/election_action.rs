//! The actions that an election asks its driver to take.

#[cfg(doc)]
use super::Election;
use super::Message;

/// The actions for the driver of an [`Election`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElectionAction {
    /// Ask for the lock, and report with [`Election::handle_lock`] each time that it is granted or lost.
    RequestLock {
        /// True if the lock must be taken from the tab that holds it.
        steal: bool,
    },
    /// Query whether this tab holds the lock, and report with [`Election::handle_lock_holder`]
    /// under the same number.
    LookAtLock(u32),
    /// Send the message to the other tabs.
    Post(Message),
    /// Send the whole board to the other tabs.
    SendAll,
    /// Begin to poll.
    Lead,
    /// Begin to poll without the lock.
    Alone,
    /// Stop polling.
    Follow,
}
