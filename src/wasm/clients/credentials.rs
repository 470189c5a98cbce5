//! The caller's credential: a key, a token, or a provider of tokens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Date, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{Credential, Error, ErrorCode, Request, Result, Secrets};

use crate::wasm::http::request::is_header;
use crate::wasm::platform::controller::Controller;
use crate::wasm::platform::timeout::Timeout;
use crate::wasm::platform::timer::now;
use crate::wasm::values::error::Failure;
use crate::wasm::values::fields::{Fields, get, is_still, own_or_class_member, set};

/// The time between the renewal of a token and its expiry, in milliseconds, so that no token
/// expires during a request.
const RENEW_BEFORE_MS: f64 = 120_000.0;

/// The time limit for a token, in milliseconds. The user may have to sign in.
const TOKEN_WAIT_MS: u64 = 300_000;

/// The time for which a replaced credential is still redacted from answers, in milliseconds. Only downloads of files
/// take longer, and they are not redacted.
const ECHOED_FOR_MS: u64 = 1_800_000;

/// The highest number of credentials that are remembered. A provider may return a new token each
/// time.
const MAX_REMEMBERED: usize = 32;

/// A client's credential, and those that it has sent recently.
pub(crate) struct Credentials {
    source: Source,
    sent: RefCell<Sent>,
}

/// The credentials that were sent recently. The current one is last.
#[derive(Default)]
struct Sent {
    /// Each credential, and the time when it was replaced, in milliseconds.
    all: Vec<(Rc<Credential>, u64)>,
    secrets: Rc<Secrets>,
}

/// The source of a credential.
enum Source {
    /// No credential: the page or its gateway authorizes the requests.
    None,
    /// `{ key }` or `{ token }`.
    Fixed(Fixed),
    /// `{ getToken(scopes) }`, the shape of `@azure/identity`.
    Provider(Provider),
}

/// A fixed credential. It is read again for each request, because `AzureKeyCredential.update` changes
/// the key.
pub(crate) struct Fixed {
    object: JsValue,
    name: &'static str,
    /// The name as a JavaScript string, so that it is not converted for each request.
    member: JsValue,
    form: Form,
    /// The last value that was read, and its credential.
    last: Cell<Option<(JsValue, Rc<Credential>)>>,
}

/// The form of a fixed credential.
enum Form {
    /// The key of an Azure resource.
    Key,
    /// A token.
    Token,
    /// A key in a header of this name, after this prefix.
    Header(String, String),
}

impl Form {
    fn of(&self, secret: String) -> Credential {
        match self {
            Self::Key => Credential::Key(secret),
            Self::Token => Credential::Token(secret),
            Self::Header(name, prefix) => Credential::header(name, prefix, &secret),
        }
    }
}

/// A provider of tokens, and its last token.
pub(crate) struct Provider {
    object: JsValue,
    get_token: Function,
    scope: String,
    last: RefCell<Option<Token>>,
}

struct Token {
    credential: Rc<Credential>,
    expires_on_ms: f64,
}

impl Credentials {
    /// Reads the `credential` of a constructor's options.
    pub(crate) fn read(
        options: &Fields,
        scope: String,
        keys: bool,
        header: Option<(String, String)>,
    ) -> Result<Self> {
        Ok(Self { source: Source::read(options, scope, keys, header)?, sent: RefCell::default() })
    }

    /// Returns the credential, if it is a fixed one.
    fn fixed(&self) -> Result<Option<Rc<Credential>>> {
        let credential = self.source.fixed()?;
        if let Some(credential) = &credential {
            self.remember(credential);
        }
        Ok(credential)
    }

    /// Adds a fixed credential to a request's headers.
    pub(crate) fn authorize(&self, request: &mut Request) -> Result<()> {
        if let Some(credential) = self.fixed()? {
            credential.authorize(request);
        }
        Ok(())
    }

    /// Returns the credential to send. It is the same object until it changes. With `fresh`, the
    /// provider is asked for a new token.
    pub(crate) async fn to_send(
        &self,
        fresh: bool,
        controller: &Controller,
    ) -> Result<Option<Rc<Credential>>, Failure> {
        let Source::Provider(provider) = &self.source else { return Ok(self.fixed()?) };
        let credential = provider.token(fresh, controller).await?;
        self.remember(&credential);
        Ok(Some(credential))
    }

    /// Returns whether the source can give a fresh token.
    pub(crate) fn can_be_renewed(&self) -> bool {
        matches!(self.source, Source::Provider(_))
    }

    /// Returns the secrets that were sent recently, to redact them from answers.
    pub(crate) fn secrets(&self) -> Rc<Secrets> {
        drop(self.fixed());
        self.sent.borrow().secrets.clone()
    }

