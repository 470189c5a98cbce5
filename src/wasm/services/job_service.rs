//! `JobService`, for JavaScript: a service that is described as data.

use std::rc::Rc;

use js_sys::{Array, JSON, Object, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::plain::Plain;
use crate::service::description::CredentialKind;
use crate::service::{self, Service as Contract};
use crate::{Audience, Error, JobStatus, Response};

use super::job_results::JobResults;
use super::service::Service;
use crate::wasm::clients::client::Client;
use crate::wasm::clients::client_options::{client_of_source, read_client_options_at};
use crate::wasm::clients::foreign_service::ServiceFacts;
use crate::wasm::jobs::job_poller::JobPoller;
use crate::wasm::values::error::Thrown;
use crate::wasm::values::fields::{
    Fields, is_absent, keys_of, kind, own_or_class_member, set, text_argument,
};
use crate::wasm::values::foreign::read_argument;
use crate::wasm::values::output::{object_of, to_js};

/// A client of any service whose jobs are submitted, polled and collected. The service is described
/// as data.
///
/// A description is a plain object or JSON. It is checked as a whole: `error.errors` has each
/// mistake, with its path (`target`).
///
/// @example
/// ```js
/// import intune from "export-jobs/services/intune-reports";
///
/// const service = new JobService(intune, { credential });
/// const poller = await service.start(service.submitRequest("export", { reportName: "Devices" }));
/// const file = await poller.result();
/// ```
#[wasm_bindgen(extends = Service)]
pub struct JobService {
    contract: Rc<service::DescribedService>,
    client: Rc<Client>,
}

#[wasm_bindgen]
impl JobService {
    /// Creates a client from a description, and `{ endpoint?, credential?, parameters?, upstream?, credentials?,
    /// headers?, baseUrl?, trustedOrigins? }`. `parameters` are values for all requests, by the names of parameters,
    /// such as `{ apiVersion: "v60.0" }`.
    ///
    /// Throws `invalidArgument` when the description has a mistake, or an option is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "ServiceDescription | string")] description: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "JobServiceOptions")] options: &JsValue,
    ) -> Thrown<JobService> {
        let text = json_of("The description", description)?;
        let fields = Fields::options("options", options);
        let (endpoint, base_url) = (fields.text("endpoint"), fields.text("baseUrl"));
        let given = read_client_options_at(&fields, endpoint.unwrap_or_default(), base_url)?;
        let parameters = read_parameters(&fields)?;
        let contract = Rc::new(service::DescribedService::new(&text, &given, parameters)?);
        let credential = &contract.description().credential;
        if credential.kind == CredentialKind::None && given.sends_credential {
            return Err(Error::invalid_argument(
                "The description says that the service takes no credential: leave it out.",
            )
            .into());
        }
        let takes_key = contract.key_header().is_some();
        // Another entry makes the same client from these two values.
        let source = Array::of2(&text.into(), options).into();
        let client = client_of_source(&fields, contract.clone(), "JobService", takes_key, source)?;
        Ok(Self { parent: Service(client.clone()).into(), contract, client })
    }

    /// The names of the operations, in the order of the description.
    #[wasm_bindgen(getter, unchecked_return_type = "string[]")]
    pub fn operations(&self) -> JsValue {
        let names = Array::new();
        for name in self.contract.operations() {
            names.push(&name.into());
        }
        names.into()
    }

    /// Returns the request that starts a job of an operation. `start` sends it.
    ///
    /// Throws `invalidArgument` when a parameter is missing, unknown, or does not match the description.
    #[wasm_bindgen(js_name = submitRequest, unchecked_return_type = "HttpRequest")]
    pub fn submit_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] operation: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Record<string, unknown>")]
        parameters: &JsValue,
    ) -> Thrown<JsValue> {
        let operation = text_argument("The operation", operation)?;
        let parameters = parameters_json(parameters)?;
        let mut request = self.contract.submit_request(&operation, &parameters)?;
        let body = request.body.take().map(|body| String::from_utf8(body).unwrap_or_default());
        self.client.finish(request, body.map_or(JsValue::UNDEFINED, JsValue::from))
    }

    /// Returns the job with an id that you already have. `parameters` has the values of the names in its path.
    ///
    /// Throws `invalidArgument` when a name has no value, or the description has no path of a job.
    #[wasm_bindgen(unchecked_return_type = "Job")]
    pub fn job(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] operation: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Record<string, unknown>")]
        parameters: &JsValue,
    ) -> Thrown<JsValue> {
        let operation = text_argument("The operation", operation)?;
        let id = text_argument("The job id", id)?;
        let parameters = parameters_json(parameters)?;
        Ok(to_js(&self.contract.job(&operation, &id, &parameters)?))
    }

    /// Returns the request that asks the service to cancel a job. A board sends the request in its turn. A page that
    /// sends it itself passes the answer to `readCancel`, and continues to poll until the job has ended.
    ///
    /// Throws `invalidArgument` when the description has no way to cancel the job.
    #[wasm_bindgen(js_name = cancelRequest, unchecked_return_type = "HttpRequest")]
    pub fn cancel_request(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
    ) -> Thrown<JsValue> {
        let job = self.client.read_job(job)?;
        let mut request = self.contract.cancel_request(&job)?;
        let body = request.body.take().map(|body| String::from_utf8(body).unwrap_or_default());
        self.client.finish(request, body.map_or(JsValue::UNDEFINED, JsValue::from))
    }

    /// Reads the answer to a cancel request. It returns when the service has accepted the request, although the job may
    /// take more time to end.
    ///
    /// Throws the error that the answer means, such as `notFound` or `httpError`.
    #[wasm_bindgen(js_name = readCancel)]
    pub fn read_cancel(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpResponse")] response: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Job | string")] job: &JsValue,
    ) -> Thrown<()> {
        let mut response = crate::wasm::http::answer::read_response(response)?;
        self.client.clean(&mut response);
        let job = self.client.read_job(job)?;
        Ok(self.contract.read_cancel_of(&job, &response)?)
    }

    /// Polls until the job has ended well, and downloads its files one after another: every file that its status names,
    /// and every page. If the result arrived with the status, it is the only file.
    ///
    /// Each step rejects as `JobPoller.result` does.
    ///
    /// @example
    /// ```js
    /// for await (const file of service.results(poller)) save(file.suggestedName, file.blob());
    /// ```
    #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<JobResult>")]
    pub fn results(
        &self,
        poller: &JobPoller,
        #[wasm_bindgen(unchecked_optional_param_type = "ResultOptions")] options: &JsValue,
    ) -> Thrown<JobResults> {
        JobResults::new(poller, self.contract.clone(), options)
    }

    /// Answers the calls of a board in another entry, which has no interpreter. Pages do not need
    /// these calls.
    #[wasm_bindgen(skip_typescript)]
    pub fn bridge(&self, what: &str, one: &JsValue, two: &JsValue) -> Thrown<JsValue> {
        if what == "facts" {
            return Ok(to_js(&ServiceFacts::of(self.contract.as_ref())));
        }
        let job = self.client.read_job(one)?;
        Ok(match what {
            "job" => to_js(&job),
            "file" => {
                let status: JobStatus = read_argument("status", two)?;
                let request = self.contract.result_request(&job, &status)?;
                let is_signed = request.audience == Audience::Nobody;
                let file = self.client.finish(request, JsValue::UNDEFINED)?;
                set(file.unchecked_ref(), "isSigned", &is_signed.into());
                file
            }
            "done" => self.contract.status_at_submission(&job).as_ref().map_or_else(absent, to_js),
            "kept" => self.contract.kept_result(&job).as_ref().map_or_else(absent, kept_to_js),
            _ => {
                let url = two.as_string().unwrap_or_default();
                let (name, content_type) = self.contract.names_of_file(&job, &url);
                let text = |text: &Option<String>| {
                    text.as_ref().map_or(Plain::Absent, |it| Plain::Text(it.clone().into()))
                };
                object_of(&Plain::map([
                    ("name", text(&name)),
                    ("contentType", text(&content_type)),
                ]))
            }
        })
    }
}

