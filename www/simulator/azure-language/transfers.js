import { checkImport, importedFile, importFailure } from "./import-body.js";
import { notFound } from "./refusal.js";

/**
 * Export and import, the two ways of a project's file.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const transferHandlers = {
  export(exchange) {
    const { arrival, project } = exchange;
    const label = arrival.query.get("trainedModelLabel");
    const model = project.models.find((model) => model.label === label);
    if (label !== undefined && !model) return notFound("The trained model was not found.", "trainedModelLabel");
    // Recorded exports take 1 to 3 seconds and are seen as notStarted, running or both before they succeed.
    return exchange.submit([1, 3], {
      apiVersion: arrival.query.get("api-version"),
      format: arrival.query.get("format"),
      assetKind: arrival.query.get("assetKind"),
      text: model ? model.text : project.text,
    });
  },

  import(exchange) {
    const { arrival, operation, world, origin } = exchange;
    const wrong = checkImport(operation, arrival.text, arrival.query.get("format"));
    if (wrong) return wrong;
    const text = importedFile(arrival.text);
    return exchange.submit([1, 3], { text }, { failure: importFailure(text, world.storage.ofResource(origin)) });
  },
};
