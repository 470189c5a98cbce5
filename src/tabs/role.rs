//! The role of a tab among the others.

/// The role of a tab among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// There are no other tabs, or they cannot be reached.
    Alone,
    /// It polls for all tabs.
    Leading,
    /// Another tab polls.
    Following,
}

impl Role {
    /// Returns the role's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Leading => "leading",
            Self::Following => "following",
        }
    }
}
