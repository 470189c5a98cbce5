//! Reads an answer at the places of a description.

use std::cell::OnceCell;

use crate::json::Value;
use crate::service::description::{Condition, ErrorPlace, Place, Verbatim, words::same_word};
use crate::{Response, Result, ServiceError};

/// The size limit of an answer about a job, in bytes. A status may contain the whole result, or a
/// list of files.
pub(super) const MAX_ANSWER_BYTES: usize = 1 << 23;

/// An answer, whose body is parsed when a place needs it.
pub(super) struct Answer<'a> {
    pub(super) response: &'a Response,
    body: OnceCell<Option<Value<'a>>>,
}

impl<'a> Answer<'a> {
    pub(super) fn of(response: &'a Response) -> Self {
        Self { response, body: OnceCell::new() }
    }

    /// Returns the body. `None` if it is not JSON.
    pub(super) fn body(&self) -> Option<&Value<'a>> {
        self.body.get_or_init(|| self.response.json_within(MAX_ANSWER_BYTES).ok()).as_ref()
    }

    /// Checks that the body is JSON.
    ///
    /// # Errors
    /// `unreadableResponse`
    pub(super) fn check_body(&self) -> Result<()> {
        if self.body().is_some() {
            return Ok(());
        }
        self.response.json_within(MAX_ANSWER_BYTES).map(drop)
    }

    /// Returns the first value at a pointer.
    pub(super) fn member(&self, pointer: &str) -> Option<&Value<'a>> {
        at(self.body()?, pointer)
    }

    /// Returns the text of the first place that has one.
    pub(super) fn first(&self, places: &[Place]) -> Option<String> {
        places.iter().find_map(|place| self.text(place))
    }

    /// Returns the text of a place.
    pub(super) fn text(&self, place: &Place) -> Option<String> {
        let text = match (&place.body, &place.header) {
            (Some(pointer), _) => scalar(self.member(pointer)?)?,
            (None, Some(header)) => self.response.headers.get(header)?.trim_ascii().to_owned(),
            (None, None) => return None,
        };
        is_value(place, &text).then_some(text)
    }

    /// Returns all texts of a place, whose pointer may have `*`.
    pub(super) fn texts(&self, place: &Place) -> Vec<String> {
        let Some(pointer) = &place.body else { return self.text(place).into_iter().collect() };
        let mut values = Vec::new();
        if let Some(body) = self.body() {
            collect(body, pointer, &mut values);
        }
        let texts = values.into_iter().filter_map(scalar);
        texts.filter(|text| is_value(place, text)).collect()
    }

    /// Returns whether a condition holds.
    fn holds(&self, Condition { body, header, http, is }: &Condition) -> bool {
        if http.contains(&self.response.status) {
            return true;
        }
        if let Some(header) = header {
            let value = self.response.headers.get(header).unwrap_or_default();
            return fulfils(&Value::String(value.into()), is);
        }
        let (Some(pointer), Some(body)) = (body, self.body()) else { return false };
        let mut values = Vec::new();
        collect(body, pointer, &mut values);
        values.into_iter().any(|value| fulfils(value, is))
    }

    /// Returns whether any of the conditions holds.
    pub(super) fn holds_any(&self, conditions: &[Condition]) -> bool {
        conditions.iter().any(|condition| self.holds(condition))
    }

    /// Returns the errors in the members that meet the conditions.
    pub(super) fn errors_of(&self, conditions: &[Condition]) -> Vec<ServiceError> {
        let mut errors = Vec::new();
        for pointer in conditions.iter().filter_map(|condition| condition.body.as_deref()) {
            if let Some(value) = self.member(pointer) {
                add_errors(value, None, &mut errors);
            }
        }
        errors
    }

    /// Returns the errors at these places. If the list is empty, searches the usual places.
    pub(super) fn errors(&self, places: &[ErrorPlace]) -> Vec<ServiceError> {
        let mut errors = self.errors_at(places);
        if places.is_empty()
            && let Some(body) = self.body()
        {
            let usual = ["error", "errors"].iter().find_map(|name| body.get(name));
            add_errors(usual.unwrap_or(body), None, &mut errors);
        }
        errors
    }

    /// Returns the errors at these places.
    pub(super) fn errors_at(&self, places: &[ErrorPlace]) -> Vec<ServiceError> {
        let mut errors = Vec::new();
        let Some(body) = self.body() else { return errors };
        for place in places {
            let mut values = Vec::new();
            collect(body, &place.body, &mut values);
            values.into_iter().for_each(|value| add_errors(value, Some(place), &mut errors));
        }
        errors
    }
}

