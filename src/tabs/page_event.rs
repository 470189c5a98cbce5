//! The events of the page.

/// An event of the page that a tab belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEvent {
    /// The page can be seen, or goes on after it was frozen.
    Shown,
    /// The page can no longer be seen.
    Hidden,
    /// The network is there again.
    Online,
    /// The page is left, perhaps for the back/forward cache.
    Left,
    /// The page comes back from the back/forward cache.
    Back,
}
