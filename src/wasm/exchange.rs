//! One HTTP exchange: credential, `fetch`, time-out, body.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal};

use crate::number::whole;
use crate::{Audience, Error, ErrorCode, Headers, Response, no_answer_within};

use super::alarm::Alarm;
use super::answer::{now_of_wall, read_response, status_of};
use super::fetch::{Fetching, Stage, Wanted, append, view_of};
use super::error::Failure;
use super::fields::{call, get, kind};
use super::request::{Added, Call, Head};
use super::service::Client;

/// What a caller wants of the exchanges of one job.
#[derive(Clone)]
pub(super) struct Wire {
    /// The page's own `fetch`.
    pub(super) fetch: Option<Function>,
    /// How long a request may go without an answer, and an answer without another piece.
    pub(super) timeout_ms: u64,
    /// How long an answer may be; without it, what answers about jobs take, and files no limit.
    pub(super) most_bytes: Option<usize>,
}

/// Nothing that storage answers beside documents is longer.
const MOST_OF_STORAGE: usize = 64 << 20;

/// Sees the bytes that have arrived, and hears how many there will be, if that is known.
pub(super) type OnBytes<'a> = &'a dyn Fn(&[u8], Option<u64>);

/// Sends a request and reads its answer. A refused credential is renewed once.
pub(super) fn exchange<'a>(
    client: &'a Client,
    call: &'a Call,
    wire: &'a Wire,
    controller: &'a AbortController,
    on_bytes: Option<OnBytes<'a>>,
) -> Pin<Box<dyn Future<Output = Result<Response, Failure>> + 'a>> {
    Box::pin(async move {
        let response = exchange_once(client, call, wire, controller, on_bytes, false).await?;
        if client.is_refused(&call.request, &response) {
            return exchange_once(client, call, wire, controller, on_bytes, true).await;
        }
        Ok(response)
    })
}

/// The same without a second attempt, for a caller who has to look before each. `fresh_token` asks
/// for a token that was not used before.
pub(super) fn exchange_once<'a>(
    client: &'a Client,
    call: &'a Call,
    wire: &'a Wire,
    controller: &'a AbortController,
    on_bytes: Option<OnBytes<'a>>,
    fresh_token: bool,
) -> Pin<Box<dyn Future<Output = Result<Response, Failure>> + 'a>> {
    Box::pin(async move {
        let signal = controller.signal();
        let head = authorized(client, call, fresh_token, &signal).await?;
        let alarm = Alarm::after(wire.timeout_ms, &signal);
        let answer = send(Some(client), call, &head, wire, &signal, Some(&alarm), on_bytes);
        let Some(outcome) = alarm.race(answer).await else {
            controller.abort();
            return Err(no_answer_within(wire.timeout_ms).into());
        };
        let mut response = outcome?;
        // A file is the caller's own.
        if on_bytes.is_none() || response.status != 200 {
            client.clean(&mut response);
        }
        Ok(response)
    })
}

/// The same for whoever has a timer already and looks after the time: `sent` is called each time
/// that a request leaves.
pub(super) async fn exchange_untimed(
    client: &Client,
    call: &Call,
    wire: &Wire,
    signal: &AbortSignal,
    sent: impl Fn(),
) -> Result<Response, Failure> {
    let mut fresh_token = false;
    loop {
        let head = authorized(client, call, fresh_token, signal).await?;
        sent();
        let mut response = send(Some(client), call, &head, wire, signal, None, None).await?;
        client.clean(&mut response);
        if fresh_token || !client.is_refused(&call.request, &response) {
            return Ok(response);
        }
        fresh_token = true;
    }
}

/// The same for a URL that is its own credential, as that of a blob with a signature.
pub(super) async fn exchange_unsigned(
    call: &Call,
    wire: &Wire,
    controller: &AbortController,
) -> Result<Response, Failure> {
    let signal = controller.signal();
    let alarm = Alarm::after(wire.timeout_ms, &signal);
    let head = Head::new(&call.request, Added::nothing());
    let answer = alarm.race(send(None, call, &head, wire, &signal, Some(&alarm), None)).await;
    answer.unwrap_or_else(|| {
        controller.abort();
        Err(no_answer_within(wire.timeout_ms).into())
    })
}

async fn authorized(
    client: &Client,
    call: &Call,
    fresh_token: bool,
    signal: &AbortSignal,
) -> Result<Rc<Head>, Failure> {
    client.service.check_request(&call.request)?;
    client.head(&call.request, fresh_token, signal).await
}

