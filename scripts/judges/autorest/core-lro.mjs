// Azure's own poller over Azure's own pipeline, as in Azure's clients.
import { createHttpPoller } from "@azure/core-lro";
import { createHttpHeaders, createPipelineFromOptions, createPipelineRequest } from "@azure/core-rest-pipeline";

/** @type {import("./trial.mjs").Contender} */
export const coreLro = {
  name: "@azure/core-lro",
  async follow({ url, method, headers, finalStateVia, fetch }) {
    // The pipeline repeats three times by default, for every method. The wait is not judged here.
    const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 3, retryDelayInMs: 1 } });
    const send = async (/** @type {string} */ method, /** @type {string} */ url) => {
      const body = method === "PUT" || method === "PATCH" ? "{}" : undefined;
      const sent = { ...headers, ...(body && { "Content-Type": "application/json" }) };
      const request = createPipelineRequest({
        url,
        method: /** @type {any} */ (method),
        headers: createHttpHeaders(sent),
        body,
        allowInsecureConnection: true,
      });
      const response = await pipeline.sendRequest(clientOf(fetch), request);
      if (response.status >= 400) throw new Error(`HTTP ${response.status}`);
      const text = response.bodyAsText ?? "";
      const parsed = text.trim() === "" ? undefined : JSON.parse(text);
      const rawResponse = {
        statusCode: response.status,
        headers: response.headers.toJSON(),
        body: parsed,
        request: { method, url },
      };
      return { flatResponse: parsed, rawResponse };
    };
    /** @type {any} */
    let state;
    const poller = createHttpPoller(
      {
        sendInitialRequest: () => send(method, url),
        sendPollRequest: (path) => send("GET", new URL(path, url).href),
      },
      { intervalInMs: 1, resourceLocationConfig: finalStateVia, updateState: (updated) => void (state = updated) },
    );
    const deadline = new Promise((_, reject) => setTimeout(() => reject(new Error("still polling")), 5_000).unref());
    try {
      return { end: "succeeded", resource: await Promise.race([poller.pollUntilDone(), deadline]) };
    } catch (error) {
      const { status } = poller.operationState ?? state ?? {};
      if (status === "failed" && !/HTTP/.test(String(error))) return { end: "failed", reason: String(error) };
      if (status === "canceled") return { end: "cancelled", reason: String(error) };
      return { end: "error", reason: String(error) };
    }
  },
};

/** A client of the pipeline that sends with `fetch`. */
const clientOf = (/** @type {typeof globalThis.fetch} */ fetch) => ({
  async sendRequest(/** @type {import("@azure/core-rest-pipeline").PipelineRequest} */ request) {
    const { method, url, body, headers } = request;
    const response = await fetch(url, { method, headers: headers.toJSON(), body: /** @type {any} */ (body) });
    return {
      request,
      status: response.status,
      headers: createHttpHeaders(Object.fromEntries(response.headers)),
      bodyAsText: await response.text(),
    };
  },
});
