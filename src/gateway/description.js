// The contract of a service that is described as data.

/**
 * @typedef {import("./contract-form.js").ContractRequest} ContractRequest
 * @typedef {import("./gateway-options.js").GatewayServiceDescription} Description
 */

/** Statuses of one job are shared for this long, unless the description has a pace. */
const FLOOR_MS = 1000;

/**
 * Returns the requests that a description has: for each operation its submission, and the status, the result and the
 * cancellation of its jobs. A file at its own address, which needs no credential, does not pass the gateway.
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
      submissions: limits.submissionsPerDay
        ? { count: limits.submissionsPerDay, windowMs: 86_400_000 }
        : perMinute(limits.submissionsPerMinute),
      running: limits.running,
      floorMs: pace?.intervalMs ?? FLOOR_MS,
    },
    job: { id: pointerIn(first?.job.id), state: pointerIn(state), done: done.map(([name]) => name) },
    bases: [{ path: "" }],
    requests: Object.entries(operations).flatMap(([name, operation]) => requestsOf(name, operation)),
  };
}

const ended = ["succeeded", "partiallyCompleted", "failed", "retryable", "cancelled", "expired"];

/** @param {unknown} places */
const pointerIn = (places) => (Array.isArray(places) ? places.find(({ body }) => body)?.body : undefined);

/**
 * @param {string} operation
 * @param {Description["operations"][string]} description
 * @returns {ContractRequest[]}
 */
function requestsOf(operation, { submit, job, status, result, cancel }) {
  const parameters = Object.entries(submit.parameters ?? {});
  const at = (/** @type {string} */ place) =>
    parameters.filter(([, it]) => it.in === place).map(([name, it]) => it.name ?? name);
  const paths = job.url.flatMap(({ path }) => path ?? []);
  const of = (/** @type {string} */ template) => below(paths, template);
  const make = (/** @type {Partial<ContractRequest>} */ request, /** @type {Sent} */ sent) =>
    /** @type {ContractRequest} */ ({ operation, ...request, ...sentOf(sent) });
  /** @type {ContractRequest[]} */
  const submissions =
    submit.path === undefined || hasText(submit.body)
      ? []
      : [
          make(
            {
              stage: "submit",
              method: submit.method,
              ...parts(submit.path, Object.keys(submit.query ?? {}), at("query")),
            },
            {
              headers: [...Object.keys(submit.headers ?? {}), ...at("header")],
              body: submit.body,
              members: at("body"),
            },
          ),
        ];
  const collecting = [...(result?.via ?? []), ...(result?.files ?? [])].flatMap(({ path }) => path ?? []);
  const cancelling = cancel && (cancel.url === undefined || cancel.url === "job" ? paths : of(cancel.url));
  return [
    ...submissions,
    ...(hasText(status?.body) ? [] : paths).map((path) =>
      make(
        { stage: "status", method: status?.method, ...parts(path, Object.keys(status?.query ?? {})) },
        { headers: Object.keys(status?.headers ?? {}), body: status?.body },
      ),
    ),
    ...collecting
      .flatMap(of)
      .map((path) => make({ stage: "result", ...parts(path, [result?.pages?.query ?? []].flat()) }, {})),
    ...(hasText(cancel?.body) ? [] : (cancelling ?? [])).map((path) =>
      make(
        { stage: "cancel", method: cancel?.method, ...parts(path) },
        { headers: Object.keys(cancel?.headers ?? {}), body: cancel?.body },
      ),
    ),
  ];
}

/**
 * Returns whether a description writes texts into a body, such as a query in GraphQL. Such bodies do not pass: the
 * gateway checks the members of bodies and not their values, so a page could send any other query with the gateway's
 * credential.
 *
 * @param {unknown} body @returns {boolean}
 */
const hasText = (body) =>
  typeof body === "string"
    ? !/^\{\w+\}$/.test(body)
    : typeof body === "object" && body !== null && Object.values(body).some(hasText);

/**
 * Returns the paths of a template. A template that begins with `{job}` has a path below each path of a job.
 *
 * @param {string[]} paths @param {string} template
 */
const below = (paths, template) =>
  template.startsWith("{job}") ? paths.map((path) => path.split("?")[0] + template.slice(5)) : [template];

/**
 * Returns the headers and the members of the body that a request may have.
 *
 * @typedef {{ headers?: string[], body?: unknown, members?: string[] }} Sent
 * @param {Sent} sent
 */
function sentOf({ headers = [], body, members = [] }) {
  const own = headers.filter((name) => !/^content-/i.test(name));
  // A parameter may be a member of a nested object, named by a JSON pointer.
  const named = members.map((name) => (name.startsWith("/") ? name.split("/")[1] : name));
  const all = [...new Set([...(body && typeof body === "object" ? Object.keys(body) : []), ...named])];
  return {
    ...(own.length > 0 && { headers: own }),
    ...(all.length > 0 && { bodies: ["application/json"], members: all }),
  };
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
