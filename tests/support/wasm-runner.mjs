// cargo's runner for WebAssembly tests. wasm-bindgen-test-runner serves them, and the browser of the other tests runs
// them, so no ChromeDriver has to match its version.
import { spawn } from "node:child_process";
import http from "node:http";
import { wasmBindgenTestRunner } from "../../scripts/setup/wasm-bindgen.mjs";
import { engine, launch } from "./engines.mjs";

const quietMs = Number(process.env.WASM_TEST_QUIET_MS ?? 120_000);

const server = spawn(wasmBindgenTestRunner, process.argv.slice(2), {
  // Without the debug form of wasm-bindgen's glue, because its classes cannot be extended like those of the package.
  env: { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_NO_DEBUG: "1", WASM_BINDGEN_TEST_ADDRESS: "127.0.0.1:0" },
  stdio: ["ignore", "pipe", "inherit"],
});
server.on("error", (error) => {
  console.error(`${wasmBindgenTestRunner} could not be started (${error.message}): run \`npm run setup\`.`);
  process.exit(1);
});

let announced = "";
let opened = false;
server.stdout.setEncoding("utf8").on("data", (text) => {
  if (opened) return;
  announced += text;
  const url = announced.match(/available at (http:\S+)/)?.[1];
  if (!url) return;
  opened = true;
  runInBrowser(url).then(finish, (error) => {
    console.error(error.message);
    finish(1);
  });
});
// Without an address, there was nothing for a browser: there are no tests, or they are for Node, which has run them
// itself.
server.on("close", (code) => {
  if (opened) return;
  process.stdout.write(announced);
  process.exitCode = code ?? 1;
});

function finish(code) {
  process.exitCode = code;
  server.kill();
}

/**
 * A proxy in front of wasm-bindgen's server, which leaves some requests unanswered if a browser sends several together.
 * Each request is sent alone, and repeated.
 */
async function oneByOne(target) {
  const agent = new http.Agent({ maxSockets: 1 });
  const proxy = http.createServer(({ url, headers }, outgoing) => {
    const forward = (attemptsLeft) =>
      http
        .get(new URL(url, target), { headers: { ...headers, connection: "close" }, agent }, (answer) => {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.pipe(outgoing);
        })
        .on("error", () =>
          attemptsLeft > 0 && !outgoing.headersSent ? forward(attemptsLeft - 1) : outgoing.destroy(),
        );
    forward(9);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", () => resolve(undefined)));
  return proxy;
}

async function runInBrowser(target) {
  const proxy = await oneByOne(target);
  const url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (proxy.address()).port}/`;
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const consoleLines = [];
    let failure;
    page.on("console", (message) => consoleLines.push(`  ${message.type()}: ${message.text()}`));
    // Firefox also reports rejections that a listener has prevented. The tests' own report has those that matter.
    if (engine === "chromium")
      page.on("pageerror", (error) => (failure ??= `The test page failed: ${error.stack ?? error}`));
    page.on("crash", () => (failure ??= "The test page crashed."));
    await page.goto(url, { timeout: quietMs });

    let shown = "";
    let changed = Date.now();
    for (;;) {
      const text = failure ? shown : (await page.locator("#output").textContent()).replace(/^(Loading .*\n?)+/, "");
      if (text !== shown) {
        process.stdout.write(text.startsWith(shown) ? text.slice(shown.length) : text);
        shown = text;
        changed = Date.now();
      }
      const verdict = shown.match(/test result: (\w+)/)?.[1];
      if (verdict === "ok") return 0;
      if (!verdict && !failure && Date.now() - changed < quietMs) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      if (verdict) return 1; // the tests' own report says which, and what they logged
      console.log(failure ?? `The tests said nothing for ${quietMs / 1000} seconds.`);
      console.log(`The browser's console:\n${consoleLines.slice(-50).join("\n")}`);
      return 1;
    }
  } finally {
    await browser.close();
    proxy.close();
  }
}
