//! The caller's credential: a key, a token, or something that gets tokens.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Date, Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use crate::{Credential, Error, ErrorCode, Request, Result, Secrets};

use super::error::Failure;
use super::fields::{Fields, get, member, own_or_class_member, set};
use super::request::is_header;
use super::timeout::Timeout;
use super::timer::now;

/// A token is renewed this long before it ends, so that none ends on its way.
const RENEW_BEFORE_MS: f64 = 120_000.0;

/// How long to wait for a token. Somebody may have to sign in for it.
const TOKEN_WAIT_MS: u64 = 300_000;

/// An answer may echo a credential that was replaced at most this long ago: longer waits are for
/// files, which are not looked at.
const ECHOED_FOR_MS: u64 = 1_800_000;

/// A provider that gives another token for each request is remembered with this many.
const MAX_REMEMBERED: usize = 32;

/// How a client calls, and what it has sent of late.
pub(super) struct Credentials {
    source: Source,
    sent: RefCell<Sent>,
}

/// The credentials of the last minutes, the current one last.
#[derive(Default)]
struct Sent {
    /// With the time at which another took its place.
    all: Vec<(Rc<Credential>, u64)>,
    secrets: Rc<Secrets>,
}

/// Where credentials come from.
enum Source {
    /// Not at all: the page or its proxy adds what is needed.
    None,
    /// `{ key }` or `{ token }`.
    Fixed(Fixed),
    /// `{ getToken(scopes) }`, the shape of `@azure/identity`.
    Provider(Provider),
}

/// A credential that needs no asking for. It is read at each request all the same, since
/// `AzureKeyCredential.update` changes the key.
pub(super) struct Fixed {
    object: JsValue,
    name: &'static str,
    /// The name again, which would cross at each request.
    member: JsValue,
    form: fn(String) -> Credential,
    /// What was last read, and what it means.
    last: Cell<Option<(JsValue, Rc<Credential>)>>,
}

/// Something that gets tokens, with the last one.
pub(super) struct Provider {
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
    pub(super) fn read(options: &Fields, scope: String, keys: bool) -> Result<Self> {
        Ok(Self { source: Source::read(options, scope, keys)?, sent: RefCell::default() })
    }

    /// The credential that needs no asking for.
    fn fixed(&self) -> Result<Option<Rc<Credential>>> {
        let credential = self.source.fixed()?;
        if let Some(credential) = &credential {
            self.remember(credential);
        }
        Ok(credential)
    }

    /// Puts a fixed credential among a request's headers.
    pub(super) fn authorize(&self, request: &mut Request) -> Result<()> {
        if let Some(credential) = self.fixed()? {
            credential.authorize(request);
        }
        Ok(())
    }

    /// The credential to send, whichever form it has; the same one for as long as it has not
    /// changed. `fresh` asks for a token that was not used before.
    pub(super) async fn to_send(
        &self,
        fresh: bool,
        signal: &AbortSignal,
    ) -> Result<Option<Rc<Credential>>, Failure> {
        let Source::Provider(provider) = &self.source else { return Ok(self.fixed()?) };
        let credential = provider.token(fresh, signal).await?;
        self.remember(&credential);
        Ok(Some(credential))
    }

    /// Returns whether a fresh token can be had.
    pub(super) fn can_be_renewed(&self) -> bool {
        matches!(self.source, Source::Provider(_))
    }

    /// What has gone out with requests of late, for taking it out of what comes back.
    pub(super) fn secrets(&self) -> Rc<Secrets> {
        drop(self.fixed());
        self.sent.borrow().secrets.clone()
    }

    /// Takes note of a credential that is about to be sent.
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
    fn read(options: &Fields, scope: String, keys: bool) -> Result<Self> {
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
        let (name, form): (_, fn(String) -> Credential) = if keys && !has("key").is_undefined() {
            ("key", Credential::Key)
        } else if !has("token").is_undefined() {
            ("token", Credential::Token)
        } else {
            return Err(Error::invalid_argument(
                "The credential has none of the known forms: give { key } (Azure only), { token }, \
                     or an object with getToken(scopes).",
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
        let value = member(&self.object, &self.member);
        if let Some((before, credential)) = self.last.take()
            && before == value
        {
            self.last.set(Some((before, credential.clone())));
            return Ok(credential);
        }
        // Headers are sent without white space around them, as of a key that was pasted.
        let text = value.as_string().unwrap_or_default();
        let text = text.trim_matches([' ', '\t']);
        if text.is_empty() || !is_header("x", text) {
            let name = self.name;
            return Err(Error::invalid_argument(format!(
                "The credential's {name} must be a string that a header can carry: it is empty, \
                 no string, or holds something like a line break from copying."
            )));
        }
        let credential = Rc::new((self.form)(text.to_owned()));
        self.last.set(Some((value, credential.clone())));
        Ok(credential)
    }
}

impl Provider {
    async fn token(&self, fresh: bool, signal: &AbortSignal) -> Result<Rc<Credential>, Failure> {
        if !fresh && let Some(credential) = self.last_valid() {
            return Ok(credential);
        }
        let scopes = Array::of1(&self.scope.as_str().into());
        let options = Object::new();
        set(&options, "abortSignal", signal);
        let asked = match self.get_token.call2(&self.object, &scopes, &options) {
            Ok(promise) => {
                let token = JsFuture::from(Promise::resolve(&promise));
                Timeout::after(TOKEN_WAIT_MS, signal).race(token).await
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
        let text = text.map(|text| text.trim_matches([' ', '\t']).to_owned());
        let Some(text) = text.filter(|text| !text.is_empty() && is_header("x", text)) else {
            return Err(Error::new(
                ErrorCode::Unauthorized,
                "getToken() of the credential gave no token.",
            )
            .into());
        };
        let expires_on_ms = get(&token, "expiresOnTimestamp").as_f64().unwrap_or_default();
        let credential = Rc::new(Credential::Token(text));
        *self.last.borrow_mut() = Some(Token { credential: credential.clone(), expires_on_ms });
        Ok(credential)
    }

    /// The last token, unless it ends soon or nobody knows when.
    fn last_valid(&self) -> Option<Rc<Credential>> {
        let last = self.last.borrow();
        let token = last.as_ref()?;
        (token.expires_on_ms - RENEW_BEFORE_MS > Date::now()).then(|| token.credential.clone())
    }
}