    /// Remembers a credential before it is sent.
    fn remember(&self, credential: &Rc<Credential>) {
        let mut sent = self.sent.borrow_mut();
        if sent.all.last().is_some_and(|(last, _)| Rc::ptr_eq(last, credential)) {
            return;
        }
        let now = now();
        if let Some((_, sent_until)) = sent.all.last_mut() {
            *sent_until = now;
        }
        sent.all.retain(|(_, sent_until)| sent_until.saturating_add(ECHOED_FOR_MS) > now);
        if sent.all.len() >= MAX_REMEMBERED {
            sent.all.remove(0);
        }
        sent.all.push((credential.clone(), now));
        let mut secrets = Secrets::default();
        sent.all.iter().for_each(|(credential, _)| secrets.add(credential.secret()));
        sent.secrets = Rc::new(secrets);
    }
}

impl Source {
    fn read(
        options: &Fields,
        scope: String,
        keys: bool,
        header: Option<(String, String)>,
    ) -> Result<Self> {
        let object = options.get("credential");
        if object.is_undefined() {
            return Ok(Self::None);
        }
        let has = |name: &str| own_or_class_member(&object, name);
        if let Some(get_token) = has("getToken").dyn_ref::<Function>() {
            let get_token = get_token.clone();
            return Ok(Self::Provider(Provider {
                object,
                get_token,
                scope,
                last: RefCell::default(),
            }));
        }
        let (name, form) = if keys && !has("key").is_undefined() {
            ("key", header.map_or(Form::Key, |(name, prefix)| Form::Header(name, prefix)))
        } else if !has("token").is_undefined() {
            ("token", Form::Token)
        } else {
            return Err(Error::invalid_argument(
                "The credential must be { key } (Azure only), { token }, or an object with \
                 getToken(scopes).",
            ));
        };
        let fixed = Fixed { object, name, member: name.into(), form, last: Cell::default() };
        fixed.read().map(|_| Self::Fixed(fixed))
    }

    fn fixed(&self) -> Result<Option<Rc<Credential>>> {
        match self {
            Self::Fixed(fixed) => fixed.read().map(Some),
            Self::None | Self::Provider(_) => Ok(None),
        }
    }
}

impl Fixed {
    fn read(&self) -> Result<Rc<Credential>> {
        if let Some((value, credential)) = self.last.take()
            && is_still(&self.object, &self.member, &value)
        {
            self.last.set(Some((value, credential.clone())));
            return Ok(credential);
        }
        let value = get(&self.object, self.name);
        // White space around a pasted key is removed, as `fetch` does with header values.
        let text = value.as_string().unwrap_or_default();
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() || !is_header("x", text) {
            let name = self.name;
            return Err(Error::invalid_argument(text!(
                "The credential's {} must be a string that is valid in a header. It is empty, not \
                 a string, or contains a character such as a line break.",
                name
            )));
        }
        let credential = Rc::new(self.form.of(text.to_owned()));
        self.last.set(Some((value, credential.clone())));
        Ok(credential)
    }
}

impl Provider {
    async fn token(&self, fresh: bool, controller: &Controller) -> Result<Rc<Credential>, Failure> {
        if !fresh && let Some(credential) = self.last_valid() {
            return Ok(credential);
        }
        let scopes = Array::of1(&self.scope.as_str().into());
        let (options, signal) = (Object::new(), controller.signal());
        set(&options, "abortSignal", &signal);
        let asked = match self.get_token.call2(&self.object, &scopes, &options) {
            Ok(promise) => {
                let token = JsFuture::from(Promise::resolve(&promise));
                Timeout::after(TOKEN_WAIT_MS, &signal).race(token).await
            }
            Err(thrown) => Some(Err(thrown)),
        };
        let Some(asked) = asked else {
            return Err(Error::new(
                ErrorCode::Unauthorized,
                "The credential's getToken() did not answer within 5 minutes.",
            )
            .into());
        };
        let token = asked.map_err(|cause| Failure {
            error: Error::new(
                ErrorCode::Unauthorized,
                "The credential's getToken() failed; its error is the cause.",
            ),
            cause: Some(cause),
        })?;
        let text = token.as_string().or_else(|| get(&token, "token").as_string());
        let text = text.map(|text| text.trim_matches([' ', '\t']).to_owned());
        let Some(text) = text.filter(|text| !text.is_empty() && is_header("x", text)) else {
            return Err(Error::new(
                ErrorCode::Unauthorized,
                "The credential's getToken() returned no token.",
            )
            .into());
        };
        let expires_on_ms = get(&token, "expiresOnTimestamp").as_f64().unwrap_or_default();
        let credential = Rc::new(Credential::Token(text));
        *self.last.borrow_mut() = Some(Token { credential: credential.clone(), expires_on_ms });
        Ok(credential)
    }

    /// Returns the last token, unless it expires soon or its expiry is not known.
    fn last_valid(&self) -> Option<Rc<Credential>> {
        let last = self.last.borrow();
        let token = last.as_ref()?;
        (token.expires_on_ms - RENEW_BEFORE_MS > Date::now()).then(|| token.credential.clone())
    }
}
