// Runs the scenarios of a portal behind its gateway in the window or the worker that imports it.
import init, * as api from "/dist/index.js";
import { scenarios } from "../support/gateway-scenarios.js";

/** A page on the gateway's own origin: its session's cookie is the browser's business. */
function here() {
  const sent = [];
  return {
    url: location.origin,
    at: (path) => ({ endpoint: path }),
    sent,
    seesRedirects: false,
    signIn: () => fetch("/sign-in"),
    signOut: () => fetch("/sign-out"),
    fetch: (request) => {
      sent.push(request.url);
      return fetch(request);
    },
  };
}

/** Gives undefined when the scenario went well, and what went wrong otherwise. */
export async function run(name) {
  try {
    await init();
    await scenarios[name](api, here());
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}

if (!globalThis.document) {
  addEventListener("message", async ({ data }) => postMessage({ failure: await run(data) }));
  postMessage("ready");
}
