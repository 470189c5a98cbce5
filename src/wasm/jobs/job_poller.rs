//! `JobPoller`: the promise API over a session.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::poller::Until;
use crate::{Job, JobStatus};

use super::job_result;
use super::poll_options::{PollOptions, WaitOptions};
use super::save::save;
use super::session::{Session, status_to_js};
use super::statuses::JobStatuses;
use crate::wasm::clients::client::Client;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::timer::now;
use crate::wasm::values::error::{Thrown, number};
use crate::wasm::values::snapshot::Snapshot;

/// Follows one job. It polls only during `pollUntilDone`, `result` or an iteration. It sends one
/// request at a time, even if several of them run. All times are in milliseconds.
///
/// @example
/// ```js
/// const poller = await language.start(language.exportRequest("MyProject"));
/// localStorage.setItem("job", JSON.stringify(poller.job));
/// await poller.pollUntilDone();
/// ```
#[wasm_bindgen]
pub struct JobPoller {
    session: Rc<Session>,
    job: Snapshot<Job>,
    status: Snapshot<JobStatus>,
}

impl JobPoller {
    pub(crate) fn new(client: Rc<Client>, job: Job, options: PollOptions) -> Self {
        let session = Session::new(client, job, options);
        Self { session, job: Snapshot::default(), status: Snapshot::default() }
    }

    /// Follows a job that has just been submitted.
    pub(crate) fn of_submission(client: Rc<Client>, job: Job, options: PollOptions) -> Self {
        let poller = Self::new(client, job, options);
        if crate::wasm::TAKES_DESCRIBED {
            poller.session.begin();
        }
        poller
    }

    /// Returns the session, for other objects that follow the same job.
    pub(crate) fn session(&self) -> Rc<Session> {
        self.session.clone()
    }

    fn wait_options(&self, options: &JsValue) -> Thrown<WaitOptions> {
        let pace = *self.session.poller.borrow().pace();
        Ok(WaitOptions::read(options, &pace)?)
    }
}

#[wasm_bindgen]
impl JobPoller {
    /// The job, as plain data without secrets. Store it, and pass it to `follow` later. The object is
    /// frozen, and stays the same until the job changes.
    #[wasm_bindgen(getter, unchecked_return_type = "Readonly<Job>")]
    pub fn job(&self) -> JsValue {
        let job = self.session.poller.borrow().job().clone();
        self.job.of_plain(&job)
    }

    /// The last status; `undefined` before the first answer. The object is frozen, and stays the same
    /// until the status changes.
    #[wasm_bindgen(getter, unchecked_return_type = "Readonly<JobStatus> | undefined")]
    pub fn status(&self) -> JsValue {
        let status = self.session.poller.borrow().status().cloned();
        status.map_or(JsValue::UNDEFINED, |status| self.status.of_plain(&status))
    }

