//! Saves the data of a replication with the page's functions.

use std::future::Future;
use std::pin::Pin;

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

use crate::replication::{Backup, ReplicationState};
use crate::workflow::SaveItem;
use crate::{Error, Result};

use super::options::{SaveCallbacks, state_object};
use crate::wasm::clients::exchange::settled;
use crate::wasm::clients::operation::Saver;
use crate::wasm::http::fetch::copied;
use crate::wasm::values::error::Failure;
use crate::wasm::values::fields::set;
use crate::wasm::values::output::{add_members, to_js};

/// Saves the state and the backups of one run.
pub(super) struct PageSaver {
    pub(super) callbacks: SaveCallbacks,
    /// Returns the current state.
    pub(super) state: Box<dyn Fn() -> ReplicationState>,
}

impl Saver for PageSaver {
    fn save<'a>(
        &'a self,
        item: SaveItem,
    ) -> Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>> {
        Box::pin(async move {
            match item {
                SaveItem::State => self.save_state().await,
                SaveItem::Backup { project, file } => self.save_backup(&project, &file).await,
            }
        })
    }
}

impl PageSaver {
    /// Saves the state, unless the stored state shows that another run has taken over.
    async fn save_state(&self) -> Result<(), Failure> {
        let state = (self.state)();
        let stored = call(self.callbacks.stored_state.as_ref(), &JsValue::UNDEFINED).await?;
        if let Some(stored) = state_object(&stored) {
            state.check_stored(&stored)?;
        }
        call(self.callbacks.on_state.as_ref(), &to_js(&state)).await.map(drop)
    }

    async fn save_backup(&self, project: &str, file: &[u8]) -> Result<(), Failure> {
        let bytes = copied(file)?;
        let backup = Object::new();
        add_members(&backup, &Backup::of(project));
        set(&backup, "bytes", &bytes);
        call(self.callbacks.on_backup.as_ref(), &backup).await.map(drop)
    }
}

/// Calls a function of the page, and waits for its promise.
async fn call(function: Option<&Function>, value: &JsValue) -> Result<JsValue, Failure> {
    let Some(function) = function else { return Ok(JsValue::UNDEFINED) };
    settled(function.call1(&JsValue::UNDEFINED, value)).await.map_err(|cause| Failure {
        error: Error::invalid_argument(
            "The page could not save (onState, storedState or onBackup failed), so nothing more was \
             sent. The cause says why. Resume when this works again.",
        ),
        cause: Some(cause),
    })
}
