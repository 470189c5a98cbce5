//! Any text, as the state of a replication. What is read can be written, and read back unchanged.
#![no_main]

use export_jobs::replication::ReplicationState;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(state) = ReplicationState::from_json(data) else { return };
    let json = state.to_json();
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    let again = ReplicationState::from_json(json.as_bytes());
    assert_eq!(again.as_ref(), Ok(&state), "{json}");
    assert_eq!(again.unwrap().to_json(), json);
});
