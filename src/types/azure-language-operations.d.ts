import type {
  CopyAuthorization,
  DataGenerationConnection,
  EvaluationOptions,
  LanguageAnswer,
  LanguageAnswers,
  ProjectSettings,
} from "./azure-language-answers.js";
import type { LanguageJobOperation } from "./azure-language.js";
import type { HttpRequest, HttpResponse } from "./http.js";
import type { RequestOptions } from "./polling.js";

export interface PageOptions {
  top?: number;
  skip?: number;
  maxPageSize?: number;
}

export interface CreateProjectOptions {
  /** For text and conversations. */
  projectName?: string;
  /** For text and conversations. */
  projectKind?: string;
  language: string;
  /** For text: the container of its documents. */
  storageInputContainerName?: string;
  multilingual?: boolean;
  /** Of question answering. */
  multilingualResource?: boolean;
  description?: string;
  settings?: ProjectSettings;
}

export interface TrainOptions {
  modelLabel: string;
  /** Required for text. */
  trainingConfigVersion?: string;
  /** Required for conversations: `standard` or `advanced`. */
  trainingMode?: string;
  evaluationOptions?: EvaluationOptions;
  /** Since 2025-05-15-preview. */
  dataGenerationSettings?: DataGenerationSettings;
}

/** Generates further examples before a training. */
export interface DataGenerationSettings {
  enableDataGeneration: boolean;
  dataGenerationConnectionInfo: DataGenerationConnection;
}

/**
 * A model, and the further resources to deploy it to. Api-versions name these differently, and a name of another
 * version is refused.
 */
export type DeployOptions =
  /** Text, and conversations until 2024-11-15-preview; not at 2022-05-01 and 2023-04-01. */
  | {
      trainedModelLabel: string;
      assignedResourceIds?: string[];
      assignedResources?: undefined;
      azureResourceIds?: undefined;
    }
  /** Conversations at 2025-05-15-preview. */
  | {
      trainedModelLabel: string;
      assignedResources?: { resourceId: string; region: string; assignedAoaiResource?: DataGenerationConnection }[];
      assignedResourceIds?: undefined;
      azureResourceIds?: undefined;
    }
  /** Conversations since 2025-11-01. Ids alone are for 2025-11-01 only. */
  | {
      trainedModelLabel: string;
      azureResourceIds?:
        { azureResourceId: string; region: string; assignedAoaiResource?: DataGenerationConnection }[] | string[];
      assignedResourceIds?: undefined;
      assignedResources?: undefined;
    };

export interface CreateExportedModelOptions {
  trainedModelLabel: string;
}

export interface AuthorizeCopyOptions {
  projectKind: string;
  /** For text: the container of the documents at the target. */
  storageInputContainerName?: string;
  allowOverwrite?: boolean;
}

/** A resource to assign. `customDomain` is the subdomain of its endpoint. */
export interface ResourceMetadata {
  azureResourceId: string;
  customDomain: string;
  region: string;
}

export type AssignResourcesOptions =
  /** Text, and conversations before 2025-11-01. */
  | { resourcesMetadata: ResourceMetadata[]; projectResources?: undefined }
  /** Conversations since 2025-11-01. */
  | { projectResources: ResourceMetadata[]; resourcesMetadata?: undefined };

export type UnassignResourcesOptions =
  /** Text, and conversations before 2025-11-01. */
  | { assignedResourceIds: string[]; azureResourceIds?: never }
  /** Conversations since 2025-11-01. */
  | { azureResourceIds: string[]; assignedResourceIds?: never };

/** At least one resource. A body without any deletes the deployment from all of them. */
export type DeleteFromResourcesOptions =
  UnassignResourcesOptions | { assignedResourceIds?: never; azureResourceIds?: never };

export interface CallOptions extends RequestOptions {
  /** How long to wait for the whole answer. Default: 15 min. */
  timeoutMs?: number;
}

/** An operation that a family or an api-version lacks is refused, with those that have it. */
export interface AzureLanguage {
  /** Reads the answer to an operation that is no job. What has no body is `undefined`. */
  read<Name extends keyof LanguageAnswers>(operation: Name, response: HttpResponse): LanguageAnswers[Name];
  /**
   * Sends the request of an operation that is no job, and gives its answer: of a list all pages in one.
   * What only reads is repeated after failures that pass; what changes something is sent once.
   */
  call<Name extends string>(
    request: HttpRequest<Name> & (Name extends LanguageJobOperation ? never : unknown),
    options?: CallOptions,
  ): Promise<LanguageAnswer<Name>>;
  /** The request of the page that follows one that was read; `undefined` after the last. */
  nextRequest(page: { nextLink?: string | null }): HttpRequest | undefined;

