//! `compareRegions`, and what else is asked of two resources without changing anything.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::replication::{self, RegionComparison, RegionOptions};
use crate::workflow::Workflow;

use super::super::error::{Failure, Thrown};
use super::super::fields::Fields;
use super::super::promise::Settler;
use super::super::service::new_controller;
use super::super::signal::{AbortWatch, Signal, aborted_reason};
use super::Resource;
use super::driver::{Driver, Keepers, Parties};
use super::options::{Means, plain_projects};

/// What a second region lacks: for each project whether the target's is missing, older, different
/// or equal, with models and deployments, and what a `Replication` would do about it.
#[wasm_bindgen(js_name = compareRegions, unchecked_return_type = "Promise<RegionComparison[]>")]
pub fn compare_regions(
    #[wasm_bindgen(unchecked_param_type = "RegionOptions")] options: &JsValue,
) -> Thrown<Promise> {
    let fields = Fields::options("options", options);
    let means = Means::read(&fields)?;
    let source = Resource::read(&fields, "source")?;
    let target = Resource::read(&fields, "target")?;
    let wishes = RegionOptions {
        names: fields.texts("project"),
        kind: fields.text("kind"),
        prefix: fields.text("prefix"),
        with_content: fields.boolean("content").unwrap_or(false),
    };
    fields.end()?;
    let workflow =
        replication::compare_regions(source.contract.clone(), target.contract.clone(), wishes)?;
    let parties =
        Rc::new(Parties { source: source.client, target: target.client, wire: means.wire });
    let signals: Vec<_> = means.signal.into_iter().collect();
    drive(workflow, parties, &signals, |all| plain_projects(&RegionComparison::to_json(&all)))
}

/// Drives a workflow that only reads, for a promise.
pub(super) fn drive<T: 'static>(
    workflow: Workflow<T>,
    parties: Rc<Parties>,
    signals: &[Signal],
    shape: fn(T) -> JsValue,
) -> Thrown<Promise> {
    if let Some(reason) = aborted_reason(signals) {
        return Ok(Promise::reject(&reason));
    }
    let machine = Rc::new(RefCell::new(workflow));
    let controller = new_controller()?;
    let (promise, settler) = Settler::new();
    let watches: Rc<RefCell<Vec<AbortWatch>>> = Rc::default();
    for signal in signals {
        let (controller, settler) = (controller.clone(), settler.clone());
        watches.borrow_mut().push(AbortWatch::new(signal.clone(), move |reason| {
            settler.settle(Err(reason));
            controller.abort();
        }));
    }
    let known = machine.clone();
    let after = Box::new(move |cause: Option<JsValue>| {
        let outcome = known.borrow_mut().outcome();
        let Some(outcome) = outcome else { return true };
        drop(watches.take());
        settler.settle(match outcome {
            Ok(value) => Ok(shape(value)),
            Err(error) => Err(Failure { error, cause }.into()),
        });
        false
    });
    Driver::start(machine, parties, Keepers::default(), controller, None, after);
    Ok(promise)
}
