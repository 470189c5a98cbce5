//! Tabs.
