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

/** The part of a list to request. The service sets the size of a page unless `maxPageSize` does. */
export interface PageOptions {
  /** The total number of items to list, at most. */
  top?: number;
  /** The number of items to skip first. */
  skip?: number;
  /** The most items on one page. */
  maxPageSize?: number;
}

/** The metadata of a project to create. */
export interface CreateProjectOptions {
  /** For text and conversations. */
  projectName?: string;
  /** For text and conversations. */
  projectKind?: string;
  /** The main language, a BCP 47 tag. */
  language: string;
  /** For text: the container of its documents. */
  storageInputContainerName?: string;
  /** Whether the project holds other languages too. */
  multilingual?: boolean;
  /** For question answering. */
  multilingualResource?: boolean;
  /** A description. */
  description?: string;
  /** The settings. */
  settings?: ProjectSettings;
}

/** The options of a training. */
export interface TrainOptions {
  /** The name of the model to make. */
  modelLabel: string;
  /** Required for text. */
  trainingConfigVersion?: string;
  /** Required for conversations: `standard` or `advanced`. */
  trainingMode?: string;
  /** The evaluation of the model. */
  evaluationOptions?: EvaluationOptions;
  /** Since 2025-05-15-preview. */
  dataGenerationSettings?: DataGenerationSettings;
}

/** Generates further examples before a training. */
export interface DataGenerationSettings {
  /** Whether data is generated. */
  enableDataGeneration: boolean;
  /** The Azure OpenAI deployment that generates it. */
  dataGenerationConnectionInfo: DataGenerationConnection;
}

/**
 * A model, and the further resources to deploy it to. Api-versions name these differently, and a name of another
 * version is refused.
 */
export type DeployOptions =
  /** Text, and conversations until 2024-11-15-preview; not at 2022-05-01 and 2023-04-01. */
  | {
      /** The name of the trained model. */
      trainedModelLabel: string;
      /** The Azure Resource Manager ids of further resources. */
      assignedResourceIds?: string[];
      /** Further resources. */
      assignedResources?: undefined;
      /** Further resources. */
      azureResourceIds?: undefined;
    }
  /** Conversations at 2025-05-15-preview. */
  | {
      /** The name of the trained model. */
      trainedModelLabel: string;
      /** Further resources. */
      assignedResources?: { resourceId: string; region: string; assignedAoaiResource?: DataGenerationConnection }[];
      /** The Azure Resource Manager ids of further resources. */
      assignedResourceIds?: undefined;
      /** Further resources. */
      azureResourceIds?: undefined;
    }
  /** Conversations since 2025-11-01. Ids alone are for 2025-11-01 only. */
  | {
      /** The name of the trained model. */
      trainedModelLabel: string;
      /** Further resources. */
      azureResourceIds?:
        { azureResourceId: string; region: string; assignedAoaiResource?: DataGenerationConnection }[] | string[];
      /** The Azure Resource Manager ids of further resources. */
      assignedResourceIds?: undefined;
      /** Further resources. */
      assignedResources?: undefined;
    };

/** The model to export. */
export interface CreateExportedModelOptions {
  /** The name of the trained model. */
  trainedModelLabel: string;
}

/** The project that may be copied to the target. */
export interface AuthorizeCopyOptions {
  /** The kind of the project. */
  projectKind: string;
  /** For text: the container of the documents at the target. */
  storageInputContainerName?: string;
  /** Whether the copy may replace a project of the same name. Default: false. */
  allowOverwrite?: boolean;
}

/** A resource to assign. `customDomain` is the subdomain of its endpoint. */
export interface ResourceMetadata {
  /** The Azure Resource Manager id of the resource. */
  azureResourceId: string;
  /** The subdomain of the resource's endpoint. */
  customDomain: string;
  /** The region of the resource, such as `westeurope`. */
  region: string;
}

/** The resources to assign. Api-versions name the member differently. */
export type AssignResourcesOptions =
  /** Text, and conversations before 2025-11-01. */
  | {
      /** The resources to assign. */ resourcesMetadata: ResourceMetadata[];
      /** The resources to assign. */ projectResources?: undefined;
    }
  /** Conversations since 2025-11-01. */
  | {
      /** The resources to assign. */ projectResources: ResourceMetadata[];
      /** The resources to assign. */ resourcesMetadata?: undefined;
    };

