/** The answers of the other operations, with the service's own member names. */
export interface LanguageAnswers {
  /** The answer to `projectsRequest`. */
  listProjects: LanguageList<ProjectMetadata>;
  /** The answer to `projectRequest`. */
  getProject: ProjectMetadata;
  /** The answer to `createProjectRequest`: the project as it is now. */
  createProject: ProjectMetadata;
  /** The answer to `trainingJobsRequest`. */
  listTrainingJobs: LanguageList<TrainingJobState>;
  /** The answer to `trainingJobRequest`. */
  getTrainingJob: TrainingJobState;
  /** The answer to a cancellation: nothing. The training's own job says when it is cancelled. */
  cancelTraining: undefined;
  /** The answer to `modelsRequest`. */
  listModels: LanguageList<TrainedModel>;
  /** The answer to `modelRequest`. */
  getModel: TrainedModel;
  /** The answer to `deleteModelRequest`: nothing. */
  deleteModel: undefined;
  /** The answer to `evaluationSummaryRequest`. */
  evaluationSummary: EvaluationSummary;
  /** The answer to `evaluationRequest`. */
  evaluationResult: LanguageList<EvaluationResult>;
  /** The answer to `exportedModelsRequest`. */
  listExportedModels: LanguageList<ExportedModel>;
  /** The answer to `exportedModelRequest`. */
  getExportedModel: ExportedModel;
  /** The answer to `exportedModelManifestRequest`. Its URLs are secrets. */
  getExportedModelManifest: ExportedModelManifest;
  /** The answer to `deploymentsRequest`. */
  listDeployments: LanguageList<Deployment>;
  /** The answer to `deploymentRequest`. */
  getDeployment: Deployment;
  /** The answer to `authorizeCopyRequest`. It holds a secret. */
  authorizeCopy: CopyAuthorization;
  /** The answer to `resourcesRequest`. */
  listResources: LanguageList<AssignedResource>;
  /** The answer to `deploymentResourcesRequest`. */
  listDeploymentResources: LanguageList<AssignedProjectDeployments>;
  /** The answer to `trainingConfigVersionsRequest`. */
  listTrainingConfigVersions: LanguageList<TrainingConfigVersion>;
  /** The answer to `languagesRequest`. */
  listLanguages: LanguageList<SupportedLanguage>;
  /** The answer to `prebuiltEntitiesRequest`. */
  listPrebuiltEntities: LanguageList<PrebuiltEntity>;
}

/** The answer to a request: `unknown` if the request's type does not name the operation. */
export type LanguageAnswer<Name extends string> = Name extends keyof LanguageAnswers ? LanguageAnswers[Name] : unknown;

/** A list, or a page of it. `call` reads all pages, and leaves no `nextLink`. */
export interface LanguageList<Item> {
  /** The items. */
  value: Item[];
  /** The URL of the next page. `nextRequest` makes its request. */
  nextLink?: string | null;
}

/** An answer also has the members that later versions add. */
interface Open {
  [member: string]: unknown;
}

/** Times are RFC 3339, as sent. */
export interface ProjectMetadata extends Open {
  /** The project's name. */
  projectName: string;
  /** `CustomEntityRecognition`, `Conversation` and so on. Question answering does not say it. */
  projectKind?: string;
  /** The project's main language, a BCP 47 tag. */
  language: string;
  /** Whether the project holds other languages too. */
  multilingual?: boolean;
  /** For question answering. */
  multilingualResource?: boolean;
  /** The description by its authors. */
  description?: string;
  /** The container of the documents, for text. */
  storageInputContainerName?: string;
  /** The settings. */
  settings?: ProjectSettings;
  /** When the project was created. */
  createdDateTime: string;
  /** When the project last changed. */
  lastModifiedDateTime: string;
  /** When the project was last trained. */
  lastTrainedDateTime?: string;
  /** When the project was last deployed. */
  lastDeployedDateTime?: string;
}

