//! A list of one of the two compared projects.

use super::key::key_of;
use super::meaning::meaning_at;
use crate::ExportedProject;
use crate::outline::List;

/// A list and its file. A project without the list has no items.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    bytes: &'a [u8],
    list: Option<&'a List>,
}

impl<'a> Side<'a> {
    pub(super) fn new(project: &'a ExportedProject, list: &str) -> Self {
        Self { bytes: project.bytes(), list: project.outline().list(list) }
    }

    fn starts(self) -> &'a [u32] {
        self.list.map_or(&[], |list| &list.starts)
    }

    pub(super) fn len(self) -> usize {
        self.starts().len()
    }

    /// Returns an item as spelled in the file.
    pub(super) fn item(self, index: u32) -> &'a [u8] {
        self.list.map_or(&[], |list| list.item(self.bytes, index as usize))
    }

    /// Returns all items with their indexes.
    pub(super) fn items(self) -> impl Iterator<Item = (u32, &'a [u8])> {
        (0..).zip(self.starts()).map(move |(index, _)| (index, self.item(index)))
    }

    fn start(self, index: u32) -> usize {
        self.starts().get(index as usize).copied().unwrap_or_default() as usize
    }

    pub(super) fn meaning(self, index: u32) -> u64 {
        meaning_at(self.bytes, self.start(index))
    }

    pub(super) fn key(self, index: u32) -> Vec<u8> {
        key_of(self.bytes, self.start(index), index)
    }
}
