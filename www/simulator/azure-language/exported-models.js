import { dateOf } from "./dates.js";
import { page } from "./paging.js";
import { invalid, notFound, unreadable } from "./refusal.js";
import { expirationOf } from "./training-config.js";

/**
 * Models that were exported to run elsewhere.
 *
 * @typedef {import("./exchange.js").Exchange} Exchange
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const exportedModelHandlers = {
  listExportedModels: (exchange) =>
    exchange.json(
      page(
        exchange,
        exchange.project.exportedModels.map((model) => exportedModelBody(exchange, model)),
      ),
    ),

  getExportedModel(exchange) {
    const model = find(exchange);
    return model ? exchange.json(exportedModelBody(exchange, model)) : exportedModelNotFound;
  },

  getExportedModelManifest(exchange) {
    const model = find(exchange);
    if (!model) return exportedModelNotFound;
    const contentUri = `${exchange.origin}/exported-models/${model.modelId}/model.bin`;
    return exchange.json({ modelFiles: [{ name: "model.bin", contentUri }] });
  },

  exportModel(exchange) {
    const { body, operation, project } = exchange;
    if (!body) return unreadable();
    const { trainedModelLabel: label } = body;
    if (typeof label !== "string") return invalid("'trainedModelLabel' is required.", "trainedModelLabel");
    if (!project.models.some((model) => model.label === label))
      return notFound("The trained model was not found.", "trainedModelLabel");
    return exchange.submit([5, 15], { exportedModel: operation.exportedModel, label });
  },

  deleteExportedModel: (exchange) =>
    find(exchange)
      ? exchange.submit([2, 5], { exportedModel: exchange.operation.exportedModel })
      : exportedModelNotFound,
};

const exportedModelNotFound = notFound("The exported model was not found.", "exportedModelName");

/** @param {Exchange} exchange */
const find = ({ project, operation }) => project.exportedModels.find(({ name }) => name === operation.exportedModel);

/** @param {Exchange} exchange @param {import("./project.js").ExportedModel} model */
const exportedModelBody = ({ family }, { name, modelId, trainedAt, exportedAt, configVersion }) => ({
  exportedModelName: name,
  modelId,
  lastTrainedDateTime: dateOf(family)(trainedAt),
  lastExportedModelDateTime: dateOf(family)(exportedAt),
  modelExpirationDate: expirationOf(family, configVersion),
  modelTrainingConfigVersion: configVersion,
});
