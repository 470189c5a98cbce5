// The body of a request: only what the contract has.
import { Refusal } from "./refusal.js";
import { bounded, collected } from "./stream.js";

/** @typedef {import("./operation.js").Operation} Operation */

/** The largest JSON body that is read to check it. The largest requests of the contracts have a few hundred KB. */
const MOST_JSON = 4 << 20;

const tooLarge = () => new Refusal(413, "tooLarge", "The body of the request is too large.");
const invalid = (/** @type {string} */ message) => new Refusal(400, "invalidBody", message);

/**
 * @typedef {object} RequestBody
 * @property {BodyInit} [body]
 * @property {boolean} [isStream] True if it can be sent only once.
 * @property {string} [type] Its content type.
 * @property {string[]} projects The projects that a body names. Paths of the runtime have none.
 */

/**
 * Reads the body of a request.
 *
 * @param {Request} request
 * @param {Operation} operation
 * @param {number} most In bytes.
 * @param {import("./patience.js").Patience} patience
 * @returns {Promise<RequestBody>}
 */
export async function readBody(request, { request: { bodies, members }, known, names }, most, patience) {
  const { headers, body } = request;
  const length = Number(headers.get("content-length") ?? 0);
  const types = known(bodies);
  const full = headers.get("content-type") ?? "";
  const [type] = full.toLowerCase().split(/[;\s]/);
  const done = () => {
    patience.isReceiving = false;
  };
  patience.isReceiving = true;
  if (types.length === 0) {
    const none = () => invalid("The operation has no body: leave it out.");
    if (
      length > 0 ||
      (!body && headers.has("transfer-encoding")) ||
      (await collected(body, 0, patience, none)).length > 0
    )
      throw none();
    done();
    return { projects: [] };
  }
  const isJson = members !== undefined && !type.startsWith("multipart");
  const limit = isJson ? Math.min(most, MOST_JSON) : most;
  if (!(length <= limit)) throw tooLarge();
  if (!body) {
    done();
    return { projects: [] };
  }
  if (!types.includes(type)) throw new Refusal(415, "unknownBody", `The body must be ${types.join(" or ")}.`);
  if (!isJson)
    return {
      body: bounded(body, limit, patience, tooLarge, done),
      isStream: true,
      type: type.startsWith("multipart") ? full : type,
      projects: [],
    };
  const bytes = await collected(body, limit, patience, tooLarge);
  done();
  const value = parse(bytes);
  const allowed = known(members);
  for (const item of Array.isArray(value) ? value : [value]) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) throw invalid("The body must be an object.");
    for (const name of Object.keys(item))
      if (!allowed.includes(name)) throw invalid("The body has a member that the service's contract lacks.");
    if (names.project !== undefined && ![undefined, names.project].includes(item.projectName))
      throw invalid("The body names another project than the path.");
  }
  // The body is written again, so that of two members with one name only the checked one is sent.
  return { body: JSON.stringify(value), type, projects: projectsIn(value) };
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw invalid("The body is not JSON.");
  }
}

/**
 * Returns the projects that a request of the runtime uses.
 *
 * @param {any} value
 */
function projectsIn({ parameters, tasks }) {
  const parts = [parameters, ...(Array.isArray(tasks) ? tasks : []).map((task) => task?.parameters)];
  return [...new Set(parts.map((part) => part?.projectName).filter((name) => typeof name === "string"))];
}
