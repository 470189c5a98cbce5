//! The options of the classes of all services.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::service::Service;
use crate::{ClientOptions, RequestCredentials, Result};

use super::client::Client;
use super::credentials::Credentials;
use super::error::Thrown;
use super::fields::{Fields, get};
use super::page_headers::PageHeaders;
use super::service::Service as Object;

/// Reads the options for the core. A service may have its own name for the endpoint, such as
/// `baseUrl`, besides `endpoint`.
pub(super) fn read_client_options(fields: &Fields, own_name: &str) -> Result<ClientOptions> {
    let endpoint = fields.text("endpoint");
    let is_given = endpoint.is_some() || own_name == "endpoint";
    let (endpoint, base_url) = if is_given {
        (fields.required_text("endpoint"), fields.text("baseUrl"))
    } else {
        (fields.required_text(own_name), None)
    };
    let upstream = fields.texts("upstream");
    let trusted_origins = fields.texts("trustedOrigins");
    let credentials = fields.text("credentials");
    fields.end()?;
    Ok(ClientOptions {
        endpoint,
        base_url,
        page_origin: page_origin(),
        upstream,
        trusted_origins,
        credentials: credentials.map(|text| RequestCredentials::parse(&text)).transpose()?,
        sends_credential: !fields.get("credential").is_undefined(),
    })
}

/// Makes the client of a contract, with the credential and the headers that it adds to requests.
/// `keys` is true if the service takes keys.
pub(super) fn read_client(
    fields: &Fields,
    contract: Rc<dyn Service>,
    keys: bool,
) -> Result<Rc<Client>> {
    let credentials = Credentials::read(fields, contract.scope(), keys)?;
    let headers = PageHeaders::read(&fields.get("headers"), contract.access())?;
    Ok(Rc::new(Client::new(contract, credentials, headers)))
}

/// Makes the object of any service that fulfils the contract, with the options that all classes share,
/// such as `credential` and `headers`.
pub fn object_of(contract: Rc<dyn Service>, options: &JsValue) -> Thrown<Object> {
    Ok(Object(read_client(&Fields::options("options", options), contract, true)?))
}

/// Returns the origin of the page or worker; `None` in Node, or in a sandbox without an origin.
fn page_origin() -> Option<String> {
    let location = get(&js_sys::global(), "location");
    let origin = get(&location, "origin").as_string();
    origin.filter(|origin| origin.starts_with("http"))
}
