//! One HTTP exchange: credential, `fetch`, time-out, body.

use std::future::Future;
use std::pin::Pin;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::service::LONGEST_RETRY_AFTER_MS;
use crate::text::whole;
use crate::{
    Access, Audience, Error, ErrorCode, Headers, Job, Renewal, Response, Sending, lost_submission,
    no_answer_within,
};

use super::client::Client;
use crate::wasm::http::answer::{now_of_wall, read_response, status_of};
use crate::wasm::http::fetch::{Fetching, Limits, Stage, Wanted, append, view_of};
use crate::wasm::http::request::{Call, Head};
use crate::wasm::http::save_target::Opening;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::timeout::{Timeout, sleep};
use crate::wasm::values::error::Failure;
use crate::wasm::values::fields::{call, get, kind};

/// The means to send the requests of one caller: `fetch` and a time limit.
#[derive(Clone)]
pub(crate) struct Transport {
    /// The page's own `fetch`.
    pub(crate) fetch: Option<Function>,
    /// The longest wait for an answer, and for each further piece of it, in milliseconds.
    pub(crate) timeout_ms: u64,
}

/// Receives the bytes that have arrived, and how many there will be, if that is known.
pub(crate) type OnBytes<'a> = &'a dyn Fn(&[u8], Option<u64>);

/// The limits for reading an answer.
#[derive(Clone, Copy)]
pub(crate) enum Reading<'a> {
    /// The complete body and all headers. For a status, only the headers that the service reads.
    Whole,
    /// All headers, and the body as it arrives, up to this many bytes.
    Stream(usize, OnBytes<'a>),
    /// The same for a file of any length. Nothing is redacted from it.
    File(OnBytes<'a>),
    /// All headers, and the beginning of a file, whose body is opened for a writer.
    Open(&'a Opening<'a>),
}

/// Called each time that a request is ready to be sent. Returns the promise that it must wait for, if any.
type Departs<'a> = &'a dyn Fn() -> Option<Promise>;

/// The result of an exchange. Boxed, so that the callers' futures stay small.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, Failure>> + 'a>>;

/// Sends a request and reads its complete answer. If its token is refused, sends it again with a new
/// one.
pub(crate) fn exchange<'a>(
    client: &'a Client,
    call: &'a Call,
    transport: &'a Transport,
    controller: &'a Controller,
) -> Answer<'a> {
    exchange_as(client, call, transport, controller, Sending::Renewed, Reading::Whole)
}

/// Sends a request, and reads its answer as `reading` says.
pub(crate) fn exchange_as<'a>(
    client: &'a Client,
    call: &'a Call,
    transport: &'a Transport,
    controller: &'a Controller,
    sending: Sending,
    reading: Reading<'a>,
) -> Answer<'a> {
    attempts(client, call, transport, controller, (sending, reading), None)
}

/// The same as [`exchange`] for a caller that enforces the time limit. `departs` is called each time that the request
/// is ready to be sent, and returns the promise that it must wait for, if any. A caller that no longer wants the
/// request aborts the controller.
pub(crate) async fn exchange_untimed(
    client: &Client,
    call: &Call,
    transport: &Transport,
    controller: &Controller,
    departs: impl Fn() -> Option<Promise>,
) -> Result<Response, Failure> {
    let how = (Sending::Renewed, Reading::Whole);
    attempts(client, call, transport, controller, how, Some(&departs)).await
}

fn attempts<'a>(
    client: &'a Client,
    call: &'a Call,
    transport: &'a Transport,
    controller: &'a Controller,
    (sending, reading): (Sending, Reading<'a>),
    departs: Option<Departs<'a>>,
) -> Answer<'a> {
    Box::pin(async move {
        let mut renewal = Renewal::new(sending, client.can_renew(&call.request));
        loop {
            client.service.check_request(&call.request)?;
            let head = client.head(&call.request, renewal.needs_fresh_token(), controller).await?;
            if let Some(turn) = departs.and_then(|departs| departs()) {
                drop(JsFuture::from(turn).await);
            }
            let sent = Sent { client, call, head: &head, transport, controller, reading };
            let mut response = match (departs, reading) {
                (Some(_), _) => sent.send(None, 0).await?,
                (None, Reading::Whole) => sent.send(None, transport.timeout_ms).await?,
                (None, _) => sent.send_streamed().await?,
            };
            let is_file = matches!(
                (reading, response.status),
                (Reading::File(_), 200) | (Reading::Open(_), 200 | 206)
            );
            if !is_file {
                client.clean(&mut response);
            }
            if !renewal.handle_response(&*client.service, &response) {
                return Ok(response);
            }
        }
    })
}

