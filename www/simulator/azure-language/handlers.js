import { assignedResourceHandlers } from "./assigned-resources.js";
import { copyHandlers } from "./copies.js";
import { deploymentHandlers } from "./deployments.js";
import { exportedModelHandlers } from "./exported-models.js";
import { knowledgeHandlers } from "./knowledge.js";
import { modelHandlers } from "./models.js";
import { projectHandlers } from "./projects.js";
import { supportHandlers } from "./support.js";
import { trainingHandlers } from "./training.js";
import { transferHandlers } from "./transfers.js";

/**
 * The handlers of submissions and reads, by the name of the operation.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const handlers = {
  ...projectHandlers,
  ...transferHandlers,
  ...copyHandlers,
  ...trainingHandlers,
  ...modelHandlers,
  ...deploymentHandlers,
  ...assignedResourceHandlers,
  ...exportedModelHandlers,
  ...supportHandlers,
  ...knowledgeHandlers,
};
