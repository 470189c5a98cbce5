//! Makes requests from the table.

use crate::error::one_of;
use crate::http::{Method, Request};
use crate::text::nearest;
use crate::text::whole;
use crate::url::Query;
use crate::{Error, Result};

use super::api_version::versions_of;
use super::table::{Body, Has, Kind, Need, PAGING, Parameter, body_of};
use super::{Arguments, AzureLanguage, Family, Operation, paths, template};

impl AzureLanguage {
    /// Returns whether the client's api-version has an operation.
    pub fn has(&self, operation: Operation) -> bool {
        self.speaks(operation.row().has)
    }

    /// Refuses an operation that the family or the api-version does not have.
    ///
    /// # Errors
    /// `invalidArgument`, which names the versions and families that have it.
    pub fn require(&self, operation: Operation) -> Result<()> {
        if self.has(operation) {
            return Ok(());
        }
        let row = operation.row();
        Err(self.lacks(row.name, row.has))
    }

    /// Makes the request of an operation.
    ///
    /// # Errors
    /// `invalidArgument` when the family or the api-version does not have the operation or a
    /// parameter (the message names the versions that have it), when a required argument is
    /// missing, or when the operation does not take an argument.
    pub fn operation_request(
        &self,
        operation: Operation,
        arguments: &Arguments,
    ) -> Result<Request> {
        let mut request = self.bare_request(operation, arguments)?;
        let row = operation.row();
        let is_get = row.method == Method::Get;
        let content_type = match body_of(operation) {
            Body::Json(members) => self.checked_body(operation, members, arguments)?,
            Body::MergePatch(members) => {
                let is_json = self.family == Family::QueryKnowledgebases;
                let merge_patch = "application/merge-patch+json";
                self.checked_body(operation, members, arguments)?
                    .map(|(body, json)| (body, if is_json { json } else { merge_patch }))
            }
            Body::JsonList(members) => Some(self.checked_list(operation, members, arguments)?),
            Body::ProjectFile => {
                let Some(body) = arguments.body.clone() else {
                    return Err(Error::invalid_argument("Give the project file to import."));
                };
                Some((body, "application/json"))
            }
            Body::None => None,
        };
        if content_type.is_none() && arguments.body.is_some() {
            return Err(Error::invalid_argument(text!(
                "{} {} body: leave it out.",
                row.name,
                if is_get { "is read without a" } else { "takes no" }
            )));
        }
        if let Some((body, content_type)) = content_type {
            request.headers.set("Content-Type", content_type);
            request.body = Some(body);
        }
        Ok(self.connection.authorize(request))
    }

    /// Makes a request without body and credential.
    pub(super) fn bare_request(
        &self,
        operation: Operation,
        arguments: &Arguments,
    ) -> Result<Request> {
        self.require(operation)?;
        let row = operation.row();
        template::refuse_others(row.path, arguments)?;
        let path = paths::projects(self.family, self.api_version.has_authoring_path())
            + &template::encode(row.path, arguments)?;
        let mut request = Request::new(row.method, String::new()).accept_json();
        let query = self.query(operation, arguments, &mut request)?;
        request.url = self.connection.url(&path) + query.as_str();
        Ok(request)
    }

    /// Returns whether an operation takes a JSON body in this family.
    pub fn takes_body(&self, operation: Operation) -> bool {
        match body_of(operation) {
            Body::Json(members) | Body::MergePatch(members) | Body::JsonList(members) => {
                members.iter().any(|it| it.has.of(self.family) != 0)
            }
            Body::ProjectFile => true,
            Body::None => false,
        }
    }

    pub(super) fn speaks(&self, has: Has) -> bool {
        has.of(self.family) & self.api_version.generation(self.family) != 0
    }

    /// Returns the error for a feature that the client's version does not have. It names the
    /// versions that have it.
    pub(super) fn lacks(&self, what: &str, has: Has) -> Error {
        let family = self.family.as_str();
        let generations = has.of(self.family);
        Error::invalid_argument(if generations == 0 {
            let others = Family::ALL.into_iter().filter(|it| has.of(*it) != 0);
            text!(
                "The contract of {} has no {} in any API version. It is one of {}.",
                family,
                what,
                one_of(others.map(Family::as_str))
            )
        } else {
            text!(
                "API version {} of {} has no {}. These have: {}.",
                self.api_version.as_str(),
                family,
                what,
                one_of(versions_of(generations, self.family))
            )
        })
    }

    /// Makes the query, and sets the headers, in the order of the table.
    fn query(
        &self,
        operation: Operation,
        arguments: &Arguments,
        request: &mut Request,
    ) -> Result<Query> {
        let row = operation.row();
        let given = |name: &str| {
            let named = arguments.parameters.iter().find(|(key, _)| key == name);
            named.map(|(_, value)| value.as_str())
        };
        let paging = if row.is_paged { PAGING.as_slice() } else { &[] };
        // One list, because each iteration over a chain is compiled separately.
        let mut known: Vec<&Parameter> = Vec::new();
        [row.query, paging, row.headers].into_iter().for_each(|part| known.extend(part));
        for (name, value) in &arguments.parameters {
            if known.iter().any(|it| it.name == name && self.speaks(it.has)) {
                continue;
            }
            if let Some(late) = known.iter().find(|it| it.name == name) {
                return Err(self.lacks(&text!("{} of {}", name, row.name), late.has));
            }
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            if self.api_version.is_specified(self.family)
                || !name.bytes().all(plain)
                || value.is_empty()
            {
                let names: Vec<_> = known.iter().map(|it| it.name).collect();
                return Err(Error::invalid_argument(match nearest(name, &names) {
                    "" => text!("{} has no parameter {}: leave it out.", row.name, name),
                    other => text!(
                        "{} has no parameter {}. The nearest name is {}.",
                        row.name,
                        name,
                        other
                    ),
                }));
            }
        }
        let mut query = Query::default();
        let is_first = self.family == Family::QueryKnowledgebases;
        if is_first {
            query.push("api-version", self.api_version.as_str());
        }
        let in_query = row.query.len() + paging.len();
        for parameter in known.iter().take(in_query).filter(|it| self.speaks(it.has)) {
            let value = match (given(parameter.name), parameter.need) {
                (Some(value), _) => Some(check_text(parameter, value)?),
                (None, Need::Default(value)) => Some(value),
                (None, Need::Required) => {
                    return Err(missing(operation, parameter));
                }
                (None, Need::Optional) => None,
            };
            query.push_option(parameter.name, value);
        }
        for (name, value) in &arguments.parameters {
            if !known.iter().any(|it| it.name == name) {
                query.push(name, value);
            }
        }
        if !is_first {
            query.push("api-version", self.api_version.as_str());
        }
        for parameter in row.headers.iter().filter(|it| self.speaks(it.has)) {
            if let Some(value) = given(parameter.name) {
                request.headers.set(parameter.name, value);
            }
        }
        Ok(query)
    }
}

pub(super) fn missing(operation: Operation, parameter: &Parameter) -> Error {
    Error::invalid_argument(text!("{} needs {}.", operation.as_str(), parameter.name))
}

fn check_text<'a>(parameter: &Parameter, value: &'a str) -> Result<&'a str> {
    let why = match parameter.kind {
        Kind::Whole if whole(value).is_none() => "a whole number".to_owned(),
        Kind::Choice(choices) if !choices.contains(&value) => {
            text!("one of {}", one_of(choices))
        }
        _ => return Ok(value),
    };
    Err(Error::invalid_argument(text!("{} must be {}; got \"{}\".", parameter.name, why, value)))
}