/// Sends a submission once, and reads the job from its answer.
pub(crate) async fn submit(
    client: &Client,
    call: &Call,
    transport: &Transport,
    controller: &Controller,
) -> Result<Job, Failure> {
    let mut failures = 0;
    loop {
        let response = exchange(client, call, transport, controller)
            .await
            .map_err(|failure| Failure { error: lost_submission(failure.error), ..failure })?;
        if crate::wasm::TAKES_DESCRIBED
            && failures < MOST_REPETITIONS
            && client.service.may_submit_again(&call.request, &response)
        {
            failures += 1;
            let wait_ms =
                response.retry_after_ms().unwrap_or(0).clamp(1_000, LONGEST_RETRY_AFTER_MS);
            sleep(wait_ms, &controller.signal()).await;
            continue;
        }
        return Ok(read_job(client, call, &response)?);
    }
}

/// The most times that a submission is repeated, for a service whose description allows it.
const MOST_REPETITIONS: u32 = 3;

/// Reads the job from the answer to a submission.
pub(crate) fn read_job(
    client: &Client,
    call: &Call,
    response: &Response,
) -> Result<Job, crate::Error> {
    if !crate::wasm::TAKES_DESCRIBED || !client.service.reads_submissions() {
        return client.service.read_submission(&call.request, response);
    }
    let mut request = call.request.clone();
    request.body = call.body.as_string().map(String::into_bytes);
    client.service.read_submission(&request, response)
}

/// A request that is sent once.
struct Sent<'a> {
    client: &'a Client,
    call: &'a Call,
    head: &'a Head,
    transport: &'a Transport,
    controller: &'a Controller,
    reading: Reading<'a>,
}

impl Sent<'_> {
    /// Sends the request, and aborts it if no answer or no further piece of it comes in time.
    async fn send_streamed(&self) -> Result<Response, Failure> {
        let timeout_ms = self.transport.timeout_ms;
        let timeout = Timeout::after(timeout_ms, &self.controller.signal());
        timeout.race(self.send(Some(&timeout), 0)).await.unwrap_or_else(|| {
            self.controller.abort();
            Err(no_answer_within(timeout_ms).into())
        })
    }

    /// Sends the request, and aborts it if there is no whole answer in time. `timeout` is started again
    /// with each piece of a streamed body.
    async fn send(&self, timeout: Option<&Timeout>, timeout_ms: u64) -> Result<Response, Failure> {
        let Self { client, call: sent, controller, reading, .. } = *self;
        let url = &sent.request.url;
        let own = self.transport.fetch.as_deref();
        let most = client.service.max_answer_bytes();
        let (wanted, longest) = match reading {
            Reading::Whole if sent.is_status => (Wanted::Named(client.status_headers()), most),
            Reading::Whole => (Wanted::Whole, most),
            Reading::Stream(most, _) => (Wanted::Stream, most),
            Reading::File(_) | Reading::Open(_) => (Wanted::Stream, usize::MAX),
        };
        let limits = Limits { wanted, most: longest, timeout_ms };
        let head = self.head.object();
        let fetched = Fetching::new(own, url, head, &sent.body, controller, limits).await;
        let access = match sent.request.audience {
            Audience::Service => Some(client.service.access()),
            Audience::Nobody => None,
        };
        match fetched.stage {
            Stage::Refused => {
                return Err(Error::invalid_argument(text!(
                    "The platform refuses to make a request for {}.",
                    path_of(url)
                ))
                .into());
            }
            Stage::Unanswered => return Err(no_answer(url, Some(fetched.value))),
            Stage::Late => return Err(no_answer_within(timeout_ms).into()),
            Stage::Other => return read_other_answer(&fetched.value),
            Stage::Redirected => return Err(redirected(url, access).into()),
            Stage::Answered | Stage::Broken | Stage::Whole => {}
        }
        let Some(status) = status_of(fetched.status) else {
            return Err(
                Error::invalid_argument("The Response of options.fetch has no status.").into()
            );
        };
        if status == 0 {
            // `Response.error()`, or an opaque response of `no-cors`.
            return Err(no_answer(url, None));
        }
        let mut headers = fetched.headers();
        if let (Some(access), Some(to)) = (access, &fetched.redirected_to) {
            let head = Response { status, headers, body: Vec::new(), received_at_ms: 0 };
            access.redirected(path_of(url), Some(to), Some(&head))?;
            headers = head.headers;
        }
        let ignored: OnBytes<'_> = &|_, _| {};
        let streamed = match reading {
            Reading::Stream(most, on_bytes) => Some((most, on_bytes)),
            // An answer with another status is not the file.
            Reading::File(on_bytes) => {
                Some((if status == 200 { usize::MAX } else { most }, on_bytes))
            }
            Reading::Open(_) => Some((most, ignored)),
            Reading::Whole => None,
        };
        if let (Stage::Answered, Reading::Open(writer), 200 | 206) =
            (fetched.stage, reading, status)
        {
            let opened = writer.open(&fetched.value, status).await;
            let body = opened.map_err(|cause| broken(url, Some(cause)))?;
            return Ok(Response { status, headers, body, received_at_ms: now_of_wall() });
        }
        let body = match (fetched.stage, streamed) {
            (Stage::Whole, _) => fetched.into_body()?,
            (Stage::Answered, Some((most, on_bytes))) => {
                let reader = call(&get(&fetched.value, "body"), "getReader");
                let reader = reader.map_err(|cause| broken(url, Some(cause)))?;
                read_stream(&reader, &headers, url, timeout, on_bytes, most).await?
            }
            _ => {
                let cause = fetched.value;
                return Err(broken(url, (!cause.is_undefined()).then_some(cause)));
            }
        };
        Ok(Response { status, headers, body, received_at_ms: now_of_wall() })
    }
}