/** The settings of a project. */
export interface ProjectSettings extends Open {
  /** The lowest confidence, from 0 to 1. Predictions below it are omitted. */
  confidenceThreshold?: number;
  /** For question answering. */
  defaultAnswer?: string;
}

/** A trained model. Times are RFC 3339, as sent. */
export interface TrainedModel extends Open {
  /** The model's name. */
  label: string;
  /** The id of the model. */
  modelId: string;
  /** When the model was trained. */
  lastTrainedDateTime: string;
  /** The duration of the training in seconds. */
  lastTrainingDurationInSeconds: number;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
  /** The version of the training with which the model was made. */
  modelTrainingConfigVersion?: string;
  /** Whether `loadSnapshotRequest` can restore the project that it was trained with. */
  hasSnapshot?: boolean;
}

/** A deployment of a trained model. Times are RFC 3339, as sent. */
export interface Deployment extends Open {
  /** The deployment's name. */
  deploymentName: string;
  /** When it was last deployed. */
  lastDeployedDateTime: string;
  /** Not for question answering, like all members below. */
  modelId?: string;
  /** When the model was trained. */
  lastTrainedDateTime?: string;
  /** `yyyy-MM-dd` */
  deploymentExpirationDate?: string;
  /** The version of the training with which the model was made. */
  modelTrainingConfigVersion?: string;
  /** The resources that it runs on, where the api-version lists them. */
  assignedResources?: DeploymentResource[];
}

/** Conversations name the resource `azureResourceId` since 2025-11-01, and `resourceId` before, as text does. */
export type DeploymentResource =
  | {
      /** The Azure Resource Manager id of the resource. */ azureResourceId: string;
      /** The Azure Resource Manager id of the resource. */ resourceId?: undefined;
      /** The region of the resource, such as `westeurope`. */ region: string;
      /** The Azure OpenAI deployment that the resource uses. */ assignedAoaiResource?: DataGenerationConnection;
    }
  | {
      /** The Azure Resource Manager id of the resource. */
      resourceId: string;
      /** The Azure Resource Manager id of the resource. */
      azureResourceId?: undefined;
      /** The region of the resource, such as `westeurope`. */
      region: string;
      /** The Azure OpenAI deployment that the resource uses. */
      assignedAoaiResource?: DataGenerationConnection;
    };

/** The Azure OpenAI deployment that generates data. */
export interface DataGenerationConnection {
  /** `AzureOpenAI` */
  kind: string;
  /** The name of the Azure OpenAI deployment. */
  deploymentName: string;
  /** Required for text. */
  resourceId?: string;
}

/** A model that was exported to run in a container. Previews only. */
export interface ExportedModel extends Open {
  /** The name of the exported model. */
  exportedModelName: string;
  /** The id of the model. */
  modelId: string;
  /** When the model was trained. */
  lastTrainedDateTime: string;
  /** When the model was exported. */
  lastExportedModelDateTime: string;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
  /** The version of the training with which the model was made. */
  modelTrainingConfigVersion?: string;
}

/** The files of an exported model, for text. Each `contentUri` is a secret: it grants access by itself. */
export interface ExportedModelManifest extends Open {
  /** The files, each with a URL that grants access by itself. */
  modelFiles: { name: string; contentUri: string }[];
}

/** The service's own words. Any other word is possible, and has no known meaning. */
export type ServiceJobState =
  "notStarted" | "running" | "succeeded" | "failed" | "cancelled" | "cancelling" | "partiallyCompleted" | (string & {});

/** The state of a training, as the service sends it. Times are RFC 3339, as sent. */
export interface TrainingJobState extends Open {
  /** The id of the training. */
  jobId: string;
  /** The state of the training. */
  status: ServiceJobState;
  /** When the training was started. */
  createdDateTime: string;
  /** When the state last changed. */
  lastUpdatedDateTime: string;
  /** When the service deletes the job. */
  expirationDateTime?: string;
  /** The service's warnings. */
  warnings?: { code: string; message: string }[];
  /** The failure. */
  errors?: LanguageError[];
  /** The progress of the steps, and the model that is made. */
  result?: {
    modelLabel: string;
    trainingConfigVersion?: string;
    /** For conversations: `standard` or `advanced`. */
    trainingMode?: string;
    trainingStatus: TrainingStep;
    evaluationStatus?: TrainingStep;
    /** For conversations since 2025-05-15-preview. */
    dataGenerationStatus?: TrainingStep;
    estimatedEndDateTime?: string;
  };
}

