// The builders by the shape of their requests: the method, and the path below the projects without its names.

const RESOURCE = {
  azureResourceId: "/subscriptions/1/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/fabrikam",
  customDomain: "fabrikam",
  region: "eastus",
};
const permission = (kind) => ({
  projectKind: kind,
  targetProjectName: "Copy",
  accessToken: "token",
  expiresAt: "2026-03-14T09:26:53Z",
  targetResourceId: RESOURCE.azureResourceId,
  targetResourceRegion: RESOURCE.region,
});
const kindOf = (family) => (family === "analyze-text" ? "CustomEntityRecognition" : "Conversation");
const evaluation = { kind: "percentage", trainingSplitPercentage: 70, testingSplitPercentage: 30 };

const qna = {
  id: 1,
  answer: "A",
  source: "https://a.example",
  questions: ["Q"],
  metadata: { topic: "t" },
  dialog: { isContextOnly: false, prompts: [{ displayOrder: 0, qnaId: 2, displayText: "More" }] },
  activeLearningSuggestions: [
    { clusterHead: "C", suggestedQuestions: [{ question: "S", userSuggestedCount: 1, autoSuggestedCount: 0 }] },
  ],
};
// Leaves out `refresh`: the file lists it, but `additionalProperties: false` next to it allows nobody to send it.
const source = {
  displayName: "A",
  source: "https://a.example",
  sourceUri: "https://a.example",
  sourceKind: "url",
  contentStructureKind: "unstructured",
};

/** Bodies with as many members as the specifications allow. */
const bodies = {
  createProject: ({ family, names }) => ({
    description: "All there is.",
    language: "en",
    ...(family === "query-knowledgebases"
      ? { multilingualResource: true, settings: { defaultAnswer: "No answer." } }
      : {
          projectName: names.project,
          projectKind: kindOf(family),
          multilingual: true,
          settings: { confidenceThreshold: 0.5 },
        }),
    ...(family === "analyze-text" && { storageInputContainerName: "documents" }),
  }),
  import: (of) =>
    of.family === "query-knowledgebases"
      ? {}
      : { projectFileVersion: of.version, stringIndexType: "Utf16CodeUnit", metadata: bodies.createProject(of) },
  train: ({ family }) => ({
    modelLabel: "m",
    trainingConfigVersion: "latest",
    evaluationOptions: evaluation,
    ...(family === "analyze-conversations" && { trainingMode: "standard" }),
  }),
  deploy: ({ family, version }) =>
    family === "query-knowledgebases"
      ? undefined
      : {
          trainedModelLabel: "m",
          ...(version.endsWith("-preview") && { assignedResourceIds: [RESOURCE.azureResourceId] }),
        },
  authorizeCopy: ({ family }) => ({
    projectKind: kindOf(family),
    allowOverwrite: true,
    ...(family === "analyze-text" && { storageInputContainerName: "documents" }),
  }),
};

const paging = { top: 10, skip: 5, maxPageSize: 3 };
const kind = ({ family, version }) =>
  family === "analyze-text" && version < "2022-10" ? {} : { projectKind: kindOf(family) };

/**
 * For each shape: the operation's name if it has no job, and a function that builds its request from a
 * client and names.
 */
