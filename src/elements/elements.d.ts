import type { BoardChange, BoardJob, JobBoard } from "../../dist/board.js";
import type { HttpRequest, HttpResponse, Job, JobPoller, JobResult, JobStatus, Service } from "../../dist/jobs.js";

/**
 * Defines `<export-job>`, `<export-board>` and `<export-button>`. Does nothing for those that are defined already, and
 * nothing on a server.
 */
export function defineElements(): void;

/**
 * Adds languages to all elements, including those on the page. Texts that are missing from a language are shown in
 * English. A language with the same tag is replaced.
 *
 * @example
 * ```js
 * import german from "export-jobs/elements/de";
 * addLanguages(german, { lang: "fr", ready: "Prêt" });
 * ```
 */
export function addLanguages(...languages: (Partial<Texts> & { lang: string })[]): void;

/** The state of a run: the step under way, or the outcome. */
export type Phase =
  /** The export is being submitted. */
  | "submitting"
  /** The job is polled. */
  | "watching"
  /** The job has ended well, and its file is being downloaded. */
  | "downloading"
  /** Everything is done. A large file is left at the service until the user saves it. */
  | "finished"
  /** The job, the polls or the download failed. */
  | "failed"
  /** The page or the user stopped watching. The job continues at the service. */
  | "stopped";

/** The `detail` of the events of `<export-job>` and `<export-button>`. */
export interface ExportJobDetail {
  /** The job, as soon as it has an id. Plain data without secrets. */
  job?: Readonly<Job>;
  /** The last status. */
  status?: Readonly<JobStatus>;
  /** The error that ended the run: an `ExportJobsError`, or anything else that was thrown. */
  failure?: unknown;
  /** The downloaded file. It is freed when the element starts something else. */
  result?: JobResult;
  /** The state of the run. */
  phase: Phase;
}

/** The events of `<export-job>` and `<export-button>`. They bubble, and cross shadow trees. */
export interface ExportJobEventMap {
  /** The job has an id: the time to store `detail.job`. */
  job: CustomEvent<ExportJobDetail>;
  /** The phase, the status or the download changed. */
  change: CustomEvent<ExportJobDetail>;
  /** The run ended, well or badly. */
  end: CustomEvent<ExportJobDetail>;
}

/** The options that `run` passes to the function that starts a job. Pass them to `client.start` or `client.follow`. */
export interface RunOptions {
  /** Sends the requests: the element's `fetch`, or the page's. */
  fetch: (request: Request) => Promise<Response>;
  /** Aborted when the run is stopped, replaced, or its element removed. */
  signal: AbortSignal;
}

/** A client of any entry: `AzureLanguage`, `AvePoint` and the like. */
export type Client = Pick<Service, "start" | "follow">;

/** The options of a run. */
export interface RunSettings {
  /** The heading. Default: the element's `label`, or what is known about the job. */
  title?: string;
  /** When the job was started, in milliseconds since 1970. Default: now. */
  startedAt?: number;
  /** Follows the job again, after a stop or a failure. Default: the element's `client` does. */
  follow?: (job: Job, options: RunOptions) => JobPoller;
}

