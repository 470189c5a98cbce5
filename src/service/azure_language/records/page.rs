//! A part of a list.

use crate::Request;

/// Some items of a list, and the way to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The request of the next page, until there is none. It carries the client's credential.
    pub next: Option<Request>,
}
