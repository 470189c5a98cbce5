/**
 * What a URL of the authoring API asks for.
 *
 * @typedef {import("../samples/index.js").Family} Family
 *
 * @typedef {object} AuthoringOperation
 * @property {"azure-language"} service
 * @property {"submit" | "status" | "result" | undefined} place undefined: the path is under the service but names nothing.
 * @property {"export" | "import"} verb
 * @property {string} method The only one that the path takes.
 * @property {Family} family
 * @property {boolean} older The path of 2021, without `authoring/`.
 * @property {string} prefix What a gateway puts before `/language`, as it came: `""` or `/apim/nlp`.
 * @property {string} project
 * @property {string} jobId
 *
 * @typedef {import("../arrival.js").Arrival} Arrival
 */

const families = ["analyze-text", "analyze-conversations", "query-knowledgebases"];

/** @param {Arrival} arrival @returns {AuthoringOperation | undefined} */
export function readRoute({ path, url }) {
  const language = path.findIndex(
    (segment, index) =>
      segment === "language" && (path[index + 1] === "authoring" || families.includes(path[index + 1])),
  );
  if (language === -1) return undefined;
  const older = path[language + 1] !== "authoring";
  const [family, ...rest] = path.slice(language + (older ? 1 : 2));
  const rawPrefix = url.pathname.slice(1).split("/").slice(0, language).filter(Boolean);
  const known = families.includes(family) ? readProjectPath(rest, older) : undefined;
  return {
    service: "azure-language",
    verb: "export",
    method: "GET",
    project: "",
    jobId: "",
    place: undefined,
    ...known,
    family: /** @type {Family} */ (family),
    older,
    // An endpoint with a trailing slash gives `//language`; the service takes it and answers with a normalised URL.
    prefix: rawPrefix.map((segment) => `/${segment}`).join(""),
  };
}

/**
 * @param {string[]} rest The segments after the family.
 * @param {boolean} older Only there, `internal/` stands before the result's path (2021-11-01-preview).
 * @returns {Partial<AuthoringOperation> | undefined}
 */
function readProjectPath(rest, older) {
  const isInternal = older && rest[0] === "internal";
  const [projects, project, ...action] = isInternal ? rest.slice(1) : rest;
  if (projects !== "projects" || !project) return undefined;
  const shape = action.map((segment, index) => (index === 2 ? "{id}" : segment)).join("/");
  const jobId = action[2] ?? "";
  if (isInternal) return shape === "export/jobs/{id}/result" ? { place: "result", project, jobId } : undefined;
  switch (shape) {
    case ":export":
      return { place: "submit", verb: "export", method: "POST", project };
    case ":import":
      return { place: "submit", verb: "import", method: "POST", project };
    case "export/jobs/{id}":
      return { place: "status", verb: "export", project, jobId };
    case "import/jobs/{id}":
      return { place: "status", verb: "import", project, jobId };
    case "export/jobs/{id}/result":
      return { place: "result", verb: "export", project, jobId };
  }
}
