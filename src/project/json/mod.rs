//! Reads JSON from borrowed bytes, without building a tree and without allocation.

mod compact;
mod escape;
mod number;
mod quoted;
mod reader;
mod scan;
mod step;
mod text;
mod utf16;

pub use compact::compact;
pub use quoted::{escape, quote, quoted};
pub use reader::{JsonError, Kind, Reader};
pub use text::Text;
pub use utf16::{utf16, utf16_around, utf16_len, write_utf16};
