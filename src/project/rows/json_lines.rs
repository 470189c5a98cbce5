//! Writes one line for each item.

use super::Rows;
use crate::OutOfMemory;
use crate::example::Example;
use crate::items::json_at;
use crate::json::compact;

pub(super) struct Lines;

impl Rows for Lines {
    fn begin(&self, _: &mut Vec<u8>) {}

    fn row<'a>(
        &self,
        _: usize,
        start: usize,
        bytes: &'a [u8],
        _: &mut Example<'a>,
        out: &mut Vec<u8>,
    ) -> Result<(), OutOfMemory> {
        compact(json_at(bytes, start), out);
        out.push(b'\n');
        Ok(())
    }
}
