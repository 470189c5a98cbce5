// Made of the declarations in Rust: change them there, and run `UPDATE=1 cargo test --test declarations`.
import type { ServiceError } from "./job.js";

/** The steps of a replication, in order. */
export type ReplicationStep =
  /** Reads the project at the source, and looks for obstacles at the target. */
  | "look"
  /** Exports the project that will be replaced, and hands it to `onBackup`. */
  | "backup"
  /** Exports and downloads the source's project, and adapts it to the target. */
  | "export"
  /** Lists the documents of a custom-text project, copies them if this is requested, and checks them. */
  | "documents"
  /** Imports the project at the target. */
  | "import"
  /** Exports the target's project, and compares it with the one that was sent. */
  | "verify"
  /** Trains the source's models at the target. */
  | "train"
  /** Compares the evaluations of both sides. */
  | "evaluate"
  /** Deploys the target's models under the source's names. */
  | "deploy";

/** The progress of a replication. */
export interface ReplicationProgress {
  /** The name of the project at the source. */
  project: string;
  /** The name of the project at the target. */
  target: string;
  /** The number of the project among all projects, from 1. */
  place: number;
  /** The number of projects. */
  projects: number;
  /** The current step. */
  step: ReplicationStep;
  /** The number of the step among the steps to run, from 1. */
  number: number;
  /** The number of steps to run. */
  of: number;
  /** The step's action or wait, as a phrase to show. */
  doing: string;
  /** The service's own word for the state of the job that the step follows. */
  state?: string;
  /** The job's progress in percent, if the service sends it. */
  percent?: number;
  /** The time spent on the replication, in milliseconds, including earlier sessions. */
  elapsedMs: number;
}

/** A replication as plain data without secrets. Members that are not declared here may change in any version. */
export interface ReplicationState {
  /** The id of the replication, which is that of its first run. */
  id?: string;
  /** The current or last run. Each resumption has the next number. */
  run?: {
    /** The number of the run, from 1. Each resumption adds one. */
    number: number;
    /** The id of the run, which no other run has. */
    id: string;
  };
  /** The resource to copy from. */
  source: {
    /** The endpoint of the resource. */
    endpoint: string;
    /** The family of its authoring API. */
    family: string;
  };
  /** The resource to copy to. */
  target: {
    /** The endpoint of the resource. */
    endpoint: string;
    /** The family of its authoring API. */
    family: string;
  };
  /** The options. Their members may change in any version. */
  options: object;
  /** True if the projects of the source were listed. */
  listed: boolean;
  /** The state of each project. After the end, it is the project's report. */
  projects: ProjectReplication[];
  /** The time spent on the replication, in milliseconds, including earlier sessions. */
  elapsedMs: number;
  /** The version of this format. */
  version: 1;
}

