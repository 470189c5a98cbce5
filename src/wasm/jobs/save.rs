//! Saves a result to a target. The core decides, and JavaScript moves the bytes.

use std::rc::Rc;

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::poller::Until;
use crate::{
    Arrival, Error, ErrorCode, ResultFile, Save, SaveOptions, SaveRequest, Sending,
    no_answer_within,
};

use super::job_result::{Flight, while_wanted};
use super::poll_options::WaitOptions;
use super::session::{Session, status_to_js};
use crate::wasm::clients::exchange::{Reading, broken, exchange, exchange_as};
use crate::wasm::http::request::Call;
#[cfg(not(feature = "project-files"))]
use crate::wasm::http::save_target::no_projects;
use crate::wasm::http::save_target::{FileWriter, Opening, SaveTarget};
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::promise::abortable;
use crate::wasm::platform::signal::{Signal, aborted_reason};
use crate::wasm::platform::timeout::sleep;
use crate::wasm::platform::timer::now;
#[cfg(feature = "project-files")]
use crate::wasm::projects::saved_project::SavedProject;
use crate::wasm::values::error::{Failure, number};
use crate::wasm::values::fields::{Fields, get, set};
use crate::wasm::values::output::to_js;

/// A target that is ended when this is dropped, unless everything was written.
struct OpenTarget {
    target: SaveTarget,
    signals: Vec<Signal>,
    failure: JsValue,
    is_written: bool,
}

impl OpenTarget {
    fn end(&mut self, saved: &Result<JsValue, JsValue>) {
        match saved {
            Ok(_) => self.is_written = true,
            Err(reason) => self.failure = reason.clone(),
        }
    }
}

impl Drop for OpenTarget {
    fn drop(&mut self) {
        if !self.is_written {
            let reason = aborted_reason(&self.signals);
            self.target.fail(reason.as_ref().unwrap_or(&self.failure));
        }
    }
}

/// Polls until the job has ended well, and saves its result.
pub(crate) fn save(
    session: &Rc<Session>,
    target: &JsValue,
    options: &JsValue,
) -> Result<Promise, JsValue> {
    let pace = *session.poller.borrow().pace();
    let fields = Fields::options("options", options);
    let choices: SaveOptions = fields.plain();
    fields.end().map_err(Failure::from)?;
    let wait = WaitOptions::read(options, &pace).map_err(Failure::from)?;
    let is_on = |choice: Option<bool>| choice == Some(true);
    let extra = Extra::new(is_on(choices.project))?;
    let on_progress = wait.on_progress.map_or(JsValue::UNDEFINED, JsValue::from);
    let target = SaveTarget::new(
        target,
        &on_progress,
        is_on(choices.sha256),
        is_on(choices.prevent_close),
        is_on(choices.prevent_abort),
    );
    let target = target.map_err(|cause| Failure {
        error: Error::invalid_argument(
            "The target must be a WritableStream that nobody has locked, \"download\" in a page, or \
             left out for a Blob.",
        ),
        cause: Some(cause),
    })?;
    let signals = session.signals(wait.signal.clone());
    let mut open = OpenTarget {
        target,
        signals: signals.clone(),
        failure: JsValue::UNDEFINED,
        is_written: false,
    };
    let (session, controller) = (session.clone(), Controller::default());
    let inner = controller.clone();
    let task = Box::pin(async move {
        let deadline = now().saturating_add(wait.timeout_ms);
        let done = session.wait(Until::Done, Some(deadline), wait.signal, status_to_js);
        let saved = match JsFuture::from(done).await {
            Ok(_) => {
                let times = (deadline.saturating_sub(now()), wait.timeout_ms);
                let saved = save_within(&session, &open.target, extra, inner, times).await;
                saved.map_err(|failure| session.client.failure(failure).into())
            }
            Err(reason) => Err(reason),
        };
        open.end(&saved);
        saved
    });
    Ok(abortable(&signals, &controller, task))
}

async fn save_within(
    session: &Session,
    target: &SaveTarget,
    extra: Extra,
    controller: Controller,
    (left_ms, timeout_ms): (u64, u64),
) -> Result<JsValue, Failure> {
    let mut save = {
        let poller = session.poller.borrow();
        let status = poller.status().ok_or_else(|| Error::invalid_argument("Poll first."))?;
        Save::new(session.client.service.clone(), poller.job(), status, *poller.pace())?
    };
    let late = save.late(timeout_ms);
    let flight = Flight::default();
    let whole = save_whole(session, target, &extra, &mut save, &controller, &flight);
    while_wanted(whole, left_ms, &controller, &flight).await.unwrap_or(Err(late.into()))
}

/// Sends requests until the file is complete, or another request would not help.
async fn save_whole(
    session: &Session,
    target: &SaveTarget,
    extra: &Extra,
    save: &mut Save,
    task: &Controller,
    flight: &Flight,
) -> Result<JsValue, Failure> {
    let writer = target.load().await.map_err(|cause| {
        let message = "The script that writes files could not be loaded. Save again later.";
        Failure { error: Error::new(ErrorCode::Network, message), cause: Some(cause) }
    })?;
    loop {
        let controller = Controller::default();
        flight.replace(Some(controller.clone()));
        let sent = match save.request()? {
            SaveRequest::Status(request) => {
                let call = Call::status(request);
                let answer =
                    exchange(&session.client, &call, &session.transport, &controller).await;
                answer.and_then(|response| Ok(save.renewed(&response)?))
            }
            SaveRequest::File(request) => {
                let file = File { session, writer: &writer, extra, controller: &controller };
                match file.write(save, &Call::from(request)).await {
                    Ok(()) => return finished(&writer, extra, save).await,
                    Err(failure) => Err(failure),
                }
            }
        };
        let Err(Failure { error, cause }) = sent else { continue };
        controller.abort();
        let wait_ms = save.retry_in(error, writer.can_rewind(), js_sys::Math::random());
        sleep(wait_ms.map_err(|error| Failure { error, cause })?, &task.signal()).await;
    }
}

