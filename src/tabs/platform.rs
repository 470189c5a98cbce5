//! The browser's features for the tabs of a site.

/// The features of the platform that tabs need to share a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform {
    /// True if it has Web Locks.
    pub has_locks: bool,
    /// True if it has `BroadcastChannel`.
    pub has_channel: bool,
    /// True if it has IndexedDB.
    pub has_store: bool,
}

impl Platform {
    /// Returns a sentence for users about the missing features, if there are any.
    pub(super) fn alone_because(self) -> Option<String> {
        let parts = [
            (self.has_locks, "Web Locks"),
            (self.has_channel, "BroadcastChannel"),
            (self.has_store, "IndexedDB"),
        ];
        let missing: Vec<&str> =
            parts.iter().filter(|(is_there, _)| !is_there).map(|(_, name)| *name).collect();
        if missing.is_empty() {
            return None;
        }
        let lasting = if self.has_store { "" } else { " It does not outlive the page." };
        let missing = missing.join(" and ");
        Some(
            [
                "This platform has no ",
                &missing,
                ": every tab has a board of its own, and polls.",
                lasting,
            ]
            .concat(),
        )
    }
}