export const builders = {
  "GET ": ["listProjects", (language) => language.projectsRequest(paging)],
  "GET {}": ["getProject", (language, { project }) => language.projectRequest(project)],
  "PATCH {}": [
    "createProject",
    (language, { project }, body) => language.createProjectRequest(project, body),
    bodies.createProject,
  ],
  "DELETE {}": [, (language, { project }) => language.deleteProjectRequest(project)],
  "POST {}/:export": [, (language, { project }) => language.exportRequest(project)],
  "POST {}/:import": [
    ,
    (language, { project }, body) => language.importRequest(project, JSON.stringify(body)),
    bodies.import,
  ],
  "POST {}/:train": [, (language, { project }, body) => language.trainRequest(project, body), bodies.train],
  "GET {}/train/jobs": ["listTrainingJobs", (language, { project }) => language.trainingJobsRequest(project, paging)],
  "GET {}/train/jobs/{}": ["getTrainingJob", (language, { project, job }) => language.trainingJobRequest(project, job)],
  "POST {}/train/jobs/{}/:cancel": [
    "cancelTraining",
    (language, { project, job }) => language.cancelTrainingRequest(project, job),
  ],
  "GET {}/models": ["listModels", (language, { project }) => language.modelsRequest(project, paging)],
  "GET {}/models/{}": ["getModel", (language, { project, model }) => language.modelRequest(project, model)],
  "DELETE {}/models/{}": ["deleteModel", (language, { project, model }) => language.deleteModelRequest(project, model)],
  "GET {}/models/{}/evaluation/summary-result": [
    "evaluationSummary",
    (language, { project, model }) => language.evaluationSummaryRequest(project, model),
  ],
  "GET {}/models/{}/evaluation/result": [
    "evaluationResult",
    (language, { project, model }) => language.evaluationRequest(project, model, paging),
  ],
  "POST {}/models/{}/:evaluate": [
    ,
    (language, { project, model }) => language.evaluateRequest(project, model, evaluation),
  ],
  "POST {}/models/{}/:load-snapshot": [
    ,
    (language, { project, model }) => language.loadSnapshotRequest(project, model),
  ],
  "GET {}/exported-models": [
    "listExportedModels",
    (language, { project }) => language.exportedModelsRequest(project, paging),
  ],
  "GET {}/exported-models/{}": [
    "getExportedModel",
    (language, { project, exportedModel }) => language.exportedModelRequest(project, exportedModel),
  ],
  "PUT {}/exported-models/{}": [
    ,
    (language, { project, exportedModel }) =>
      language.createExportedModelRequest(project, exportedModel, { trainedModelLabel: "m" }),
  ],
  "DELETE {}/exported-models/{}": [
    ,
    (language, { project, exportedModel }) => language.deleteExportedModelRequest(project, exportedModel),
  ],
  "GET {}/exported-models/{}/manifest": [
    "getExportedModelManifest",
    (language, { project, exportedModel }) => language.exportedModelManifestRequest(project, exportedModel),
  ],
  "GET {}/deployments": ["listDeployments", (language, { project }) => language.deploymentsRequest(project, paging)],
  "POST {}/deployments/:swap": [
    ,
    (language, { project }, body) =>
      language.swapDeploymentsRequest(project, body.firstDeploymentName, body.secondDeploymentName),
    () => ({ firstDeploymentName: "a", secondDeploymentName: "b" }),
  ],
  "GET {}/deployments/{}": [
    "getDeployment",
    (language, { project, deployment }) => language.deploymentRequest(project, deployment),
  ],
  "PUT {}/deployments/{}": [
    ,
    (language, { project, deployment }, body) => language.deployRequest(project, deployment, body),
    bodies.deploy,
  ],
  "DELETE {}/deployments/{}": [
    ,
    (language, { project, deployment }) => language.deleteDeploymentRequest(project, deployment),
  ],
  "POST {}/deployments/{}/:delete-from-resources": [
    ,
    (language, { project, deployment }) =>
      language.deleteFromResourcesRequest(project, deployment, { assignedResourceIds: [RESOURCE.azureResourceId] }),
  ],
  "POST {}/:authorize-copy": [
    "authorizeCopy",
    (language, { project }, body) => language.authorizeCopyRequest(project, body),
    bodies.authorizeCopy,
  ],
  "POST {}/:copy": [
    ,
    (language, { project }, body) => language.copyRequest(project, body),
    ({ family }) => permission(kindOf(family)),
  ],
  "GET {}/resources": ["listResources", (language, { project }) => language.resourcesRequest(project, paging)],
  "POST {}/resources/:assign": [
    ,
    (language, { project }) => language.assignResourcesRequest(project, { resourcesMetadata: [RESOURCE] }),
  ],
  "POST {}/resources/:unassign": [
    ,
    (language, { project }) =>
      language.unassignResourcesRequest(project, { assignedResourceIds: [RESOURCE.azureResourceId] }),
  ],
  "GET global/deployments/resources": [
    "listDeploymentResources",
    (language) => language.deploymentResourcesRequest(paging),
  ],
  "GET global/training-config-versions": [
    "listTrainingConfigVersions",
    (language, names, body, of) =>
      language.trainingConfigVersionsRequest({ ...paging, projectKind: kindOf(of.family) }),
  ],
  "GET global/languages": [
    "listLanguages",
    (language, names, body, of) => language.languagesRequest({ ...paging, ...kind(of) }),
  ],
  "GET global/prebuilt-entities": [
    "listPrebuiltEntities",
    (language) => language.prebuiltEntitiesRequest({ ...paging, language: "en", multilingual: true }),
  ],
  "GET {}/sources": ["listSources", (language, { project }) => language.sourcesRequest(project, paging)],
  "PATCH {}/sources": [
    ,
    (language, { project }, body) => language.updateSourcesRequest(project, body),
    () => [
      { op: "add", value: source },
      { op: "delete", value: source },
    ],
  ],
  "GET {}/qnas": [
    "listQnas",
    (language, { project }) => language.qnasRequest(project, { ...paging, source: "https://a.example" }),
  ],
  "PATCH {}/qnas": [
    ,
    (language, { project }, body) => language.updateQnasRequest(project, body),
    () => [{ op: "replace", value: qna }],
  ],
  "GET {}/synonyms": ["listSynonyms", (language, { project }) => language.synonymsRequest(project, paging)],
  "PUT {}/synonyms": [
    "updateSynonyms",
    (language, { project }, body) => language.updateSynonymsRequest(project, body),
    () => ({ value: [{ alterations: ["a", "b"] }] }),
  ],
  "POST {}/feedback": [
    "addFeedback",
    (language, { project }, body) => language.feedbackRequest(project, body),
    () => ({ records: [{ userId: "u", userQuestion: "q", qnaId: 1 }] }),
  ],
};

