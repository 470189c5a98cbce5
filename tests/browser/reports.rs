//! The boundary with an invented service, to test what it does for any service. The scenarios are in
//! `tests/browser/reports.js`.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use export_jobs::wasm::{JobBoard, object_of};

#[allow(dead_code, clippy::unwrap_used, reason = "shared with the native tests")]
#[path = "../service/reports.rs"]
mod service;

#[wasm_bindgen(module = "/tests/browser/reports.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn run(name: &str, reports: JsValue, board: JsValue) -> Result<JsValue, JsValue>;
}

/// A service with a credential and a header of the page's own, and a board with it. Both fetch with
/// `globalThis.fetch`.
async fn scenario(name: &str) -> Result<(), JsValue> {
    let object = |pairs: &[(&str, &JsValue)]| {
        let object = Object::new();
        for (name, value) in pairs {
            js_sys::Reflect::set(&object, &(*name).into(), value)?;
        }
        Ok::<JsValue, JsValue>(object.into())
    };
    let credential = object(&[("token", &"t0ken".into())])?;
    let headers = object(&[("X-Tenant", &"contoso".into())])?;
    let options = object(&[("credential", &credential), ("headers", &headers)])?;
    let client = || {
        Ok::<JsValue, JsValue>(object_of(Rc::new(service::Reports::new(None)), &options)?.into())
    };
    let board = JobBoard::new(&object(&[("clients", &client()?)])?)?;
    run(name, client()?, board.into()).await.map(drop)
}

#[wasm_bindgen_test]
async fn a_poller_reads_a_services_own_status_header() -> Result<(), JsValue> {
    scenario("poller").await
}

#[wasm_bindgen_test]
async fn a_board_reads_a_services_own_status_header() -> Result<(), JsValue> {
    scenario("board").await
}

#[wasm_bindgen_test]
async fn a_signed_url_gets_no_credential_header_or_cookie() -> Result<(), JsValue> {
    scenario("result").await
}

#[wasm_bindgen_test]
async fn a_page_gets_no_credential_for_a_signed_url() -> Result<(), JsValue> {
    scenario("request").await
}
