//! Items as rows of text, piece by piece: for spreadsheets, and for tools that read lines.

mod cell;
mod csv;
mod json_lines;

use crate::example::Example;
use crate::{OutOfMemory, ProjectItems};

/// Pieces are about as long as this.
const PIECE: usize = 64 * 1024;

impl ProjectItems {
    /// The items as CSV (RFC 4180), in pieces: UTF-8 with a byte order mark, a row of names, lines
    /// ended by CR LF. Labels stand in one cell, as `category:offset:length`, and their words in another. Of
    /// labels that overlap so much that their words come to more than four times the text, the later ones have
    /// `…` there: the rows of a file are never much longer than the file.
    ///
    /// What a spreadsheet would take for a formula has an apostrophe before it, also behind a semicolon, a
    /// tab or a line end, where some programs begin a new cell.
    pub fn csv(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let columns = csv::Columns::of(self).unwrap_or_else(|error| error.abort());
        pieces(self.clone(), columns).map(|piece| piece.unwrap_or_else(|error| error.abort()))
    }

    /// The items as JSON Lines, in pieces: each as it stands in the file, without the space around its
    /// values.
    pub fn json_lines(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let pieces = pieces(self.clone(), json_lines::Lines);
        pieces.map(|piece| piece.unwrap_or_else(|error| error.abort()))
    }

    /// The same as [`csv`](Self::csv), for where memory may run out.
    ///
    /// # Errors
    /// When memory does not hold what the summary counts.
    pub fn try_csv(
        &self,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, OutOfMemory>> + use<>, OutOfMemory> {
        Ok(pieces(self.clone(), csv::Columns::of(self)?))
    }

    /// The same as [`json_lines`](Self::json_lines), for where memory may run out.
    pub fn try_json_lines(&self) -> impl Iterator<Item = Result<Vec<u8>, OutOfMemory>> + use<> {
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
    ) -> Result<(), OutOfMemory>;
}

fn pieces(
    items: ProjectItems,
    rows: impl Rows,
) -> impl Iterator<Item = Result<Vec<u8>, OutOfMemory>> {
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
            if let Err(error) = rows.row(index, start, bytes, &mut example, &mut piece) {
                // Nothing follows what memory did not hold.
                at = usize::MAX;
                return Some(Err(error));
            }
            at += 1;
        }
        // A header stands alone over no rows, once.
        at = at.max(1);
        (!piece.is_empty()).then_some(Ok(piece))
    })
}
