// The contract of a service that is described as data.

/**
 * @typedef {import("./contract-form.js").ContractRequest} ContractRequest
 * @typedef {import("./gateway-options.js").GatewayServiceDescription} Description
 */

/** Statuses of one job are shared for this long, unless the description has a pace. */
const FLOOR_MS = 1000;

/**
 * Returns the requests that a description has: for each operation its submission, and the status, the result and the
 * cancellation of its jobs. A file at an address of its own, which needs no credential, does not pass the gateway.
 *
 * @param {Description} description
 * @returns {import("./contract-form.js").Contract}
 */
export function contractOf({ operations, limits = {}, pace }) {
  const perMinute = (/** @type {number | undefined} */ count) => (count ? { count, windowMs: 60_000 } : undefined);
  const [first] = Object.values(operations);
  const { state, states } = first?.status ?? {};
  const done = Object.entries(states ?? {}).filter(([, name]) => ended.includes(name));
  return {
    limits: {
      reads: perMinute(limits.readsPerMinute),
      submissions: perMinute(limits.submissionsPerMinute),
      running: limits.running,
      floorMs: pace?.intervalMs ?? FLOOR_MS,
    },
    job: { id: pointerIn(first?.job.id), state: pointerIn(state), done: done.map(([name]) => name) },
    bases: [{ path: "" }],
    requests: Object.entries(operations).flatMap(([name, operation]) => requestsOf(name, operation)),
  };
}

const ended = ["succeeded", "partiallyCompleted", "failed", "cancelled"];

/** @param {unknown} places */
const pointerIn = (places) => (Array.isArray(places) ? places.find(({ body }) => body)?.body : undefined);

/**
 * @param {string} operation
 * @param {Description["operations"][string]} description
 * @returns {ContractRequest[]}
 */
function requestsOf(operation, { submit, job, result, cancel }) {
  const parameters = Object.entries(submit.parameters ?? {});
  const at = (/** @type {string} */ place) => parameters.filter(([, it]) => it.in === place).map(([name]) => name);
  const members = at("body");
  /** @type {ContractRequest} */
  const submission = {
    operation,
    stage: "submit",
    method: submit.method,
    ...parts(submit.path, Object.keys(submit.query ?? {}), at("query")),
    headers: [...Object.keys(submit.headers ?? {}), ...at("header")].filter((name) => !/^content-/i.test(name)),
    ...(members.length > 0 && { bodies: ["application/json"], members }),
  };
  const jobs = job.url.flatMap(({ path }) => (path === undefined ? [] : parts(path)));
  const files = result?.files?.flatMap(({ path }) => (path === undefined ? [] : parts(path))) ?? [];
  return [
    submission,
    ...jobs.map((at) => /** @type {ContractRequest} */ ({ operation, stage: "status", ...at })),
    ...files.map((at) => /** @type {ContractRequest} */ ({ operation, stage: "result", ...at })),
    ...(cancel ? jobs : []).map(
      (at) => /** @type {ContractRequest} */ ({ operation, stage: "cancel", method: cancel?.method, ...at }),
    ),
  ];
}

/**
 * Returns the path of a template, in which `{id}` is the job, and the names in its query.
 *
 * @param {string} template @param {string[][]} more
 */
function parts(template, ...more) {
  const [path, query = ""] = template.split("?");
  return {
    path: path.slice(1).replaceAll("{id}", "{job}"),
    query: [...new URLSearchParams(query).keys(), ...more.flat()],
  };
}
