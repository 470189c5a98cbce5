// Brings a fresh machine (Node 20+, rustup) to where the project builds and tests.
// Every step looks at what is really there, does only what is missing, and is silent when nothing is.
import { main } from "./command.mjs";
import { isMain } from "./project.mjs";
import { ensureNodePackages } from "./setup/node-packages.mjs";
import { ensureRust, ensureRustComponents } from "./setup/rust.mjs";
import { ensureWasmBindgen } from "./setup/wasm-bindgen.mjs";
import { ensureBrowser } from "./setup/browser.mjs";

/** What a build needs. */
export async function setUpBuild() {
  await ensureNodePackages();
  await ensureRust();
  await ensureWasmBindgen();
}

/** What the tests need besides. Gives the path of a Chromium that starts. */
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
