//! Files that are generated from declarations and tables in Rust. The tests write and compare them.

pub mod gateway_contract;
pub mod typescript;
