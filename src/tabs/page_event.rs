//! The events of the page.

/// An event of the page that a tab belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The page becomes visible, or resumes after it was frozen.
    Shown,
    /// The page becomes hidden.
    Hidden,
    /// The network is available again.
    Online,
    /// The page is left, perhaps for the back/forward cache.
    Left,
    /// The page comes back from the back/forward cache.
    Back,
}
