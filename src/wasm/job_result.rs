//! `JobResult`: what a job made.

use std::future::pending;
use std::rc::Rc;

use js_sys::{Array, Function, Math, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, AbortSignal, Blob, BlobPropertyBag};

use crate::{Download, Error, Response, ResultFile};

use super::alarm::Alarm;
#[cfg(feature = "project")]
use super::arriving_project::ArrivingProject;
use super::error::{Failure, Thrown, number};
use super::exchange::{OnBytes, Wire, exchange};
use super::fetch::copy_of;
use super::fields::set;
use super::output::to_js;
use super::request::Call;
use super::service::{Client, new_controller};
use super::session::Session;
use super::signal::AbortWatch;

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
    pub(super) bytes: Rc<Vec<u8>>,
    file: ResultFile,
    /// Made while the bytes arrived, so that a project is there with the last of them.
    #[cfg(feature = "project")]
    pub(super) project: ArrivingProject,
}

#[wasm_bindgen]
impl JobResult {
    /// The media type: `application/json`, `application/zip`.
    #[wasm_bindgen(getter, js_name = contentType)]
    pub fn content_type(&self) -> String {
        self.file.content_type.clone()
    }

    /// A file name fit for every file system.
    #[wasm_bindgen(getter, js_name = suggestedName)]
    pub fn suggested_name(&self) -> String {
        self.file.suggested_name.clone()
    }

    /// The size in bytes.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> f64 {
        number(self.bytes.len() as u64)
    }

    /// A copy of the bytes.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn bytes(&self) -> Thrown<Uint8Array> {
        Ok(copied(&self.bytes)?)
    }

    /// The file as a `Blob` of its media type, to save or to show.
    pub fn blob(&self) -> Result<Blob, JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(&self.file.content_type);
        let parts = Array::of1(&self.bytes()?.into());
        Blob::new_with_u8_array_sequence_and_options(&parts, &options)
    }

    /// The files in it, when it is a ZIP, as AvePoint's are.
    #[wasm_bindgen(unchecked_return_type = "ArchiveEntry[]")]
    pub fn files(&self) -> Thrown<JsValue> {
        let entries = crate::archive_entries(&self.bytes)?;
        Ok(to_js(entries.as_slice()))
    }
}

/// A copy of some bytes for the page.
///
/// # Errors
/// `invalidArgument` when the page has no memory for it, which would throw out of any task.
pub(super) fn copied(bytes: &[u8]) -> Result<Uint8Array, Error> {
    copy_of(bytes).ok_or_else(|| {
        let size = bytes.len();
        Error::invalid_argument(format!("The page has no memory for a copy of {size} bytes."))
    })
}

/// Tells a listener how much has arrived. What it throws is its page's to hear, as of any listener.
pub(super) fn report(listener: &Function, received: u64, total: Option<u64>) {
    let progress = Object::new();
    set(&progress, "receivedBytes", &number(received).into());
    if let Some(total) = total {
        set(&progress, "totalBytes", &number(total).into());
    }
    if let Err(thrown) = listener.call1(&JsValue::UNDEFINED, &progress) {
        drop(js_sys::Promise::reject(&thrown));
    }
}

/// Downloads a job's result, again if need be.
pub(super) async fn download(
    session: &Session,
    on_progress: Option<&Function>,
    signal: &AbortSignal,
) -> Result<JobResult, Failure> {
    let mut download = {
        let poller = session.poller.borrow();
        let status = poller.status().ok_or_else(|| Error::invalid_argument("Poll first."))?;
        Download::new(session.client.service.clone(), poller.job(), status, *poller.pace())?
    };
    let arrival = download.arrival();
    #[cfg(feature = "project")]
    let project = ArrivingProject::default();
    let on_bytes = |bytes: &[u8], total: Option<u64>| {
        arrival.advance(bytes);
        #[cfg(feature = "project")]
        project.advance(bytes);
        let received = bytes.len() as u64;
        let Some(listener) = on_progress else { return };
        report(listener, received, total);
    };
    let begin = || {
        arrival.begin();
        #[cfg(feature = "project")]
        project.begin();
    };
    let (client, wire) = (&session.client, &session.wire);
    let fetched = fetch(client, wire, &mut download, signal, &begin, Some(&on_bytes)).await?;
    let (response, file) = fetched;
    Ok(JobResult {
        bytes: Rc::new(response.body),
        file,
        #[cfg(feature = "project")]
        project,
    })
}

/// A request that ends with the task that waits for it.
struct Attempt(AbortController);

impl Drop for Attempt {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Sends the request of a download until it has come whole. `begin` hears of each attempt.
pub(super) async fn fetch(
    client: &Client,
    wire: &Wire,
    download: &mut Download,
    signal: &AbortSignal,
    begin: &dyn Fn(),
    on_bytes: Option<OnBytes<'_>>,
) -> Result<(Response, ResultFile), Failure> {
    let call = Call::from(download.request().clone());
    loop {
        begin();
        // Of its own, since a time-out aborts it, and not the download.
        let attempt = Attempt(new_controller()?);
        let aborted = attempt.0.clone();
        let watch = AbortWatch::new(signal.clone().unchecked_into(), move |_| aborted.abort());
        let outcome = exchange(client, &call, wire, &attempt.0, on_bytes).await;
        drop(watch);
        let failure = match outcome {
            Ok(response) => match download.received(&response) {
                Ok(file) => return Ok((response, file)),
                Err(error) => Failure::from(error),
            },
            Err(failure) => failure,
        };
        let Failure { error, cause } = failure.clone();
        let wait_ms =
            download.retry_in(error, Math::random()).map_err(|error| Failure { error, cause })?;
        Alarm::after(wait_ms, signal).race(pending::<()>()).await;
        // A caller's abort ends here; the promise has its reason already.
        if signal.aborted() {
            return Err(failure);
        }
    }
}
