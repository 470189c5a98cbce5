//! Reads the options of a replication.

use std::rc::Rc;

use js_sys::{Function, JSON};
use wasm_bindgen::prelude::*;

use crate::replication::{
    DocumentLocations, ReplicationOptions, ReplicationState, Route, Selection, Step,
};
use crate::{Error, Result};

use crate::wasm::clients::client::Client;
use crate::wasm::clients::exchange::Transport;
use crate::wasm::clients::operation::{Means as OperationMeans, Saver};
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::signal::{Signal, signal_in};
use crate::wasm::values::fields::Fields;
use crate::wasm::values::foreign::Given;

/// The default of `requestTimeoutMs`, in milliseconds. Project files take longer than statuses.
const REQUEST_TIMEOUT_MS: u64 = 60_000;

/// The page's functions that save data.
#[derive(Clone, Default)]
pub(super) struct SaveCallbacks {
    pub(super) on_state: Option<Function>,
    pub(super) on_backup: Option<Function>,
    /// Returns the state that `on_state` has stored.
    pub(super) stored_state: Option<Function>,
}

/// The clients of both resources, and their transport.
pub(super) struct Parties {
    pub(super) source: Rc<Client>,
    pub(super) target: Rc<Client>,
    pub(super) transport: Transport,
}

impl Parties {
    /// Returns the values that an operation between the two resources needs.
    pub(super) fn means(
        &self,
        controller: Controller,
        saver: Option<Rc<dyn Saver>>,
    ) -> OperationMeans {
        OperationMeans {
            clients: vec![self.source.clone(), self.target.clone()],
            transport: self.transport.clone(),
            controller,
            saver,
        }
    }
}

/// The options of both `new` and `resume` that cannot be part of the state.
pub(super) struct Means {
    pub(super) transport: Transport,
    pub(super) callbacks: SaveCallbacks,
    pub(super) on_progress: Option<Function>,
    pub(super) signal: Option<Signal>,
    pub(super) documents: DocumentLocations,
}

impl Means {
    pub(super) fn read(fields: &Fields) -> Result<Self> {
        let documents = Fields::of("options.documents", &fields.get("documents"));
        documents.only(&["source", "target"]);
        let locations = DocumentLocations {
            source: documents.text("source"),
            target: documents.text("target"),
        };
        documents.end()?;
        Ok(Self {
            transport: Transport {
                fetch: fields.function("fetch"),
                timeout_ms: timeout(fields.number("requestTimeoutMs"))?,
            },
            callbacks: SaveCallbacks {
                on_state: fields.function("onState"),
                on_backup: fields.function("onBackup"),
                stored_state: fields.function("storedState"),
            },
            on_progress: fields.function("onProgress"),
            signal: signal_in(fields),
            documents: locations,
        })
    }

    /// # Errors
    /// `invalidArgument` if the options allow replacing something, but `onBackup` is missing.
    pub(super) fn check(&self, options: &ReplicationOptions) -> Result<()> {
        if options.replace.is_empty() || self.callbacks.on_backup.is_some() {
            return Ok(());
        }
        Err(Error::invalid_argument(
            "Give onBackup along with replace: the project that is replaced is exported first and \
             handed to it, so that nothing is lost.",
        ))
    }
}

fn timeout(ms: Option<f64>) -> Result<u64> {
    let Some(ms) = ms else { return Ok(REQUEST_TIMEOUT_MS) };
    if !(1.0..=86_400_000.0).contains(&ms) {
        return Err(Error::invalid_argument(
            "requestTimeoutMs must be a number of milliseconds from 1 to a day.",
        ));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(ms as u64)
}

/// Reads the options that become part of the state.
pub(super) fn read_replication_options(fields: &Fields) -> Result<ReplicationOptions> {
    let names = fields.texts("project");
    fields.end()?;
    let all = fields.get("all");
    let selection = match (names.is_empty(), all.is_undefined()) {
        (false, true) => Selection::Named(names),
        (true, false) => {
            let filter = all.is_object().then(|| Fields::of("options.all", &all));
            let text = |name| filter.as_ref().and_then(|filter| filter.text(name));
            let selection = Selection::All { kind: text("kind"), prefix: text("prefix") };
            if let Some(filter) = filter {
                filter.only(&["kind", "prefix"]);
                filter.end()?;
            } else if all != true {
                return Err(Error::invalid_argument(
                    "options.all must be true or a filter { kind?, prefix? }.",
                ));
            }
            selection
        }
        _ => {
            return Err(Error::invalid_argument(
                "Say what to replicate: `project`, a name or a list of names, or `all`, which is \
                 true or a filter { kind?, prefix? }.",
            ));
        }
    };
    let options = ReplicationOptions {
        target_name: fields.text("targetName"),
        replace: fields.texts("replace"),
        container: fields.text("container"),
        route: fields
            .text("route")
            .map(|name| Route::parse(&name))
            .transpose()?
            .unwrap_or(Route::Import),
        stop_after: fields.text("stopAfter").map(|name| Step::parse(&name)).transpose()?,
        train: fields.boolean("train").unwrap_or(true),
        deploy: fields.boolean("deploy").unwrap_or(true),
        replace_documents: fields.boolean("replaceDocuments").unwrap_or(false),
        ..ReplicationOptions::new(selection)
    };
    Ok(options)
}

/// Reads a state: the plain object, or its JSON.
pub(super) fn read_state(value: &JsValue) -> Result<ReplicationState> {
    let state = state_object(value)
        .ok_or_else(|| Error::invalid_argument("The state is not JSON. Is it cut off?"))?;
    if !matches!(&state, Given::Value(value) if value.is_object()) {
        return Err(Error::invalid_argument(
            "The state must be what `replication.state` gave, or its JSON.",
        ));
    }
    ReplicationState::read(&state)
}

/// Returns a state that is an object or JSON. Returns `None` for a string that is not JSON.
pub(super) fn state_object(value: &JsValue) -> Option<Given> {
    match value.as_string() {
        Some(json) => JSON::parse(&json).ok().map(Given::Value),
        None => Some(Given::Value(value.clone())),
    }
}
