// What a page needs to submit a request with a token and follow it with core-lro.
export { createHttpPoller } from "@azure/core-lro";
export {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
} from "@azure/core-rest-pipeline";
