//! `JobResult`: what a job made.

use std::rc::Rc;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortController, Blob, BlobPropertyBag};

use crate::workflow::{self, Downloaded};
use crate::{Arrival, Download, Error, ResultFile};

#[cfg(feature = "project-files")]
use super::arriving_project::ArrivingProject;
use super::error::{Failure, Thrown, number};
use super::fetch::copied;
use super::listeners::report_bytes;
use super::operation::{FileListener, Means, finish};
use super::output::to_js;
#[cfg(feature = "project-files")]
use super::project::ExportedProject;
use super::session::Session;

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
    /// Throws `invalidArgument` when there is no memory for it.
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
    /// Throws `invalidProject` when it is not one, with path, line, column and byte offset.
    #[cfg(feature = "project-files")]
    pub fn project(&self) -> Thrown<ExportedProject> {
        ExportedProject::of(self.project.take_index(), self.bytes.clone())
    }

    /// Returns the files in a ZIP archive, such as AvePoint's results.
    ///
    /// Throws `unreadableResponse` when it is not a ZIP archive.
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

impl FileListener for ArrivingResult {
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

/// Downloads a job's result within `left_ms` of the `timeout_ms` that the caller gave.
pub(super) async fn download(
    session: &Session,
    on_progress: Option<Function>,
    controller: AbortController,
    (left_ms, timeout_ms): (u64, u64),
) -> Result<JobResult, Failure> {
    let download = {
        let poller = session.poller.borrow();
        let status = poller.status().ok_or_else(|| Error::invalid_argument("Poll first."))?;
        Download::new(session.client.service.clone(), poller.job(), status, *poller.pace())?
    };
    let arriving = Rc::new(ArrivingResult {
        arrival: download.arrival(),
        #[cfg(feature = "project-files")]
        project: ArrivingProject::default(),
        on_progress,
    });
    let means = Means {
        clients: vec![session.client.clone()],
        transport: session.transport.clone(),
        controller,
        saver: None,
        on_file: Some(arriving.clone()),
    };
    let workflow = workflow::download(download, left_ms, timeout_ms);
    let Downloaded { response, file } = finish(workflow, means, || ()).await?;
    Ok(JobResult {
        bytes: Rc::new(response.body),
        file,
        #[cfg(feature = "project-files")]
        project: arriving.project.take(),
    })
}
