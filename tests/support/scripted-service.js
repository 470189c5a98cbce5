// A service with scripted answers. It keeps every request.

export const CONTOSO = "https://contoso.cognitiveservices.azure.com";
export const AVEPOINT = "https://graph-us.avepointonlineservices.com";
export const KEY = "0123456789abcdef";
export const PROJECTS = `${CONTOSO}/language/authoring/analyze-text/projects`;
export const JOB_URL = `${PROJECTS}/Inbox/export/jobs/5f_639?api-version=2023-04-01`;
export const PROJECT_FILE = JSON.stringify({
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: {
    projectKind: "CustomEntityRecognition",
    projectName: "Inbox",
    language: "en",
    storageInputContainerName: "c",
  },
  assets: { projectKind: "CustomEntityRecognition", entities: [{ category: "A" }], documents: [] },
});

/** Returns an answer with JSON or any other body. */
export const answer = (status, body = null, headers = {}) => {
  const isData =
    body !== null && typeof body === "object" && !(body instanceof ReadableStream) && !ArrayBuffer.isView(body);
  const type = isData ? { "Content-Type": "application/json; charset=utf-8" } : {};
  return () => new Response(isData ? JSON.stringify(body) : body, { status, headers: { ...type, ...headers } });
};
export const accepted = (url = JOB_URL, headers = {}) => answer(202, null, { "operation-location": url, ...headers });
export const reading = (status, more = {}, headers = {}) => answer(200, { jobId: "5f_639", status, ...more }, headers);
export const notStarted = () => reading("notStarted");
export const running = (headers) => reading("running", {}, headers);
export const succeeded = (resultUrl = JOB_URL.replace("?", "/result?")) => reading("succeeded", { resultUrl });
export const failed = () =>
  reading("failed", { errors: [{ code: "InvalidArgument", message: "Two documents could not be read." }] });
export const file = (content = PROJECT_FILE) =>
  answer(200, content, { "Content-Type": "application/json; charset=utf-8" });
/** Returns an answer of AvePoint. */
export const insights = (body, headers) => answer(200, { status: 200, message: "", ...body }, headers);
/** Gives no answer: `fetch` rejects. */
export const rejects = (reason) => () => Promise.reject(reason);
/** Never answers, and does not listen to the request's signal. */
export const never = () => () => new Promise(() => {});
/** Never answers, but rejects when the request's signal aborts, like the platform's `fetch`. */
export const hangs = () => (request) =>
  new Promise((resolve, reject) => {
    if (request.signal.aborted) reject(request.signal.reason);
    request.signal.addEventListener("abort", () => reject(request.signal.reason));
  });

/** Repeats an answer. */
export const always = (next) => Object.assign((request) => next(request), { always: true });

/** A `fetch` that gives the answers in turn. `requests` has the received requests, and `times` their times. */
export function scripted(time, ...answers) {
  const requests = [];
  const times = [];
  const left = [...answers];
  const fetch = async (request) => {
    requests.push(request);
    times.push(time.now);
    const next = left[0]?.always ? left[0] : left.shift();
    if (!next) throw new TypeError(`No answer is left for ${request.method} ${request.url}`);
    const given = await next(request);
    return given instanceof Response ? held(time, given) : given;
  };
  return {
    fetch,
    requests,
    times,
    /** Adds answers to the script. */
    say: (...more) => void left.push(...more),
  };
}

/** A browser needs real time to read a body. Virtual time waits for that. */
function held(time, response) {
  const { body } = response;
  const arrayBuffer = response.arrayBuffer.bind(response);
  const getReader = () => {
    const reader = body.getReader();
    return {
      read: () => time.hold(reader.read()),
      cancel: (reason) => reader.cancel(reason),
      releaseLock: () => reader.releaseLock(),
    };
  };
  return Object.defineProperties(response, {
    arrayBuffer: { value: () => time.hold(arrayBuffer()) },
    body: { value: body && { getReader, cancel: (reason) => body.cancel(reason) } },
  });
}

/** A client of Azure Language with a key, unless the options say otherwise. */
export const language = ({ AzureLanguage }, options = {}) =>
  new AzureLanguage({ endpoint: CONTOSO, family: "analyze-text", credential: { key: KEY }, ...options });

/** A client of AvePoint with a token. */
export const avepoint = ({ AvePoint }, options = {}) =>
  new AvePoint({ baseUrl: AVEPOINT, credential: { token: KEY }, ...options });
