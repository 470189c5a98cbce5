//! Exported projects, through the interface for Rust callers.

#[path = "project/bases.rs"]
mod bases;
#[path = "project/findings.rs"]
mod findings;
#[path = "project/pieces.rs"]
mod pieces;
#[path = "project/real_files.rs"]
mod real_files;
#[path = "project/rules.rs"]
mod rules;
