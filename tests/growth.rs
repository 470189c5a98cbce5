//! Files made to use much memory and time. The allocations and the output of an operation grow
//! linearly with the file. `tests/node/project-growth.test.mjs` counts the steps of the processor.
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

/// It counts for the whole process, so this file has only one test.
#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// The memory of an operation on a file of some size.
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
fn memory_and_output_grow_in_proportion_to_the_file() {
    let mut wrong = Vec::new();
    for case in CASES {
        for operation in OPERATIONS {
            let small = measured(case, operation, 400);
            let large = measured(case, operation, 1_600);
            // The file is four times as large. Vectors that double use up to twice as much.
            // Quadratic growth would be 16 times.
            let grows = |small: usize, large: usize| large > 100_000 && large > small * 8;
            if grows(small.allocated, large.allocated) || grows(small.given, large.given) {
                wrong.push(format!("{}, {}: {small:?}, {large:?}", case.name, operation.name));
            }
            // A file of a kilobyte must not need a megabyte. Two bytes may have three findings with
            // a sentence each, for callers that ask for all of them. An item that arrives in pieces
            // is read more than twice.
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
