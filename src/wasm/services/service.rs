//! `Service`: the methods that the classes of all services share.

use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;

use crate::job::status::StatusOfResult;
use crate::service::Service as Contract;
use crate::{Error, Job, Result};

use crate::wasm::clients::client::Client;
use crate::wasm::clients::client_options::read_client;
use crate::wasm::clients::exchange::submit;
use crate::wasm::clients::handed;
use crate::wasm::http::answer::read_response;
use crate::wasm::http::request::{Call, add_headers, as_core};
use crate::wasm::jobs::job_poller::JobPoller;
use crate::wasm::jobs::poll_options::PollOptions;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{Fields, own_or_class_member};
use crate::wasm::values::foreign::read_argument;
use crate::wasm::values::output::to_js;

impl Client {
    /// Reads a job in any form: the plain object, its JSON, or a job URL.
    pub(crate) fn read_job(&self, value: &JsValue) -> Thrown<Job> {
        self.validated_job(value).map_err(|error| self.failure(error))
    }

    fn validated_job(&self, value: &JsValue) -> Result<Job> {
        let Some(text) = value.as_string() else {
            return self.service.validate(read_job_object(value)?);
        };
        if !text.trim_ascii_start().starts_with('{') {
            return self.service.job_from_url(&text);
        }
        let parsed = JSON::parse(&text)
            .map_err(|_| Error::invalid_argument("The stored job is not JSON: is it cut off?"))?;
        self.service.validate(read_job_object(&parsed)?)
    }
}

/// Makes the object of any service that fulfils the contract, with the options that all classes share,
/// such as `credential` and `headers`.
pub fn object_of(contract: Rc<dyn Contract>, options: &JsValue) -> Thrown<Service> {
    let fields = Fields::options("options", options);
    Ok(Service(read_client(&fields, contract, "Service", true)?))
}

/// The base class of all services. Its methods throw `invalidArgument` synchronously when an
/// argument is wrong, and `foreignOrigin` when a job or a request belongs to another origin.
///
/// @example
/// ```js
/// const request = await client.authorize(client.statusRequest(job));
/// const status = client.readStatus(await send(request), job);
/// ```
#[wasm_bindgen]
pub struct Service(pub(crate) Rc<Client>);

