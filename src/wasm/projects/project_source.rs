//! `ExportedProject.read`: reads a project from a file, a response or a stream.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

use crate::project::ProjectReader;
use crate::text::whole;
use crate::{Error, ErrorCode};

use super::project::ExportedProject;
use crate::wasm::clients::exchange::{cancel, settled};
use crate::wasm::http::answer::status_code;
use crate::wasm::http::fetch::view_of;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::signal::{AbortWatch, signal_in};
use crate::wasm::values::error::{Failure, Thrown};
use crate::wasm::values::fields::{Fields, call, get, kind};
use crate::wasm::values::listeners::report_bytes;

#[wasm_bindgen]
impl ExportedProject {
    /// Reads a project file while it arrives. The summary is ready as soon as the last byte has
    /// arrived.
    ///
    /// Rejects with `invalidProject` when the file is not a project, with `invalidArgument` when the source cannot be
    /// read or has already been read, with `httpError` when a `Response` is not a success, and with `network` when the
    /// stream breaks off. An abort rejects with the signal's reason.
    ///
    /// @example
    /// ```js
    /// const project = await ExportedProject.read(await fetch(url), { signal });
    /// ```
    #[wasm_bindgen(unchecked_return_type = "Promise<ExportedProject>")]
    pub fn read(
        #[wasm_bindgen(unchecked_param_type = "Blob | Response | ReadableStream<Uint8Array>")]
        source: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "ReadOptions")] options: JsValue,
    ) -> Promise {
        read(source, &options).unwrap_or_else(|failure| Promise::reject(&failure.into()))
    }
}

/// Reads a project from a source with a stream.
fn read(source: JsValue, options: &JsValue) -> Thrown<Promise> {
    let fields = Fields::options("options", options);
    let signal = signal_in(&fields);
    let on_progress = fields.function("onProgress");
    fields.end()?;
    if let Some(project) = ExportedProject::of_content(&source) {
        return Ok(Promise::resolve(&JsValue::from(project?)));
    }
    let (stream, size) = stream_of(&source)?;
    let reader = call(&stream, "getReader").map_err(|cause| Failure {
        error: Error::invalid_argument("The stream cannot be read: it has no reader."),
        cause: Some(cause),
    })?;
    let controller = Controller::default();
    let cancelled = reader.clone();
    // The watch is created before the task begins, so that an abort does not wait for the task.
    // Nothing waits for a cancelled stream to end; its pending read ends with `done`.
    let watch = AbortWatch::new(controller.signal().unchecked_into(), move |_| cancel(&cancelled));
    let task = Box::pin(async move {
        let project = collect(&reader, size, on_progress.as_ref()).await;
        drop(watch);
        if project.is_err() {
            cancel(&reader);
        }
        Ok(project?.into())
    });
    Ok(abortable(signal.as_slice(), &controller, task))
}

/// Returns the stream of a source, and its length in bytes if it is known.
fn stream_of(source: &JsValue) -> Result<(JsValue, Option<u64>), Error> {
    let unlocked = |stream: JsValue| {
        if get(&stream, "locked").is_truthy() {
            return Err(Error::invalid_argument(
                "The stream is already being read. Read a Response only once, or clone it first.",
            ));
        }
        Ok(stream)
    };
    if get(source, "getReader").is_function() {
        return Ok((unlocked(source.clone())?, None));
    }
    let body = get(source, "body");
    if get(&body, "getReader").is_function() {
        if let Some(status) = status_code(&get(source, "status"))
            && !(200..300).contains(&status)
        {
            return Err(Error::new(
                ErrorCode::HttpError,
                format!("The answer is HTTP {status}, not a project."),
            )
            .with_status(status));
        }
        let length = get(&get(source, "headers"), "get").dyn_into::<Function>().ok();
        let length =
            length.and_then(|it| it.call1(&get(source, "headers"), &"content-length".into()).ok());
        let length = length.and_then(|length| whole(length.as_string()?.trim_ascii()));
        return Ok((unlocked(body)?, length));
    }
    // A Blob or a File.
    if get(source, "stream").is_function()
        && let Ok(stream) = call(source, "stream")
    {
        let size = get(source, "size").as_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size")]
        return Ok((stream, size.map(|size| size as u64)));
    }
    Err(Error::invalid_argument(format!(
        "ExportedProject.read takes a Blob, a Response or a ReadableStream; got {}.",
        kind(source)
    )))
}

async fn collect(
    reader: &JsValue,
    size: Option<u64>,
    on_progress: Option<&Function>,
) -> Result<ExportedProject, Failure> {
    let mut project = ProjectReader::default();
    // The size is only a hint, and a wrong size does no harm. For a compressed answer, it is too
    // small.
    let _ = project.reserve(size.unwrap_or_default());
    loop {
        let step = settled(call(reader, "read")).await.map_err(|cause| Failure {
            error: Error::new(ErrorCode::Network, "The stream broke off before its end."),
            cause: Some(cause),
        })?;
        if get(&step, "done").is_truthy() {
            return Ok(ExportedProject(project.finish().map_err(Error::from)?));
        }
        let piece = get(&step, "value");
        let Some(chunk) = view_of(&piece) else {
            return Err(Error::invalid_argument(format!(
                "The stream must give Uint8Arrays; got {}.",
                kind(&piece)
            ))
            .into());
        };
        let length = chunk.length() as usize;
        project.push_with(length, |room| chunk.copy_to(room)).map_err(Error::from)?;
        if let Some(listener) = on_progress {
            let received = project.received();
            report_bytes(listener, received, size.filter(|size| *size >= received));
        }
    }
}
