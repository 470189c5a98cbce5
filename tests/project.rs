//! Exported projects, through the interface for Rust callers.

#[path = "project/bases.rs"]
mod bases;
#[path = "project/findings.rs"]
mod findings;
#[path = "project/items.rs"]
mod items;
#[path = "project/pieces.rs"]
mod pieces;
#[path = "project/real_files.rs"]
mod real_files;
#[path = "project/retarget.rs"]
mod retarget;
#[path = "project/rules.rs"]
mod rules;
#[path = "project/spelling.rs"]
mod spelling;