#[wasm_bindgen]
impl Service {
    /// Returns the request that reads a job's status. The page sends it, and passes the answer to
    /// `readStatus`. The job is a `Job`, its JSON, or a job URL.
    ///
    /// Throws `invalidArgument` when the job does not belong to this service, and `foreignOrigin` when its URL is on
    /// another origin.
    #[wasm_bindgen(js_name = statusRequest, unchecked_return_type = "HttpRequest")]
    pub fn status_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
    ) -> Thrown<JsValue> {
        let job = self.0.read_job(job)?;
        self.0.finish(self.0.service.status_request(&job)?, JsValue::UNDEFINED)
    }

    /// Returns the request that downloads the result of a job that has ended well.
    ///
    /// Throws `invalidArgument` when the job has no result yet, and `foreignOrigin` when the result is on an origin
    /// that must not get the credential.
    #[wasm_bindgen(js_name = resultRequest, unchecked_return_type = "HttpRequest")]
    pub fn result_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "JobStatus")] status: &JsValue,
    ) -> Thrown<JsValue> {
        let job = self.0.read_job(job)?;
        let status: StatusOfResult = read_argument("status", status)?;
        self.0.finish(self.0.service.result_request(&job, &status.into())?, JsValue::UNDEFINED)
    }

    /// Reads the answer to a submission, and returns the job that it started.
    ///
    /// Throws the error that the answer means: `unauthorized`, `forbidden`, `notFound`, `throttled`
    /// or `httpError`. Throws `hiddenHeader`, `unreadableResponse` or `foreignOrigin` when the job
    /// was accepted, but its URL is hidden, missing or on another origin. Do not submit again
    /// before you have looked for the job: `error.job` or `error.location` is the job, if it is
    /// known.
    #[wasm_bindgen(js_name = readSubmission, unchecked_return_type = "Job")]
    pub fn read_submission(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
    ) -> Thrown<JsValue> {
        let mut given = as_core(request)?;
        if crate::wasm::TAKES_DESCRIBED && self.0.service.reads_submissions() {
            given.body = own_or_class_member(request, "body").as_string().map(String::into_bytes);
        }
        let mut response = read_response(response)?;
        self.0.clean(&mut response);
        Ok(to_js(&self.0.service.read_submission(&given, &response)?))
    }

    /// Reads the answer to a status request. The status of a failed job is returned like any other,
    /// and not thrown. Pass the job too, so that the status of another job is noticed.
    ///
    /// Throws what the answer means, such as `unauthorized`, `notFound` or `throttled`, and
    /// `unreadableResponse` when it is not a status, or that of another job.
    #[wasm_bindgen(js_name = readStatus, unchecked_return_type = "JobStatus")]
    pub fn read_status(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Job | string")] job: &JsValue,
    ) -> Thrown<JsValue> {
        let mut response = read_response(response)?;
        self.0.clean(&mut response);
        let job = if job.is_undefined() { None } else { Some(self.0.read_job(job)?) };
        Ok(to_js(&self.0.service.read_status(&response, job.as_ref())?))
    }

    /// Resolves with the request, with the credential and the client's `headers` added. Use this in pages that send
    /// requests themselves, if the credential has `getToken` or `headers` is a function.
    ///
    /// Throws `foreignOrigin` when the request goes to another origin. Rejects with `unauthorized` when
    /// the credential gives no token, and with `invalidArgument` when `headers` fails.
    #[wasm_bindgen(unchecked_return_type = "Promise<HttpRequest>")]
    pub fn authorize(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
    ) -> Thrown<Promise> {
        let mut call = Call::from_js(request)?;
        self.0.service.check_origin(&call.request.url)?;
        let (client, controller) = (self.0.clone(), Controller::default());
        let inner = controller.clone();
        Ok(abortable(
            &[],
            &controller,
            Box::pin(async move {
                let access = client.service.access();
                let headers = client.headers.of(&call.request, access, &inner).await?;
                add_headers(&mut call.request, headers.as_ref());
                if let Some(credential) = client.credentials.to_send(false, &inner).await? {
                    credential.authorize(&mut call.request);
                }
                Ok(call.to_js())
            }),
        ))
    }

    /// Sends a submission once, and resolves with a poller for its job. It is sent again only when a
    /// refused token could be renewed.
    ///
    /// Throws `invalidArgument` or `foreignOrigin` before anything is sent. Rejects with `network` or
    /// `timeout` when no answer came, and the submission may have arrived all the same; with
    /// `unauthorized`, `forbidden`, `notFound`, `throttled` or `httpError` when the service refused it;
    /// and with `hiddenHeader`, `unreadableResponse` or `foreignOrigin` when it was accepted, but its
    /// answer cannot be used (`error.job`). An abort rejects with the signal's reason.
    ///
    /// @example
    /// ```js
    /// const poller = await language.start(language.exportRequest("MyProject"), { signal });
    /// for await (const status of poller) show(status);
    /// const project = (await poller.result()).project();
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<JobPoller>")]
    pub fn start(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let call = Call::from_js(request)?;
        self.0.service.check_origin(&call.request.url)?;
        let options = PollOptions::read(options, self.0.service.pace())?;
        let (client, controller) = (self.0.clone(), Controller::default());
        let inner = controller.clone();
        let signals = options.signal.clone().into_iter().collect::<Vec<_>>();
        Ok(abortable(
            &signals,
            &controller,
            Box::pin(async move {
                match submit(&client, &call, &options.transport, &inner).await {
                    Ok(job) => Ok(JobPoller::of_submission(client, job, options).into()),
                    Err(failure) => Err(client.failure(failure).into()),
                }
            }),
        ))
    }

    /// Passes the client to [`handed`] within this module. For another entry, returns the values from which the client
    /// was made.
    #[wasm_bindgen(js_name = "handOver", skip_typescript)]
    pub fn hand_over(&self) -> JsValue {
        handed::hand_over(&self.0)
    }

    /// Returns a poller for a job that was started before: a `Job`, its JSON, or a job URL. Nothing is
    /// sent until the poller is used.
    ///
    /// Throws `invalidArgument` when the argument is not a job of this service, and `foreignOrigin` when its URL is on
    /// another origin.
    ///
    /// @example
    /// ```js
    /// const poller = language.follow(localStorage.getItem("job"));
    /// const status = await poller.pollUntilDone();
    /// ```
    pub fn follow(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "PollOptions")] options: &JsValue,
    ) -> Thrown<JobPoller> {
        let options = PollOptions::read(options, self.0.service.pace())?;
        Ok(JobPoller::new(self.0.clone(), self.0.read_job(job)?, options))
    }
}

pub(crate) fn read_job_object(value: &JsValue) -> Result<Job> {
    read_argument("job", value)
}