/** The ids of the resources to remove. Api-versions name the member differently. */
export type UnassignResourcesOptions =
  /** Text, and conversations before 2025-11-01. */
  | {
      /** The Azure Resource Manager ids of the resources. */ assignedResourceIds: string[];
      /** The Azure Resource Manager ids of the resources. */ azureResourceIds?: never;
    }
  /** Conversations since 2025-11-01. */
  | {
      /** The Azure Resource Manager ids of the resources. */ azureResourceIds: string[];
      /** The Azure Resource Manager ids of the resources. */ assignedResourceIds?: never;
    };

/** At least one resource. A body without any deletes the deployment from all of them. */
export type DeleteFromResourcesOptions =
  | UnassignResourcesOptions
  | {
      /** The Azure Resource Manager ids of the resources. */ assignedResourceIds?: never;
      /** The Azure Resource Manager ids of the resources. */ azureResourceIds?: never;
    };

/** The options of `AzureLanguage.call`. */
export interface CallOptions extends RequestOptions {
  /** The time limit for the whole answer. Default: 15 min. */
  timeoutMs?: number;
}

/**
 * Every builder throws `invalidArgument` when an argument is wrong, or when the client's family or api-version does
 * not have the operation. The message names those that have it.
 */
export interface AzureLanguage {
  /**
   * Reads the answer to an operation that does not run as a job. An answer without a body gives `undefined`.
   *
   * Throws the error that the answer means, such as `unauthorized`, `notFound` or `httpError`, and `unreadableResponse`
   * when the answer has an unknown form.
   */
  read<Name extends keyof LanguageAnswers>(operation: Name, response: HttpResponse): LanguageAnswers[Name];
  /**
   * Sends the request of an operation that does not run as a job, and resolves with its answer. All pages of a list
   * are joined. A request that only reads is repeated after a temporary failure. One that changes something is sent
   * once.
   *
   * Throws `invalidArgument` or `foreignOrigin` before anything is sent. Rejects with `network` or `timeout` when no
   * answer came; with `unauthorized`, `forbidden`, `notFound`, `throttled` or `httpError` when the service refused; and
   * with `unreadableResponse` when its answer has an unknown form. An abort rejects with the signal's reason.
   */
  call<Name extends string>(
    request: HttpRequest<Name> & (Name extends LanguageJobOperation ? never : unknown),
    options?: CallOptions,
  ): Promise<LanguageAnswer<Name>>;
  /** Returns the request for the next page of a list that was read; `undefined` after the last. */
  nextRequest(page: { nextLink?: string | null }): HttpRequest | undefined;

  /** Lists the projects of the resource. */
  projectsRequest(options?: PageOptions): HttpRequest<"listProjects">;
  /** Reads the metadata of a project. */
  projectRequest(project: string): HttpRequest<"getProject">;
  /** Creates a project, or changes its metadata. */
  createProjectRequest(project: string, body: CreateProjectOptions): HttpRequest<"createProject">;
  /** Deletes a project. Runs as a job. */
  deleteProjectRequest(project: string): HttpRequest<"deleteProject">;

  /** Trains a project. Runs as a job. */
  trainRequest(project: string, body: TrainOptions): HttpRequest<"train">;
  /** Lists the trainings of a project. */
  trainingJobsRequest(project: string, options?: PageOptions): HttpRequest<"listTrainingJobs">;
  /** Reads the state of a training, by its id. */
  trainingJobRequest(project: string, id: string): HttpRequest<"getTrainingJob">;
  /** Cancels a training, by its id. The training's own job says when it has stopped. */
  cancelTrainingRequest(project: string, id: string): HttpRequest<"cancelTraining">;

