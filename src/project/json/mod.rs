//! Reads JSON from borrowed bytes, without building a tree and without allocation.

mod compact;
mod escape;
mod number;
mod quoted;
mod reader;
mod scan;
mod step;
mod text;

pub use compact::compact;
pub use quoted::quoted;
pub use reader::{JsonError, Kind, Reader};
pub use text::{Text, utf16, utf16_len};
