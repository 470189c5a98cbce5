//! `Replication` and `compareRegions`, for JavaScript.

mod events;
mod languages;
mod options;
mod regions;
mod run_lock;
mod saver;

pub use regions::compare_regions;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::Error;
use crate::replication::{self, Progress, ReplicationOptions, ReplicationState};
use crate::service;

use crate::wasm::clients::client::Client;
use crate::wasm::clients::operation::{Causes, OperationDriver};
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::Settler;
use crate::wasm::platform::signal::{AbortWatch, aborted_reason, signal_in};
use crate::wasm::values::error::{Failure, Thrown};
use crate::wasm::values::fields::{Fields, kind};
use crate::wasm::values::output::to_js;
use crate::wasm::values::snapshot::Snapshot;
use events::{ReplicationEvents, Subscribers};
use languages::language_of;
use options::{Means, Parties, SaveCallbacks, read_replication_options, read_state};
use run_lock::RunLock;
use saver::PageSaver;

/// The contract and the client of a resource.
struct Resource {
    contract: Rc<service::AzureLanguage>,
    client: Rc<Client>,
}

impl Resource {
    fn read(fields: &Fields, name: &str) -> Result<Self, Error> {
        let value = fields.get(name);
        language_of(&value).ok_or_else(|| {
            Error::invalid_argument(format!(
                "options.{name} must be an AzureLanguage; got {}.",
                kind(&value)
            ))
        })
    }
}

/// Copies projects from one resource of Azure AI Language to another: export, check, import, verify,
/// train, evaluate, deploy. It reports its progress, can be interrupted, and resumes from its `state`.
///
/// @example
/// ```js
/// const replication = new Replication({ source, target, project: "Travel", onState: (state) => store(state) });
/// replication.onProgress((progress) => show(progress.doing));
/// await replication.run();
/// ```
#[wasm_bindgen]
pub struct Replication {
    source: Resource,
    target: Resource,
    means: Rc<Means>,
    parties: Rc<Parties>,
    subscribers: Rc<Subscribers>,
    machine: Rc<RefCell<Rc<RefCell<replication::Replication>>>>,
    running: Rc<RefCell<Option<Promise>>>,
    last_state: Snapshot<ReplicationState>,
    last_progress: Snapshot<Progress>,
}