    /// Returns whether the job has ended, with or without success.
    #[wasm_bindgen(getter, js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.session.poller.borrow().is_done()
    }

    /// The time until the next poll, in milliseconds; `undefined` if none is planned.
    #[wasm_bindgen(getter, js_name = nextPollInMs)]
    pub fn next_poll_in_ms(&self) -> Option<f64> {
        self.session.next_poll_in().map(number)
    }

    /// The reason why the last poll failed, if it will be repeated; otherwise `undefined`.
    #[wasm_bindgen(getter, js_name = lastFailure, unchecked_return_type = "ExportJobsError | undefined")]
    pub fn last_failure(&self) -> JsValue {
        self.session.last_failure()
    }

    /// Sends one status request now, and resolves with the status, also that of a failed job. If the job has ended, it
    /// sends nothing and resolves with the last status.
    ///
    /// Rejects with the error of the request: `network`, `timeout`, `unauthorized`, `forbidden`, `notFound`,
    /// `throttled`, `httpError`, `unreadableResponse`; or with `expired` when the service has deleted the job. An abort
    /// rejects with the signal's reason.
    #[wasm_bindgen(unchecked_return_type = "Promise<JobStatus>")]
    pub fn poll(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "WaitOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let options = self.wait_options(options)?;
        let deadline = now().saturating_add(options.timeout_ms);
        Ok(self.session.wait(Until::Answer, Some(deadline), options.signal, status_to_js))
    }

    /// Polls until the job has ended. Resolves with the last status when the job `succeeded` or
    /// `partiallyCompleted`. Failed polls are repeated.
    ///
    /// Rejects with `jobFailed` or `jobCancelled` when the job ended that way (`error.errors`), with `expired` when the
    /// service has deleted it, with `timeout` at the deadline, and with the error that ended the polling, such as
    /// `unauthorized`, `forbidden`, `notFound` or `network`. An abort rejects with the signal's reason. `error.job` can
    /// be followed again.
    #[wasm_bindgen(js_name = pollUntilDone, unchecked_return_type = "Promise<JobStatus>")]
    pub fn poll_until_done(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "WaitOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let options = self.wait_options(options)?;
        let deadline = now().saturating_add(options.timeout_ms);
        Ok(self.session.wait(Until::Done, Some(deadline), options.signal, status_to_js))
    }

    /// Calls the listener with every new status. Returns the function that removes the listener.
    #[wasm_bindgen(js_name = onProgress, unchecked_return_type = "() => void")]
    pub fn on_progress(
        &self,
        #[wasm_bindgen(unchecked_param_type = "(status: JobStatus) => void")] listener: &JsValue,
    ) -> Thrown<JsValue> {
        self.session.listeners.subscribe("onProgress", listener)
    }

    /// Iterates over the job's statuses: `for await (const status of poller)`. The first status
    /// comes without a wait. The last one is that of the ended job. A failed job is not thrown. If
    /// polling ends with an error, the iteration throws it, as `pollUntilDone` rejects.
    #[wasm_bindgen(
        js_name = "[Symbol.asyncIterator]",
        unchecked_return_type = "AsyncIterableIterator<JobStatus>"
    )]
    pub fn statuses(&self) -> JobStatuses {
        JobStatuses::new(self.session.clone())
    }

    /// Polls until the job has ended well, and downloads its result. `onProgress` is called as bytes
    /// arrive. Failed downloads are repeated.
    ///
    /// Rejects as `pollUntilDone` does; with `expired` when the service no longer keeps the result, with
    /// `foreignOrigin` when the result is on an origin that must not get the credential, with `unreadableResponse` when
    /// the result was cut off or belongs to another job, and with `timeout` when it had not arrived by the deadline.
    #[wasm_bindgen(unchecked_return_type = "Promise<JobResult>")]
    pub fn result(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "ResultOptions")] options: &JsValue,
    ) -> Thrown<Promise> {
        let options = self.wait_options(options)?;
        let controller = Controller::default();
        let session = self.session.clone();
        let signals = session.signals(options.signal.clone());
        let inner = controller.clone();
        let task = Box::pin(async move {
            let timeout_ms = options.timeout_ms;
            let deadline = now().saturating_add(timeout_ms);
            let done =
                session.wait(Until::Done, Some(deadline), options.signal.clone(), status_to_js);
            JsFuture::from(done).await?;
            let times = (deadline.saturating_sub(now()), timeout_ms);
            let result = job_result::download(&session, options.on_progress, inner, times).await;
            result.map(JsValue::from).map_err(|failure| session.client.failure(failure).into())
        });
        Ok(abortable(&signals, &controller, task))
    }

    /// Polls until the job has ended well, and writes its result to a target while it arrives. The whole file is never
    /// in memory. The target is a stream, such as a `FileSystemWritableFileStream`; or `"download"`, for a download of
    /// the browser; or absent, for a `Blob`, with which the promise resolves. A download that breaks off is continued
    /// if the service can do that. Otherwise it begins again, if the target can.
    ///
    /// Rejects as `result` does, and with `notStored` when the target does not accept the file. After a failure, it
    /// aborts the stream, unless `preventAbort` is set.
    #[wasm_bindgen(unchecked_return_type = "Promise<SaveResult>")]
    pub fn save(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "WritableStream<any> | \"download\"")]
        target: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "SaveOptions")] options: &JsValue,
    ) -> Result<Promise, JsValue> {
        save(&self.session, target, options)
    }
}
