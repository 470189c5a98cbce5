import { adviseOn } from "../advice.js";

/**
 * The title and advice for each failure of a replication.
 *
 * @type {Record<string, { title: string, advice: string }>}
 */
const catalogue = {
  conflict: {
    title: "The target has it already",
    advice:
      "Nothing was changed. Either replace the project at the target, which is saved as a file first, or give the project another name there.",
  },
  network: {
    title: "No answer came",
    advice:
      "Check the connection, the address, and whether the service and the storage allow this page’s origin (CORS). Then go on: before anything is sent again, the page checks what has arrived.",
  },
  unauthorized: {
    title: "A credential was refused",
    advice:
      "Check that each key or token is whole, belongs to its own resource, and has not run out. Enter it again, and go on.",
  },
  forbidden: {
    title: "A credential may not do this",
    advice:
      "The source requires at least the role “Cognitive Services Language Reader”, and the target “Cognitive Services Language Owner”. A container requires a SAS that has not expired and has the permissions named beside its field. Then go on.",
  },
  notFound: {
    title: "Something is not there",
    advice:
      "The message says what. Names are case-sensitive. If documents are missing, copy them into the target’s container, and go on: nothing is imported again.",
  },
  throttled: {
    title: "Too many requests",
    advice: "The service kept refusing after several waits. Wait until it is less busy, then go on.",
  },
  jobFailed: {
    title: "A job failed at the service",
    advice:
      "Read what the service says, and correct it: an import needs a container that exists and that the resource may read, training for enough labelled examples. Then go on: the job is started again.",
  },
  jobCancelled: {
    title: "A job was cancelled",
    advice: "Somebody, or the service itself, cancelled it. Go on to start it again.",
  },
  expired: { title: "It is no longer kept", advice: "Go on: it is exported again." },
  timeout: { title: "It took too long", advice: "The job may go on at the service. Go on here to watch it again." },
  invalidProject: {
    title: "The file is not a whole project",
    advice: "Go on, to download it once more. If it ends in the same place, the export at the source is damaged.",
  },
  invalidArgument: {
    title: "That cannot be done",
    advice: "Nothing was sent. Change what the message names, and try again.",
  },
  httpError: {
    title: "The service answered with an error",
    advice: "Read what the service says. When the trouble is at the service (500 and above), go on in a few minutes.",
  },
};

/**
 * Returns the advice for a failure of a replication, like `adviseOn`.
 * @param {any} error
 */
export function adviseOnReplication(error) {
  const entry = catalogue[error?.code];
  return entry ? { code: error.code, message: error.message, ...entry } : adviseOn(error);
}
