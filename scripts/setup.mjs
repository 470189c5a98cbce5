// Prepares a fresh machine (Node 20+, rustup) for building and testing. Every step checks what is installed and does
// only what is missing. It prints nothing if there is nothing to do.
import { main } from "./command.mjs";
import { isMain } from "./project.mjs";
import { ensureNodePackages } from "./setup/node-packages.mjs";
import { ensureRust, ensureRustComponents } from "./setup/rust.mjs";
import { ensureWasmBindgen } from "./setup/wasm-bindgen.mjs";
import { ensureBrowser } from "./setup/browser.mjs";

/** Installs what a build needs. */
export async function setUpBuild() {
  await ensureNodePackages();
  await ensureRust();
  await ensureWasmBindgen();
}

/** Installs what the tests also need. Returns the path of a working Chromium. */
export async function setUpTests() {
  await setUpBuild();
  await ensureRustComponents();
  return await ensureBrowser();
}

if (isMain(import.meta.url)) {
  await main(async () => {
    await setUpTests();
    console.log("Everything is set up.");
  });
}
