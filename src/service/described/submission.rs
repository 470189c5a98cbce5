//! Builds submissions, and creates jobs from ids.

use std::borrow::Cow;

use super::DescribedService;
use super::body::{fill_body, set_member};
use super::names::{Names, fill_path, push_query, set_header, set_headers};
use crate::error::one_of;
use crate::json::Value;
use crate::service::description::value::check_value;
use crate::service::description::{
    DescribedMethod, OperationDescription, ParameterDescription, ParameterKind, ParameterPlace,
};
use crate::text::nearest;
use crate::url::Query;
use crate::{Error, Job, Method, Request, Result};

/// A parameter with its value.
type Given<'a> = (&'a str, &'a ParameterDescription, Value<'a>);

impl DescribedService {
    /// Returns the request that submits a job. `parameters` is a JSON object of values by their names.
    ///
    /// # Errors
    /// `invalidArgument` when the operation is unknown, or a parameter is missing, unknown, or invalid.
    pub fn submit_request(&self, operation: &str, parameters: &str) -> Result<Request> {
        let described = self.operation(operation)?;
        let submit = &described.submit;
        let Some(path) = &submit.path else {
            return Err(Error::invalid_argument(text!(
                "The description has no submission of {}: make the request yourself, and give it to start().",
                operation
            )));
        };
        let (json, template) = (object_in(parameters)?, template_of(described));
        let given = self.given(described, &json)?;
        let names = names_of(&given);
        let mut url = self.url(&fill_path(path, &names)?);
        push_query(&mut url, &submit.query, &names)?;
        let mut query = Query::default();
        for (name, parameter, value) in at(&given, ParameterPlace::Query) {
            let name = parameter.name.as_deref().unwrap_or(name);
            match (&parameter.join, value) {
                (None, Value::Array(items)) => {
                    items.iter().for_each(|item| query.push(name, &item.display()));
                }
                _ => query.push(name, &text_of(parameter, value)),
            }
        }
        let query = query.as_str();
        url.push_str(&if url.contains('?') {
            query.replacen('?', "&", 1)
        } else {
            query.to_owned()
        });
        let mut request = self.connection.request(method_of(submit.method), url);
        set_headers(&mut request, &submit.headers, &names)?;
        for (name, parameter, value) in at(&given, ParameterPlace::Header) {
            let name = parameter.name.as_deref().unwrap_or(name);
            set_header(&mut request, name, text_of(parameter, value))?;
        }
        if let Some(body) = body_of(&template, &given) {
            let kind = submit.content_type.as_deref().unwrap_or("application/json");
            request.headers.set("Content-Type", kind);
            request.body = Some(body.to_json().into_bytes());
        }
        Ok(request)
    }

    /// Creates the job of a known id. `parameters` has the values for the names in its path.
    ///
    /// # Errors
    /// `invalidArgument` when the operation is unknown, a name in the path has no value, or the
    /// description has no path of a job.
    pub fn job(&self, operation: &str, id: &str, parameters: &str) -> Result<Job> {
        let described = self.operation(operation)?;
        let json = object_in(parameters)?;
        let mut names: Names<'_> = vec![("id", id.to_owned())];
        let Value::Object(members) = &json else { return Err(not_object()) };
        for (name, value) in members {
            let known = described.submit.parameters.iter().find(|(other, _)| other == name);
            let Some((name, parameter)) = known else { return Err(unknown(described, name)) };
            check_value(parameter, value).map_err(|why| refused(name, &why))?;
            names.push((name, text_of(parameter, value)));
        }
        names.extend(self.lasting_names(described));
        let Some(path) = described.job.url.iter().find_map(|place| place.path.as_ref()) else {
            return Err(Error::invalid_argument(text!(
                "The description has no path of a job of {}: give the job's URL to follow().",
                operation
            )));
        };
        let url = self.url(&fill_path(path, &names)?);
        Ok(self.connection.job(operation, None, id.to_owned(), url))
    }

