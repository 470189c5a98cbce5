//! The caller's credential: a key, a token, or something that gets tokens.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::{Credential, Error, ErrorCode, Request, Result};

use super::alarm::Alarm;
use super::error::Failure;
use super::fields::{Fields, get, set};
use super::request::is_header;

/// A token is renewed this long before it ends, so that none ends on its way.
const RENEW_BEFORE_MS: f64 = 120_000.0;

/// How long to wait for a token. Somebody may have to sign in for it.
const TOKEN_WAIT_MS: u64 = 300_000;

/// How a client calls.
pub(super) enum Credentials {
    /// Not at all: the page or its proxy adds what is needed.
    None,
    /// `{ key }`. The key is read at each request, since `AzureKeyCredential.update` changes it.
    Key(JsValue),
    /// `{ token }`, read at each request as well.
    Token(JsValue),
    /// `{ getToken(scopes) }`, the shape of `@azure/identity`.
    Provider(Provider),
}

/// Something that gets tokens, with the last one.
pub(super) struct Provider {
    object: JsValue,
    get_token: Function,
    scope: String,
    last: RefCell<Option<Token>>,
}

struct Token {
    text: String,
    expires_on_ms: f64,
}

impl Credentials {
    /// Reads the `credential` of a constructor's options.
    pub(super) fn read(options: &Fields, scope: String, keys: bool) -> Result<Self> {
        let object = options.get("credential");
        if object.is_undefined() {
            return Ok(Self::None);
        }
        if let Some(get_token) = get(&object, "getToken").dyn_ref::<Function>() {
            let get_token = get_token.clone();
            return Ok(Self::Provider(Provider {
                object,
                get_token,
                scope,
                last: RefCell::default(),
            }));
        }
        let credentials = if keys && !get(&object, "key").is_undefined() {
            Self::Key(object)
        } else if !get(&object, "token").is_undefined() {
            Self::Token(object)
        } else {
            return Err(Error::invalid_argument(
                "The credential has none of the known forms: give { key } (Azure only), { token }, \
                 or an object with getToken(scopes).",
            ));
        };
        credentials.fixed().map(|_| credentials)
    }

    /// The credential that needs no asking for.
    fn fixed(&self) -> Result<Option<Credential>> {
        let (object, name, credential): (_, _, fn(String) -> Credential) = match self {
            Self::Key(object) => (object, "key", Credential::Key),
            Self::Token(object) => (object, "token", Credential::Token),
            Self::None | Self::Provider(_) => return Ok(None),
        };
        let value = get(object, name).as_string().unwrap_or_default();
        if value.is_empty() || !is_header("x", &value) {
            return Err(Error::invalid_argument(format!(
                "The credential's {name} must be a string that a header can carry: it is empty, \
                 no string, or holds something like a line break from copying."
            )));
        }
        Ok(Some(credential(value)))
    }

    /// Puts a fixed credential among a request's headers.
    pub(super) fn authorize(&self, request: &mut Request) -> Result<()> {
        if let Some(credential) = self.fixed()? {
            credential.authorize(request);
        }
        Ok(())
    }

    /// Puts the credential among a request's headers, whichever form it has. `fresh` asks for a
    /// token that was not used before.
    pub(super) async fn authorize_to_send(
        &self,
        request: &mut Request,
        fresh: bool,
        signal: &AbortSignal,
    ) -> Result<(), Failure> {
        if let Self::Provider(provider) = self {
            let token = provider.token(fresh, signal).await?;
            Credential::Token(token).authorize(request);
            return Ok(());
        }
        Ok(self.authorize(request)?)
    }

    /// Whether a fresh token can be had.
    pub(super) fn can_be_renewed(&self) -> bool {
        matches!(self, Self::Provider(_))
    }

    /// The secret that goes out with requests, for taking it out of what comes back.
    pub(super) fn secret(&self) -> Option<String> {
        match self {
            Self::Provider(provider) => {
                provider.last.borrow().as_ref().map(|token| token.text.clone())
            }
            _ => self.fixed().ok().flatten().map(|credential| credential.secret().to_owned()),
        }
    }
}

impl Provider {
    async fn token(&self, fresh: bool, signal: &AbortSignal) -> Result<String, Failure> {
        if !fresh && let Some(text) = self.last_valid() {
            return Ok(text);
        }
        let scopes = Array::of1(&self.scope.as_str().into());
        let options = Object::new();
        set(&options, "abortSignal", signal);
        let asked = match self.get_token.call2(&self.object, &scopes, &options) {
            Ok(promise) => {
                let token = JsFuture::from(Promise::resolve(&promise));
                Alarm::after(TOKEN_WAIT_MS, signal).race(token).await
            }
            Err(thrown) => Some(Err(thrown)),
        };
        let Some(asked) = asked else {
            return Err(Error::new(
                ErrorCode::Unauthorized,
                "getToken() of the credential gave no answer within 5 minutes.",
            )
            .into());
        };
        let token = asked.map_err(|cause| Failure {
            error: Error::new(
                ErrorCode::Unauthorized,
                "getToken() of the credential failed; its error is the cause.",
            ),
            cause: Some(cause),
        })?;
        let text = token.as_string().or_else(|| get(&token, "token").as_string());
        let Some(text) = text.filter(|text| !text.is_empty() && is_header("x", text)) else {
            return Err(Error::new(
                ErrorCode::Unauthorized,
                "getToken() of the credential gave no token.",
            )
            .into());
        };
        let expires_on_ms = get(&token, "expiresOnTimestamp").as_f64().unwrap_or_default();
        *self.last.borrow_mut() = Some(Token { text: text.clone(), expires_on_ms });
        Ok(text)
    }

    /// The last token, unless it ends soon or nobody knows when.
    fn last_valid(&self) -> Option<String> {
        let last = self.last.borrow();
        let token = last.as_ref()?;
        (token.expires_on_ms - RENEW_BEFORE_MS > Date::now()).then(|| token.text.clone())
    }
}
