//! An error of a service. All services' errors have this shape.

use crate::Secrets;
use crate::job::stored::{ERRORS, NAME, SENTENCE};
use crate::json::Value;
use crate::plain;

plain! {
    readable
    /// An error or a warning of a service, in its own words.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct ServiceError {
        /// The service's code, such as `ProjectNotFound`. Gateways send the HTTP status: `"401"`.
        pub code: String = NAME,
        /// The service's explanation, one or two sentences.
        pub message: String = SENTENCE,
        /// The subject of the error, such as a field of the request.
        pub target: Option<String> = NAME,
        /// The parts of a compound error.
        pub details: Vec<ServiceError> = ERRORS.left_out_empty(),
        /// A more specific error (`innererror` in the service's answer).
        pub inner_error: Option<Box<ServiceError>>,
    }
}

impl ServiceError {
    pub(crate) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into(), ..Self::default() }
    }

    /// Reads an `Error` or `InnerErrorModel` of the Azure Language contract. Leaves empty every
    /// member that is absent or of another type, because a broken error must not hide the failure
    /// that it reports. The JSON reader bounds the depth.
    pub(crate) fn read(value: &Value<'_>) -> Self {
        let text = |name| value.get(name).map(Value::display).unwrap_or_default();
        let details = match value.get("details") {
            // `Error.details` is a list of errors ...
            Some(Value::Array(items)) => items.iter().map(Self::read).collect(),
            // ... and `InnerErrorModel.details` a map of texts (common.json, InnerErrorModel).
            Some(Value::Object(members)) => members
                .iter()
                .map(|(name, value)| Self::new(name.as_ref(), value.display()))
                .collect(),
            _ => Vec::new(),
        };
        Self {
            code: text("code"),
            message: text("message"),
            target: value.get("target").filter(|target| !target.is_null()).map(Value::display),
            details,
            inner_error: value
                .get("innererror")
                .filter(|inner| matches!(inner, Value::Object(_)))
                .map(|inner| Box::new(Self::read(inner))),
        }
    }

    pub(crate) fn redact(&mut self, secrets: &Secrets) {
        secrets.redact_text(&mut self.code);
        secrets.redact_text(&mut self.message);
        if let Some(target) = &mut self.target {
            secrets.redact_text(target);
        }
        self.details.iter_mut().for_each(|error| error.redact(secrets));
        if let Some(inner) = &mut self.inner_error {
            inner.redact(secrets);
        }
    }
}
