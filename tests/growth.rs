//! Files that are made to take memory and time: what an operation allocates, and what it gives, grows as the
//! file does. Steps of the processor are counted in `tests/node/project-growth.test.mjs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that fails is to fail")]

#[path = "growth/operations.rs"]
mod operations;
#[path = "growth/worst.rs"]
mod worst;

use std::alloc::System;

use cap::Cap;

use operations::{OPERATIONS, Operation};
use worst::{CASES, Case};

/// It counts for the whole process: this file has one test.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// What an operation on a file of a size has taken.
#[derive(Clone, Copy, Debug)]
struct Taken {
    file: usize,
    allocated: usize,
    given: usize,
}

fn measured(case: &Case, operation: &Operation, size: usize) -> Taken {
    let file = (case.file)(size);
    let length = file.len();
    let mut subject = operations::Subject::new(file, (case.documents)(size));
    let before = ALLOCATOR.total_allocated();
    let given = (operation.run)(&mut subject);
    Taken { file: length, allocated: ALLOCATOR.total_allocated() - before, given }
}

#[test]
fn what_an_operation_takes_and_gives_grows_as_its_file() {
    let mut wrong = Vec::new();
    for case in CASES {
        for operation in OPERATIONS {
            let small = measured(case, operation, 400);
            let large = measured(case, operation, 1_600);
            // Four times the file; vectors that double take up to twice as much. Squared would be 16 times.
            let grows = |small: usize, large: usize| large > 100_000 && large > small * 8;
            if grows(small.allocated, large.allocated) || grows(small.given, large.given) {
                wrong.push(format!("{}, {}: {small:?}, {large:?}", case.name, operation.name));
            }
            // Nor is a file of a kilobyte a reason for a megabyte. Of two bytes there may be three findings of a
            // sentence each, for callers that ask for all; an item that arrives in pieces is read twice and more.
            let most = match operation.name {
                "check, all findings" => 100,
                "parse pieces" => 30,
                _ => 15,
            };
            if large.allocated > large.file * most * 10 + 500_000
                || large.given > large.file * most + 100_000
            {
                wrong.push(format!("{}, {}: {large:?}", case.name, operation.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
