// The size report: the crate of a function, and the growth of an entry.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { crateOf } from "../../scripts/size/crates.mjs";
import { committedSizes, explainedSizes, unexplainedGrowth } from "../../scripts/size/growth.mjs";

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

describe("the growth of an entry", () => {
  const table = [
    "| KB of 1,024 bytes | raw | gzip | brotli |",
    "| export-jobs/board: its .wasm | 400.0 | 150.0 | 119.0 |",
    "| **export-jobs/board** | 420.0 | 160.0 | 120.0 |",
    "| **export-jobs** | 280.0 | 110.0 | 90.0 |",
  ];
  const board = (/** @type {number} */ size) => [{ specifier: "export-jobs/board", size }];

  test("is held to the table of the document", () => {
    const committed = committedSizes(table);
    assert.deepEqual(Object.fromEntries(committed), { "export-jobs/board": 120, "export-jobs": 90 });
    assert.deepEqual(unexplainedGrowth(board(121.1), committed, []), []);
    const [sentence] = unexplainedGrowth(board(121.3), committed, []);
    assert.match(sentence, /export-jobs\/board grew from 120\.0 to 121\.3 KB.*docs\/benchmarks\.md/);
    assert.deepEqual(unexplainedGrowth([{ specifier: "export-jobs/new", size: 50 }], committed, []), []);
  });

  test("is allowed as far as the document gives a reason", () => {
    const explained = explainedSizes("text\n- `export-jobs/board`, 125.0 KB: it speaks.\n- `export-jobs`, 91 KB:\n");
    assert.deepEqual(explained, [{ specifier: "export-jobs/board", size: 125 }]);
    const committed = committedSizes(table);
    assert.deepEqual(unexplainedGrowth(board(126), committed, explained), []);
    assert.equal(unexplainedGrowth(board(126.4), committed, explained).length, 1);
  });
});
