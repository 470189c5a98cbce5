import {
  inAll,
  inEveryOne,
  withAssignedResources,
  withCopy,
  withExportedModels,
  withPrebuiltEntities,
  withSnapshots,
} from "./versions.js";

/**
 * All operations of the authoring API, as listed in the OpenAPI files.
 *
 * @typedef {import("../samples/index.js").Family} Family
 * @typedef {import("../service.js").Place} Place
 *
 * @typedef {object} OperationEntry
 * @property {string} name A submission, its job's status and its result have the same name.
 * @property {Place} place
 * @property {string} method
 * @property {string[]} path The path below the family. `{project}` and the like stand for one segment.
 * @property {Family[]} families
 * @property {import("./versions.js").VersionRule} isIn
 * @property {boolean} hasJob Whether it starts or reads a job.
 * @property {boolean} needsProject Whether it gives 404 ProjectNotFound without the project.
 */

/** @type {Family[]} */
const language = ["analyze-text", "analyze-conversations"];
/** @type {Family[]} */
const knowledge = ["query-knowledgebases"];
const all = [...language, ...knowledge];

/**
 * @param {string} name
 * @param {Place} place
 * @param {string} request Method and path.
 * @param {Partial<OperationEntry>} [others]
 * @returns {OperationEntry}
 */
function entry(name, place, request, others) {
  const [method, path] = request.split(" ");
  return {
    name,
    place,
    method,
    path: path.split("/"),
    families: language,
    isIn: inAll,
    hasJob: place === "submit" || place === "status" || place === "result",
    needsProject: path.startsWith("projects/{project}") && (place === "submit" || place === "read"),
    ...others,
  };
}

/**
 * Returns the entries of a submission and of its job's status.
 * @returns {OperationEntry[]}
 */
const job = (
  /** @type {string} */ name,
  /** @type {string} */ request,
  /** @type {string} */ jobs,
  /** @type {Partial<OperationEntry>} */ others = {},
) => [entry(name, "submit", request, others), entry(name, "status", `GET ${jobs}/{job}`, others)];

const P = "projects/{project}";
const D = `${P}/deployments/{deployment}`;
const M = `${P}/models/{model}`;
const X = `${P}/exported-models/{exportedModel}`;
const transfer = { families: all, isIn: inEveryOne };
const ofKnowledge = { families: knowledge };
const assigning = { isIn: withAssignedResources };

/**
 * In the order in which they match: a fixed word comes before a name.
 * @type {readonly OperationEntry[]}
 */
