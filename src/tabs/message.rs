//! The messages between tabs about the tab that polls.

/// The messages between tabs, apart from the board's changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A tab is new, and asks for everything.
    Hello,
    /// Is the leader there? The asking tab may be seen.
    Ask {
        /// True if anybody can see it.
        visible: bool,
    },
    /// The leader is there.
    Here,
    /// The leader, which is hidden, gives the lock to this tab.
    Yours {
        /// The tab.
        to: String,
    },
}
