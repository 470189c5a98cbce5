//! The ways in which a store fails.

use crate::{Error, ErrorCode};

/// Time limit for opening, reading or writing the store, in milliseconds. After it, the board
/// continues without the store, and reports this.
pub const STORE_PATIENCE_MS: u64 = 5_000;

/// The reason why a board is not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// The store refuses, for example because site data is blocked or the disk is full.
    Refuses,
    /// The store does not answer, for example because another tab blocks it.
    Silent,
}

impl StoreTrouble {
    /// Returns a sentence about the failure for users.
    pub fn as_sentence(self) -> &'static str {
        match self {
            Self::Refuses => {
                "The browser refuses to store anything: the board does not outlive the page."
            }
            Self::Silent => {
                "The browser's storage (IndexedDB) does not answer: the board does not outlive the \
                 page until it does."
            }
        }
    }

    /// Returns the error with which `stored()` rejects.
    pub fn as_error(self) -> Error {
        Error::new(ErrorCode::NotStored, self.as_sentence())
    }
}
