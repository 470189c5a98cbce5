// Following a job: iteration, several waits, progress, and the end of polling when no one waits.
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import {
  accepted,
  always,
  answer,
  failed,
  file,
  JOB_URL,
  language,
  notStarted,
  reading,
  rejects,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

const jobOf = (api) => language(api).job("export", "Inbox", "5f_639");
const follow = (api, service, options) => language(api).follow(jobOf(api), { fetch: service.fetch, ...options });

/** Catches uncaught errors and rejections while `run` runs, so that the test program does not see them. */
async function uncaught(run) {
  const seen = [];
  if (globalThis.process?.versions?.node) {
    const listener = (reason) => seen.push(reason);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", listener);
    try {
      await run();
    } finally {
      process.removeListener("unhandledRejection", listener);
      for (const other of others) process.on("unhandledRejection", other);
    }
    return seen;
  }
  const listener = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    seen.push(event.reason);
  };
  globalThis.addEventListener("unhandledrejection", listener, { capture: true });
  try {
    await run();
  } finally {
    globalThis.removeEventListener("unhandledrejection", listener, { capture: true });
  }
  return seen;
}

export const scenarios = {
  "an iteration starts without a wait, and ends after the last status": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, notStarted(), running(), succeeded());
      const poller = follow(api, service);
      const seen = [];
      await time.until(
        (async () => {
          for await (const { state, isDone } of poller) seen.push([state, isDone, time.now > 0]);
        })(),
      );
      equal(seen, [
        ["notStarted", false, false],
        ["running", false, true],
        ["succeeded", true, true],
      ]);
      same(poller.isDone, true);
      equal(time.timers, []);
    }),

  "breaking out of an iteration ends the polling": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, always(running()));
      const poller = follow(api, service);
      let count = 0;
      await time.until(
        (async () => {
          for await (const status of poller) {
            same(status.state, "running");
            if ((count += 1) === 3) break;
          }
        })(),
      );
      await time.pass(3_600_000);
      same(service.requests.length, 3);
      equal(time.timers, []);
      same(poller.nextPollInMs, undefined);
    }),

  "an error in the body of an iteration ends the polling and comes out": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, always(running()));
      const mistake = new RangeError("the page's own");
      const loop = (async () => {
        for await (const _ of follow(api, service)) throw mistake;
      })();
      same(await time.until(rejection(loop)), mistake);
      await time.pass(3_600_000);
      same(service.requests.length, 1);
    }),

  "a failed job gives a status to iterations and an error to waits": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), failed());
      const poller = follow(api, service);
      const seen = [];
      await time.until(
        (async () => {
          for await (const status of poller) seen.push(status.state);
        })(),
      );
      equal(seen, ["running", "failed"]);
      same(poller.status.errors[0].code, "InvalidArgument");
      for (const pending of [poller.result(), poller.pollUntilDone()]) {
        const error = isError(await rejection(pending), "jobFailed", api);
        equal(error.errors, [{ code: "InvalidArgument", message: "Two documents could not be read." }]);
        equal(error.job, jobOf(api));
        ok(error.message.includes("Two documents could not be read."), error.message);
      }
      same(service.requests.length, 2, "no further request");
    }),

  "a second iteration of an ended job gives the last reading and ends": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, succeeded());
      const poller = follow(api, service);
      await time.until(poller.pollUntilDone());
      for (let round = 0; round < 2; round += 1) {
        const seen = [];
        for await (const { state } of poller) seen.push(state);
        equal(seen, ["succeeded"]);
      }
      same(service.requests.length, 1);
    }),

  "an iterator is itself iterable, and stays at its end": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), succeeded());
      const readings = follow(api, service)[Symbol.asyncIterator]();
      same((await time.until(readings.next())).value.state, "running");
      const seen = [];
      await time.until(
        (async () => {
          for await (const { state } of readings) seen.push(state);
        })(),
      );
      equal(seen, ["succeeded"]);
      equal(await readings.next(), { done: true, value: undefined });
      equal(await readings.return(), { done: true, value: undefined });
    }),

  "a permanent failure of a poll ends the iteration with its error": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), answer(403, { error: { code: "Forbidden", message: "No role." } }));
      const seen = [];
      const loop = (async () => {
        for await (const { state } of follow(api, service)) seen.push(state);
      })();
      const error = isError(await time.until(rejection(loop)), "forbidden", api);
      same(error.status, 403);
      equal(seen, ["running"]);
    }),

  "several waiting calls share one request at a time": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), running(), succeeded());
      const poller = follow(api, service);
      let underWay = 0;
      let most = 0;
      const fetch = async (request) => {
        most = Math.max(most, (underWay += 1));
        try {
          return await service.fetch(request);
        } finally {
          underWay -= 1;
        }
      };
      const counted = language(api).follow(jobOf(api), { fetch });
      const waits = [
        counted.poll(),
        counted.poll(),
        counted.pollUntilDone(),
        counted.pollUntilDone(),
        counted[Symbol.asyncIterator]().next(),
      ];
      const outcomes = await time.until(Promise.all(waits));
      same(most, 1);
      same(service.requests.length, 3);
      equal(
        outcomes.map((outcome) => outcome.state ?? outcome.value.state),
        ["running", "running", "succeeded", "succeeded", "running"],
      );
      same(poller.isDone, false);
    }),

  "every listener hears every reading until it is unsubscribed": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, notStarted(), running(), running(), succeeded());
      const heard = { option: [], first: [], second: [] };
      const poller = follow(api, service, { onProgress: ({ state }) => heard.option.push(state) });
      const unsubscribe = poller.onProgress(({ state }) => heard.first.push(state));
      poller.onProgress(({ state }) => heard.second.push(state));
      await time.until(poller.poll());
      unsubscribe();
      unsubscribe();
      await time.until(poller.pollUntilDone());
      equal(heard, {
        option: ["notStarted", "running", "running", "succeeded"],
        first: ["notStarted"],
        second: ["notStarted", "running", "running", "succeeded"],
      });
    }),

  "a listener that throws is reported as uncaught and does not disturb the others": (api) =>
    inVirtualTime(async (time) => {
      const mistake = new Error("the page's own");
      const heard = [];
      const seen = await uncaught(async () => {
        const service = scripted(time, running(), succeeded(), file());
        const poller = follow(api, service, {
          onProgress: () => {
            throw mistake;
          },
        });
        poller.onProgress(({ state }) => heard.push(state));
        const result = await time.until(
          poller.result({
            onProgress: () => {
              throw mistake;
            },
          }),
        );
        same(result.project().summary().name, "Inbox");
        await time.settle();
      });
      equal(heard, ["running", "succeeded"]);
      ok(seen.length >= 3 && seen.every((reason) => reason === mistake), "the mistake is reported each time");
    }),

  "a listener may poll, listen, unsubscribe and abort": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), running(), always(succeeded()));
      const controller = new AbortController();
      const poller = follow(api, service);
      const inner = [];
      const unsubscribe = poller.onProgress(({ state }) => {
        unsubscribe();
        inner.push(
          poller.poll().then(({ state }) => state),
          state,
        );
        poller.onProgress(() => controller.abort("heard enough"));
      });
      same(await time.until(rejection(poller.pollUntilDone({ signal: controller.signal }))), "heard enough");
      equal(await time.until(Promise.all(inner)), ["running", "running"]);
    }),

  "a poller shows its state between two polls": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), rejects("offline"), succeeded());
      const poller = follow(api, service);
      equal(
        [poller.status, poller.isDone, poller.nextPollInMs, poller.lastFailure],
        [undefined, false, undefined, undefined],
      );
      equal(poller.job, jobOf(api));
      const end = poller.pollUntilDone();
      await time.settle();
      same(poller.status.state, "running");
      equal([poller.nextPollInMs], time.timers.slice(0, 1));
      await time.pass(poller.nextPollInMs);
      isError(poller.lastFailure, "network", api);
      same(poller.lastFailure.cause, "offline");
      ok(poller.nextPollInMs >= 1000, "a wait before the next poll");
      await time.until(end);
      equal([poller.isDone, poller.nextPollInMs, poller.lastFailure], [true, undefined, undefined]);
    }),

  "one poll resolves with its reading, or rejects with its failure": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), rejects("offline"), answer(503), reading("failed"), succeeded());
      const poller = follow(api, service);
      same((await time.until(poller.poll())).state, "running");
      isError(await time.until(rejection(poller.poll())), "network", api);
      const error = isError(await time.until(rejection(poller.poll())), "httpError", api);
      same(error.status, 503);
      same((await time.until(poller.poll())).state, "failed");
      same((await poller.poll()).state, "failed");
      same(service.requests.length, 4, "a job that has ended is not asked again");
    }),

  "job and status are the same frozen objects until they change": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(
        time,
        running(),
        running(),
        reading("failed", { errors: [{ code: "A", message: "B" }] }),
      );
      const poller = follow(api, service);
      const { job } = poller;
      same(poller.job, job);
      const seen = [];
      for (let poll = 0; poll < 3; poll += 1) {
        await time.until(poller.poll());
        same(poller.status, poller.status, "the status between two polls");
        seen.push(poller.status);
      }
      same(seen[1], seen[0], "the status after a poll that brought nothing new");
      equal(
        seen.map(({ state }) => state),
        ["running", "running", "failed"],
      );
      same(poller.job, job);
      for (const object of [job, seen[0], seen[2], seen[2].errors, seen[2].errors[0]])
        ok(Object.isFrozen(object), "frozen");
      // All other objects belong to the receiver.
      ok(!Object.isFrozen(await poller.poll()), "a status of one's own");
    }),

  "a store that reads snapshots settles, and hears of every change": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, running(), succeeded());
      const clients = language(api);
      const board = new api.JobBoard({ clients, fetch: service.fetch });
      const empty = board.snapshot;
      same(board.snapshot, empty);
      // Like React's useSyncExternalStore: each call compares a snapshot with the last one.
      let shown = empty;
      const states = [];
      const stop = board.onChange(() => {
        if (board.snapshot === shown) return;
        shown = board.snapshot;
        states.push(shown[0]?.status?.state);
      });
      board.add(jobOf(api));
      await time.until(board.outcome(jobOf(api)));
      same(board.snapshot, board.snapshot);
      same(board.snapshot.length, 1);
      ok(states.includes("running") && states.includes("succeeded"), `every state, and not ${states}`);
      ok(Object.isFrozen(board.snapshot) && Object.isFrozen(board.snapshot[0].job), "frozen");
      stop();
      board.close();
    }),

  "waiting calls settle when the poller is freed": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, accepted(), running(), succeeded());
      const poller = await time.until(
        language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch }),
      );
      const end = poller.pollUntilDone();
      poller.free();
      same((await time.until(end)).state, "succeeded");
      same(service.requests[2].url, JOB_URL);
    }),
};
