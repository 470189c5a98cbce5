//! Allocation that can fail: a large file must not trap the page.

use std::fmt;

use crate::json::JsonError;

/// Memory ran out. Nothing was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("There is too little memory for this file.")
    }
}

impl std::error::Error for OutOfMemory {}

impl OutOfMemory {
    /// Aborts the program, as the standard library's collections do.
    #[cold]
    pub(crate) fn abort(self) -> ! {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u8; 1 << 20]>())
    }
}

const EXPECTED: &str = "more memory";

impl From<OutOfMemory> for JsonError {
    fn from(_: OutOfMemory) -> Self {
        Self { offset: 0, expected: EXPECTED }
    }
}

/// Returns whether reading failed because memory ran out.
pub(crate) fn is_out_of_memory(error: JsonError) -> bool {
    error == OutOfMemory.into()
}

/// A vector whose length depends on the file.
pub(crate) trait Grow<T> {
    /// Appends an item, or fails if memory runs out.
    fn grow(&mut self, item: T) -> Result<(), OutOfMemory>;
}

impl<T> Grow<T> for Vec<T> {
    #[inline]
    fn grow(&mut self, item: T) -> Result<(), OutOfMemory> {
        if self.len() == self.capacity() {
            self.try_reserve(1).map_err(|_| OutOfMemory)?;
        }
        self.push(item);
        Ok(())
    }
}

/// Returns a vector of `count` equal items.
pub(crate) fn filled<T: Clone>(count: usize, item: T) -> Result<Vec<T>, OutOfMemory> {
    let mut items = Vec::new();
    items.try_reserve_exact(count).map_err(|_| OutOfMemory)?;
    items.resize(count, item);
    Ok(items)
}

/// Copies a string.
pub(crate) fn owned(text: &str) -> Result<String, OutOfMemory> {
    let mut copy = String::new();
    copy.try_reserve_exact(text.len()).map_err(|_| OutOfMemory)?;
    copy.push_str(text);
    Ok(copy)
}

/// Copies bytes.
pub(crate) fn copied(bytes: &[u8]) -> Result<Box<[u8]>, OutOfMemory> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| OutOfMemory)?;
    copy.extend_from_slice(bytes);
    Ok(copy.into_boxed_slice())
}
