// An invented service: its status is in its own headers, and its files are at signed URLs of another
// service.
import { equal, ok, rejection, same } from "../support/expect.js";
import { scripted } from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

const JOB = { service: "reports", operation: "report", id: "1", url: "https://reports.example/reports/1" };
const SIGNED = "https://storage.example/files/1.zip?se=2026-11-28&sig=s3cret";

const answer =
  (status, headers, body = "") =>
  () =>
    new Response(body, { status, headers });
const working = () => answer(200, { "x-report-state": "working", "retry-after": "1" });
const ready = () => answer(200, { "x-report-state": "ready", "x-report-file": SIGNED });

const scenarios = {
  poller: (reports) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, working(), working(), ready());
      const poller = reports.follow(JOB, { fetch: service.fetch });
      const states = [];
      poller.onProgress(({ serviceState }) => states.push(serviceState));
      const status = await time.until(poller.pollUntilDone());
      equal(states, ["working", "working", "ready"]);
      same(status.resultUrl, SIGNED);
    }),

  board: (_, board) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, working(), working(), ready());
      const own = globalThis.fetch;
      globalThis.fetch = service.fetch;
      try {
        board.add(JOB);
        await time.pass(60_000);
      } finally {
        globalThis.fetch = own;
      }
      const [job] = board.jobs();
      equal([job.status.serviceState, job.status.resultUrl], ["ready", SIGNED]);
      ok(!JSON.stringify(board.state).includes("s3cret"), "the state of a board that a page stores has no signature");
      board.close();
    }),

  result: (reports) =>
    inVirtualTime(async (time) => {
      const service = scripted(
        time,
        ready(),
        answer(200, { "content-type": "text/plain" }, "a report"),
        ready(),
        answer(403, {}, `no ${SIGNED}`),
      );
      const poller = reports.follow(JOB, { fetch: service.fetch });
      const file = await time.until(poller.result());
      same(new TextDecoder().decode(file.bytes()), "a report");
      const seen = service.requests.map(({ url, credentials, headers }) => [
        url,
        headers.get("authorization"),
        headers.get("x-tenant"),
        credentials,
      ]);
      equal(seen, [
        [JOB.url, "Bearer t0ken", "contoso", "omit"],
        [SIGNED, null, null, "omit"],
      ]);
      const error = await time.until(rejection(reports.follow(JOB, { fetch: service.fetch }).result()));
      same(error.code, "forbidden");
      ok(!JSON.stringify([error.message, error.toJSON()]).includes("s3cret"), error.message);
    }),

  request: (reports) => {
    const request = reports.resultRequest(JOB, { state: "succeeded", resultUrl: SIGNED });
    equal([request.url, request.headers], [SIGNED, {}]);
    equal(
      reports.statusRequest(JOB).headers.Authorization ?? reports.statusRequest(JOB).headers.authorization,
      "Bearer t0ken",
    );
  },
};

/** Runs a scenario. */
export const run = async (name, reports, board) => void (await scenarios[name](reports, board));