/** One step of a training: the training itself, the evaluation, or the generation of data. */
export interface TrainingStep {
  /** Progress from 0 to 100. */
  percentComplete: number;
  /** When the step was started. RFC 3339, as sent. */
  startDateTime?: string;
  /** When the step ended. RFC 3339, as sent. */
  endDateTime?: string;
  /** The state of the step. */
  status: ServiceJobState;
}

/** An error, as the service sends it. */
export interface LanguageError {
  /** The service's code, such as `ProjectNotFound`. */
  code: string;
  /** The service's sentence. */
  message: string;
  /** The subject of the error. */
  target?: string;
  /** The parts of a compound error. */
  details?: LanguageError[];
  /** A more specific error. */
  innererror?: Record<string, unknown>;
}

/** The scores of one category. */
export interface CategoryScores {
  /** The F1 score, from 0 to 1. */
  f1: number;
  /** The precision, from 0 to 1. */
  precision: number;
  /** The recall, from 0 to 1. */
  recall: number;
  /** The number of true positives. */
  truePositiveCount: number;
  /** The number of true negatives. */
  trueNegativeCount: number;
  /** The number of false positives. */
  falsePositiveCount: number;
  /** The number of false negatives. */
  falseNegativeCount: number;
}

/** Rows are the labelled categories, columns the predicted ones. */
export type ConfusionMatrix = Record<string, Record<string, { normalizedValue: number; rawValue: number }>>;

/** Scores of all categories, and of each. */
export interface Evaluation {
  /** The F1 score over all predictions, from 0 to 1. */
  microF1: number;
  /** The precision over all predictions, from 0 to 1. */
  microPrecision: number;
  /** The recall over all predictions, from 0 to 1. */
  microRecall: number;
  /** The mean F1 score of the categories, from 0 to 1. */
  macroF1: number;
  /** The mean precision of the categories, from 0 to 1. */
  macroPrecision: number;
  /** The mean recall of the categories, from 0 to 1. */
  macroRecall: number;
  /** The predictions for the labels. */
  confusionMatrix?: ConfusionMatrix;
  /** The scores of each entity. */
  entities?: Record<string, CategoryScores>;
  /** The scores of each intent. */
  intents?: Record<string, CategoryScores>;
  /** The scores of each class. */
  classes?: Record<string, CategoryScores>;
  /** The scores of each sentiment. */
  sentiments?: Record<string, CategoryScores>;
}

/** The evaluation of a model. */
export interface EvaluationOptions {
  /** `percentage`, the default, or `manual`. */
  kind?: string;
  /** The share of examples to train with, from 1 to 99. For `percentage`. */
  trainingSplitPercentage?: number;
  /** The share of examples to test with. Both shares together are 100. For `percentage`. */
  testingSplitPercentage?: number;
}

/** The scores of a trained model. */
export interface EvaluationSummary extends Open {
  /** For text: the kind of the project, which says which of the evaluations is present. */
  projectKind?: string;
  /** The evaluation of the model. */
  evaluationOptions?: EvaluationOptions;
  /** For conversations: the scores of the entities. */
  entitiesEvaluation?: Evaluation;
  /** For conversations: the scores of the intents. */
  intentsEvaluation?: Evaluation;
  /** For `CustomEntityRecognition`. */
  customEntityRecognitionEvaluation?: Evaluation;
  /** For `CustomSingleLabelClassification`. */
  customSingleLabelClassificationEvaluation?: Evaluation;
  /** For `CustomMultiLabelClassification`. */
  customMultiLabelClassificationEvaluation?: Evaluation;
  /** For `CustomHealthcare`. */
  customHealthcareEvaluation?: Evaluation;
  /** For `CustomTextSentiment`. */
  customTextSentimentEvaluation?: Omit<Evaluation, "confusionMatrix"> & { spanSentimentsEvaluation: Evaluation };
}

