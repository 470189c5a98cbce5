//! The role of a tab among the others.

/// The role of a tab among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// There are no others, or no way to them.
    Alone,
    /// It polls for all.
    Leading,
    /// Another one polls.
    Following,
}

impl Role {
    /// The role's name in JavaScript.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Leading => "leading",
            Self::Following => "following",
        }
    }
}