  /** Lists the trained models of a project. */
  modelsRequest(project: string, options?: PageOptions): HttpRequest<"listModels">;
  /** Reads a trained model. */
  modelRequest(project: string, model: string): HttpRequest<"getModel">;
  /** Deletes a trained model. */
  deleteModelRequest(project: string, model: string): HttpRequest<"deleteModel">;
  /** Restores the project that a model was trained with, as the working copy. */
  loadSnapshotRequest(project: string, model: string): HttpRequest<"loadSnapshot">;
  /** Reads the scores of a trained model. */
  evaluationSummaryRequest(project: string, model: string): HttpRequest<"evaluationSummary">;
  /** Reads the predictions of a model for each example of its test set. */
  evaluationRequest(
    project: string,
    model: string,
    options?: PageOptions & { stringIndexType?: string },
  ): HttpRequest<"evaluationResult">;
  /** Evaluates a model again. */
  evaluateRequest(project: string, model: string, body?: EvaluationOptions): HttpRequest<"evaluate">;

  /** Lists the models that were exported to run in containers. Previews only, like all methods for exported models. */
  exportedModelsRequest(project: string, options?: PageOptions): HttpRequest<"listExportedModels">;
  /** Reads an exported model. */
  exportedModelRequest(project: string, name: string): HttpRequest<"getExportedModel">;
  /** Exports a trained model, or replaces an exported one. */
  createExportedModelRequest(
    project: string,
    name: string,
    body: CreateExportedModelOptions,
  ): HttpRequest<"createExportedModel">;
  /** Deletes an exported model. Runs as a job. */
  deleteExportedModelRequest(project: string, name: string): HttpRequest<"deleteExportedModel">;
  /** Lists the files of an exported model. Text only. */
  exportedModelManifestRequest(project: string, name: string): HttpRequest<"getExportedModelManifest">;

  /** Lists the deployments of a project. */
  deploymentsRequest(project: string, options?: PageOptions): HttpRequest<"listDeployments">;
  /** Reads a deployment. */
  deploymentRequest(project: string, deployment: string): HttpRequest<"getDeployment">;
  /** Deploys a model. Question answering has no models, and no body. */
  deployRequest(project: string, deployment: string, body?: DeployOptions): HttpRequest<"deploy">;
  /** Swaps the models of two deployments. Runs as a job. */
  swapDeploymentsRequest(project: string, first: string, second: string): HttpRequest<"swapDeployments">;
  /** Deletes a deployment. Runs as a job. */
  deleteDeploymentRequest(project: string, deployment: string): HttpRequest<"deleteDeployment">;
  /**
   * Deletes a deployment from some of the resources that it was assigned to, or, without a body, from all of them. A
   * member of another api-version, `null`, `undefined` and an empty list are refused.
   */
  deleteFromResourcesRequest(
    project: string,
    deployment: string,
    body?: DeleteFromResourcesOptions,
  ): HttpRequest<"deleteFromResources">;

  /** At the target: permits the copy of a project to it. */
  authorizeCopyRequest(project: string, body: AuthorizeCopyOptions): HttpRequest<"authorizeCopy">;
  /** At the source: copies a project, with the permit from the target. */
  copyRequest(project: string, body: CopyAuthorization): HttpRequest<"copy">;

  /** Lists the resources that a project may be deployed to. */
  resourcesRequest(project: string, options?: PageOptions): HttpRequest<"listResources">;
  /** Adds resources to deploy to. Needs a token; a key is refused by the service. */
  assignResourcesRequest(project: string, body: AssignResourcesOptions): HttpRequest<"assignResources">;
  /** Removes resources from those that a project may be deployed to. Runs as a job. */
  unassignResourcesRequest(project: string, body: UnassignResourcesOptions): HttpRequest<"unassignResources">;
  /** Lists the deployments of other resources' projects to this resource. */
  deploymentResourcesRequest(options?: PageOptions): HttpRequest<"listDeploymentResources">;

  /** Conversations need a kind. */
  trainingConfigVersionsRequest(
    options?: PageOptions & { projectKind?: string },
  ): HttpRequest<"listTrainingConfigVersions">;
  /** Lists the languages that the service supports. */
  languagesRequest(options?: PageOptions & { projectKind?: string }): HttpRequest<"listLanguages">;
  /** Lists the entities that the service recognises without training. */
  prebuiltEntitiesRequest(
    options?: PageOptions & { projectKind?: string; language?: string; multilingual?: boolean },
  ): HttpRequest<"listPrebuiltEntities">;
}