/** The jobs by the shape of their status requests. */
export const jobs = {
  "GET {}/export/jobs/{}": ["export"],
  "GET {}/import/jobs/{}": ["import"],
  "GET {}/train/jobs/{}": ["train"],
  "GET {}/models/{}/evaluate/jobs/{}": ["evaluate", "model"],
  "GET {}/models/{}/load-snapshot/jobs/{}": ["loadSnapshot", "model"],
  "GET {}/exported-models/{}/jobs/{}": ["createExportedModel", "exportedModel"],
  "GET {}/deployments/{}/jobs/{}": ["deploy", "deployment"],
  "GET {}/deployments/swap/jobs/{}": ["swapDeployments"],
  "GET {}/deployments/{}/delete-from-resources/jobs/{}": ["deleteFromResources", "deployment"],
  "GET {}/copy/jobs/{}": ["copy"],
  "GET {}/resources/assign/jobs/{}": ["assignResources"],
  "GET {}/resources/unassign/jobs/{}": ["unassignResources"],
  "GET global/deletion-jobs/{}": ["deleteProject"],
  "GET deletion-jobs/{}": ["deleteProject"],
  "GET {}/sources/jobs/{}": ["updateSources"],
  "GET {}/qnas/jobs/{}": ["updateQnas"],
};

/** Returns the shape of an operation in the specification. */
export function shapeOf(path, method) {
  const below = path.split("/projects")[1].slice(1);
  return `${method.toUpperCase()} ${below.replace(/\{\w+\}/g, "{}")}`;
}

/** Returns the request of a shape, with its body. */
export function build(shape, language, of) {
  const [, request, bodyOf] = builders[shape];
  return request(language, of.names, of.body ?? bodyOf?.(of), of);
}

/** Returns the job of a shape. */
export function jobOf(shape, language, { names }) {
  const [operation, further] = jobs[shape];
  return language.job(operation, names.project, names.job, further && { [further]: names[further] });
}