/// Adds the errors in a value: an error, a list of them, or a sentence.
fn add_errors(value: &Value<'_>, place: Option<&ErrorPlace>, errors: &mut Vec<ServiceError>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| add_errors(item, place, errors)),
        Value::String(text) if !text.is_empty() => {
            errors.push(ServiceError::new("", text.as_ref()))
        }
        Value::Object(_) => {
            let mut error = ServiceError::read(value);
            let text = |pointer: &Option<String>| {
                pointer.as_ref().and_then(|pointer| at(value, pointer)).map(Value::display)
            };
            if let Some(ErrorPlace { code, message, target, .. }) = place {
                error.code = text(code).unwrap_or(error.code);
                error.message = text(message).unwrap_or(error.message);
                error.target = text(target).or(error.target);
            } else if error.message.is_empty() {
                // Members of problem details (RFC 9457), and other common names.
                let usual = ["detail", "title", "error_description", "errorMessage", "description"];
                let usual = usual.iter().find_map(|name| value.get(name)).map(Value::display);
                error.message = usual.unwrap_or_default();
            }
            if !error.code.is_empty() || !error.message.is_empty() {
                errors.push(error);
            }
        }
        _ => {}
    }
}

fn is_value(place: &Place, text: &str) -> bool {
    !text.is_empty() && !place.none.iter().any(|none| none == text)
}

/// Returns a text, a number or a boolean as text.
pub(super) fn scalar(value: &Value<'_>) -> Option<String> {
    match value {
        Value::String(_) | Value::Number(_) | Value::Bool(_) => Some(value.display()),
        _ => None,
    }
}

/// Returns whether a value meets a condition.
fn fulfils(value: &Value<'_>, is: &[Verbatim]) -> bool {
    if is.is_empty() {
        return match value {
            Value::Null | Value::Bool(false) => false,
            Value::Bool(true) => true,
            Value::Number(number) => number.bytes().any(|byte| (b'1'..=b'9').contains(&byte)),
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            Value::Object(members) => !members.is_empty(),
        };
    }
    let Some(text) = scalar(value) else { return false };
    is.iter().any(|known| {
        Value::parse(known.0.as_bytes()).is_ok_and(|known| same_word(&known.display(), &text))
    })
}

/// Returns the value at a JSON pointer (RFC 6901).
pub(super) fn at<'v, 'a>(value: &'v Value<'a>, pointer: &str) -> Option<&'v Value<'a>> {
    pointer.split('/').skip(1).try_fold(value, |value, segment| member_of(value, segment))
}

fn member_of<'v, 'a>(value: &'v Value<'a>, segment: &str) -> Option<&'v Value<'a>> {
    match value {
        Value::Array(items) => items.get(usize::try_from(crate::text::whole(segment)?).ok()?),
        _ if segment.contains('~') => value.get(&unescaped(segment)),
        _ => value.get(segment),
    }
}

/// Returns the name in a segment of a pointer, in which `~1` means a slash and `~0` a tilde.
fn unescaped(segment: &str) -> String {
    let mut parts = segment.split('~');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        name.push(if part.starts_with('1') { '/' } else { '~' });
        name.push_str(part.get(1..).unwrap_or_default());
    }
    name
}

/// Adds the values at a pointer, in which `*` means every item of a list.
fn collect<'v, 'a>(value: &'v Value<'a>, pointer: &str, values: &mut Vec<&'v Value<'a>>) {
    let Some(rest) = pointer.strip_prefix('/') else {
        return values.push(value);
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (segment, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
    match value {
        Value::Array(items) if segment == "*" => {
            items.iter().for_each(|item| collect(item, rest, values));
        }
        _ => {
            if let Some(value) = member_of(value, segment) {
                collect(value, rest, values);
            }
        }
    }
}
