//! JSON, read from borrowed bytes by walking it: no tree, no allocation.

mod compact;
mod escape;
mod quoted;
mod reader;
mod scan;
mod text;

pub use compact::compact;
pub use quoted::quoted;
pub use reader::{JsonError, Kind, Reader};
pub use text::{Text, utf16_len};
