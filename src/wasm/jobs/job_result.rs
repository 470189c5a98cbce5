//! `JobResult`: the result of a job.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, Blob, BlobPropertyBag};

use crate::{Arrival, Download, Error, JobStatus, Method, Request, Response, ResultFile, Sending};

use super::session::Session;
use crate::wasm::clients::exchange::{Reading, exchange, exchange_as};
use crate::wasm::http::fetch::copied;
use crate::wasm::http::request::Call;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::signal::AbortWatch;
use crate::wasm::platform::timeout::{Timeout, sleep};
#[cfg(feature = "project-files")]
use crate::wasm::projects::arriving_project::ArrivingProject;
#[cfg(feature = "project-files")]
use crate::wasm::projects::project::ExportedProject;
use crate::wasm::values::error::{Failure, Thrown, number};
use crate::wasm::values::listeners::report_bytes;
use crate::wasm::values::output::to_js;

/// A downloaded file, kept in the module's memory.
///
/// @example
/// ```js
/// const result = await poller.result();
/// link.href = URL.createObjectURL(result.blob());
/// link.download = result.suggestedName;
/// ```
#[wasm_bindgen]
pub struct JobResult {
    bytes: Rc<Vec<u8>>,
    file: ResultFile,
    /// The project, which was indexed while the bytes arrived.
    #[cfg(feature = "project-files")]
    project: ArrivingProject,
}

#[wasm_bindgen]
impl JobResult {
    /// The media type, such as `application/json` or `application/zip`.
    #[wasm_bindgen(getter, js_name = contentType)]
    pub fn content_type(&self) -> String {
        self.file.content_type.clone()
    }

    /// A file name that is valid on every file system.
    #[wasm_bindgen(getter, js_name = suggestedName)]
    pub fn suggested_name(&self) -> String {
        self.file.suggested_name.clone()
    }

    /// The size in bytes.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> f64 {
        number(self.bytes.len() as u64)
    }

    /// Returns a copy of the bytes.
    ///
    /// Throws `invalidArgument` when there is no memory for the copy.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn bytes(&self) -> Thrown<Uint8Array> {
        Ok(copied(&self.bytes)?)
    }

    /// Returns the file as a `Blob` with its media type, to save or to show.
    pub fn blob(&self) -> Result<Blob, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(&self.file.content_type);
        let parts = Array::of1(&self.bytes()?.into());
        Blob::new_with_u8_array_sequence_and_options(&parts, &options)
    }

    /// Returns the file as an exported project of Azure AI Language.
    ///
    /// Throws `invalidProject` when the file is not a project, with path, line, column and byte
    /// offset.
    #[cfg(feature = "project-files")]
    pub fn project(&self) -> Thrown<ExportedProject> {
        ExportedProject::of(self.project.take_index(), self.bytes.clone())
    }

    /// Returns the files in a ZIP archive, such as AvePoint's results.
    ///
    /// Throws `unreadableResponse` when the file is not a ZIP archive.
    #[wasm_bindgen(unchecked_return_type = "ArchiveEntry[]")]
    pub fn files(&self) -> Thrown<JsValue> {
        let entries = crate::archive_entries(&self.bytes)?;
        Ok(to_js(entries.as_slice()))
    }
}

/// Processes a result while it arrives.
struct ArrivingResult {
    arrival: Arrival,
    #[cfg(feature = "project-files")]
    project: ArrivingProject,
    on_progress: Option<Function>,
}

impl ArrivingResult {
    fn begin(&self) {
        self.arrival.begin();
        #[cfg(feature = "project-files")]
        self.project.begin();
    }

    fn advance(&self, bytes: &[u8], total: Option<u64>) {
        self.arrival.advance(bytes);
        #[cfg(feature = "project-files")]
        self.project.advance(bytes);
        if let Some(listener) = &self.on_progress {
            report_bytes(listener, bytes.len() as u64, total);
        }
    }
}

/// The controller of the current request. Each request has its own, so that a request that took too
/// long can be repeated.
pub(crate) type Flight = Rc<RefCell<Option<Controller>>>;

/// Returns the outcome of a download, or `None` if the time ends first or the task is stopped. Then
/// the request is stopped too.
pub(crate) async fn while_wanted<T>(
    download: impl Future<Output = T>,
    left_ms: u64,
    task: &Controller,
    flight: &Flight,
) -> Option<T> {
    let (signal, aborted) = (task.signal(), flight.clone());
    let _watch = AbortWatch::new(signal.clone().unchecked_into(), move |_| {
        if let Some(request) = aborted.take() {
            request.abort();
        }
    });
    let outcome = Timeout::after(left_ms, &signal).race(download).await;
    if outcome.is_none() {
        task.abort();
    }
    outcome
}

