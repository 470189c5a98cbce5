//! The files and the pages of a result, one at a time.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::poller::Until;
use crate::service::{DescribedService, Service};
use crate::{Download, Job, JobStatus, Request, Result};

use crate::wasm::jobs::job_poller::JobPoller;
use crate::wasm::jobs::job_result::{JobResult, download_part, kept, renewed};
use crate::wasm::jobs::poll_options::WaitOptions;
use crate::wasm::jobs::session::{Session, status_to_js};
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::timer::now;
use crate::wasm::values::error::{Failure, Thrown};
use crate::wasm::values::output::iterator_result;

/// The files of a job, one at a time: `service.results(poller)`.
#[wasm_bindgen(skip_typescript)]
pub struct JobResults(Rc<Files>);

struct Files {
    session: Rc<Session>,
    service: Rc<DescribedService>,
    options: WaitOptions,
    deadline: u64,
    /// The addresses that are left. `None` until the end of the job is known.
    left: RefCell<Option<Vec<Part>>>,
}

/// A file that has not been downloaded.
enum Part {
    /// A file that arrived with the status.
    Kept,
    /// A file that has to be requested.
    Requested(Request),
}

impl JobResults {
    pub(crate) fn new(
        poller: &JobPoller,
        service: Rc<DescribedService>,
        options: &JsValue,
    ) -> Thrown<Self> {
        let session = poller.session();
        let pace = *session.poller.borrow().pace();
        let options = WaitOptions::read(options, &pace)?;
        let deadline = now().saturating_add(options.timeout_ms);
        let left = RefCell::default();
        Ok(Self(Rc::new(Files { session, service, options, deadline, left })))
    }
}

#[wasm_bindgen]
impl JobResults {
    /// Resolves with the next file, or with the end after the last one.
    pub fn next(&self) -> Promise {
        let (files, controller) = (self.0.clone(), Controller::default());
        let signals = files.session.signals(files.options.signal.clone());
        let inner = controller.clone();
        let task = Box::pin(async move {
            let next = files.next(inner).await?;
            Ok(iterator_result(next.map(JsValue::from)))
        });
        abortable(&signals, &controller, task)
    }

    /// Ends the iteration. `for await` calls this on `break`.
    #[wasm_bindgen(js_name = return)]
    pub fn end(&self) -> Promise {
        self.0.left.replace(Some(Vec::new()));
        Promise::resolve(&iterator_result(None))
    }

    /// Returns the iterator itself, so that `for await` accepts it.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn itself(&self) -> JobResults {
        Self(self.0.clone())
    }
}

impl Files {
    async fn next(&self, controller: Controller) -> Result<Option<JobResult>, JsValue> {
        if self.left.borrow().is_none() {
            let signal = self.options.signal.clone();
            let wait = Some(self.deadline);
            let done = self.session.wait(Until::Done, wait, signal, status_to_js);
            JsFuture::from(done).await?;
            let renewed = renewed(&self.session, &controller).await;
            let parts = renewed.and_then(|status| Ok(self.parts(&status)?));
            let parts = parts.map_err(|failure| self.failure(failure))?;
            self.left.replace(Some(parts));
        }
        let part = self
            .left
            .borrow_mut()
            .as_mut()
            .and_then(|left| if left.is_empty() { None } else { Some(left.remove(0)) });
        match part {
            None => Ok(None),
            Some(Part::Kept) => Ok(kept(&self.session)),
            Some(Part::Requested(request)) => {
                let downloaded = self.download(request, controller).await;
                downloaded.map(Some).map_err(|failure| self.failure(failure))
            }
        }
    }

    fn job(&self) -> Job {
        self.session.poller.borrow().job().clone()
    }

    fn parts(&self, status: &JobStatus) -> Result<Vec<Part>> {
        let job = self.job();
        if self.service.kept_result(&job).is_some() {
            return Ok(vec![Part::Kept]);
        }
        let requests = self.service.result_requests(&job, status)?;
        Ok(requests.into_iter().map(Part::Requested).collect())
    }

    /// Downloads a file. The next page of the result becomes the next file.
    async fn download(
        &self,
        request: Request,
        controller: Controller,
    ) -> Result<JobResult, Failure> {
        let job = self.job();
        let pace = *self.session.poller.borrow().pace();
        let download = Download::of_part(self.service.clone(), &job, request.clone(), pace);
        let times = (self.deadline.saturating_sub(now()), self.options.timeout_ms);
        let listener = self.options.on_progress.clone();
        let (result, response) =
            download_part(&self.session, download, listener, controller, times).await?;
        if let Some(next) = self.service.next_page(&job, &request, &response)? {
            let mut left = self.left.borrow_mut();
            left.get_or_insert_default().insert(0, Part::Requested(next));
        }
        Ok(result)
    }

    fn failure(&self, failure: Failure) -> JsValue {
        self.session.client.failure(failure).into()
    }
}
