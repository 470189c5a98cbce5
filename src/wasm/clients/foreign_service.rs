//! The service of a `JobService` that is in another entry, for a board without an interpreter.
//!
//! Requests, answers, jobs and statuses are passed as plain data, through the methods that pages also call, and through
//! `bridge`, which has the rest. So an entry with a board needs no interpreter of descriptions.

use std::cell::Cell;

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::error::StoredError;
use crate::plain::{MemberType, Mode, Plain, read};
use crate::service::{Connection, Limits, Pace, Service};
use crate::{Audience, Job, JobStatus, Layout, Request, Response, Result, ResultFile, plain};

use super::client_options::read_client_options_at;
use crate::wasm::http::fetch::append;
use crate::wasm::http::request::Call;
use crate::wasm::values::fields::{Fields, get, set};
use crate::wasm::values::foreign::{Given, read_argument};
use crate::wasm::values::output::{object_of, to_js};

plain! {
    readable
    /// The facts that another entry gives of its service once.
    #[derive(Clone, Debug)]
    pub(crate) struct ServiceFacts {
        /// The name of the service.
        pub(crate) name: String,
        /// The address of the service or of its gateway.
        pub(crate) endpoint: String,
        /// The scope of the tokens.
        pub(crate) scope: String,
        /// The header of the key.
        pub(crate) key_name: Option<String>,
        /// The text before the key.
        pub(crate) key_prefix: Option<String>,
        /// The headers that a status is read from.
        pub(crate) status_headers: Vec<String>,
        /// The limits.
        pub(crate) limits: Limits,
        /// The wait before the first poll, in milliseconds.
        pub(crate) first_ms: u64,
        /// The shortest wait between two polls, in milliseconds.
        pub(crate) interval_ms: u64,
        /// The longest wait between two polls, in milliseconds.
        pub(crate) max_interval_ms: u64,
        /// The time limit for following a job, in milliseconds.
        pub(crate) timeout_ms: u64,
    }
}

impl ServiceFacts {
    /// Returns the facts of a service.
    pub(crate) fn of(service: &dyn Service) -> Self {
        let pace = service.pace();
        let key = service.key_header();
        Self {
            name: service.api().to_owned(),
            endpoint: service.connection().url(""),
            scope: service.scope(),
            key_name: key.map(|(name, _)| name.to_owned()),
            key_prefix: key.map(|(_, prefix)| prefix.to_owned()),
            status_headers: service.status_headers().into_iter().map(str::to_owned).collect(),
            limits: service.limits(),
            first_ms: pace.first_ms,
            interval_ms: pace.interval_ms,
            max_interval_ms: pace.max_interval_ms,
            timeout_ms: pace.timeout_ms,
        }
    }
}

/// A service whose contract is in another entry.
pub(crate) struct ForeignService {
    /// The `JobService`.
    object: JsValue,
    facts: ServiceFacts,
    connection: Connection,
}

impl ForeignService {
    /// Creates the service from a `JobService` and the options that it was made from.
    pub(crate) fn new(object: &JsValue, options: &JsValue) -> Result<Self> {
        let facts = bridge(object, "facts", &[])?;
        let facts: ServiceFacts = read_argument("service", &facts)?;
        let fields = Fields::options("options", options);
        let options = read_client_options_at(&fields, facts.endpoint.clone(), None)?;
        let connection = Connection::new(facts.name.clone(), &options)?;
        Ok(Self { object: object.clone(), facts, connection })
    }

    fn call(&self, method: &str, arguments: &[JsValue]) -> Result<JsValue> {
        call(&self.object, method, arguments)
    }

    fn bridge(&self, what: &str, arguments: &[JsValue]) -> Result<JsValue> {
        bridge(&self.object, what, arguments)
    }

    fn job_of(&self, job: &JsValue) -> Result<Job> {
        read_argument("job", &self.bridge("job", std::slice::from_ref(job))?)
    }
}

/// Calls a method of another entry. The value that it throws is an `ExportJobsError`.
fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue> {
    let list: Array = arguments.iter().collect();
    let called = Reflect::get(object, &method.into())
        .and_then(|method| method.dyn_into::<Function>())
        .and_then(|method| method.apply(object, &list));
    called.map_err(|thrown| {
        let stored: StoredError =
            read("error", &Given::Value(thrown), Mode::Stored, &Cell::new(MOST_ERRORS))
                .unwrap_or_default();
        stored.into()
    })
}

/// The highest number of errors that are read from one failure.
const MOST_ERRORS: u32 = 100;

fn bridge(object: &JsValue, what: &str, arguments: &[JsValue]) -> Result<JsValue> {
    let mut all = vec![what.into()];
    all.extend_from_slice(arguments);
    call(object, "bridge", &all)
}

