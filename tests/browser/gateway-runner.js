// Runs the scenarios of a portal behind its gateway, in the window or the worker that imports this file.
import init, * as api from "/dist/all.js";
import { ownScenarios, scenarios } from "../support/gateway-scenarios.js";

/** A page on the gateway's own origin. The browser handles the cookie of its session. */
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

/** Returns undefined if the scenario succeeded, and otherwise what went wrong. */
export async function run(name) {
  try {
    await init();
    await (scenarios[name] ?? ownScenarios[name])(api, here());
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error);
  }
}

if (!globalThis.document) {
  addEventListener("message", async ({ data }) => postMessage({ failure: await run(data) }));
  postMessage("ready");
}
