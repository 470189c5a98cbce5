//! The values of the names in templates.

use std::borrow::Cow;

use super::DescribedService;
use crate::json::Value;
use crate::service::description::OperationDescription;
use crate::service::description::template::{fill, match_template};
use crate::url::{AbsoluteUrl, PathSegment, Query};
use crate::{Error, Job, Request, Result};

/// Values by their names.
pub(super) type Names<'a> = Vec<(&'a str, String)>;

/// Fills in the template of a path and its query. Each value stays within its segment.
pub(super) fn fill_path(template: &str, names: &[(&str, String)]) -> Result<String> {
    let segment = |text: &str| PathSegment { what: "a value in the path", text }.encode();
    let encode = |value: &str, keeps_slashes: bool| {
        if !keeps_slashes {
            return segment(value);
        }
        let segments = value.split('/').map(segment).collect::<Result<Vec<_>>>()?;
        Ok(segments.join("/"))
    };
    fill(template, &|name| value_in(names, name), &encode, &missing)
}

/// Fills in any other template. The caller checks the resulting text.
pub(super) fn fill_text(template: &str, names: &[(&str, String)]) -> Result<String> {
    fill(template, &|name| value_in(names, name), &|value, _| Ok(value.to_owned()), &missing)
}

/// Adds the parameters of a query, and returns whether there are any.
pub(super) fn push_query(
    url: &mut String,
    query: &[(String, String)],
    names: &[(&str, String)],
) -> Result<()> {
    for (name, template) in query {
        let mut one = Query::default();
        one.push(name, &fill_text(template, names)?);
        let one = one.as_str();
        if url.contains('?') {
            url.push('&');
            url.push_str(one.trim_start_matches('?'));
        } else {
            url.push_str(one);
        }
    }
    Ok(())
}

/// Sets headers.
///
/// # Errors
/// `invalidArgument` if a value is not allowed in a header.
pub(super) fn set_headers(
    request: &mut Request,
    headers: &[(String, String)],
    names: &[(&str, String)],
) -> Result<()> {
    for (name, template) in headers {
        set_header(request, name, fill_text(template, names)?)?;
    }
    Ok(())
}

pub(super) fn set_header(request: &mut Request, name: &str, value: String) -> Result<()> {
    if !crate::http::is_header(name, &value) {
        return Err(Error::invalid_argument(text!(
            "The value of {} contains a character that no header can have, such as a line break.",
            name
        )));
    }
    request.headers.set(name, value);
    Ok(())
}

fn value_in<'v>(names: &[(&str, String)], name: &str) -> Option<Cow<'v, str>> {
    let found = names.iter().find(|(other, _)| *other == name);
    found.map(|(_, value)| Cow::Owned(value.clone()))
}

fn missing(name: &str) -> Error {
    Error::invalid_argument(text!("Give a value for \"{}\": it is missing.", name))
}

impl DescribedService {
    /// Returns the values that are known without the submission: the job's id, the names in its URL, and the values
    /// that are the same for all requests.
    pub(super) fn names_of<'s>(
        &'s self,
        operation: &'s OperationDescription,
        job: &Job,
    ) -> Names<'s> {
        let mut names = vec![("id", job.id.clone())];
        names.extend(self.names_in(operation, &job.url));
        names.extend(self.lasting_names(operation));
        names
    }

    /// Returns the values of the names in the URL of a job.
    pub(super) fn names_in<'s>(&self, operation: &'s OperationDescription, url: &str) -> Names<'s> {
        let Some((path, query)) = self.own_path(url) else { return Vec::new() };
        let templates = operation.job.url.iter().filter_map(|place| place.path.as_deref());
        let mut found = templates.filter_map(|it| match_template(it, &path, &query));
        found.next().unwrap_or_default()
    }

    /// Returns the parameters that are the same for all requests.
    pub(super) fn lasting_names<'s>(&'s self, operation: &'s OperationDescription) -> Names<'s> {
        let parameters = operation.submit.parameters.iter();
        let given = parameters.filter_map(|(name, parameter)| {
            let own = self.parameters.iter().find(|(other, _)| other == name);
            let value = own.map(|(_, value)| value.clone()).or_else(|| {
                let default = Value::parse(parameter.default.as_ref()?.0.as_bytes()).ok()?;
                Some(default.display())
            });
            Some((name.as_str(), value?))
        });
        given.collect()
    }

    /// Returns the path and the query of a URL of the service, below its endpoint.
    pub(super) fn own_path(&self, url: &str) -> Option<(String, String)> {
        let url = AbsoluteUrl::parse(url).ok()?;
        let path = self.connection.endpoint.service_path(&url).strip_prefix(&*self.base_path)?;
        Some((path.to_owned(), url.query().to_owned()))
    }
}
