//! Writes items as rows of text, in pieces: for spreadsheets, and for tools that read lines.

mod cell;
mod csv;
mod json_lines;

use crate::example::Example;
use crate::{OutOfMemory, ProjectItems};

/// The approximate size of a piece, in bytes.
const PIECE: usize = 64 * 1024;

impl ProjectItems {
    /// Returns the items as CSV (RFC 4180), in pieces. The text is UTF-8 with a byte order mark;
    /// the first row holds the names of the columns; lines end with CR LF. One cell holds the
    /// labels as `category:offset:length`, another holds their words. If labels overlap so much
    /// that their words are longer than four times the text, the later words become `…`. So the
    /// rows are never much longer than the file.
    ///
    /// A cell that a spreadsheet would read as a formula has an apostrophe before it. The same
    /// applies to text after a semicolon, a tab or a line end, where some programs begin a new
    /// cell.
    pub fn csv(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let columns = csv::Columns::of(self).unwrap_or_else(|error| error.abort());
        pieces(self.clone(), columns).map(|piece| piece.unwrap_or_else(|error| error.abort()))
    }

    /// Returns the items as JSON Lines, in pieces. Each item is spelled as in the file, without the
    /// space around its values.
    pub fn json_lines(&self) -> impl Iterator<Item = Vec<u8>> + use<> {
        let pieces = pieces(self.clone(), json_lines::Lines);
        pieces.map(|piece| piece.unwrap_or_else(|error| error.abort()))
    }

    /// Returns the same as [`csv`](Self::csv), and fails if memory runs out.
    ///
    /// # Errors
    /// Fails if there is too little memory for the counts of the summary.
    pub fn try_csv(
        &self,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, OutOfMemory>> + use<>, OutOfMemory> {
        Ok(pieces(self.clone(), csv::Columns::of(self)?))
    }

    /// Returns the same as [`json_lines`](Self::json_lines), and fails if memory runs out.
    pub fn try_json_lines(&self) -> impl Iterator<Item = Result<Vec<u8>, OutOfMemory>> + use<> {
        pieces(self.clone(), json_lines::Lines)
    }
}

/// A format of rows.
trait Rows {
    /// Writes the bytes before the first row.
    fn begin(&self, out: &mut Vec<u8>);
    /// Writes the item at an offset. Its values are read into reused memory.
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
            && let Some((index, start)) = items.index_and_start(at)
        {
            if let Err(error) = rows.row(index, start, bytes, &mut example, &mut piece) {
                // After memory ran out, there are no more rows.
                at = usize::MAX;
                return Some(Err(error));
            }
            at += 1;
        }
        // Without any rows, the header is still written once.
        at = at.max(1);
        (!piece.is_empty()).then_some(Ok(piece))
    })
}
