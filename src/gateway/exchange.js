// One exchange with a service: the limits, the credential, the request and its answer.
import { passedHeaders, requestIdOf, retryAfter } from "./answer.js";
import { Refusal } from "./refusal.js";
import { bounded, collected } from "./stream.js";

/**
 * @typedef {import("./operation.js").Operation} Operation
 * @typedef {import("./readings.js").Reading} Reading
 * @typedef {import("./route.js").Route} Route
 *
 * @typedef {object} Exchange
 * @property {Request} request
 * @property {Route} route
 * @property {import("./contract-form.js").Contract} contract
 * @property {import("./route.js").Shared} shared
 * @property {Operation} operation
 * @property {import("./request-body.js").RequestBody} body
 * @property {Partial<import("./gateway-options.js").GatewayEvent>} event
 * @property {(request: Request) => Promise<Response>} fetch
 * @property {import("./patience.js").Patience} patience
 * @property {number} maxResultBytes
 */

/** The largest answer about a job or a project. The client accepts no larger one. */
const MOST_ANSWER = 8 << 20;

const tooLong = () => new Refusal(502, "answerTooLarge", "The service's answer is too large.");

/**
 * Asks the service, and returns the answer for the page.
 *
 * @param {Exchange} it
 * @returns {Promise<Response>}
 */
export async function exchange(it) {
  const { request, shared, operation, event, patience } = it;
  const { stage } = operation.request;
  if (stage === "result") {
    takePlace(it);
    const { status, headers, body } = await send(it);
    const bytes = body && bounded(body, it.maxResultBytes, patience, tooLong, () => patience.stop());
    patience.isStreaming = bytes !== null;
    // A user who has left does not need the rest of the file.
    request.signal?.addEventListener("abort", () => patience.end(request.signal.reason));
    return new Response(bytes, { status, headers: passedHeaders(headers) });
  }
  let reading;
  if (stage === "status") {
    if (request.headers.get("accept")?.includes("text/event-stream"))
      return await (await import("./events.js")).pushed(it, read, retryAfter);
    const known = shared.readings.get(operation.target, event.user ?? "", Date.now(), () => read(it));
    if (known.isShared) event.isShared = true;
    reading = await patience.for(known.reading);
  } else reading = await read(it);
  const { status, headers, bytes } = reading;
  event.requestId = requestIdOf(headers);
  return new Response(bytes.length > 0 ? bytes : null, { status, headers });
}

/**
 * Sends the request, and reads the whole answer.
 *
 * @param {Exchange} it
 * @returns {Promise<Reading>}
 */
async function read(it) {
  const { route, contract, shared, operation, event, patience } = it;
  const { stage } = operation.request;
  const place = takePlace(it);
  let job;
  try {
    const answer = await send(it);
    const bytes = await collected(answer.body, MOST_ANSWER, patience, tooLong);
    const headers = passedHeaders(answer.headers);
    headers.delete("content-length");
    const location = headers.get("operation-location");
    if (location) headers.set("operation-location", routed(location, route));
    const text = new TextDecoder().decode(bytes);
    if (stage === "submit") {
      job = location ? location.split("?")[0].split("/").pop() : member(text, contract.job.id);
      if (job && answer.ok) event.job = job;
    }
    const isDone = stage === "status" && contract.job.done.includes(member(text, contract.job.state) ?? "");
    if (isDone) shared.running.rename(operation.names.job);
    return { status: answer.status, headers, bytes: withRoutedUrls(text, bytes, route), isDone };
  } finally {
    if (place) shared.running.rename(place, job);
  }
}

/**
 * Takes a place within the limits of the service. For a job, returns the name of its place.
 *
 * @param {Exchange} it
 */
function takePlace({ shared, operation, event: { user = "" } }) {
  const now = Date.now();
  const place = operation.request.stage === "submit" ? crypto.randomUUID() : "";
  const wait = (operation.changes ? shared.submissions : shared.reads).take(user, now);
  if (wait > 0) throw throttled("The portal's users have used what the service allows.", wait);
  const runs = place ? shared.running.take(user, now, place) : 0;
  // A job may end at any time before its place expires.
  if (runs > 0) throw throttled("As many jobs run as the service allows.", Math.min(runs, shared.floorMs));
  return place;
}

/** @param {string} message @param {number} waitMs */
const throttled = (message, waitMs) => new Refusal(429, "throttled", message, { waitMs });

/**
 * Sends the request with the credential. After a 401, sends it once more with another credential.
 *
 * @param {Exchange} it
 */
async function send({ request, route, shared, operation, body, fetch, patience }) {
  const { method } = request;
  const headers = new Headers();
  const passed = ["accept", ...operation.known(operation.request.headers)];
  if (operation.request.stage === "result") {
    passed.push("range", "if-range");
    // A compressed answer would have no length, and no range of it could be requested.
    headers.set("accept-encoding", "identity");
  }
  for (const name of passed) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (body.type) headers.set("content-type", body.type);
  const ask = () => {
    /** @type {RequestInit & { duplex?: "half" }} */
    const init = { method, headers, body: body.body, redirect: "manual", signal: patience.signal };
    if (body.isStream) init.duplex = "half";
    return patience.for(fetch(new Request(route.endpoint + operation.target, init)));
  };
  try {
    await patience.for(route.authorize(headers));
    let answer = await ask();
    if (answer.status === 401 && !body.isStream && (await patience.for(route.authorize(headers, true)))) {
      await answer.body?.cancel();
      answer = await ask();
    }
    const { status } = answer;
    if (status === 401)
      throw new Refusal(
        403,
        "credentialRefused",
        "The service refuses the gateway's credential. The portal must renew it.",
      );
    if (status >= 300 && status < 400)
      throw new Refusal(502, "serviceRedirects", "The service answered with a redirect, which was not followed.");
    if (status === 429) {
      const now = Date.now();
      (operation.changes ? shared.submissions : shared.reads).block(now + retryAfter(answer.headers, now));
    }
    return answer;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(502, "serviceUnreachable", "The gateway cannot reach the service.", { cause: error });
  }
}

/**
 * Returns the portal's URL for a URL at the service. Question answering adds the port
 * (docs/contracts/azure-language.md#urls-ids-and-dates).
 *
 * @param {string} text @param {Route} route
 */
function routed(text, { endpoint, prefix }) {
  const href = URL.canParse(text) ? new URL(text).href : text;
  return href.startsWith(`${endpoint}/`) ? prefix + href.slice(endpoint.length) : text;
}

/**
 * Returns a body in which URLs of results and pages point to the portal. Everything else is unchanged.
 *
 * @param {string} text @param {Uint8Array<ArrayBuffer>} bytes @param {Route} route
 */
function withRoutedUrls(text, bytes, route) {
  const changed = text.replace(
    /("(?:resultUrl|nextLink)"\s*:\s*")(https?:[^"\\]+)(?=")/g,
    (_, before, url) => before + routed(url, route),
  );
  return changed === text ? bytes : new TextEncoder().encode(changed);
}

/**
 * Returns the value at a place in a JSON text, as text.
 *
 * @param {string} text @param {string} [pointer] A JSON pointer.
 * @returns {string | undefined}
 */
function member(text, pointer) {
  try {
    const value = pointer?.split("/").reduce((value, name) => (name ? value[name] : value), JSON.parse(text));
    return value === undefined ? value : String(value);
  } catch {
    return undefined;
  }
}
