import { ExportJobsError } from "./export-jobs-error.js";

/** Methods that a class has only in some entries, with an entry that has them, and what to do there. */
const elsewhere = [
  {
    class: "JobResult",
    specifier: "export-jobs/project",
    advice: "Import ExportedProject from there, and call ExportedProject.parse(result).",
    methods: ["project"],
  },
  {
    class: "AzureLanguage",
    specifier: "export-jobs/recovery",
    advice: "Import AzureLanguage from there.",
    methods: [
      "assignResourcesRequest",
      "authorizeCopyRequest",
      "call",
      "cancelTrainingRequest",
      "copyRequest",
      "createExportedModelRequest",
      "createProjectRequest",
      "deleteDeploymentRequest",
      "deleteExportedModelRequest",
      "deleteFromResourcesRequest",
      "deleteModelRequest",
      "deleteProjectRequest",
      "deployRequest",
      "deploymentRequest",
      "deploymentResourcesRequest",
      "deploymentsRequest",
      "evaluateRequest",
      "evaluationRequest",
      "evaluationSummaryRequest",
      "exportedModelManifestRequest",
      "exportedModelRequest",
      "exportedModelsRequest",
      "feedbackRequest",
      "importFromFilesRequest",
      "languagesRequest",
      "loadSnapshotRequest",
      "modelRequest",
      "modelsRequest",
      "nextRequest",
      "prebuiltEntitiesRequest",
      "projectRequest",
      "projectsRequest",
      "qnasRequest",
      "read",
      "resourcesRequest",
      "sourcesRequest",
      "swapDeploymentsRequest",
      "synonymsRequest",
      "trainRequest",
      "trainingConfigVersionsRequest",
      "trainingJobRequest",
      "trainingJobsRequest",
      "unassignResourcesRequest",
      "updateQnasRequest",
      "updateSourcesFromFilesRequest",
      "updateSourcesRequest",
      "updateSynonymsRequest",
    ],
  },
];

/** Adds the methods that are missing from an entry's classes. They throw, and say which entry has them. */
export function nameElsewhere(classes) {
  for (const { class: name, specifier, advice, methods } of elsewhere) {
    const prototype = classes[name]?.prototype;
    for (const method of prototype ? methods : []) {
      if (method in prototype) continue;
      const value = () => {
        throw new ExportJobsError("notImported", `${name}.${method} is in ${specifier}. ${advice}`);
      };
      Object.defineProperty(prototype, method, { value, configurable: true });
    }
  }
}
