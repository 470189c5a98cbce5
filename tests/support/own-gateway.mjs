// The package's own gateway with a service that a test answers for.
import { createGateway } from "export-jobs/gateway";
import { AVEPOINT, CONTOSO } from "./gateway-places.js";

export const PORTAL = "https://portal.example";
export const KEY = "key-4711-of-the-portal";

/** The paths of some requests. */
export const EXPORT =
  "/language/language/authoring/analyze-text/projects/Inbox/:export?stringIndexType=Utf16CodeUnit&api-version=2023-04-01";
export const JOB = "/language/language/authoring/analyze-text/projects/Inbox/export/jobs/42";
export const STATUS = `${JOB}?api-version=2023-04-01`;
export const RESULT = `${JOB}/result?api-version=2023-04-01`;
export const USERS = "/avepoint/insights/users/mia%40contoso.com/activities/export";

/** The header of a page's script, for what changes something. */
export const scripted = { "X-Requested-With": "export-jobs" };

/** @type {Record<string, import("export-jobs/gateway").GatewayRoute>} */
export const routes = {
  "/language": { service: "azure-language", endpoint: CONTOSO, credential: { key: KEY } },
  "/runtime": { service: "azure-language-runtime", endpoint: CONTOSO, credential: { key: KEY } },
  "/avepoint": {
    service: "avepoint",
    endpoint: AVEPOINT,
    credential: { getToken: async () => ({ token: "token-4711", expiresOnTimestamp: Date.now() + 3_600_000 }) },
  },
};

/**
 * Makes a gateway that allows everything. `answer` answers for the service.
 *
 * @param {Partial<import("export-jobs/gateway").GatewayOptions> & { answer?: (request: Request, body: string) => any }} [options]
 */
export function gatewayWith({ answer = () => Response.json({}), ...options } = {}) {
  /** @type {{ method: string, url: string, headers: Record<string, string>, body: string }[]} */
  const sent = [];
  /** @type {import("export-jobs/gateway").GatewayEvent[]} */
  const events = [];
  const handler = createGateway({
    routes,
    authorize: () => true,
    onRequest: (event) => void events.push(event),
    fetch: async (request) => {
      if (!(request instanceof Request)) throw new TypeError("not a request");
      const body = await request.clone().text();
      sent.push({ method: request.method, url: request.url, headers: Object.fromEntries(request.headers), body });
      return answer(request, body);
    },
    ...options,
  });
  return {
    handler,
    sent,
    events,
    /** Sends a request to a path of the portal, and reads the answer. */
    ask: async (/** @type {string} */ path, /** @type {any} */ init = {}) => {
      const response = await handler(new Request(PORTAL + path, { duplex: "half", ...init }));
      const text = await response.text();
      const json = () => JSON.parse(text);
      return { status: response.status, headers: response.headers, text, json, code: codeIn(text) };
    },
  };
}

/** @param {string} text */
function codeIn(text) {
  try {
    return JSON.parse(text).error?.code;
  } catch {
    return undefined;
  }
}

/** @param {Record<string, string>} [more] */
export const post = (more) => ({ method: "POST", headers: { ...scripted, ...more } });

/** @param {unknown} body @param {Record<string, string>} [more] */
export const posted = (body, more) => ({
  method: "POST",
  headers: { ...scripted, "Content-Type": "application/json", ...more },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
