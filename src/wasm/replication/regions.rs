//! `compareRegions`, and other operations that only read from two resources.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::replication::{self, RegionOptions};
use crate::workflow::Workflow;

use super::Resource;
use super::options::{Means, Parties};
use crate::wasm::clients::operation::finish;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::signal::Signal;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::Fields;
use crate::wasm::values::output::to_js;

/// Compares the projects of two resources. For each project, it says whether the target's project is missing, older,
/// different or equal, with models and deployments, and what a `Replication` would do about it. Nothing is changed.
///
/// Throws `invalidArgument` when an option is wrong, or the resources are of different families. Rejects with the error
/// of a request after several attempts: `network`, `timeout`, `unauthorized`, `forbidden`, `throttled`, `httpError` or
/// `unreadableResponse`; with `content`, also with `jobFailed`, `jobCancelled` or `expired` of an export, and with
/// `invalidProject`. An abort rejects with the signal's reason.
#[wasm_bindgen(js_name = compareRegions, unchecked_return_type = "Promise<RegionComparison[]>")]
pub fn compare_regions(
    #[wasm_bindgen(unchecked_param_type = "RegionOptions")] options: &JsValue,
) -> Thrown<Promise> {
    let fields = Fields::options("options", options);
    let means = Means::read(&fields)?;
    let source = Resource::read(&fields, "source")?;
    let target = Resource::read(&fields, "target")?;
    let options = RegionOptions {
        names: fields.texts("project"),
        kind: fields.text("kind"),
        prefix: fields.text("prefix"),
        with_content: fields.boolean("content").unwrap_or(false),
    };
    fields.end()?;
    let workflow =
        replication::compare_regions(source.contract.clone(), target.contract.clone(), options)?;
    let parties =
        Parties { source: source.client, target: target.client, transport: means.transport };
    let signals: Vec<_> = means.signal.into_iter().collect();
    promise_of(workflow, &parties, &signals, |all| to_js(all.as_slice()))
}

/// Returns the promise of a workflow that only reads.
pub(super) fn promise_of<T: 'static>(
    workflow: Workflow<T>,
    parties: &Parties,
    signals: &[Signal],
    shape: fn(T) -> JsValue,
) -> Thrown<Promise> {
    let controller = Controller::default();
    let means = parties.means(controller.clone(), None);
    let task =
        async move { finish(workflow, means, || ()).await.map(shape).map_err(JsValue::from) };
    Ok(abortable(signals, &controller, Box::pin(task)))
}
