import { createHttpPoller } from "@azure/core-lro";
import {
  bearerTokenAuthenticationPolicy,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
import { KEY } from "../service.mjs";

export const name = "@azure/core-lro";
export const madeFor = ({ family }) => family === "azure";

/** Polls like Azure's clients, with the poller over the pipeline, which retries. */
export async function poll({ submission, family, token }, { fetch, signal }) {
  const pipeline = createPipelineFromOptions({});
  let asked = 0;
  if (token) {
    const credential = {
      getToken: async () => ({
        token: asked++ ? "fresh-token" : "stale-token",
        expiresOnTimestamp: Date.now() + 3_600_000,
      }),
    };
    pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: "s" }));
  }
  const client = {
    sendRequest: async (request) => {
      const { url, method } = request;
      const response = await fetch(
        new Request(url, {
          method,
          headers: request.headers.toJSON(),
          redirect: "manual",
          signal: request.abortSignal,
        }),
      );
      return {
        request,
        status: response.status,
        headers: createHttpHeaders(Object.fromEntries(response.headers)),
        bodyAsText: await response.text(),
      };
    },
  };
  const send = async (url, method, abortSignal) => {
    const headers = createHttpHeaders(token ? {} : { "ocp-apim-subscription-key": KEY });
    const response = await pipeline.sendRequest(client, createPipelineRequest({ url, method, headers, abortSignal }));
    if (response.status >= 300)
      throw Object.assign(new Error(`HTTP ${response.status}`), { statusCode: response.status });
    const body = response.bodyAsText ? JSON.parse(response.bodyAsText) : {};
    return {
      flatResponse: body,
      rawResponse: { statusCode: response.status, headers: response.headers.toJSON(), body, request: { url, method } },
    };
  };
  const poller = createHttpPoller(
    {
      sendInitialRequest: () => send(submission, family === "azure" ? "POST" : "GET", signal),
      sendPollRequest: (url, options) => send(url, "GET", options?.abortSignal ?? signal),
    },
    // The poller waits for the state of the job. Its file is another request. The job stays at the resource's own
    // origin.
    {
      intervalInMs: 2_000,
      baseUrl: new URL(submission).origin,
      processResult: async (result) => result,
      skipFinalGet: true,
    },
  );
  await poller.pollUntilDone({ abortSignal: signal });
  return poller.operationState?.status === "canceled" ? "cancelled" : "succeeded";
}

export const wordFor = (error) =>
  /status: failed|failed/i.test(error.message) && !/HTTP|fetch/.test(error.message)
    ? "failed"
    : /cancel/i.test(error.message)
      ? "cancelled"
      : "error";