#[wasm_bindgen]
impl Replication {
    /// Creates a replication. It sends nothing before `run` or `plan`.
    ///
    /// Throws `invalidArgument` when an option is wrong or missing, such as `onBackup` with `replace`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ReplicationOptions")] options: &JsValue,
    ) -> Thrown<Replication> {
        let fields = Fields::options("options", options);
        let chosen = read_replication_options(&fields)?;
        Self::begin(&fields, |source, target, means| {
            means.check(&chosen)?;
            let documents = &means.documents;
            replication::Replication::new(source, target, chosen, documents)
        })
    }

    /// Creates a replication that continues from a `state` or its JSON, in another page or on another day. It repeats
    /// the steps that failed.
    ///
    /// Throws `invalidArgument` when the state is cut off, or belongs to other resources.
    pub fn resume(
        #[wasm_bindgen(unchecked_param_type = "ReplicationState | string")] state: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "ReplicationMeans")] options: &JsValue,
    ) -> Thrown<Replication> {
        let state = read_state(state)?;
        let fields = Fields::options("options", options);
        Self::begin(&fields, |source, target, means| {
            means.check(&state.options)?;
            let documents = &means.documents;
            replication::Replication::resume(state, source, target, documents)
        })
    }

    /// The state, as plain data without secrets. Store it, and pass it to `resume` later. After the
    /// end, its `projects` are the report. The object is frozen, and stays the same until the state
    /// changes.
    #[wasm_bindgen(getter, unchecked_return_type = "ReplicationState")]
    pub fn state(&self) -> JsValue {
        self.last_state.of_plain(&self.core_state())
    }

    /// The current progress; `undefined` before `run`. The object is frozen, and stays the same until
    /// the progress changes.
    #[wasm_bindgen(getter, unchecked_return_type = "ReplicationProgress | undefined")]
    pub fn progress(&self) -> JsValue {
        let machine = self.machine.borrow().clone();
        let progress = machine.borrow().progress();
        progress.map_or(JsValue::UNDEFINED, |it| self.last_progress.of_plain(&it))
    }

    /// Runs the replication. Resolves with the state, whose `projects` are the report. While it runs,
    /// further calls return the same promise.
    ///
    /// Rejects with `conflict`, before anything is sent, when another tab, worker or object runs the same replication.
    /// If projects fail, it replicates all others first, and rejects with the failure of the first one: `conflict` when
    /// the target has something that must not be overwritten, `jobFailed`, `jobCancelled`, `expired` or `timeout` of a
    /// job, `notFound`, `invalidProject`, or the error of a request, such as `network` or `unauthorized`. Rejects with
    /// `invalidArgument` when `onState`, `storedState` or `onBackup` fails (`cause`). An abort rejects with the
    /// signal's reason. After any of these, `run` or `resume` continues.
    ///
    /// @example
    /// ```js
    /// const state = await replication.run({ signal });
    /// for (const project of state.projects) show(project.target, project.ending);
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<ReplicationState>")]
    pub fn run(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")]
        options: &JsValue,
    ) -> Thrown<Promise> {
        let fields = Fields::options("options", options);
        let own = signal_in(&fields);
        fields.end()?;
        if let Some(running) = self.running.borrow().clone() {
            return Ok(running);
        }
        let signals: Vec<_> = self.means.signal.clone().into_iter().chain(own).collect();
        if let Some(reason) = aborted_reason(&signals) {
            return Ok(Promise::reject(&reason));
        }
        // After an interruption or a failure, the run continues from the known state.
        let mut machine = replication::Replication::resume(
            self.core_state(),
            self.source.contract.clone(),
            self.target.contract.clone(),
            &self.means.documents,
        )?;
        machine.begin_run(&run_id());
        let run = Run {
            machine: Rc::new(RefCell::new(machine)),
            subscribers: self.subscribers.clone(),
            running: self.running.clone(),
            controller: Controller::default(),
            lock: Rc::default(),
        };
        let (promise, settler) = Settler::new();
        self.running.replace(Some(promise.clone()));
        let watches: Rc<RefCell<Vec<AbortWatch>>> = Rc::default();
        for signal in signals {
            let (run, settler) = (run.clone(), settler.clone());
            watches.borrow_mut().push(AbortWatch::new(signal, move |reason| {
                run.controller.abort();
                run.end();
                settler.settle(Err(reason));
            }));
        }
        let (parties, callbacks) = (self.parties.clone(), self.means.callbacks.clone());
        let current = self.machine.clone();
        spawn_local(async move {
            let state = run.machine.borrow().state();
            let lock = RunLock::take(&state, &String::from(Date::new_0().to_iso_string())).await;
            if run.controller.is_aborted() {
                return;
            }
            match lock {
                Ok(lock) => {
                    run.lock.replace(Some(lock));
                    current.replace(run.machine.clone());
                    run.drive(&parties, callbacks, settler, watches);
                }
                Err(error) => {
                    drop(watches.take());
                    run.end();
                    settler.settle(Err(Failure::from(error).into()));
                }
            }
        });
        Ok(promise)
    }

    /// Makes a dry run: reads both resources, changes nothing, and resolves with every request that
    /// `run` would make.
    ///
    /// Rejects with the error of a request: `network`, `timeout`, `unauthorized`, `forbidden`, `throttled`, `httpError`
    /// or `unreadableResponse`. An abort rejects with the signal's reason. If a project must not be replicated, its
    /// `refusal` gives the reason; this is not a rejection.
    #[wasm_bindgen(unchecked_return_type = "Promise<ProjectPlan[]>")]
    pub fn plan(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "{ signal?: AbortSignal }")]
        options: &JsValue,
    ) -> Thrown<Promise> {
        let fields = Fields::options("options", options);
        let own = signal_in(&fields);
        fields.end()?;
        let chosen: ReplicationOptions = self.core_state().options;
        let (source, target) = (self.source.contract.clone(), self.target.contract.clone());
        let has_storage = self.means.documents.target.is_some();
        let workflow = replication::plan(source, target, chosen, has_storage)?;
        let signals: Vec<_> = self.means.signal.clone().into_iter().chain(own).collect();
        regions::promise_of(workflow, &self.parties, &signals, |plans| to_js(plans.as_slice()))
    }

    /// Calls the listener whenever the progress changes. Returns the function that removes the listener.
    #[wasm_bindgen(js_name = onProgress, unchecked_return_type = "() => void")]
    pub fn on_progress(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(progress: ReplicationProgress) => void")]
        listener: &JsValue,
    ) -> Thrown<JsValue> {
        self.subscribers.listeners.subscribe("onProgress", listener)
    }

    /// Iterates over the progress: `for await (const progress of replication)`. It ends with the run.
    #[wasm_bindgen(
        js_name = "[Symbol.asyncIterator]",
        unchecked_return_type = "AsyncIterableIterator<ReplicationProgress>"
    )]
    pub fn events(&self) -> ReplicationEvents {
        self.subscribers.stream()
    }
}

