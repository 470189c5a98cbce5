//! The board in virtual time: its rules one by one, and thousands of worlds of random tabs,
//! services, faults and clocks.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod scenario;

#[path = "board/accounts.rs"]
mod accounts;
#[path = "board/actions.rs"]
mod actions;
#[path = "board/admission.rs"]
mod admission;
#[path = "board/cancel_messages.rs"]
mod cancel_messages;
#[path = "board/cancelling.rs"]
mod cancelling;
#[path = "board/departures.rs"]
mod departures;
#[path = "board/different_clients.rs"]
mod different_clients;
#[path = "board/foreign.rs"]
mod foreign;
#[path = "board/history.rs"]
mod history;
#[path = "board/limits.rs"]
mod limits;
#[path = "board/locks.rs"]
mod locks;
#[path = "board/merge.rs"]
mod merge;
#[path = "board/news.rs"]
mod news;
#[path = "board/one_tab.rs"]
mod one_tab;
#[path = "board/page.rs"]
mod page;
#[path = "board/persistence.rs"]
mod persistence;
#[path = "board/progress.rs"]
mod progress;
#[path = "board/random.rs"]
mod random;
#[path = "board/reading.rs"]
mod reading;
#[path = "board/roles.rs"]
mod roles;
#[path = "board/scene.rs"]
mod scene;
#[path = "board/service.rs"]
mod service;
#[path = "board/tabs.rs"]
mod tabs;
#[path = "board/unsupported.rs"]
mod unsupported;
#[path = "board/views.rs"]
mod views;
#[path = "board/wakes.rs"]
mod wakes;
#[path = "board/world.rs"]
mod world;
#[path = "board/worlds.rs"]
mod worlds;
