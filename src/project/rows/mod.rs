//! Items as rows of text, piece by piece: for spreadsheets, and for tools that read lines.

mod cell;
mod csv;
mod json_lines;

use crate::ProjectItems;
use crate::example::Example;

/// Pieces are about as long as this.
const PIECE: usize = 64 * 1024;

impl ProjectItems {
    /// The items as CSV (RFC 4180), in pieces: UTF-8 with a byte order mark, a row of names, lines
    /// ended by CR LF. Labels stand in one cell, as `category:offset:length`.
    ///
    /// What a spreadsheet would take for a formula has an apostrophe before it, also behind a semicolon, a
    /// tab or a line end, where some programs begin a new cell.
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
    /// Writes the item that begins at a byte. What is read of it goes into memory that is reused.
    fn row<'a>(
        &self,
        index: usize,
        start: usize,
        bytes: &'a [u8],
        example: &mut Example<'a>,
        out: &mut Vec<u8>,
    );
}

fn pieces(items: ProjectItems, rows: impl Rows) -> impl Iterator<Item = Vec<u8>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut piece = Vec::with_capacity(PIECE + PIECE / 16);
        if at == 0 {
            rows.begin(&mut piece);
        }
        let bytes = items.project().bytes();
        let mut example = Example::default();
        while piece.len() < PIECE
            && let Some((index, start)) = items.place(at)
        {
            rows.row(index, start, bytes, &mut example, &mut piece);
            at += 1;
        }
        // A header stands alone over no rows, once.
        at = at.max(1);
        (!piece.is_empty()).then_some(piece)
    })
}
