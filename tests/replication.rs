//! Replicating projects from region to region, in virtual time, against two regions that behave as
//! in the contract.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod replication {
    mod beginnings;
    mod documents;
    mod drive;
    mod garbage;
    mod identities;
    mod interruptions;
    mod outsiders;
    mod plans;
    mod region;
    mod regions;
    mod states;
    mod storage;
    mod world;
}