async fn send(
    client: Option<&Client>,
    sent: &Call,
    head: &Head,
    wire: &Wire,
    signal: &AbortSignal,
    alarm: Option<&Alarm>,
    on_bytes: Option<OnBytes<'_>>,
) -> Result<Response, Failure> {
    let url = &sent.request.url;
    let own = wire.fetch.as_deref();
    let wanted = match (on_bytes, client) {
        (Some(_), _) => Wanted::Stream,
        (None, Some(client)) if sent.is_status => Wanted::Named(client.status_headers()),
        (None, _) => Wanted::Whole,
    };
    let most = client.map_or(MOST_OF_STORAGE, |client| client.service.max_answer_bytes());
    let wanted = (wanted, wire.most_bytes.unwrap_or(most));
    let fetched = Fetching::new(own, url, head.object(), &sent.body, signal, wanted).await;
    let stage = fetched.stage();
    match stage {
        Stage::Refused => {
            return Err(Error::invalid_argument(format!(
                "The platform refuses to make a request for {}.",
                path_of(url)
            ))
            .into());
        }
        Stage::Unanswered => return Err(no_answer(url, Some(fetched.value()))),
        Stage::Other => return read_other_answer(&fetched.value()),
        Stage::Answered | Stage::Broken | Stage::Whole => {}
    }
    let access = client.filter(|_| sent.request.audience == Audience::Service);
    let access = access.map(|client| client.service.access());
    if fetched.is_redirect() {
        if let Some(access) = access {
            access.redirected(path_of(url), None, None)?;
        }
        return Err(Error::new(
            ErrorCode::ForeignOrigin,
            format!(
                "{} answered with a redirect. It was not followed, since that would take the \
                 credential along; use the address that it leads to.",
                path_of(url)
            ),
        )
        .into());
    }
    let Some(status) = status_of(fetched.status()) else {
        return Err(Error::invalid_argument("The Response of options.fetch has no status.").into());
    };
    if status == 0 {
        // `Response.error()`, or what `no-cors` hides.
        return Err(no_answer(url, None));
    }
    let mut headers = fetched.headers();
    if let (Some(access), Some(to)) = (access, fetched.redirected_to()) {
        let head = Response { status, headers, body: Vec::new(), received_at_ms: 0 };
        access.redirected(path_of(url), Some(&to), Some(&head))?;
        headers = head.headers;
    }
    let body = match (stage, on_bytes) {
        (Stage::Whole, _) => {
            let mut body = Vec::new();
            append(&mut body, &fetched.body())?;
            body
        }
        (Stage::Answered, Some(on_bytes)) => {
            let reader = call(&get(&fetched.value(), "body"), "getReader");
            let reader = reader.map_err(|cause| broken(url, Some(cause)))?;
            // What comes in place of a file is no file.
            let most = if status == 200 { wire.most_bytes.unwrap_or(usize::MAX) } else { most };
            read_stream(&reader, &headers, url, alarm, on_bytes, most).await?
        }
        _ => {
            let cause = fetched.value();
            return Err(broken(url, (!cause.is_undefined()).then_some(cause)));
        }
    };
    Ok(Response { status, headers, body, received_at_ms: now_of_wall() })
}

/// What a call gives, now or by a promise.
pub(super) async fn settled(called: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&called?)).await
}

/// A page may also answer with the plain object that `readStatus` takes.
fn read_other_answer(answer: &JsValue) -> Result<Response, Failure> {
    if get(answer, "status").as_f64().is_some() {
        return Ok(read_response(answer)?);
    }
    Err(Error::invalid_argument(format!(
        "options.fetch must resolve to a Response, and resolved to {}.",
        kind(answer)
    ))
    .into())
}

/// The failure of a request that got no answer. What the page's `fetch` threw is the cause.
fn no_answer(url: &str, cause: Option<JsValue>) -> Failure {
    let host = url.split('/').nth(2).unwrap_or_default();
    let error = Error::new(
        ErrorCode::Network,
        format!(
            "No answer from {host}. The network may be down, the address wrong, or the service \
             does not allow this page's origin (CORS); a browser does not tell which."
        ),
    );
    Failure { error, cause }
}

async fn read_stream(
    reader: &JsValue,
    headers: &Headers,
    url: &str,
    alarm: Option<&Alarm>,
    on_bytes: OnBytes<'_>,
    most: usize,
) -> Result<Vec<u8>, Failure> {
    let announced = headers.get("content-length").and_then(|text| whole(text.trim_ascii()));
    let mut body = Vec::new();
    // In one piece from the start, if there is room: a body that moves stands in memory twice.
    let length = announced.and_then(|length| usize::try_from(length).ok());
    let length = length.filter(|length| *length <= most);
    let _ = body.try_reserve_exact(length.unwrap_or_default());
    loop {
        let step = settled(call(reader, "read")).await;
        let step = step.map_err(|cause| broken(url, Some(cause)))?;
        if let Some(alarm) = alarm {
            alarm.restart();
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

/// Tells a stream that nobody reads on. What comes of it concerns nobody either.
pub(super) fn cancel(reader: &JsValue) {
    let cancelled = call(reader, "cancel");
    spawn_local(async move { drop(settled(cancelled).await) });
}

/// The failure of an answer that broke off.
fn broken(url: &str, cause: Option<JsValue>) -> Failure {
    let path = path_of(url);
    let error =
        Error::new(ErrorCode::Network, format!("The answer of {path} broke off before its end."));
    Failure { error, cause }
}

/// A URL without its query, which may be a signature, for messages.
pub(super) fn path_of(url: &str) -> &str {
    url.split('?').next().unwrap_or_default()
}