/// Returns the failure of an answer that a browser hides because it is a redirect.
fn redirected(url: &str, access: Option<&Access>) -> Error {
    let path = path_of(url);
    let known = access.and_then(|access| access.redirected(path, None, None).err());
    known.unwrap_or_else(|| {
        Error::new(
            ErrorCode::ForeignOrigin,
            text!(
                "{} answered with a redirect. It was not followed, since that would take the \
                 credential along; use the address that it leads to.",
                path
            ),
        )
    })
}

/// Returns the result of a call, and awaits it if it is a promise.
pub(crate) async fn settled(called: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&called?)).await
}

/// Reads the answer of a page's `fetch` that is not a `Response`, but the plain object that `readStatus`
/// takes.
fn read_other_answer(answer: &JsValue) -> Result<Response, Failure> {
    if get(answer, "status").as_f64().is_some() {
        return Ok(read_response(answer)?);
    }
    Err(Error::invalid_argument(text!(
        "options.fetch must resolve to a Response, and resolved to {}.",
        kind(answer)
    ))
    .into())
}

/// Returns the failure of a request that got no answer. The cause is what `fetch` threw.
fn no_answer(url: &str, cause: Option<JsValue>) -> Failure {
    let host = url.split('/').nth(2).unwrap_or_default();
    let error = Error::new(
        ErrorCode::Network,
        text!(
            "No answer from {}. The network may be down, the address wrong, or the service \
             does not allow this page's origin (CORS); a browser does not report which.",
            host
        ),
    );
    Failure { error, cause }
}

async fn read_stream(
    reader: &JsValue,
    headers: &Headers,
    url: &str,
    timeout: Option<&Timeout>,
    on_bytes: OnBytes<'_>,
    most: usize,
) -> Result<Vec<u8>, Failure> {
    let announced = headers.get("content-length").and_then(|text| whole(text.trim_ascii()));
    let mut body = Vec::new();
    // The memory is reserved up front, if possible: a buffer that grows needs twice the memory.
    let length = announced.and_then(|length| usize::try_from(length).ok());
    let length = length.filter(|length| *length <= most);
    let _ = body.try_reserve_exact(length.unwrap_or_default());
    loop {
        let step = settled(call(reader, "read")).await;
        let step = step.map_err(|cause| broken(url, Some(cause)))?;
        if let Some(timeout) = timeout {
            timeout.restart();
        }
        if get(&step, "done").is_truthy() {
            return Ok(body);
        }
        let Some(chunk) = view_of(&get(&step, "value")) else {
            return Err(broken(url, None));
        };
        append(&mut body, &chunk)?;
        if body.len() > most {
            cancel(reader);
            body.truncate(most.saturating_add(1));
            return Ok(body);
        }
        // A compressed body is longer than its Content-Length.
        on_bytes(&body, announced.filter(|total| *total >= body.len() as u64));
    }
}

/// Cancels a stream, and ignores whether this works.
pub(crate) fn cancel(reader: &JsValue) {
    let cancelled = call(reader, "cancel");
    spawn_local(async move { drop(settled(cancelled).await) });
}

/// Returns the failure of an answer that broke off.
pub(crate) fn broken(url: &str, cause: Option<JsValue>) -> Failure {
    let path = path_of(url);
    let error =
        Error::new(ErrorCode::Network, text!("The answer of {} broke off before its end.", path));
    Failure { error, cause }
}

/// Returns a URL for messages: without its query, which may be a signature.
pub(crate) fn path_of(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}
