//! Exported projects, through the Rust interface.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that fails is to fail"
)]

#[path = "project/bases.rs"]
mod bases;
#[path = "project/compare.rs"]
mod compare;
#[path = "project/documents.rs"]
mod documents;
#[path = "project/findings.rs"]
mod findings;
#[path = "project/items.rs"]
mod items;
#[path = "project/kinds.rs"]
mod kinds;
#[path = "project/pieces.rs"]
mod pieces;
#[path = "project/real_files.rs"]
mod real_files;
#[path = "project/retarget.rs"]
mod retarget;
#[path = "project/rules.rs"]
mod rules;
#[path = "project/shapes.rs"]
mod shapes;
#[path = "project/spelling.rs"]
mod spelling;
#[path = "project/statistics.rs"]
mod statistics;
