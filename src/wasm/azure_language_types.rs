//! The operations of `AzureLanguage`, as TypeScript sees them: which request asks for what, and what
//! is answered (the OpenAPI of 2022-05-01, 2023-04-01 and 2023-11-15-preview).

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What the other operations answer, with the service's own member names. */
export interface LanguageAnswers {
  listProjects: LanguageList<ProjectMetadata>;
  getProject: ProjectMetadata;
  createProject: ProjectMetadata;
  listTrainingJobs: LanguageList<TrainingJobState>;
  getTrainingJob: TrainingJobState;
  /** Accepted: the job says when it is cancelled. */
  cancelTraining: undefined;
  listModels: LanguageList<TrainedModel>;
  getModel: TrainedModel;
  deleteModel: undefined;
  evaluationSummary: EvaluationSummary;
  evaluationResult: LanguageList<EvaluationResult>;
  listDeployments: LanguageList<Deployment>;
  getDeployment: Deployment;
  authorizeCopy: CopyAuthorization;
  listResources: LanguageList<AssignedResource>;
  listDeploymentResources: LanguageList<AssignedProjectDeployments>;
  listTrainingConfigVersions: LanguageList<TrainingConfigVersion>;
  listLanguages: LanguageList<SupportedLanguage>;
  listPrebuiltEntities: LanguageList<PrebuiltEntity>;
}

/** What a request is answered with: `unknown` where its type does not say what it asks for. */
export type LanguageAnswer<Name extends string> = Name extends keyof LanguageAnswers ? LanguageAnswers[Name] : unknown;

/** A list, or a page of it. `call` reads all pages, and leaves no `nextLink`. */
export interface LanguageList<Item> {
  value: Item[];
  nextLink?: string | null;
}

/** Members that later versions add are there as well. */
interface Open {
  [member: string]: unknown;
}

/** Times are RFC 3339, as sent. */
export interface ProjectMetadata extends Open {
  projectName: string;
  /** `CustomEntityRecognition`, `Conversation` and so on. Question answering does not say it. */
  projectKind?: string;
  language: string;
  multilingual?: boolean;
  /** Of question answering. */
  multilingualResource?: boolean;
  description?: string;
  storageInputContainerName?: string;
  settings?: ProjectSettings;
  createdDateTime: string;
  lastModifiedDateTime: string;
  lastTrainedDateTime?: string;
  lastDeployedDateTime?: string;
}

export interface ProjectSettings extends Open {
  /** From 0 to 1: predictions below are left out. */
  confidenceThreshold?: number;
  /** Of question answering. */
  defaultAnswer?: string;
}

export interface TrainedModel extends Open {
  label: string;
  modelId: string;
  lastTrainedDateTime: string;
  lastTrainingDurationInSeconds: number;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
  modelTrainingConfigVersion?: string;
  /** Whether `loadSnapshotRequest` can bring back what it was trained with. */
  hasSnapshot?: boolean;
}

export interface Deployment extends Open {
  deploymentName: string;
  lastDeployedDateTime: string;
  /** Not of question answering, as all that follows. */
  modelId?: string;
  lastTrainedDateTime?: string;
  /** `yyyy-MM-dd` */
  deploymentExpirationDate?: string;
  modelTrainingConfigVersion?: string;
  assignedResources?: { resourceId: string; region: string }[];
}

/** The service's own words. A word that is none of these says nothing. */
export type ServiceJobState = "notStarted" | "running" | "succeeded" | "failed" | "cancelled" | "cancelling" | "partiallyCompleted" | (string & {});

export interface TrainingJobState extends Open {
  jobId: string;
  status: ServiceJobState;
  createdDateTime: string;
  lastUpdatedDateTime: string;
  expirationDateTime?: string;
  warnings?: { code: string; message: string }[];
  errors?: LanguageError[];
  result?: {
    modelLabel: string;
    trainingConfigVersion?: string;
    /** Of conversations: `standard` or `advanced`. */
    trainingMode?: string;
    trainingStatus: TrainingStep;
    evaluationStatus?: TrainingStep;
    estimatedEndDateTime?: string;
  };
}

export interface TrainingStep {
  percentComplete: number;
  startDateTime?: string;
  endDateTime?: string;
  status: ServiceJobState;
}

/** An error, as the service sends it. */
export interface LanguageError {
  code: string;
  message: string;
  target?: string;
  details?: LanguageError[];
  innererror?: Record<string, unknown>;
}

export interface CategoryScores {
  f1: number;
  precision: number;
  recall: number;
  truePositiveCount: number;
  trueNegativeCount: number;
  falsePositiveCount: number;
  falseNegativeCount: number;
}

/** Rows are what was labelled, columns what was predicted. */
export type ConfusionMatrix = Record<string, Record<string, { normalizedValue: number; rawValue: number }>>;

/** Scores of all categories, and of each. */
export interface Evaluation {
  microF1: number;
  microPrecision: number;
  microRecall: number;
  macroF1: number;
  macroPrecision: number;
  macroRecall: number;
  confusionMatrix?: ConfusionMatrix;
  entities?: Record<string, CategoryScores>;
  intents?: Record<string, CategoryScores>;
  classes?: Record<string, CategoryScores>;
  sentiments?: Record<string, CategoryScores>;
}