/// An answer that contains the file, or the rest of it.
struct File<'a> {
    session: &'a Session,
    writer: &'a FileWriter,
    extra: &'a Extra,
    controller: &'a Controller,
}

impl File<'_> {
    /// Sends the request, and writes the answer to the target.
    async fn write(&self, save: &mut Save, call: &Call) -> Result<(), Failure> {
        let Self { session, writer, extra, controller } = *self;
        let (transport, opening) = (&session.transport, Opening::new(writer));
        let reading = Reading::Open(&opening);
        let sent =
            exchange_as(&session.client, call, transport, controller, Sending::Renewed, reading);
        let mut response = sent.await?;
        let url = &call.request.url;
        if !opening.is_open() {
            let body = Uint8Array::from(response.body.as_slice());
            let opened = opening.open(&body, response.status).await;
            response.body = opened.map_err(|cause| broken(url, Some(cause)))?;
        }
        let part = save.opened(response, writer.is_whole(), writer.can_rewind())?;
        if part.is_anew {
            extra.begin();
        }
        let ResultFile { content_type, suggested_name } = save.file().cloned().unwrap_or_default();
        let (skip, total) = (number(part.skip), part.total.map(number));
        let stall_ms = number(transport.timeout_ms);
        let on_piece = extra.reader(save.arrival());
        let on_piece = on_piece.as_ref().map(|it| it.as_ref().unchecked_ref());
        let stage = writer
            .write(part.is_anew, skip, total, &suggested_name, &content_type, stall_ms, on_piece)
            .await
            .as_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size")]
        save.written(writer.written() as u64);
        // The numbers are those of src/entry/save/file-writer.js.
        match stage {
            Some(0.0) => Ok(save.closed(&writer.tail())?),
            Some(1.0 | 2.0) if save.has_all() => Ok(save.closed(&writer.tail())?),
            Some(1.0) => Err(broken(url, writer.cause())),
            Some(2.0) => Err(no_answer_within(transport.timeout_ms).into()),
            _ => Err(Failure { error: save.not_taken(), cause: writer.cause() }),
        }
    }
}

/// The values that are made from a file while it is saved.
struct Extra {
    #[cfg(feature = "project-files")]
    project: Option<SavedProject>,
}

#[cfg(feature = "project-files")]
impl Extra {
    fn new(wants_project: bool) -> Result<Self, JsValue> {
        Ok(Self { project: wants_project.then(SavedProject::default) })
    }

    fn begin(&self) {
        if let Some(project) = &self.project {
            project.begin();
        }
    }

    /// Returns the function that reads each piece, or `None` if none is necessary.
    fn reader(&self, arrival: Option<Arrival>) -> Option<Closure<dyn Fn(Vec<u8>)>> {
        let project = self.project.clone();
        if project.is_none() && arrival.is_none() {
            return None;
        }
        Some(Closure::new(move |piece: Vec<u8>| {
            if let Some(arrival) = &arrival {
                arrival.take_piece(&piece);
            }
            if let Some(project) = &project {
                project.take_piece(&piece);
            }
        }))
    }

    /// Returns the project.
    fn take(&self) -> Result<JsValue, Failure> {
        let project = self.project.as_ref().map(SavedProject::take);
        Ok(project.transpose()?.map_or(JsValue::UNDEFINED, JsValue::from))
    }
}

#[cfg(not(feature = "project-files"))]
impl Extra {
    fn new(wants_project: bool) -> Result<Self, JsValue> {
        if wants_project { Err(no_projects()) } else { Ok(Self {}) }
    }

    fn begin(&self) {}

    fn reader(&self, arrival: Option<Arrival>) -> Option<Closure<dyn Fn(Vec<u8>)>> {
        arrival.map(|arrival| Closure::new(move |piece: Vec<u8>| arrival.take_piece(&piece)))
    }

    fn take(&self) -> Result<JsValue, Failure> {
        Ok(JsValue::UNDEFINED)
    }
}

/// Ends the target, and describes the file.
async fn finished(writer: &FileWriter, extra: &Extra, save: &Save) -> Result<JsValue, Failure> {
    let project = extra.take()?;
    let ResultFile { content_type, suggested_name } = save.file().cloned().unwrap_or_default();
    let given = writer.close(&suggested_name, &content_type).await;
    let given = given.map_err(|cause| Failure { error: save.not_taken(), cause: Some(cause) })?;
    let saved = to_js(&save.saved(get(&given, "sha256").as_string()));
    for (name, value) in [("blob", get(&given, "blob")), ("project", project)] {
        if !value.is_undefined() {
            set(saved.unchecked_ref(), name, &value);
        }
    }
    Ok(saved)
}
