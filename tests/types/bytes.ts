// What the module returns fits the platform's own classes, as typed by TypeScript 5.7 and later. Checked, never run.
import {
  ExportedProject,
  ExportJobsError,
  type HttpRequest,
  type JobPoller,
  type JobResult,
  type Replication,
  type JobBoard,
} from "export-jobs/all";

declare const result: JobResult;
declare const project: ExportedProject;
declare const request: HttpRequest;

new Blob([result.bytes()]);
new File([result.bytes()], result.suggestedName, { type: result.contentType });
new Blob([project.bytes(), project.retarget({ name: "Copy" })]);
const utterances = project.items("utterances");
new Blob([...utterances.csv(), ...utterances.jsonLines()]);
await fetch(request.url, request);
new Request(request.url, request);
const buffer: ArrayBuffer = result.bytes().buffer;
await crypto.subtle.digest("SHA-256", result.bytes());

// Bytes of any kind are accepted.
declare const shared: Uint8Array<SharedArrayBuffer>;
ExportedProject.parse(new Uint8Array(shared));
ExportedProject.parse(shared);
await ExportedProject.read(new Blob([result.bytes()]).stream());

// An error over postMessage, and one that another copy of the package threw.
declare const port: MessagePort;
try {
  await project.items("utterances");
} catch (error) {
  if (!ExportJobsError.is(error)) throw error;
  port.postMessage(error.toJSON());
  error.location satisfies string | undefined;
  if (error.code === "blocked" || error.code === "freed" || error.code === "conflict")
    throw ExportJobsError.from(error);
}
port.onmessage = ({ data }) => ExportJobsError.from(data).message satisfies string;
const json = ExportJobsError.from(JSON.parse("{}")).toJSON();
json.code satisfies string;
// @ts-expect-error: the cause is not part of the data
json.cause;

// Snapshots are read, not written.
declare const poller: JobPoller;
declare const board: JobBoard;
declare const replication: Replication;
// @ts-expect-error: frozen
poller.job.id = "2";
// @ts-expect-error: frozen
board.snapshot.push();
replication.state.projects.length satisfies number;

// History and news of a board.
const [last] = await board.history({ states: ["failed", "cancelled"], since: Date.now() - 86_400_000, limit: 1 });
last?.endedAt satisfies number | undefined;
last?.resultBytes satisfies number | undefined;
last?.likelyEnd?.toMs satisfies number | undefined;
// @ts-expect-error: the states are a list
await board.history({ states: "failed" });
// @ts-expect-error: no such state
await board.history({ states: ["done"] });
board.notify({
  notifications: true,
  text: ({ ready }) => `${ready}`,
  onNews: ({ jobs }) => jobs[0]?.job,
}) satisfies () => void;
// @ts-expect-error: a text
board.notify({ text: () => 1 });
board.handlePush("https://contoso.example/jobs/1", { status: 200, headers: {}, body: "{}" });

export { buffer };
