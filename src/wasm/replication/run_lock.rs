//! The lock of a replication. Only one run can hold it at a time.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::replication::{ReplicationState, already_running};
use crate::{Error, Result};

use crate::wasm::values::fields::get;

#[wasm_bindgen(module = "/src/entry/sole-runner.js")]
extern "C" {
    /// Requests the lock. The promise never rejects.
    fn hold(name: &str, note: &str) -> Promise;
}

/// The lock, which is held until this is dropped.
pub(super) struct RunLock {
    taken: JsValue,
}

impl RunLock {
    /// Takes the lock for the run of this state.
    ///
    /// # Errors
    /// `conflict` if another run holds the lock.
    pub(super) async fn take(state: &ReplicationState, since: &str) -> Result<Self> {
        let taken = JsFuture::from(hold(&state.lock_name(), &state.run_note(since))).await;
        let taken = taken.unwrap_or_default();
        if get(&taken, "release").is_function() {
            return Ok(Self { taken });
        }
        let holder = get(&taken, "note").as_string();
        let error: Error = already_running(holder.as_deref(), get(&taken, "isHere").is_truthy());
        Err(error)
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        if let Ok(release) = get(&self.taken, "release").dyn_into::<Function>() {
            drop(release.call0(&self.taken));
        }
    }
}