export const operations = [
  entry("deleteProject", "status", "GET projects/global/deletion-jobs/{job}"),
  entry("deleteProject", "status", "GET projects/deletion-jobs/{job}", { families: knowledge }),
  entry("listAssignedDeployments", "read", "GET projects/global/deployments/resources", assigning),
  entry("listLanguages", "read", "GET projects/global/languages"),
  entry("listTrainingConfigVersions", "read", "GET projects/global/training-config-versions"),
  entry("listPrebuiltEntities", "read", "GET projects/global/prebuilt-entities", { isIn: withPrebuiltEntities }),

  entry("listProjects", "read", "GET projects", { families: all }),
  entry("getProject", "read", `GET ${P}`, { families: all }),
  entry("createProject", "submit", `PATCH ${P}`, { families: all, hasJob: false, needsProject: false }),
  entry("deleteProject", "submit", `DELETE ${P}`, { families: all }),

  ...job("export", `POST ${P}/:export`, `${P}/export/jobs`, transfer),
  entry("export", "result", `GET ${P}/export/jobs/{job}/result`, transfer),
  ...job("import", `POST ${P}/:import`, `${P}/import/jobs`, { ...transfer, needsProject: false }),

  entry("authorizeCopy", "submit", `POST ${P}/:authorize-copy`, { isIn: withCopy, hasJob: false, needsProject: false }),
  ...job("copy", `POST ${P}/:copy`, `${P}/copy/jobs`, { isIn: withCopy }),

  ...job("train", `POST ${P}/:train`, `${P}/train/jobs`),
  entry("listTrainingJobs", "read", `GET ${P}/train/jobs`),
  entry("cancelTraining", "submit", `POST ${P}/train/jobs/{job}/:cancel`),

  entry("listModels", "read", `GET ${P}/models`),
  entry("getModel", "read", `GET ${M}`),
  entry("deleteModel", "submit", `DELETE ${M}`, { hasJob: false }),
  entry("getEvaluation", "read", `GET ${M}/evaluation/result`),
  entry("getEvaluationSummary", "read", `GET ${M}/evaluation/summary-result`),
  ...job("loadSnapshot", `POST ${M}/:load-snapshot`, `${M}/load-snapshot/jobs`, { isIn: withSnapshots }),
  ...job("evaluate", `POST ${M}/:evaluate`, `${M}/evaluate/jobs`, { isIn: withCopy }),

  ...job("swapDeployments", `POST ${P}/deployments/:swap`, `${P}/deployments/swap/jobs`),
  entry("listDeployments", "read", `GET ${P}/deployments`, { families: all }),
  entry("getDeployment", "read", `GET ${D}`),
  ...job("deploy", `PUT ${D}`, `${D}/jobs`, { families: all }),
  entry("deleteDeployment", "submit", `DELETE ${D}`),
  ...job("deleteFromResources", `POST ${D}/:delete-from-resources`, `${D}/delete-from-resources/jobs`, assigning),

  entry("listResources", "read", `GET ${P}/resources`, assigning),
  ...job("assignResources", `POST ${P}/resources/:assign`, `${P}/resources/assign/jobs`, assigning),
  ...job("unassignResources", `POST ${P}/resources/:unassign`, `${P}/resources/unassign/jobs`, assigning),

  entry("listExportedModels", "read", `GET ${P}/exported-models`, { isIn: withExportedModels }),
  entry("getExportedModel", "read", `GET ${X}`, { isIn: withExportedModels }),
  entry("getExportedModelManifest", "read", `GET ${X}/manifest`, { isIn: withExportedModels }),
  ...job("exportModel", `PUT ${X}`, `${X}/jobs`, { isIn: withExportedModels }),
  entry("deleteExportedModel", "submit", `DELETE ${X}`, { isIn: withExportedModels }),

  entry("listSources", "read", `GET ${P}/sources`, ofKnowledge),
  ...job("updateSources", `PATCH ${P}/sources`, `${P}/sources/jobs`, ofKnowledge),
  entry("listQnas", "read", `GET ${P}/qnas`, ofKnowledge),
  ...job("updateQnas", `PATCH ${P}/qnas`, `${P}/qnas/jobs`, ofKnowledge),
  entry("listSynonyms", "read", `GET ${P}/synonyms`, ofKnowledge),
  entry("updateSynonyms", "submit", `PUT ${P}/synonyms`, { ...ofKnowledge, hasJob: false }),
  entry("addFeedback", "submit", `POST ${P}/feedback`, { ...ofKnowledge, hasJob: false }),
];

export const operationNames = [...new Set(operations.map(({ name }) => name))];

/** @typedef {Partial<Record<"project" | "deployment" | "model" | "exportedModel" | "job", string>>} PathNames */

/**
 * Returns the names in a path: the segments at the places where the template has a name.
 *
 * @param {string[]} template
 * @param {string[]} path
 * @returns {PathNames | undefined} undefined if the path does not match.
 */
export function matchPath(template, path) {
  if (template.length !== path.length) return undefined;
  /** @type {Record<string, string>} */
  const names = {};
  for (const [index, expected] of template.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(expected) ?? [];
    // An action (":export") is a segment of its own, and never part of a name.
    if (name === undefined ? path[index] !== expected : path[index] === "" || path[index].includes(":"))
      return undefined;
    if (name !== undefined) names[name] = path[index];
  }
  return names;
}