fn absent() -> JsValue {
    JsValue::UNDEFINED
}

fn kept_to_js(response: &Response) -> JsValue {
    let kind = response.headers.get("content-type").unwrap_or_default();
    let object = object_of(&Plain::map([("contentType", Plain::text(kind))]));
    set(object.unchecked_ref(), "body", &Uint8Array::from(response.body.as_slice()).into());
    object
}

/// Returns a plain object as JSON, or returns a text unchanged.
fn json_of(what: &str, value: &JsValue) -> Thrown<String> {
    if let Some(text) = value.as_string() {
        return Ok(text);
    }
    let json = value.is_object().then(|| JSON::stringify(value).ok()).flatten();
    json.and_then(|json| json.as_string()).ok_or_else(|| {
        Error::invalid_argument(text!(
            "{} must be a plain object or JSON; got {}.",
            what,
            kind(value)
        ))
        .into()
    })
}

fn parameters_json(value: &JsValue) -> Thrown<String> {
    if is_absent(value) {
        return Ok("{}".to_owned());
    }
    if value.is_string() {
        return Err(
            Error::invalid_argument("The parameters must be an object; got a string.").into()
        );
    }
    json_of("The parameters", value)
}

/// Reads the values for all requests.
fn read_parameters(fields: &Fields) -> Result<Vec<(String, String)>, Error> {
    let given = fields.get("parameters");
    if given.is_undefined() {
        return Ok(Vec::new());
    }
    let wrong = || Error::invalid_argument("options.parameters must be an object of strings.");
    if !given.is_object() {
        return Err(wrong());
    }
    let names = keys_of(given.unchecked_ref::<Object>()).map_err(|_| wrong())?;
    let names: Array = names.unchecked_into();
    let mut all = Vec::new();
    for name in names.iter().filter_map(|name| name.as_string()) {
        let value = own_or_class_member(&given, &name);
        if !value.is_undefined() {
            all.push((name, value.as_string().ok_or_else(wrong)?));
        }
    }
    Ok(all)
}
