/**
 * Titles and advice for each failure. The error's own message says what happened.
 *
 * @typedef {import("../../dist/elements.js").Phase} Phase
 * @typedef {{ title: string, advice: string | ((error: any, phase: Phase | undefined) => string) }} Entry
 */

/** @type {Record<string, Entry>} */
const catalogue = {
  invalidArgument: {
    title: "That cannot be sent",
    advice: "Nothing was sent. Change the value that the message names, and try again.",
  },
  foreignOrigin: {
    title: "The service points to another address",
    advice:
      "Your credential was not sent there. If the service has moved, enter its new address as the endpoint. If the other address is also yours, such as a gateway, add its origin under “Trusted origins” and start again. If you do not know it, do not continue, and ask the operator of the service.",
  },
  network: {
    title: "No answer came",
    advice: (_, phase) =>
      phase === "submitting"
        ? "The export may have started anyway. Look for it at the service first, and follow it by its id if it exists. Then check the connection, the address, and whether the service allows this page’s origin (CORS)."
        : phase === "downloading"
          ? "The job has succeeded and its result is still at the service. Check the connection, then download again."
          : "The job goes on at the service. Check the connection, the address, and whether the service allows this page’s origin (CORS); then watch it again.",
  },
  unauthorized: {
    title: "The credential was refused",
    advice:
      "Check that the key or token is complete, belongs to this resource, and has not expired. Enter it again, then start again, or follow the job if one was started.",
  },
  forbidden: {
    title: "The credential may not do this",
    advice:
      "It is valid, but a role or permission is missing. Azure requires the role “Cognitive Services Language Owner” or “Cognitive Services Language Reader”, and access through the resource’s firewall. AvePoint requires the permission insights.graph.readwrite.all. Ask the owner of the resource.",
  },
  notFound: {
    title: "It is not there",
    advice: (_, phase) =>
      phase === "submitting"
        ? "Check the project’s name, in its exact upper and lower case, the service and the endpoint. A project lives in one resource only."
        : "Check the id, the project and the endpoint: a job is known to its own resource only, and services forget old jobs after hours or days. If it is too old, start a new export.",
  },
  throttled: {
    title: "Too many requests",
    advice: (error) =>
      `The service limits the number of requests. Wait ${error.retryAfterMs ? `at least ${Math.ceil(error.retryAfterMs / 1000)} seconds` : "a minute"}, then try again.`,
  },
  httpError: {
    title: "The service answered with an error",
    advice: (error) =>
      error.status >= 500 || error.status === 408
        ? "The problem is at the service. Try again in a few minutes. If it continues, give the service’s support the request id."
        : "Read what the service says below, change the request accordingly, and try again.",
  },
  conflict: {
    title: "It is there already",
    advice: "Nothing was changed. Look at what is there; then take another name, or remove it.",
  },
  hiddenHeader: {
    title: "The job was started, but its address is hidden",
    advice:
      "Do not start again: the job runs. The service, or the gateway in front of it, has to send “Access-Control-Expose-Headers: operation-location”. Until then, look up the job’s id at the service, and follow the job by project and id.",
  },
  unreadableResponse: {
    title: "The answer makes no sense",
    advice:
      "The response may come from something other than the service: a proxy, a sign-in page, a wrong address. Open the history to see the whole response. If it comes from the service, give its support the request id.",
  },
  jobFailed: {
    title: "The export failed at the service",
    advice: (error) =>
      `${error.errors?.length ? "Read what the service says below, and correct it." : "The service does not say why. Look at the job there, or ask its support."} Then start a new export.`,
  },
  jobCancelled: {
    title: "The export was cancelled",
    advice: "Somebody, or the service itself, cancelled it. Start a new export if you still need it.",
  },
  expired: {
    title: "It is no longer kept",
    advice: "Services delete jobs and their results after hours or days. Start a new export.",
  },
  timeout: {
    title: "It took too long",
    advice: (_, phase) =>
      phase === "submitting"
        ? "The export may have started anyway. Look for it at the service before you start another one."
        : phase === "downloading"
          ? "The job has succeeded and its result is still at the service. Download again; if the connection is slow, follow the job once more with more time for one request under “Pace and trust”."
          : "The job goes on at the service. Watch it again, and allow more time under “Pace and trust” if it is a large one.",
  },
  invalidProject: {
    title: "The file is not a whole project",
    advice:
      "You can save it and look into it. If it ends in the middle, download it again; otherwise start a new export.",
  },
  blocked: {
    title: "WebAssembly is not allowed here",
    advice:
      "Add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy of this page, or open it in a browser that has WebAssembly.",
  },
  freed: { title: "It was freed already", advice: "Reload the page. What was started goes on at the service." },
  notImported: { title: "A part of the module is missing", advice: "Import the entry that the message names." },
  notInitialized: { title: "The module is not loaded yet", advice: "Wait until the page is ready, then try again." },
};

/**
 * @param {any} error An `ExportJobsError`, or any other thrown value.
 * @param {Phase} [phase] Where it happened.
 * @returns {{ code: string, title: string, message: string, advice: string }}
 */
export function adviseOn(error, phase) {
  const entry = catalogue[error?.code];
  if (!entry) {
    const message =
      error instanceof Error ? `${error.name}: ${error.message}` : `Something was thrown: ${String(error)}`;
    return {
      code: "",
      title: "Something unexpected happened",
      message,
      advice: "Reload the page and try again. If it happens again, report it with what you did before.",
    };
  }
  const advice = typeof entry.advice === "function" ? entry.advice(error, phase) : entry.advice;
  return { code: error.code, title: entry.title, message: error.message, advice };
}
