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
  listExportedModels: LanguageList<ExportedModel>;
  getExportedModel: ExportedModel;
  getExportedModelManifest: ExportedModelManifest;
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
  /** The resources that it runs on, where the api-version lists them. */
  assignedResources?: DeploymentResource[];
}

/** Conversations name the resource `azureResourceId` since 2025-11-01, and `resourceId` before, as text does. */
export type DeploymentResource =
  | { azureResourceId: string; resourceId?: undefined; region: string; assignedAoaiResource?: DataGenerationConnection }
  | {
      resourceId: string;
      azureResourceId?: undefined;
      region: string;
      assignedAoaiResource?: DataGenerationConnection;
    };

/** The Azure OpenAI deployment that generates data. */
export interface DataGenerationConnection {
  /** `AzureOpenAI` */
  kind: string;
  deploymentName: string;
  /** Required for text. */
  resourceId?: string;
}

/** A model that was exported to run in a container. Previews only. */
export interface ExportedModel extends Open {
  exportedModelName: string;
  modelId: string;
  lastTrainedDateTime: string;
  lastExportedModelDateTime: string;
  /** `yyyy-MM-dd` */
  modelExpirationDate: string;
  modelTrainingConfigVersion?: string;
}

/** The files of an exported model, of text. Each `contentUri` is a secret: it grants access by itself. */
export interface ExportedModelManifest extends Open {
  modelFiles: { name: string; contentUri: string }[];
}

/** The service's own words. A word that is none of these says nothing. */
export type ServiceJobState =
  "notStarted" | "running" | "succeeded" | "failed" | "cancelled" | "cancelling" | "partiallyCompleted" | (string & {});

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
    /** Of conversations since 2025-05-15-preview. */
    dataGenerationStatus?: TrainingStep;
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

export interface EvaluationOptions {
  /** `percentage`, the default, or `manual`. */
  kind?: string;
  trainingSplitPercentage?: number;
  testingSplitPercentage?: number;
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
  assignedAoaiResource?: DataGenerationConnection;
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
