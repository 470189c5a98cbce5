//! The small tree for answers of a few hundred bytes, and the parts of larger ones. Project files are
//! walked without a tree; the reader is theirs.

mod parts;
mod value;

pub(crate) use parts::{Members, elements};
pub(crate) use value::Value;
