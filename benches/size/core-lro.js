// The imports of a page that submits a request with a token and follows it with core-lro.
export { createHttpPoller } from "@azure/core-lro";
export {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  RestError,
} from "@azure/core-rest-pipeline";
