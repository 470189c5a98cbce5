//! Any file, read as a project. What is accepted is JSON by another reader's judgement too.
#![no_main]

use export_jobs::{ErrorCode, ExportedProject};
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

fuzz_target!(|data: &[u8]| {
    match ExportedProject::parse(data.to_vec()) {
        Ok(project) => {
            assert_eq!(project.bytes(), data);
            assert_eq!(project.summary().size, data.len() as u64);
            let text = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data);
            serde_json::from_slice::<&RawValue>(text).expect("JSON");
        }
        Err(error) => assert_eq!(error.code(), ErrorCode::InvalidProject),
    }
});
