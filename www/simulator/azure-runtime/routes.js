/**
 * Reads a URL of the runtime API (2023-04-01, `analyzetext.json` and `analyzeconversations.json`; 2024-11-15-preview,
 * `analyzedocuments.json`).
 *
 * @typedef {object} RuntimeOperation
 * @property {"azure-language"} service The faults of the authoring API can happen here too.
 * @property {"submit" | "status" | "result" | undefined} place A prediction counts as a result.
 * @property {"analyze" | "predict"} name A submission, its job's status and its cancellation have the same name.
 * @property {true} hasJob A prediction can fail like a job's result.
 * @property {"analyze" | "status" | "cancel" | "predict"} verb
 * @property {"GET" | "POST"} method The only method of the path.
 * @property {"analyze-text" | "analyze-conversations" | "analyze-documents"} family
 * @property {string} prefix The gateway's prefix before `/language`: `""` or `/apim/nlp`.
 * @property {string} jobId
 */

const families = ["analyze-text", "analyze-conversations", "analyze-documents"];

/** @param {import("../arrival.js").Arrival} arrival @returns {RuntimeOperation | undefined} */
export function readRoute({ path, url }) {
  const language = path.findIndex(
    (segment, index) => segment === "language" && (path[index + 1] === ":analyze-conversations" || isJobs(path, index)),
  );
  if (language === -1) return undefined;
  const [family, , named = "", ...rest] = path.slice(language + 1);
  const rawPrefix = url.pathname.slice(1).split("/").slice(0, language).filter(Boolean);
  const common = {
    service: /** @type {const} */ ("azure-language"),
    name: /** @type {RuntimeOperation["name"]} */ ("analyze"),
    hasJob: /** @type {const} */ (true),
    prefix: rawPrefix.map((segment) => `/${segment}`).join(""),
    jobId: "",
  };
  if (family === ":analyze-conversations") {
    return {
      ...common,
      name: "predict",
      place: "result",
      verb: "predict",
      method: "POST",
      family: "analyze-conversations",
    };
  }
  const ofFamily = { ...common, family: /** @type {RuntimeOperation["family"]} */ (family) };
  if (named === "") return { ...ofFamily, place: "submit", verb: "analyze", method: "POST" };
  const [jobId, action] = named.split(":");
  if (rest.length > 0 || (action !== undefined && action !== "cancel")) return undefined;
  return action
    ? { ...ofFamily, place: undefined, verb: "cancel", method: "POST", jobId }
    : { ...ofFamily, place: "status", verb: "status", method: "GET", jobId };
}

/**
 * Returns whether the path continues with jobs. The authoring paths of 2021, without `authoring/`, continue with
 * `projects`.
 * @param {string[]} path @param {number} index
 */
const isJobs = (path, index) => families.includes(path[index + 1]) && path[index + 2] === "jobs";