  projectsRequest(options?: PageOptions): HttpRequest<"listProjects">;
  projectRequest(project: string): HttpRequest<"getProject">;
  /** Makes a project, or changes its metadata. */
  createProjectRequest(project: string, body: CreateProjectOptions): HttpRequest<"createProject">;
  deleteProjectRequest(project: string): HttpRequest<"deleteProject">;

  trainRequest(project: string, body: TrainOptions): HttpRequest<"train">;
  trainingJobsRequest(project: string, options?: PageOptions): HttpRequest<"listTrainingJobs">;
  trainingJobRequest(project: string, id: string): HttpRequest<"getTrainingJob">;
  cancelTrainingRequest(project: string, id: string): HttpRequest<"cancelTraining">;

  modelsRequest(project: string, options?: PageOptions): HttpRequest<"listModels">;
  modelRequest(project: string, model: string): HttpRequest<"getModel">;
  deleteModelRequest(project: string, model: string): HttpRequest<"deleteModel">;
  /** Makes what a model was trained with the project's working copy. */
  loadSnapshotRequest(project: string, model: string): HttpRequest<"loadSnapshot">;
  evaluationSummaryRequest(project: string, model: string): HttpRequest<"evaluationSummary">;
  /** What a model made of each example of its test set. */
  evaluationRequest(
    project: string,
    model: string,
    options?: PageOptions & { stringIndexType?: string },
  ): HttpRequest<"evaluationResult">;
  /** Evaluates a model anew. */
  evaluateRequest(project: string, model: string, body?: EvaluationOptions): HttpRequest<"evaluate">;

  /** Lists the models that were exported to run in containers. Previews only, as all that follow. */
  exportedModelsRequest(project: string, options?: PageOptions): HttpRequest<"listExportedModels">;
  exportedModelRequest(project: string, name: string): HttpRequest<"getExportedModel">;
  /** Exports a trained model, or replaces an exported one. */
  createExportedModelRequest(
    project: string,
    name: string,
    body: CreateExportedModelOptions,
  ): HttpRequest<"createExportedModel">;
  deleteExportedModelRequest(project: string, name: string): HttpRequest<"deleteExportedModel">;
  /** Lists the files of an exported model. Text only. */
  exportedModelManifestRequest(project: string, name: string): HttpRequest<"getExportedModelManifest">;

  deploymentsRequest(project: string, options?: PageOptions): HttpRequest<"listDeployments">;
  deploymentRequest(project: string, deployment: string): HttpRequest<"getDeployment">;
  /** Deploys a model. Question answering has no models, and no body. */
  deployRequest(project: string, deployment: string, body?: DeployOptions): HttpRequest<"deploy">;
  swapDeploymentsRequest(project: string, first: string, second: string): HttpRequest<"swapDeployments">;
  deleteDeploymentRequest(project: string, deployment: string): HttpRequest<"deleteDeployment">;
  /**
   * Deletes a deployment from some of the resources that it was assigned to; without a body from all of them. A
   * member of another api-version, `null`, `undefined` and an empty list are refused.
   */
  deleteFromResourcesRequest(
    project: string,
    deployment: string,
    body?: DeleteFromResourcesOptions,
  ): HttpRequest<"deleteFromResources">;

  /** At the target: permits that a project is copied to it. */
  authorizeCopyRequest(project: string, body: AuthorizeCopyOptions): HttpRequest<"authorizeCopy">;
  /** At the source: copies a project, with what the target gave. */
  copyRequest(project: string, body: CopyAuthorization): HttpRequest<"copy">;

  /** Lists the resources that a project may be deployed to. */
  resourcesRequest(project: string, options?: PageOptions): HttpRequest<"listResources">;
  /** Adds resources to deploy to. Needs a token; a key is refused by the service. */
  assignResourcesRequest(project: string, body: AssignResourcesOptions): HttpRequest<"assignResources">;
  unassignResourcesRequest(project: string, body: UnassignResourcesOptions): HttpRequest<"unassignResources">;
  /** Lists the deployments of other resources' projects to this resource. */
  deploymentResourcesRequest(options?: PageOptions): HttpRequest<"listDeploymentResources">;

  /** Conversations need a kind. */
  trainingConfigVersionsRequest(
    options?: PageOptions & { projectKind?: string },
  ): HttpRequest<"listTrainingConfigVersions">;
  languagesRequest(options?: PageOptions & { projectKind?: string }): HttpRequest<"listLanguages">;
  prebuiltEntitiesRequest(
    options?: PageOptions & { projectKind?: string; language?: string; multilingual?: boolean },
  ): HttpRequest<"listPrebuiltEntities">;
}