/// Downloads a job's result within `left_ms` milliseconds, the rest of the `timeout_ms` that the
/// caller passed.
pub(crate) async fn download(
    session: &Session,
    on_progress: Option<Function>,
    controller: Controller,
    (left_ms, timeout_ms): (u64, u64),
) -> Result<JobResult, Failure> {
    if crate::wasm::TAKES_DESCRIBED
        && let Some(result) = kept(session)
    {
        return Ok(result);
    }
    let status = renewed(session, &controller).await?;
    let download = {
        let poller = session.poller.borrow();
        Download::new(session.client.service.clone(), poller.job(), &status, *poller.pace())?
    };
    let times = (left_ms, timeout_ms);
    download_part(session, download, on_progress, controller, times).await.map(|(result, _)| result)
}

/// Returns the last status. Reads a new one if the addresses of files expire soon.
pub(crate) async fn renewed(
    session: &Session,
    controller: &Controller,
) -> Result<JobStatus, Failure> {
    let (job, last) = {
        let poller = session.poller.borrow();
        (poller.job().clone(), poller.status().cloned())
    };
    let Session { client, transport, .. } = session;
    if crate::wasm::TAKES_DESCRIBED && client.service.renews_result(&job) {
        let call = Call::status(client.service.status_request(&job)?);
        let response = exchange(client, &call, transport, controller).await?;
        return Ok(client.service.read_status(&response, Some(&job))?);
    }
    Ok(last.ok_or_else(|| Error::invalid_argument("Poll first."))?)
}

/// Returns the result that arrived with the job's status, if there is one.
pub(crate) fn kept(session: &Session) -> Option<JobResult> {
    let poller = session.poller.borrow();
    let service = &session.client.service;
    let response = service.kept_result(poller.job())?;
    let request = Request::new(Method::Get, poller.job().url.clone());
    let file = service.describe_result(poller.job(), &request, &response);
    Some(JobResult {
        bytes: Rc::new(response.body),
        file,
        #[cfg(feature = "project-files")]
        project: ArrivingProject::default(),
    })
}

/// Downloads one file. Returns the file and the head of its answer.
pub(crate) async fn download_part(
    session: &Session,
    mut download: Download,
    on_progress: Option<Function>,
    controller: Controller,
    (left_ms, timeout_ms): (u64, u64),
) -> Result<(JobResult, Response), Failure> {
    let arriving = ArrivingResult {
        arrival: download.arrival(),
        #[cfg(feature = "project-files")]
        project: ArrivingProject::default(),
        on_progress,
    };
    let (signal, flight) = (controller.signal(), Flight::default());
    let whole = download_whole(session, &mut download, &arriving, &signal, &flight);
    let Some(whole) = while_wanted(whole, left_ms, &controller, &flight).await else {
        return Err(download.late(timeout_ms).into());
    };
    let (mut head, file) = whole?;
    let body = std::mem::take(&mut head.body);
    let result = JobResult {
        bytes: Rc::new(body),
        file,
        #[cfg(feature = "project-files")]
        project: arriving.project,
    };
    Ok((result, head))
}

/// Sends the request until the file is complete, or another attempt would not help.
async fn download_whole(
    session: &Session,
    download: &mut Download,
    arriving: &ArrivingResult,
    signal: &AbortSignal,
    flight: &Flight,
) -> Result<(Response, ResultFile), Failure> {
    let client = &session.client;
    let call = Call::from(download.request().clone());
    let on_bytes = |bytes: &[u8], total: Option<u64>| arriving.advance(bytes, total);
    let reading = Reading::File(&on_bytes);
    loop {
        let controller = Controller::default();
        flight.replace(Some(controller.clone()));
        arriving.begin();
        let sending = Sending::Renewed;
        let answer =
            exchange_as(client, &call, &session.transport, &controller, sending, reading).await;
        let (error, cause) = match answer {
            Ok(response) => match download.received(&response) {
                Ok(file) => return Ok((response, file)),
                Err(error) => (error, None),
            },
            Err(failure) => (failure.error, failure.cause),
        };
        let wait_ms = download.retry_in(error, js_sys::Math::random());
        sleep(wait_ms.map_err(|error| Failure { error, cause })?, signal).await;
    }
}
