//! The actions that an election asks of its driver.

#[cfg(doc)]
use super::Election;
use super::Message;

/// The actions for the driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElectionAction {
    /// Ask for the lock, and report with [`Election::handle_lock`] each time that it is granted or lost.
    RequestLock {
        /// Take it from whoever has it.
        steal: bool,
    },
    /// Look whether the lock is this tab's, and report with [`Election::handle_lock_holder`] under
    /// the same number.
    LookAtLock(u32),
    /// Say it to the other tabs.
    Say(Message),
    /// Send the others the whole board.
    SendAll,
    /// Begin to poll.
    Lead,
    /// Begin to poll without the lock.
    Alone,
    /// Stop polling.
    Follow,
}
