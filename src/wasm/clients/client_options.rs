//! The options of the classes of all services.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::service::Service;
use crate::{ClientOptions, RequestCredentials, Result};

use super::client::{Client, ClientSource};
use super::credentials::Credentials;
use super::page_headers::PageHeaders;
use crate::wasm::values::fields::{Fields, get};

/// Reads the options for the core. A service may have its own name for the endpoint, such as
/// `baseUrl`, besides `endpoint`.
pub(crate) fn read_client_options(fields: &Fields, own_name: &str) -> Result<ClientOptions> {
    let endpoint = fields.text("endpoint");
    let is_given = endpoint.is_some() || own_name == "endpoint";
    let (endpoint, base_url) = if is_given {
        (fields.required_text("endpoint"), fields.text("baseUrl"))
    } else {
        (fields.required_text(own_name), None)
    };
    read_client_options_at(fields, endpoint, base_url)
}

/// Reads all options except the endpoint.
pub(crate) fn read_client_options_at(
    fields: &Fields,
    endpoint: String,
    base_url: Option<String>,
) -> Result<ClientOptions> {
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
/// `class` is the name of its class. `keys` is true if the service takes keys.
pub(crate) fn read_client(
    fields: &Fields,
    contract: Rc<dyn Service>,
    class: &'static str,
    keys: bool,
) -> Result<Rc<Client>> {
    let options = copied_options(&fields.object).unwrap_or_else(|_| fields.object.clone());
    client_of_source(fields, contract, class, keys, options)
}

/// Makes the client of a class whose constructor takes more than options. `source` holds the
/// arguments of the constructor.
pub(crate) fn client_of_source(
    fields: &Fields,
    contract: Rc<dyn Service>,
    class: &'static str,
    keys: bool,
    source: JsValue,
) -> Result<Rc<Client>> {
    let header = contract.key_header().map(|(name, prefix)| (name.to_owned(), prefix.to_owned()));
    let credentials = Credentials::read(fields, contract.scope(), keys, header)?;
    let headers = PageHeaders::read(&fields.get("headers"), contract.access())?;
    let source = ClientSource { class, options: source };
    Ok(Rc::new(Client::new(contract, credentials, headers, source)))
}

#[wasm_bindgen(module = "/src/entry/members.js")]
extern "C" {
    /// Returns a frozen copy of a plain object. Returns any other object itself. Fails if a proxy throws.
    #[wasm_bindgen(catch, js_name = copiedOptions)]
    fn copied_options(object: &JsValue) -> std::result::Result<JsValue, JsValue>;
}

/// Returns the origin of the page or worker; `None` in Node, or in a sandbox without an origin.
fn page_origin() -> Option<String> {
    let location = get(&js_sys::global(), "location");
    let origin = get(&location, "origin").as_string();
    origin.filter(|origin| origin.starts_with("http"))
}
