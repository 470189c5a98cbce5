//! The commands of callers to a board.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsValue;

use crate::board::{AddOptions, BoardState, HistoryFilter, HistoryLimits};
use crate::plain::Plainly;
use crate::service::{Limits, Pace, PaceOptions, Rate};
use crate::{Error, Result};

use super::records::read_state;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::exchange::Transport;
use crate::wasm::clients::given_client::client_of;
use crate::wasm::values::fields::{Fields, get, keys_of, list_of};

/// The options of the constructor.
pub(super) struct BoardOptions {
    pub(super) clients: Vec<Rc<Client>>,
    pub(super) transport: Transport,
    /// The name of the board for the tabs that share it.
    pub(super) name: Option<String>,
    pub(super) limits: Vec<(Option<String>, Limits)>,
    pub(super) state: Option<BoardState>,
    pub(super) history: HistoryLimits,
}

impl BoardOptions {
    pub(super) fn read(value: &JsValue) -> Result<Self> {
        let fields = Fields::of("options", value);
        fields.only(&[
            "clients",
            "fetch",
            "name",
            "limits",
            "requestTimeoutMs",
            "state",
            "history",
        ]);
        let fetch = fields.function("fetch");
        let name = fields.text("name").filter(|name| !name.is_empty());
        let timeout = fields.number("requestTimeoutMs");
        fields.end()?;
        let options = PaceOptions { request_timeout_ms: timeout, ..Default::default() };
        let timeout_ms = Pace::default().with(&options)?.request_timeout_ms;
        let state = fields.get("state");
        Ok(Self {
            clients: read_clients(&fields.get("clients"))?,
            transport: Transport { fetch, timeout_ms },
            name,
            history: read_history(&fields.get("history"))?,
            limits: read_limits(&fields.get("limits"))?,
            state: if state.is_undefined() { None } else { Some(read_state(&state)?) },
        })
    }
}

fn read_clients(value: &JsValue) -> Result<Vec<Rc<Client>>> {
    let given: Vec<JsValue> = if Array::is_array(value) {
        list_of(value).map(|list| list.iter().collect()).unwrap_or_default()
    } else {
        vec![value.clone()]
    };
    let clients: Option<Vec<_>> = given.iter().map(client_of).collect();
    clients.filter(|clients| !clients.is_empty()).ok_or_else(|| {
        Error::invalid_argument(
            "options.clients must be the clients whose jobs the board follows: one AzureLanguage or \
             AvePoint, or a list of them.",
        )
    })
}

/// `{ reads: { count, windowMs }, submissions, running, floorMs }`, for all origins; or such objects
/// by origin.
fn read_limits(value: &JsValue) -> Result<Vec<(Option<String>, Limits)>> {
    if value.is_undefined() {
        return Ok(Vec::new());
    }
    let names = keys_of(value).and_then(|keys| list_of(&keys)).unwrap_or_default();
    let origins: Vec<String> = names
        .iter()
        .filter_map(|name| name.as_string())
        .filter(|name| name.contains("://"))
        .collect();
    if origins.is_empty() {
        return Ok(vec![(None, read_limit(value)?)]);
    }
    origins
        .into_iter()
        .map(|origin| Ok((Some(origin.clone()), read_limit(&get(value, &origin))?)))
        .collect()
}

fn read_limit(value: &JsValue) -> Result<Limits> {
    let fields = Fields::of("limits", value);
    fields.only(Limits::shape().names);
    let limits: Limits = fields.plain();
    fields.end()?;
    for (name, rate) in [("reads", limits.reads), ("submissions", limits.submissions)] {
        let rate_fields = Fields::of("limits", &fields.get(name));
        rate_fields.only(Rate::shape().names);
        rate_fields.end()?;
        if rate.is_some_and(|rate| rate.count == 0 || rate.window_ms == 0) {
            return Err(Error::invalid_argument(text!(
                "limits.{} must be { count, windowMs }, both at least 1.",
                name
            )));
        }
    }
    Ok(limits)
}

fn read_history(value: &JsValue) -> Result<HistoryLimits> {
    let fields = Fields::of("history", value);
    fields.only(HistoryLimits::shape().names);
    let limits = fields.plain();
    fields.end()?;
    Ok(limits)
}

/// The argument of `history`.
pub(super) fn read_filter(value: &JsValue) -> Result<HistoryFilter> {
    let fields = Fields::of("filter", value);
    fields.only(HistoryFilter::shape().names);
    let filter = fields.plain();
    fields.end()?;
    Ok(filter)
}

/// The options of `add` and `submit`.
pub(super) fn read_add(value: &JsValue) -> Result<AddOptions> {
    let fields = Fields::of("options", value);
    fields.only(&["intervalMs", "maxIntervalMs", "timeoutMs", "signal"]);
    let pace = PaceOptions { request_timeout_ms: None, ..fields.plain() };
    fields.end()?;
    Pace::default().with(&pace)?;
    Ok(AddOptions { pace })
}
