//! Services that are described as data, in virtual time: what a description can say, and what is a
//! mistake in one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod scenario;

#[path = "description/cancelling.rs"]
mod cancelling;
#[path = "description/fixture.rs"]
mod fixture;
#[path = "description/handing_over.rs"]
mod handing_over;
#[path = "description/locating.rs"]
mod locating;
#[path = "description/mistakes.rs"]
mod mistakes;
#[path = "description/properties.rs"]
mod properties;
#[path = "description/results.rs"]
mod results;
#[path = "description/schema.rs"]
mod schema;
#[path = "description/states.rs"]
mod states;
#[path = "description/submitting.rs"]
mod submitting;
#[path = "description/waiting.rs"]
mod waiting;
