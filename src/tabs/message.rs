//! The messages between tabs about the polling tab.

/// The messages of the election between tabs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A tab is new, and requests the whole board.
    Hello,
    /// A tab pings the leader.
    Ask {
        /// True if the tab that asks is visible.
        visible: bool,
    },
    /// The leader answers a ping.
    Here,
    /// The hidden leader passes the lock to this tab.
    Yours {
        /// The tab.
        to: String,
    },
}
