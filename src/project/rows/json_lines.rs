//! One item a line.

use super::Rows;
use crate::ProjectItem;
use crate::json::compact;

pub(super) struct Lines;

impl Rows for Lines {
    fn begin(&self, _: &mut Vec<u8>) {}

    fn row(&self, item: ProjectItem<'_>, out: &mut Vec<u8>) {
        compact(item.json.as_bytes(), out);
        out.push(b'\n');
    }
}
