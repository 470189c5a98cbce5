// Azure's own poller over Azure's own pipeline, as in Azure's clients.
export { createHttpPoller } from "@azure/core-lro";
export {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