/** The replication of one project. */
export interface ProjectReplication {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** The kind of the project, such as `Conversation`. */
  kind?: string;
  /** When the source's project last changed. RFC 3339, as sent. */
  sourceModifiedAt?: string;
  /** The project that the target had before. An empty object if it had none. */
  before?: {
    /** When the project there was last changed. RFC 3339, as sent. */
    modifiedAt?: string;
  };
  /** The models to train, with their options. */
  models: {
    /** The model's label. */
    label: string;
    /** The configuration version with which the source's model was trained. */
    configVersion?: string;
    /** The training mode of conversations: `standard` or `advanced`. */
    mode?: string;
  }[];
  /** The deployments to create, each with its model. */
  deployments: {
    /** The deployment's name. */
    name: string;
    /** The label of its model. */
    model: string;
  }[];
  /** The findings of the check of the exported file. */
  findings?: {
    /** The number of rules that found an error: an import may refuse the file. */
    errors: number;
    /** The number of rules that found a problem which makes the model worse. */
    warnings: number;
    /** Up to five findings of each rule. */
    listed: {
      /** The rule's stable id. */
      rule: string;
      /** The severity of the finding. */
      severity: "error" | "warning" | "info";
      /** The JSON path in the exported file. */
      path: string;
      /** The problem, in a sentence. */
      message: string;
      /** The remedy, in a sentence. */
      advice: string;
    }[];
  };
  /** The documents of a custom-text project. */
  documents?: {
    /** The container at the target that must contain them. */
    container?: string;
    /** The files that must be in the target's container, at its root. */
    required: string[];
    /** True if the storage was checked. This needs a SAS URL of the target's container. */
    checked: boolean;
    /** The number of documents that were copied. */
    copied: number;
    /** The number of documents at the target with the right size. */
    verified: number;
    /** The documents that are not at the target. */
    missing: string[];
    /** The documents at the target that differ in size or hash. They were not changed. */
    different: string[];
    /** The documents that could not be copied or checked, with the reason. */
    failed: {
      /** The name of the document. */
      name: string;
      /** The error of the storage, without any signature. */
      message: string;
    }[];
    /** True if no document is known to be missing, different or failed. */
    complete: boolean;
  };
  /** The differences between the target's project and the one that was sent. */
  verification?: ReplicationDifferences;
  /** The evaluations of the models at the source and at the target. */
  evaluation?: {
    /** The model's label, the same on both sides. */
    model: string;
    /** All figures that either side has. */
    measures: {
      /** The name of the figure, such as `intents.microF1` or `entities.ContactName.f1`. */
      name: string;
      /** The figure at the source. */
      source?: number;
      /** The figure at the target. */
      target?: number;
      /** The target's figure minus the source's, where both have it. */
      difference?: number;
    }[];
    /** True if every figure is the same number on both sides. */
    equal: boolean;
  }[];
  /** Remarks to show. */
  notes: string[];
  /** The outcome of the project's replication. Absent before its end. */
  ending?:
    | {
        /** All steps are done. */
        state: "done";
      }
    | {
        /** The last wanted step. */
        step: ReplicationStep;
        /** The last wanted step is done. */
        state: "stopped";
      }
    | {
        /** The step that failed. */
        step: ReplicationStep;
        /** The failure and its remedy. */
        error: {
          /** The code of the failure, to branch on. */
          code: string;
          /** The failure and its remedy. */
          message: string;
          /** The HTTP status of the answer. */
          status?: number;
          /** The service's id of the exchange. */
          requestId?: string;
          /** The errors that the service reported. */
          errors: ServiceError[];
        };
        /**
         * A step failed. The results of earlier steps are kept. A resumption begins with this
         * step.
         */
        state: "failed";
      };
}

/** The differences between two projects. */
export interface ReplicationDifferences {
  /** The number of differences. */
  differences: number;
  /** The first 100 differences. */
  listed: {
    /** `file`, `metadata`, `assets`, or the list that an item is in. */
    part: string;
    /** The kind of difference of the target. */
    change: "added" | "removed" | "changed";
    /** The member's name, or the item's text, location, category or id. */
    name: string;
  }[];
  /** True if there is no difference. */
  equal: boolean;
}

/** The requests that a run would send for one project. */
export interface ProjectPlan {
  /** The name of the project at the source. */
  source: string;
  /** The name of the project at the target. */
  target: string;
  /** The requests, in order. */
  requests: {
    /** The step that sends it. */
    step: ReplicationStep;
    /** The method, such as `GET`. */
    method: string;
    /**
     * The URL. Parts that are known only during the run are in braces: `{jobId}`,
     * `{document}`.
     */
    url: string;
    /** True if it is sent repeatedly: until a job has ended, or for each document. */
    repeated: boolean;
    /** The receiver of the request. */
    to: "source" | "target" | "storage";
  }[];
  /** The reason why the run would not replicate the project. Absent if it would. */
  refusal?: {
    /** The code of the obstacle, to branch on. */
    code: string;
    /** The obstacle and its remedy. */
    message: string;
  };
}

/** A project in two regions. Dates are RFC 3339, as sent. */
export interface RegionComparison {
  /** The name of the project. */
  project: string;
  /** The kind of the project, such as `Conversation`. */
  kind: string;
  /**
   * The target's project compared to the source's. `older`: the source's changed later. `different`: the
   * contents differ. `extra`: only the target has it.
   */
  standing: "missing" | "older" | "different" | "equal" | "extra";
  /** The project at the source. Absent if only the target has it. */
  source?: RegionProject;
  /** The project at the target. Absent if only the source has it. */
  target?: RegionProject;
  /** The differences of the contents, if they were compared. */
  content?: ReplicationDifferences;
  /** The deployments that only the source has. */
  missingDeployments: string[];
  /** The recommended action, in a sentence. */
  advice: string;
}

/** A project in one region. Dates are RFC 3339, as sent. */
export interface RegionProject {
  /** When the project last changed. */
  modifiedAt: string;
  /** When it was last trained. */
  trainedAt?: string;
  /** When it was last deployed. */
  deployedAt?: string;
  /** The names of its models. */
  models: string[];
  /** The names of its deployments. */
  deployments: string[];
}