export interface EvaluationSummary extends Open {
  /** Of text; it says which of the evaluations is there. */
  projectKind?: string;
  evaluationOptions?: EvaluationOptions;
  entitiesEvaluation?: Evaluation;
  intentsEvaluation?: Evaluation;
  customEntityRecognitionEvaluation?: Evaluation;
  customSingleLabelClassificationEvaluation?: Evaluation;
  customMultiLabelClassificationEvaluation?: Evaluation;
  customHealthcareEvaluation?: Evaluation;
  customTextSentimentEvaluation?: Omit<Evaluation, "confusionMatrix"> & { spanSentimentsEvaluation: Evaluation };
}

/** A label; offsets count what `stringIndexType` says. */
export interface LabelledSpan {
  category: string;
  offset: number;
  length: number;
}

export interface LabelledRegion {
  expectedEntities: LabelledSpan[];
  predictedEntities: LabelledSpan[];
  regionOffset: number;
  regionLength: number;
}

/** What a model made of one example of its test set. */
export interface EvaluationResult extends Open {
  language: string;
  /** Of conversations. */
  text?: string;
  intentsResult?: { expectedIntent: string; predictedIntent: string };
  entitiesResult?: { expectedEntities: LabelledSpan[]; predictedEntities: LabelledSpan[] };
  /** Of text, as all that follows: the document's name in the container. */
  location?: string;
  projectKind?: string;
  customEntityRecognitionResult?: { entities: LabelledRegion[] };
  customHealthcareResult?: { entities: LabelledRegion[] };
  customSingleLabelClassificationResult?: { expectedClass: string; predictedClass: string };
  customMultiLabelClassificationResult?: { expectedClasses: string[]; predictedClasses: string[] };
  customTextSentimentResult?: { expectedSentimentSpans: LabelledSpan[]; predictedSentimentSpans: LabelledSpan[] };
}

/** The body of `copyRequest`. Its token is a secret. */
export interface CopyAuthorization {
  projectKind: string;
  targetProjectName: string;
  accessToken: string;
  expiresAt: string;
  targetResourceId: string;
  targetResourceRegion: string;
}

export interface AssignedResource extends Open {
  azureResourceId: string;
  region: string;
}

export interface AssignedProjectDeployments extends Open {
  projectName: string;
  deploymentsMetadata: { deploymentName: string; lastDeployedDateTime: string; deploymentExpirationDate: string }[];
}

export interface TrainingConfigVersion extends Open {
  trainingConfigVersion: string;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
}

export interface SupportedLanguage extends Open {
  languageName: string;
  languageCode: string;
}

export interface PrebuiltEntity extends Open {
  category: string;
  description: string;
  examples: string;
}

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

export interface EvaluationOptions {
  /** `percentage`, the default, or `manual`. */
  kind?: string;
  trainingSplitPercentage?: number;
  testingSplitPercentage?: number;
}

export interface TrainOptions {
  modelLabel: string;
  /** Required for text. */
  trainingConfigVersion?: string;
  /** Required for conversations: `standard` or `advanced`. */
  trainingMode?: string;
  evaluationOptions?: EvaluationOptions;
}

export interface DeployOptions {
  trainedModelLabel: string;
  assignedResourceIds?: string[];
}

export interface AuthorizeCopyOptions {
  projectKind: string;
  /** For text: the container of the documents at the target. */
  storageInputContainerName?: string;
  allowOverwrite?: boolean;
}

export interface AssignResourcesOptions {
  resourcesMetadata: { azureResourceId: string; customDomain: string; region: string }[];
}

export interface UnassignResourcesOptions {
  assignedResourceIds: string[];
}

export interface DeleteFromResourcesOptions {
  assignedResourceIds?: string[];
}

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
  call<Name extends string>(request: HttpRequest<Name> & (Name extends LanguageJobOperation ? never : unknown), options?: CallOptions): Promise<LanguageAnswer<Name>>;
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
  evaluationRequest(project: string, model: string, options?: PageOptions & { stringIndexType?: string }): HttpRequest<"evaluationResult">;
  /** Evaluates a model anew. */
  evaluateRequest(project: string, model: string, body?: EvaluationOptions): HttpRequest<"evaluate">;

  deploymentsRequest(project: string, options?: PageOptions): HttpRequest<"listDeployments">;
  deploymentRequest(project: string, deployment: string): HttpRequest<"getDeployment">;
  /** Deploys a model. Question answering has no models, and no body. */
  deployRequest(project: string, deployment: string, body?: DeployOptions): HttpRequest<"deploy">;
  swapDeploymentsRequest(project: string, first: string, second: string): HttpRequest<"swapDeployments">;
  deleteDeploymentRequest(project: string, deployment: string): HttpRequest<"deleteDeployment">;
  /** Deletes a deployment from some of the resources that it was assigned to. */
  deleteFromResourcesRequest(project: string, deployment: string, body: DeleteFromResourcesOptions): HttpRequest<"deleteFromResources">;

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

  trainingConfigVersionsRequest(options: PageOptions & { projectKind: string }): HttpRequest<"listTrainingConfigVersions">;
  languagesRequest(options?: PageOptions & { projectKind?: string }): HttpRequest<"listLanguages">;
  prebuiltEntitiesRequest(options?: PageOptions & { projectKind?: string; language?: string; multilingual?: boolean }): HttpRequest<"listPrebuiltEntities">;
}
"#;