/// Reads a request that another entry made.
fn request_of(value: &JsValue) -> Result<Request> {
    Call::from_js(value)?.into_request()
}

fn request_to_js(request: &Request) -> JsValue {
    let mut head = request.clone();
    let body = head.body.take().map(|body| String::from_utf8_lossy(&body).as_ref().into());
    Call::with_body(head, body.unwrap_or(JsValue::UNDEFINED)).to_js()
}

fn response_to_js(response: &Response) -> JsValue {
    let object = object_of(&Plain::map([
        ("status", Plain::count(response.status.into())),
        ("headers", response.headers.to_plain()),
    ]));
    set(object.unchecked_ref(), "body", &Uint8Array::from(response.body.as_slice()).into());
    object
}

impl Service for ForeignService {
    fn connection(&self) -> &Connection {
        &self.connection
    }

    fn status_request(&self, job: &Job) -> Result<Request> {
        request_of(&self.call("statusRequest", &[to_js(job)])?)
    }

    fn result_request(&self, job: &Job, status: &JobStatus) -> Result<Request> {
        let file = self.bridge("file", &[to_js(job), to_js(status)])?;
        let mut request = request_of(&file)?;
        if get(&file, "isSigned").is_truthy() {
            request.audience = Audience::Nobody;
        }
        Ok(request)
    }

    fn reads_submissions(&self) -> bool {
        true
    }

    fn read_submission(&self, request: &Request, response: &Response) -> Result<Job> {
        let arguments = [request_to_js(request), response_to_js(response)];
        read_argument("job", &self.call("readSubmission", &arguments)?)
    }

    fn status_at_submission(&self, job: &Job) -> Option<JobStatus> {
        let done = self.bridge("done", &[to_js(job)]).ok()?;
        read_argument("status", &done).ok()
    }

    fn parse_status(&self, response: &Response, job: Option<&Job>) -> Result<JobStatus> {
        let job = job.map_or(JsValue::UNDEFINED, to_js);
        read_argument("status", &self.call("readStatus", &[response_to_js(response), job])?)
    }

    fn status_headers(&self) -> Vec<&str> {
        self.facts.status_headers.iter().map(String::as_str).collect()
    }

    fn kept_result(&self, job: &Job) -> Option<Response> {
        let kept = self.bridge("kept", &[to_js(job)]).ok()?;
        let bytes = get(&kept, "body").dyn_into::<Uint8Array>().ok()?;
        let mut body = Vec::new();
        append(&mut body, &bytes).ok()?;
        let kind = get(&kept, "contentType").as_string().unwrap_or_default();
        let headers = [("content-type", kind)].into_iter().collect();
        Some(Response { status: 200, headers, body, received_at_ms: 0 })
    }

    fn check_result(&self, _job: &Job, response: &Response, layout: &Layout) -> Result<()> {
        if !response.is_success() {
            return Err(response.http_error(response.status, Vec::new()));
        }
        response.check_download(layout)
    }

    fn describe_result(&self, job: &Job, request: &Request, response: &Response) -> ResultFile {
        let arguments = [to_js(job), request.url.as_str().into()];
        let named = self.bridge("name", &arguments).unwrap_or_default();
        let text = |name| get(&named, name).as_string();
        let (name, content_type) = (text("name"), text("contentType"));
        ResultFile::described(job, response, name.as_deref(), content_type.as_deref())
    }

    fn job_from_url(&self, url: &str) -> Result<Job> {
        self.job_of(&url.into())
    }

    fn validate(&self, job: Job) -> Result<Job> {
        // Most jobs that a board asks about belong to another client.
        let job = self.connection.validate(job)?;
        self.job_of(&to_js(&job))
    }

    fn key_header(&self) -> Option<(&str, &str)> {
        let name = self.facts.key_name.as_deref()?;
        Some((name, self.facts.key_prefix.as_deref().unwrap_or_default()))
    }

    fn scope(&self) -> String {
        self.facts.scope.clone()
    }

    fn pace(&self) -> Pace {
        let ServiceFacts { first_ms, interval_ms, max_interval_ms, timeout_ms, .. } = self.facts;
        Pace { first_ms, interval_ms, max_interval_ms, timeout_ms, ..Pace::default() }
    }

    fn api(&self) -> &str {
        &self.facts.name
    }

    fn limits(&self) -> Limits {
        self.facts.limits
    }

    fn cancel_request(&self, job: &Job) -> Result<Request> {
        request_of(&self.call("cancelRequest", &[to_js(job)])?)
    }

    fn read_cancel_of(&self, job: &Job, response: &Response) -> Result<()> {
        self.call("readCancel", &[response_to_js(response), to_js(job)]).map(drop)
    }
}