    /// Returns the parameters that have a value, from the caller, from the values for all requests, or from the
    /// defaults.
    fn given<'a>(
        &'a self,
        described: &'a OperationDescription,
        json: &'a Value<'a>,
    ) -> Result<Vec<Given<'a>>> {
        let Value::Object(members) = json else { return Err(not_object()) };
        let parameters = &described.submit.parameters;
        if let Some((name, _)) =
            members.iter().find(|(name, _)| parameters.iter().all(|(other, _)| other != name))
        {
            return Err(unknown(described, name));
        }
        let mut all = Vec::new();
        for (name, parameter) in parameters {
            let own = json.get(name).filter(|value| !value.is_null()).cloned();
            let lasting = || self.parameters.iter().find(|(other, _)| other == name);
            let value = match own.or_else(|| lasting().map(|(_, text)| value_in(parameter, text))) {
                Some(value) => Some(value),
                None => match &parameter.default {
                    Some(default) => Value::parse(default.0.as_bytes()).ok(),
                    None => None,
                },
            };
            let Some(value) = value else {
                if parameter.required == Some(true) || parameter.place == ParameterPlace::Path {
                    let about = parameter.about.as_deref().unwrap_or_default();
                    return Err(refused(name, &text!("is missing. {}", about)));
                }
                continue;
            };
            check_value(parameter, &value).map_err(|why| refused(name, &why))?;
            all.push((name.as_str(), parameter, value));
        }
        Ok(all)
    }
}

fn at<'g, 'a>(
    given: &'g [Given<'a>],
    place: ParameterPlace,
) -> impl Iterator<Item = &'g Given<'a>> {
    given.iter().filter(move |(_, parameter, _)| parameter.place == place)
}

fn names_of<'a>(given: &[Given<'a>]) -> Names<'a> {
    given.iter().map(|(name, parameter, value)| (*name, text_of(parameter, value))).collect()
}

/// Returns the template of a body.
pub(super) fn template_of(described: &OperationDescription) -> Value<'_> {
    let body = described.submit.body.as_ref();
    body.and_then(|body| Value::parse(body.0.as_bytes()).ok()).unwrap_or(Value::Null)
}

/// Returns the body of a submission, if it has one.
fn body_of<'a>(template: &Value<'a>, given: &[Given<'a>]) -> Option<Value<'a>> {
    let value_of = |name: &str| {
        given.iter().find(|(other, ..)| *other == name).map(|(.., value)| value.clone())
    };
    let mut body = fill_body(template, &value_of).filter(|body| !body.is_null());
    for (name, parameter, value) in at(given, ParameterPlace::Body) {
        if super::body::pointer_to(template, name).is_none() {
            let name = parameter.name.as_deref().unwrap_or(name);
            set_member(body.get_or_insert(Value::Object(Vec::new())), name, value.clone());
        }
    }
    body
}

/// Returns a value as text.
fn text_of(parameter: &ParameterDescription, value: &Value<'_>) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::display).collect();
            items.join(parameter.join.as_deref().unwrap_or(","))
        }
        _ => value.display(),
    }
}

/// Converts a value for all requests, which is always given as text, to the kind of its parameter.
fn value_in<'a>(parameter: &ParameterDescription, text: &'a str) -> Value<'a> {
    match parameter.kind.unwrap_or(ParameterKind::Text) {
        ParameterKind::Text | ParameterKind::Time => Value::String(Cow::Borrowed(text)),
        ParameterKind::Texts => Value::Array(vec![Value::String(Cow::Borrowed(text))]),
        _ => Value::parse(text.as_bytes()).unwrap_or(Value::String(Cow::Borrowed(text))),
    }
}

pub(super) fn method_of(method: DescribedMethod) -> Method {
    match method {
        DescribedMethod::Get => Method::Get,
        DescribedMethod::Post => Method::Post,
        DescribedMethod::Put => Method::Put,
        DescribedMethod::Patch => Method::Patch,
        DescribedMethod::Delete => Method::Delete,
    }
}

fn object_in(json: &str) -> Result<Value<'_>> {
    Value::parse(json.as_bytes()).map_err(|_| not_object())
}

fn not_object() -> Error {
    Error::invalid_argument("The parameters must be an object of plain values.")
}

fn refused(name: &str, why: &str) -> Error {
    Error::invalid_argument(text!("parameters.{} {}", name, why.trim_ascii_end()))
}

fn unknown(described: &OperationDescription, name: &str) -> Error {
    let known: Vec<&str> = described.submit.parameters.iter().map(|(it, _)| it.as_str()).collect();
    if known.is_empty() {
        return Error::invalid_argument("This operation takes no parameters.");
    }
    Error::invalid_argument(text!(
        "parameters has no \"{}\". The nearest is \"{}\"; there are {}.",
        name,
        nearest(name, &known),
        one_of(&known)
    ))
}
