import { unsupported } from "./knowledge.js";
import { filesOf } from "./multipart.js";
import { hasUploads } from "./versions.js";
import { checkImport, importedFile, importFailure } from "./import-body.js";
import { notFound } from "./refusal.js";

/**
 * Export and import.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const transferHandlers = {
  export(exchange) {
    const { arrival, project } = exchange;
    const label = arrival.query.get("trainedModelLabel");
    const model = project.models.find((model) => model.label === label);
    if (label !== undefined && !model) return notFound("The trained model was not found.", "trainedModelLabel");
    // Recorded exports take 1 to 3 seconds. Before they succeed, they are seen as notStarted, running or both.
    return exchange.submit([1, 3], {
      apiVersion: arrival.query.get("api-version"),
      format: arrival.query.get("format"),
      assetKind: arrival.query.get("assetKind"),
      text: model ? model.text : project.text,
    });
  },

  import(exchange) {
    const { arrival, family, operation, version, world, origin } = exchange;
    const contentType = arrival.headers.get("content-type") ?? "";
    if (/^multipart\/form-data/i.test(contentType)) {
      if (!hasUploads(version, family)) return unsupported(contentType);
      const files = filesOf(arrival);
      return Array.isArray(files) ? exchange.submit([1, 3], { text: uploadedProject(files) }) : files;
    }
    const wrong = checkImport(operation, arrival.text, arrival.query.get("format"));
    if (wrong) return wrong;
    const text = importedFile(arrival.text);
    return exchange.submit([1, 3], { text }, { failure: importFailure(text, world.storage.ofResource(origin)) });
  },
};

/**
 * Returns the project of uploaded files. A JSON file is a project as an export writes it. Any other file gives one
 * question: its name.
 *
 * @param {import("./multipart.js").Part[]} files
 */
function uploadedProject(files) {
  const texts = files.map(({ bytes }) => new TextDecoder().decode(bytes));
  const whole = files.findIndex(({ contentType }) => contentType === "application/json");
  if (whole !== -1) return importedFile(texts[whole]);
  const qnas = files.map(({ fileName: source }, index) => ({
    id: index + 1,
    answer: `What ${source} says.`,
    source,
    questions: [source],
  }));
  return JSON.stringify({ metadata: { language: "en" }, assets: { synonyms: [], qnas } });
}
