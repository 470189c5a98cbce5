//! Asks the deployed models of one or more resources.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;

use crate::Result;
use crate::failover::{self, Answer, Answered, FailoverOptions, Question, Readings};
use crate::service::{AzureLanguageRuntime, Pace};

use super::question::{prediction_to_js, results_to_js};
use crate::wasm::clients::client::Client;
use crate::wasm::clients::client_options::{read_client, read_client_options};
use crate::wasm::clients::operation::{Means, finish};
use crate::wasm::jobs::poll_options::PollOptions;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::timer::Clock;
use crate::wasm::values::error::Failure;
use crate::wasm::values::fields::{Fields, set};
use crate::wasm::values::listeners::Listeners;
use crate::wasm::values::output::{add_members, to_js};

/// A resource's contract, with its caller's credential.
pub(crate) struct RuntimeClient {
    pub(crate) contract: Rc<AzureLanguageRuntime>,
    pub(crate) client: Rc<Client>,
}

/// Resources, in the order of preference.
pub(crate) struct Resources {
    clients: Vec<Rc<Client>>,
    core: Rc<failover::Resources>,
    clock: Clock,
    pub(crate) listeners: Rc<Listeners>,
    /// The number of changes that were reported to the listeners.
    told: Cell<u32>,
}

impl RuntimeClient {
    /// Reads `{ endpoint, apiVersion?, credential?, upstream?, credentials?, headers?, baseUrl?,
    /// trustedOrigins? }`.
    pub(crate) fn read(what: &'static str, options: &JsValue) -> Result<Self> {
        let fields = Fields::options(what, options);
        let given = read_client_options(&fields, "endpoint")?;
        let version = fields.text("apiVersion");
        fields.end()?;
        let contract = Rc::new(AzureLanguageRuntime::with_options(&given, version.as_deref())?);
        let client = read_client(&fields, contract.clone(), "LanguageRuntime", true)?;
        Ok(Self { contract, client })
    }
}

impl Resources {
    pub(crate) fn new(all: Vec<Rc<RuntimeClient>>, options: FailoverOptions) -> Result<Rc<Self>> {
        let contracts = all.iter().map(|resource| resource.contract.clone()).collect();
        let clients = all.iter().map(|resource| resource.client.clone()).collect();
        let core = failover::Resources::new(contracts, options)?;
        let (clock, listeners, told) = (Clock::new(), Rc::default(), Cell::default());
        Ok(Rc::new(Self { clients, core, clock, listeners, told }))
    }

    /// Asks one resource after another. The core decides their order.
    pub(crate) fn ask(
        self: &Rc<Self>,
        question: Question,
        options: &JsValue,
        pace: Pace,
        fetch: Option<&Function>,
    ) -> Result<Promise> {
        let mut options = PollOptions::read(options, pace)?;
        if options.transport.fetch.is_none() {
            options.transport.fetch = fetch.cloned();
        }
        let controller = Controller::default();
        let signals = options.signal.take().into_iter().collect::<Vec<_>>();
        let means = Means {
            clients: self.clients.clone(),
            transport: options.transport,
            controller: controller.clone(),
            saver: None,
        };
        let readings = Rc::<Readings>::default();
        let workflow = self.core.ask(question, options.pace, readings.clone());
        let on_progress = Listeners::default();
        if let Some(listener) = options.on_progress {
            on_progress.add(listener);
        }
        let (resources, teller) = (self.clone(), self.clone());
        let after = move || {
            for status in readings.take() {
                on_progress.tell(|| to_js(&status));
            }
            teller.tell_changes();
        };
        let task = async move {
            match finish(workflow, means, after).await {
                Ok(answered) => Ok(resources.answer(answered).into()),
                Err(failure) => Err(resources.clean(failure).into()),
            }
        };
        Ok(abortable(&signals, &controller, Box::pin(task)))
    }

    /// Returns an answer as an object. If there are several resources, it names the one that answered.
    fn answer(&self, (index, answer): Answered) -> Object {
        let object = match answer {
            Answer::Prediction(prediction) => prediction_to_js(&prediction),
            Answer::Analysis(results, job) => {
                let object = results_to_js(&results);
                set(&object, "job", &to_js(&job));
                object
            }
        };
        if let Some(answered_by) = self.core.answered_by(index) {
            add_members(&object, &answered_by);
        }
        object
    }

    /// Removes the secrets of all resources from a failure.
    fn clean(&self, failure: Failure) -> Failure {
        self.clients.iter().fold(failure, |failure, client| client.failure(failure))
    }

    /// Calls the listeners if a resource went down or came back since the last time.
    fn tell_changes(&self) {
        let changes = self.core.changes();
        if self.told.replace(changes) != changes {
            self.listeners.tell(|| self.state());
        }
    }

    /// Returns the health of both resources, and the one that would be asked now.
    pub(crate) fn state(&self) -> JsValue {
        self.core.state(self.clock.now()).as_ref().map_or(JsValue::UNDEFINED, to_js)
    }
}
