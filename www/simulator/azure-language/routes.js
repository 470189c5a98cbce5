import { matchPath, operations } from "./operations.js";

/**
 * Reads a URL of the authoring API.
 *
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {import("./operations.js").OperationEntry} OperationEntry
 *
 * @typedef {object} AuthoringOperation
 * @property {"azure-language"} service
 * @property {import("../service.js").Place | undefined} place undefined: the path belongs to the service, but has no meaning.
 * @property {string} name The name of the operation in `operations.js`.
 * @property {boolean} hasJob
 * @property {string[]} methods The methods of the path.
 * @property {OperationEntry | undefined} entry undefined: no operation of the path has this method.
 * @property {Family} family
 * @property {boolean} older True for a path of 2021, without `authoring/`.
 * @property {string} prefix The gateway's prefix before `/language`, unchanged: `""` or `/apim/nlp`.
 * @property {string} project
 * @property {string} deployment
 * @property {string} model
 * @property {string} exportedModel
 * @property {string} jobId
 * @property {string} jobPath The path of the list of jobs, below `projects/`: "Inbox/export/jobs".
 *
 * @typedef {import("../arrival.js").Arrival} Arrival
 */

const families = ["analyze-text", "analyze-conversations", "query-knowledgebases"];

/** @param {Arrival} arrival @returns {AuthoringOperation | undefined} */
export function readRoute({ path, url, method }) {
  const language = path.findIndex(
    (segment, index) =>
      segment === "language" && (path[index + 1] === "authoring" || families.includes(path[index + 1])),
  );
  if (language === -1) return undefined;
  const older = path[language + 1] !== "authoring";
  const [family, ...rest] = path.slice(language + (older ? 1 : 2));
  const rawPrefix = url.pathname.slice(1).split("/").slice(0, language).filter(Boolean);
  return {
    service: "azure-language",
    place: undefined,
    name: "",
    hasJob: false,
    methods: [],
    entry: undefined,
    project: "",
    deployment: "",
    model: "",
    exportedModel: "",
    jobId: "",
    jobPath: "",
    ...readPath(rest, /** @type {Family} */ (family), method, older),
    family: /** @type {Family} */ (family),
    older,
    // An endpoint with a trailing slash gives `//language`. The service accepts it and answers with a normalised URL.
    prefix: rawPrefix.map((segment) => `/${segment}`).join(""),
  };
}

/**
 * @param {string[]} rest The segments after the family.
 * @param {Family} family
 * @param {string} method
 * @param {boolean} older Only old paths have `internal/` before the result's path (2021-11-01-preview).
 * @returns {Partial<AuthoringOperation> | undefined}
 */
function readPath(rest, family, method, older) {
  const isInternal = older && rest[0] === "internal";
  const path = isInternal ? rest.slice(1) : rest;
  const matches = operations.flatMap((entry) => {
    const names = entry.families.includes(family) ? matchPath(entry.path, path) : undefined;
    return names && (!isInternal || entry.place === "result") ? [{ entry, names }] : [];
  });
  if (matches.length === 0) return undefined;
  const match = matches.find(({ entry }) => entry.method === method);
  const { entry, names } = match ?? matches[0];
  const { job = "", ...others } = names;
  return {
    place: entry.place,
    name: entry.name,
    hasJob: entry.hasJob,
    methods: matches.map(({ entry }) => entry.method),
    entry: match?.entry,
    ...others,
    jobId: job,
    jobPath: path.slice(1, entry.path.indexOf("{job}")).join("/"),
  };
}