/** A label. Offsets are in units of `stringIndexType`. */
export interface LabelledSpan {
  /** The category of the label. */
  category: string;
  /** The offset at which the label begins. */
  offset: number;
  /** The length of the label. */
  length: number;
}

/** A region of a document, with its expected and its predicted labels. */
export interface LabelledRegion {
  /** The labels. */
  expectedEntities: LabelledSpan[];
  /** The predictions. */
  predictedEntities: LabelledSpan[];
  /** The offset in the document at which the region begins. */
  regionOffset: number;
  /** The length of the region. */
  regionLength: number;
}

/** The prediction of a model for one example of its test set. */
export interface EvaluationResult extends Open {
  /** The language of the example, a BCP 47 tag. */
  language: string;
  /** For conversations. */
  text?: string;
  /** For conversations: the intent that was labelled, and the one that was predicted. */
  intentsResult?: { expectedIntent: string; predictedIntent: string };
  /** For conversations: the entities that were labelled, and those that were predicted. */
  entitiesResult?: { expectedEntities: LabelledSpan[]; predictedEntities: LabelledSpan[] };
  /** The document's name in the container. For text, like all members below. */
  location?: string;
  /** The kind of the project. It says which of the results is present. */
  projectKind?: string;
  /** For `CustomEntityRecognition`. */
  customEntityRecognitionResult?: { entities: LabelledRegion[] };
  /** For `CustomHealthcare`. */
  customHealthcareResult?: { entities: LabelledRegion[] };
  /** For `CustomSingleLabelClassification`. */
  customSingleLabelClassificationResult?: { expectedClass: string; predictedClass: string };
  /** For `CustomMultiLabelClassification`. */
  customMultiLabelClassificationResult?: { expectedClasses: string[]; predictedClasses: string[] };
  /** For `CustomTextSentiment`. */
  customTextSentimentResult?: { expectedSentimentSpans: LabelledSpan[]; predictedSentimentSpans: LabelledSpan[] };
}

/** The body of `copyRequest`. Its token is a secret. */
export interface CopyAuthorization {
  /** The kind of the project. */
  projectKind: string;
  /** The name of the project at the target. */
  targetProjectName: string;
  /** The token that permits the copy. A secret. */
  accessToken: string;
  /** When the permit ends. RFC 3339, as sent. */
  expiresAt: string;
  /** The Azure Resource Manager id of the target. */
  targetResourceId: string;
  /** The region of the target. */
  targetResourceRegion: string;
}

/** A resource that a project may be deployed to. */
export interface AssignedResource extends Open {
  /** The Azure Resource Manager id of the resource. */
  azureResourceId: string;
  /** The region of the resource, such as `westeurope`. */
  region: string;
  /** The Azure OpenAI deployment that the resource uses. */
  assignedAoaiResource?: DataGenerationConnection;
}

/** The deployments that another resource's project has on this resource. */
export interface AssignedProjectDeployments extends Open {
  /** The name of the project. */
  projectName: string;
  /** Its deployments on this resource. */
  deploymentsMetadata: { deploymentName: string; lastDeployedDateTime: string; deploymentExpirationDate: string }[];
}

/** A version of the training. */
export interface TrainingConfigVersion extends Open {
  /** The version, a date such as `2022-05-01`. */
  trainingConfigVersion: string;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
}

/** A language that the service supports. */
export interface SupportedLanguage extends Open {
  /** The name of the language, in English. */
  languageName: string;
  /** The language's BCP 47 tag. */
  languageCode: string;
}

/** An entity that the service recognises without training. */
export interface PrebuiltEntity extends Open {
  /** The name of the entity. */
  category: string;
  /** The meaning of the entity. */
  description: string;
  /** Examples in words. */
  examples: string;
}