/** The common members of `<export-job>` and `<export-button>`. */
declare abstract class RunElement extends HTMLElement {
  /** The client that follows `job`, and that watches a job again. It holds the credential; no attribute does. */
  client: Client | undefined;
  /** Sends the requests of all later runs. Default: the page's own `fetch`. */
  fetch: ((request: Request) => Promise<Response | HttpResponse>) | undefined;
  /** Texts that differ for this element only. */
  texts: Partial<Texts> | undefined;
  /**
   * Starts the job that `start` returns, and shows it. An earlier run is stopped, and its file freed. `start` is called
   * once the current script has ended, so a run that is stopped or replaced before then never starts.
   */
  run(start: (options: RunOptions) => JobPoller | Promise<JobPoller>, settings?: RunSettings): void;
  /** Stops watching. The job continues at the service. */
  stop(): void;
  /** Adds a listener; the events of the run are typed. */
  addEventListener<K extends keyof ExportJobEventMap>(
    type: K,
    listener: (this: this, event: ExportJobEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: this, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * `<export-job>`: one job, from its submission to its file.
 *
 * @example
 * ```js
 * view.client = language;
 * view.run((options) => language.start(language.exportRequest("CityTransit"), options));
 * ```
 */
export class ExportJobElement extends RunElement {
  /** Created by `<export-job>` or `document.createElement("export-job")`. */
  constructor();
  /**
   * The job. Set it to a `Job`, its JSON or its URL to follow it with `client`. The same job again changes nothing;
   * `undefined` stops watching.
   */
  get job(): Readonly<Job> | undefined;
  set job(job: Readonly<Job> | string | null | undefined);
  /** A poller of the page: the element shows it, and polls with it. */
  poller: JobPoller | undefined;
  /** The heading: the attribute `label`. */
  label: string;
}

/**
 * `<export-button>`: a button that starts an export, becomes its progress, and saves the file at the end.
 *
 * @example
 * ```js
 * button.client = language;
 * button.request = () => language.exportRequest("CityTransit");
 * ```
 */
export class ExportButtonElement extends RunElement {
  /** Created by `<export-button>` or `document.createElement("export-button")`. */
  constructor();
  /** The request that a click submits, or a function that builds it. */
  request: HttpRequest | (() => HttpRequest) | undefined;
  /** The job, once it has an id. */
  readonly job: Readonly<Job> | undefined;
  /** True while the button cannot be pressed: the attribute `disabled`. */
  disabled: boolean;
}

/** The events of `<export-board>`. They bubble, and cross shadow trees. */
export interface ExportBoardEventMap {
  /** Something changed on the board. */
  change: CustomEvent<BoardChange>;
  /** A job has ended, well or badly. */
  end: CustomEvent<BoardChange>;
}

/**
 * Returns the rows of the table, in their order: the jobs that are shown, and texts as headings of groups. The jobs
 * come in the order that the user has chosen. It must not change the list, and no heading may occur twice.
 */
export type Arrange = (jobs: BoardJob[]) => (BoardJob | string)[];

/**
 * `<export-board>`: many jobs, with the limits of their services and the jobs that have ended.
 *
 * @example
 * ```js
 * element.board = new JobBoard({ clients: [language], name: "exports" });
 * ```
 */
export class ExportBoardElement extends HTMLElement {
  /** Created by `<export-board>` or `document.createElement("export-board")`. */
  constructor();
  /** The board. The page closes it; the element only stops listening when it is removed. */
  board: JobBoard | undefined;
  /** Filters and groups the jobs. Default: all are shown, without groups. Set it again when its answers change. */
  arrange: Arrange | undefined;
  /** The heading: the attribute `label`. */
  label: string;
  /** Texts that differ for this element only. */
  texts: Partial<Texts> | undefined;
  /** Adds a listener; the events of the board are typed. */
  addEventListener<K extends keyof ExportBoardEventMap>(
    type: K,
    listener: (this: ExportBoardElement, event: ExportBoardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: ExportBoardElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** A text for each form that the language has for numbers, with `{n}` for the number. */
export interface Counted extends Partial<Record<Intl.LDMLPluralRule, string>> {
  /** The form for all other numbers. */
  other: string;
}

/** The title of a failure, and the advice. */
export interface Advice {
  /** The failure, in a few words. */
  title: string;
  /** The advice. */
  advice: string;
}

/** The texts of one language. `{names}` in braces are replaced. */
export interface Texts {
  /** The tag of the language, such as `pt-BR`. */
  lang: string;
  /** The direction of the script. */
  dir: "ltr" | "rtl";
  /** “{first}. {second}” */
  sentences: string;
  /** Short times. */
  units: Record<"ms" | "s" | "min", string>;
  /** The states of a job. */
  states: Record<
    | "notStarted"
    | "running"
    | "cancelling"
    | "succeeded"
    | "partiallyCompleted"
    | "failed"
    | "retryable"
    | "cancelled"
    | "unknown"
    | "unread"
    | "lost"
    | "givenUp",
    string
  >;
  /** “No job yet” */
  noJob: string;
  /** “Export job” */
  exportJob: string;
  /** “Export of {project}” */
  exportOf: string;
  /** “Nothing is being exported yet. The progress of an export and its file will show here.” */
  introduction: string;
  /** “Ready” */
  ready: string;
  /** “Submitting” */
  submitting: string;
  /** “Waiting for the first reading” */
  waiting: string;
  /** “{state}, collecting the file” */
  collecting: string;
  /** “No longer watched” */
  stopped: string;
  /** “Started, but its address is hidden” */
  hidden: string;
  /** The failure. */
  failedPhases: Record<"submitting" | "watching" | "downloading", string>;
  /** “the service says {word}” */
  says: string;
  /** “The file {name} is here.” */
  fileIsHere: string;
  /** The three steps of an export. */
  steps: Record<"name" | "submit" | "follow" | "collect", string>;
  /** The state of a step, for screen readers. */
  tones: Record<"idle" | "active" | "good" | "warn" | "bad", string>;
  /** “the request for an export” */
  aRequest: string;
  /** “was done before” */
  doneBefore: string;
  /** “until the job has ended” */
  untilTheEnd: string;
  /** “the file” */
  theFile: string;
  /** “{n} polls” */
  polls: Counted;
  /** “Elapsed” */
  elapsed: string;
  /** “Next poll” */
  nextPoll: string;
  /** “Polls” */
  pollCount: string;
  /** “now” */
  now: string;
  /** “in {wait}” */
  in: string;
  /** “The last poll failed: {message}” */
  pollFailed: string;
  /** “The job itself goes on. It will be polled again.” */
  jobGoesOn: string;
  /** “The last poll failed. It will be repeated.” */
  pollFailedShort: string;
  /** “The service asks to wait {wait} before the next poll.” */
  asksToWait: string;
  /** “The job continues at the service. You can watch it again at any time.” */
  stoppedWithJob: string;
  /** “The submission may have arrived all the same. Look for the job at the service before you start another one.” */
  stoppedWithoutJob: string;
  /** “Not everything is in the file” */
  partlyTitle: string;
  /** “The service completed the job in part. Read what it says, and export again if what is missing matters.” */
  partly: string;
  /** “Warnings” */
  warnings: string;
  /** “Errors” */
  errors: string;
  /** “Poll now” */
  pollNow: string;
  /** “Stop watching” */
  stop: string;
  /** “Watch again” */
  watchAgain: string;
  /** “Download” */
  download: string;
  /** “Download again” */
  downloadAgain: string;
  /** “{received} of {total}” */
  received: string;
  /** “Save file” */
  save: string;
  /** “Saved as {name}.” */
  saved: string;
  /** “The file is large. It goes straight to your disk.” */
  large: string;
  /** “{n} files in the archive” */
  archive: Counted;
  /** “the first {n} are listed” */
  archiveFirst: string;
  /** “File” */
  file: string;
  /** “Size” */
  size: string;
  /** “Compressed” */
  compressed: string;
  /** “About this job” */
  about: string;
  /** “Job id” */
  jobId: string;
  /** “Project” */
  project: string;
  /** “Service” */
  service: string;
  /** “Job URL” */
  jobUrl: string;
  /** “Created” */
  created: string;
  /** “Kept until” */
  keptUntil: string;
  /** “This is all that is needed to find the job again, on any page. There is no secret in it.” */
  findAgain: string;
  /** “Copy job JSON” */
  copyJson: string;
  /** “Copy job URL” */
  copyUrl: string;
  /** “Copied” */
  copied: string;
  /** “The browser did not allow copying” */
  notCopied: string;
  /** “What to do” */
  whatToDo: string;
  /** “What the service says” */
  whatItSays: string;
  /** “Code” */
  code: string;
  /** “HTTP status” */
  httpStatus: string;
  /** “Request id” */
  requestId: string;
  /** “Wait at least” */
  waitAtLeast: string;
  /** “Cause” */
  cause: string;
  /** The advice for each code of an `ExportJobsError`; `other` for anything else. */
  failures: Record<string, Advice>;
  /** “The export may have started all the same. Look for it at the service before you start another one.” */
  mayHaveStarted: string;
  /** “Export” */
  start: string;
  /** “Exporting” */
  exporting: string;
  /** “Export again” */
  tryAgain: string;
  /** “Jobs” */
  board: string;
  /** “No jobs yet.” */
  noJobs: string;
  /** “This tab” */
  thisTab: string;
  /** The role of this tab for the others. */
  roles: Record<"leading" | "following" | "alone", string>;
  /** “Going on” */
  goingOn: string;
  /** “Ended” */
  ended: string;
  /** “Pause” */
  pause: string;
  /** “Remove ended jobs” */
  clear: string;
  /** “Tell me when jobs are done” */
  notify: string;
  /** “Table of all jobs” */
  table: string;
  /** “Job” */
  job: string;
  /** “State” */
  state: string;
  /** “Age” */
  age: string;
  /** “Readings” */
  readings: string;
  /** “Actions” */
  actions: string;
  /** “First” */
  first: string;
  /** “Cancel” */
  cancel: string;
  /** “Remove” */
  remove: string;
  /** “{action}: {name}” */
  actionOn: string;
  /** “{message} It will be polled again.” */
  polledAgain: string;
  /** “{percent}, about {wait} left” */
  percentLeft: string;
  /** “likely to end in {from} to {to}” */
  likely: string;
  /** “paused” */
  paused: string;
  /** “in its turn” */
  inItsTurn: string;
  /** “Limits” */
  limits: string;
  /** “{used} of {count} reads a minute” */
  reads: string;
  /** “{used} of {count} submissions a minute” */
  submissions: string;
  /** “{used} of {count} running” */
  running: string;
  /** “{n} submissions wait” */
  queued: Counted;
  /** “the service asked to wait, for another {wait}” */
  heldFor: string;
  /** “{n} exports are ready” */
  newsReady: Counted;
  /** “{n} failed” */
  newsFailed: Counted;
  /** “Forget” */
  forget: string;
  /** “History” */
  history: string;
  /** “No job has ended yet.” */
  noHistory: string;
  /**
   * Says what happened and what to do, instead of `failures`: a function of the error and the phase.
   */
  advise?: (error: unknown, phase?: Phase) => Advice;
}
