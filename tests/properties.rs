//! Properties that hold for every service, answer, URL and caller.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "properties/answers.rs"]
mod answers;
#[path = "properties/parsers.rs"]
mod parsers;
#[path = "properties/poller.rs"]
mod poller;
mod scenario;
#[path = "properties/secrets.rs"]
mod secrets;
#[path = "properties/urls.rs"]
mod urls;