impl Replication {
    fn begin(
        fields: &Fields,
        make: impl FnOnce(
            Rc<service::AzureLanguage>,
            Rc<service::AzureLanguage>,
            &Means,
        ) -> Result<replication::Replication, Error>,
    ) -> Thrown<Replication> {
        let means = Means::read(fields)?;
        let source = Resource::read(fields, "source")?;
        let target = Resource::read(fields, "target")?;
        fields.end()?;
        let machine = make(source.contract.clone(), target.contract.clone(), &means)?;
        let subscribers = Rc::<Subscribers>::default();
        if let Some(listener) = means.on_progress.clone() {
            subscribers.listeners.add(listener);
        }
        let parties = Rc::new(Parties {
            source: source.client.clone(),
            target: target.client.clone(),
            transport: means.transport.clone(),
        });
        Ok(Self {
            source,
            target,
            means: Rc::new(means),
            parties,
            subscribers,
            machine: Rc::new(RefCell::new(Rc::new(RefCell::new(machine)))),
            running: Rc::default(),
            last_state: Snapshot::default(),
            last_progress: Snapshot::default(),
        })
    }

    fn core_state(&self) -> ReplicationState {
        self.machine.borrow().borrow().state()
    }
}

/// One run, from its beginning to its end.
#[derive(Clone)]
struct Run {
    machine: Rc<RefCell<replication::Replication>>,
    subscribers: Rc<Subscribers>,
    running: Rc<RefCell<Option<Promise>>>,
    controller: Controller,
    /// The lock that excludes other runs of the same replication.
    lock: Rc<RefCell<Option<RunLock>>>,
}

impl Run {
    /// Ends the run: releases the lock, and ends all event streams.
    fn end(&self) {
        self.running.replace(None);
        drop(self.lock.take());
        self.subscribers.end();
    }

    fn drive(
        self,
        parties: &Parties,
        callbacks: SaveCallbacks,
        settler: Settler,
        watches: Rc<RefCell<Vec<AbortWatch>>>,
    ) {
        let known = self.machine.clone();
        let state = Box::new(move || known.borrow().state());
        let (machine, controller) = (self.machine.clone(), self.controller.clone());
        let saver = Rc::new(PageSaver { callbacks, state });
        let after = Box::new(move |causes: &Causes| {
            let news = self.machine.borrow().news();
            if let Some(progress) = news {
                self.subscribers.publish(&to_js(&progress));
            }
            let outcome = self.machine.borrow_mut().outcome();
            let Some(outcome) = outcome else { return true };
            drop(watches.take());
            self.end();
            settler.settle(match outcome {
                Ok(()) => Ok(to_js(&self.machine.borrow().state())),
                Err(error) => Err(Failure { cause: causes.of(&error), error }.into()),
            });
            false
        });
        OperationDriver::start(machine, parties.means(controller, Some(saver)), after);
    }
}

/// Returns a random id for a run.
fn run_id() -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^53")]
    let part = || (Math::random() * 9e15) as u64;
    format!("{:x}{:x}", part(), part())
}
