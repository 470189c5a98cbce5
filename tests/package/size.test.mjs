// The size report names the right crate for a function.
import assert from "node:assert/strict";
import { test } from "node:test";
import { crateOf } from "../../scripts/size/crates.mjs";

test("a function belongs to the crate of its type, or of its trait when the type is a primitive", () => {
  const names = {
    "export_jobs::wasm::exchange::send::{{closure}}::h7cb6b69fca818e9a": "export_jobs",
    "<f64 as core[c5930c85a12de822]::fmt::Display>::fmt": "core",
    "<alloc[1234567890abcdef]::string::String as core[c5930c85a12de822]::fmt::Write>::write_str": "alloc",
    "<&mut dyn export_jobs::poller::Clock as core::fmt::Debug>::fmt": "export_jobs",
    "core::ptr::drop_in_place<gloo_net::http::request::Request>": "gloo_net",
    "azurelanguage_new externref shim multivalue shim": "export_jobs",
    __wbindgen_malloc: "wasm_bindgen",
  };
  assert.deepEqual(Object.fromEntries(Object.keys(names).map((name) => [name, crateOf(name)])), names);
});
