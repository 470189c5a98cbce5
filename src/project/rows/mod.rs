//! Items as rows of text, piece by piece: for spreadsheets, and for tools that read lines.

mod cell;
mod csv;
mod json_lines;

use crate::ProjectItems;

/// Pieces are about as long as this.
const PIECE: usize = 64 * 1024;

impl ProjectItems {
    /// The items as CSV (RFC 4180), in pieces: UTF-8 with a byte order mark, a row of names, lines
    /// ended by CR LF. Labels stand in one cell, as `category:offset:length`.
    ///
    /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
    pub fn csv(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        pieces(self.clone(), csv::Columns::of(self))
    }

    /// The items as JSON Lines, in pieces: each as it stands in the file, without the space around its
    /// values.
    pub fn json_lines(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        pieces(self.clone(), json_lines::Lines)
    }
}

/// Writes one form of rows.
trait Rows {
    /// What comes before the first row.
    fn begin(&self, out: &mut Vec<u8>);
    fn row(&self, item: crate::ProjectItem<'_>, out: &mut Vec<u8>);
}

fn pieces(items: ProjectItems, rows: impl Rows) -> impl Iterator<Item = Vec<u8>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut piece = Vec::with_capacity(PIECE + PIECE / 16);
        if at == 0 {
            rows.begin(&mut piece);
        }
        while piece.len() < PIECE
            && let Some(item) = items.get(at)
        {
            rows.row(item, &mut piece);
            at += 1;
        }
        // A header stands alone over no rows, once.
        at = at.max(1);
        (!piece.is_empty()).then_some(piece)
    })
}
