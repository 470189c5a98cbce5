// The operations of the authoring API: each builder, and the answer to its request. Checked, never run.
import {
  AzureLanguage,
  type AssignedProjectDeployments,
  type AssignedResource,
  type CopyAuthorization,
  type Deployment,
  type EvaluationResult,
  type EvaluationSummary,
  type ExportedModel,
  type ExportedModelManifest,
  type HttpRequest,
  type HttpResponse,
  type Job,
  type LanguageAnswers,
  type LanguageJobOperation,
  type LanguageList,
  type PrebuiltEntity,
  type ProjectMetadata,
  type SupportedLanguage,
  type TrainedModel,
  type TrainingConfigVersion,
  type TrainingJobState,
} from "export-jobs/all";

/** True if two types are identical. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<Expected>(): <Given>(given: Promise<Given>, same: Same<Given, Expected>) => void;

declare const language: AzureLanguage;
declare const signal: AbortSignal;
const response: HttpResponse = { status: 200, headers: {} };

// The builder determines the type of the answer.
check<LanguageList<ProjectMetadata>>()(
  language.call(language.projectsRequest({ top: 10, skip: 2, maxPageSize: 5 })),
  true,
);
check<ProjectMetadata>()(language.call(language.projectRequest("p")), true);
check<ProjectMetadata>()(
  language.call(
    language.createProjectRequest("p", {
      projectName: "p",
      projectKind: "Conversation",
      language: "en",
      settings: { confidenceThreshold: 0.5 },
    }),
  ),
  true,
);
check<LanguageList<TrainingJobState>>()(language.call(language.trainingJobsRequest("p")), true);
check<TrainingJobState>()(language.call(language.trainingJobRequest("p", "1")), true);
check<undefined>()(language.call(language.cancelTrainingRequest("p", "1")), true);
check<LanguageList<TrainedModel>>()(language.call(language.modelsRequest("p")), true);
check<TrainedModel>()(language.call(language.modelRequest("p", "m")), true);
check<undefined>()(language.call(language.deleteModelRequest("p", "m")), true);
check<EvaluationSummary>()(language.call(language.evaluationSummaryRequest("p", "m")), true);
check<LanguageList<EvaluationResult>>()(
  language.call(language.evaluationRequest("p", "m", { top: 1, stringIndexType: "Utf16CodeUnit" })),
  true,
);
check<LanguageList<ExportedModel>>()(language.call(language.exportedModelsRequest("p", { top: 1 })), true);
check<ExportedModel>()(language.call(language.exportedModelRequest("p", "x")), true);
check<ExportedModelManifest>()(language.call(language.exportedModelManifestRequest("p", "x")), true);
check<LanguageList<Deployment>>()(
  language.call(language.deploymentsRequest("p"), {
    signal,
    timeoutMs: 1,
    requestTimeoutMs: 2,
    fetch: async () => new Response(),
  }),
  true,
);
check<Deployment>()(language.call(language.deploymentRequest("p", "d")), true);
check<CopyAuthorization>()(
  language.call(language.authorizeCopyRequest("p", { projectKind: "Conversation", allowOverwrite: true })),
  true,
);
check<LanguageList<AssignedResource>>()(language.call(language.resourcesRequest("p")), true);
check<LanguageList<AssignedProjectDeployments>>()(language.call(language.deploymentResourcesRequest()), true);
check<LanguageList<TrainingConfigVersion>>()(
  language.call(language.trainingConfigVersionsRequest({ projectKind: "Conversation" })),
  true,
);
check<LanguageList<TrainingConfigVersion>>()(language.call(language.trainingConfigVersionsRequest({})), true);
check<LanguageList<TrainingConfigVersion>>()(language.call(language.trainingConfigVersionsRequest()), true);
check<LanguageList<SupportedLanguage>>()(
  language.call(language.languagesRequest({ projectKind: "Conversation" })),
  true,
);
check<LanguageList<PrebuiltEntity>>()(
  language.call(language.prebuiltEntitiesRequest({ language: "en", multilingual: true })),
  true,
);
// The answer to a stored request has an unknown type.
const stored: HttpRequest = JSON.parse("{}");
check<unknown>()(language.call(stored), true);

// The operations that run as jobs.
const resource = { azureResourceId: "/subscriptions/…", customDomain: "contoso", region: "westeurope" };
async function copied(): Promise<HttpRequest<"copy">> {
  return language.copyRequest(
    "p",
    await language.call(language.authorizeCopyRequest("p", { projectKind: "Conversation" })),
  );
}
const submissions: HttpRequest<LanguageJobOperation>[] = [
  language.exportRequest("p"),
  language.importRequest("p", "{}"),
  language.trainRequest("p", {
    modelLabel: "m",
    trainingMode: "standard",
    evaluationOptions: { kind: "percentage", testingSplitPercentage: 20, trainingSplitPercentage: 80 },
  }),
  language.evaluateRequest("p", "m"),
  language.loadSnapshotRequest("p", "m"),
  language.deployRequest("p", "d", { trainedModelLabel: "m", assignedResourceIds: [] }),
  language.deployRequest("p", "d"),
  language.swapDeploymentsRequest("p", "a", "b"),
  language.deleteDeploymentRequest("p", "d"),
  language.deleteFromResourcesRequest("p", "d", { assignedResourceIds: ["a"] }),
  language.assignResourcesRequest("p", { resourcesMetadata: [resource] }),
  language.unassignResourcesRequest("p", { assignedResourceIds: ["a"] }),
  language.deleteProjectRequest("p"),
  language.createExportedModelRequest("p", "x", { trainedModelLabel: "m" }),
  language.deleteExportedModelRequest("p", "x"),
];

// The members of each generation of api-versions.
const aoai = { kind: "AzureOpenAI", deploymentName: "gpt-4o", resourceId: "/subscriptions/…" };
const byVersion: HttpRequest<LanguageJobOperation>[] = [
  language.deployRequest("p", "d", {
    trainedModelLabel: "m",
    assignedResources: [{ resourceId: "a", region: "r", assignedAoaiResource: aoai }],
  }),
  language.deployRequest("p", "d", {
    trainedModelLabel: "m",
    azureResourceIds: [{ azureResourceId: "a", region: "r", assignedAoaiResource: aoai }],
  }),
  language.deployRequest("p", "d", { trainedModelLabel: "m", azureResourceIds: ["a"] }),
  language.assignResourcesRequest("p", { projectResources: [resource] }),
  language.unassignResourcesRequest("p", { azureResourceIds: ["a"] }),
  language.deleteFromResourcesRequest("p", "d", { azureResourceIds: ["a"] }),
  language.deleteFromResourcesRequest("p", "d"),
  language.deleteFromResourcesRequest("p", "d", {}),
  language.trainRequest("p", {
    modelLabel: "m",
    trainingMode: "standard",
    dataGenerationSettings: { enableDataGeneration: true, dataGenerationConnectionInfo: aoai },
  }),
];
const jobs: Job[] = [
  language.job("train", "p", "1"),
  language.job("deploy", "p", "1", { deployment: "d" }),
  language.job("loadSnapshot", "p", "1", { model: "m" }),
  language.job("deleteProject", "p", "1"),
  language.job("createExportedModel", "p", "1", { exportedModel: "x" }),
];
const starts = submissions.map((request) => language.start(request));

// The page that makes its own calls.
const page: LanguageList<TrainedModel> = language.read("listModels", response);
const next: HttpRequest | undefined = language.nextRequest(page);
const training = language.read("getTrainingJob", response);
const percent: number | undefined =
  training.result?.trainingStatus.percentComplete ?? training.result?.dataGenerationStatus?.percentComplete;
const where: (string | undefined)[] =
  language.read("getDeployment", response).assignedResources?.map((it) => it.azureResourceId ?? it.resourceId) ?? [];
const scores = language.read("evaluationSummary", response);
const f1: (number | undefined)[] = [
  scores.intentsEvaluation?.intents?.["Greet"]?.f1,
  scores.customEntityRecognitionEvaluation?.microF1,
  scores.customTextSentimentEvaluation?.spanSentimentsEvaluation.macroF1,
];
const nothing: undefined = language.read("deleteModel", response);
const names: (keyof LanguageAnswers)[] = ["listProjects", "authorizeCopy"];

// Mistakes that must not compile.
// @ts-expect-error: a job is started
language.call(language.trainRequest("p", { modelLabel: "m" }));
// @ts-expect-error: a job's answer is read with readSubmission
language.read("train", response);
// @ts-expect-error: a model has a label
language.trainRequest("p", {});
// @ts-expect-error: a deployment has a name
language.deploymentRequest("p");
// @ts-expect-error: a misspelt option
language.projectsRequest({ maxpagesize: 1 });
// @ts-expect-error: the members of two generations
language.assignResourcesRequest("p", { resourcesMetadata: [resource], projectResources: [resource] });
// @ts-expect-error: the members of two generations
language.deployRequest("p", "d", { trainedModelLabel: "m", assignedResourceIds: ["a"], azureResourceIds: ["a"] });
// @ts-expect-error: what is undefined would mean all resources
language.deleteFromResourcesRequest("p", "d", { azureResourceIds: null });
// @ts-expect-error: a copy needs what the target gave
language.copyRequest("p", { projectKind: "Conversation" });
// @ts-expect-error: resources are objects
language.assignResourcesRequest("p", { resourcesMetadata: ["a"] });
// @ts-expect-error: a time is a number
language.call(language.projectsRequest(), { timeoutMs: "1" });

export { byVersion, copied, f1, jobs, names, next, nothing, percent, starts, where };
