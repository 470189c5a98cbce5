// Aborting: immediately, with the signal's own reason, and without anything left behind.
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import {
  accepted,
  answer,
  CONTOSO,
  file,
  hangs,
  language,
  never,
  PROJECT_FILE,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

const reasons = () => ["a string", { because: "closed" }, 0, null, new Error("gone"), Symbol("reason")];
const jobOf = (api) => language(api).job("export", "Inbox", "5f_639");
const start = (api, options) => language(api).start(language(api).exportRequest("Inbox"), options);

/** A body that stops after its first piece. */
const stalledFile = () => {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(PROJECT_FILE.slice(0, 40))),
  });
  return answer(200, body, { "Content-Type": "application/json" });
};

/** Aborts with every kind of reason. The pending call must reject with that reason before any time passes. */
async function abortsAtOnce(api, begin) {
  for (const reason of reasons()) {
    await inVirtualTime(async (time) => {
      const controller = new AbortController();
      const { pending, service } = await begin(time, controller);
      const outcome = rejection(pending);
      await time.settle();
      const before = time.now;
      controller.abort(reason);
      // The platform chooses the reason for null or undefined.
      same(await time.until(outcome), controller.signal.reason);
      same(time.now, before, "no time passes");
      equal(time.timers, [], "no timer is left");
      const requests = service.requests.length;
      await time.pass(3_600_000);
      same(service.requests.length, requests, "no further request");
    });
  }
}

/**
 * A signal that calls its listeners while they are added, like some polyfills. `aborted` is true only afterwards, or
 * never.
 */
function eager(reason, says) {
  return {
    aborted: false,
    reason,
    addEventListener(_, listener) {
      if (says) this.aborted = true;
      listener();
    },
    removeEventListener() {},
  };
}

export const scenarios = {
  "a signal that calls its listener immediately ends every wait": (api) =>
    inVirtualTime(async (time) => {
      for (const says of [true, false]) {
        const reason = new Error("closed");
        const signal = () => eager(reason, says);
        const service = scripted(time);
        const { fetch } = service;
        const poller = language(api).follow(jobOf(api), { fetch });
        const pending = [
          start(api, { fetch, signal: signal() }),
          poller.poll({ signal: signal() }),
          poller.pollUntilDone({ signal: signal() }),
          poller.result({ signal: signal() }),
          language(api).follow(jobOf(api), { fetch, signal: signal() }).pollUntilDone(),
          api.ExportedProject.read(new Blob([PROJECT_FILE]), { signal: signal() }),
        ].map(rejection);
        for (const one of pending) same(await time.until(one), reason);
        equal(
          service.requests.filter(({ method }) => method === "POST"),
          [],
          "nothing was submitted",
        );
        const clients = language(api);
        const board = new api.JobBoard({ clients, fetch });
        board.add(jobOf(api));
        const waits = [
          board.submit(clients, clients.exportRequest("Inbox"), { signal: signal() }),
          board.outcome(jobOf(api), { signal: signal() }),
        ].map(rejection);
        for (const one of waits) same(await time.until(one), reason);
        board.close();
      }
    }),

  "nothing is sent with a signal that has already aborted": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of reasons()) {
        const service = scripted(time);
        const signal = AbortSignal.abort(reason);
        const options = { fetch: service.fetch, signal };
        const poller = language(api).follow(jobOf(api), options);
        const own = language(api).follow(jobOf(api), { fetch: service.fetch });
        for (const pending of [
          start(api, options),
          poller.poll(),
          poller.pollUntilDone(),
          poller.result(),
          poller[Symbol.asyncIterator]().next(),
          own.poll({ signal }),
          own.pollUntilDone({ signal }),
          own.result({ signal }),
        ]) {
          same(await rejection(pending), signal.reason);
        }
        same(service.requests.length, 0);
        equal(time.timers, []);
      }
    }),

  "an abort ends a submission under way": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, hangs());
      return { service, pending: start(api, { fetch: service.fetch, signal }) };
    }),

  "an abort ends a submission whose fetch ignores signals": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, never());
      return { service, pending: start(api, { fetch: service.fetch, signal }) };
    }),

  "an abort ends a submission that waits for its token": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time);
      const client = language(api, { credential: { getToken: () => new Promise(() => {}) } });
      return { service, pending: client.start(client.exportRequest("Inbox"), { fetch: service.fetch, signal }) };
    }),

  "an abort ends a poll under way": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, hangs());
      return { service, pending: language(api).follow(jobOf(api), { fetch: service.fetch, signal }).poll() };
    }),

  "an abort ends the wait between two polls": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, running());
      return { service, pending: language(api).follow(jobOf(api), { fetch: service.fetch, signal }).pollUntilDone() };
    }),

  "an abort ends an iteration that waits": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, running());
      const readings = language(api).follow(jobOf(api), { fetch: service.fetch, signal })[Symbol.asyncIterator]();
      await readings.next();
      return { service, pending: readings.next() };
    }),

  "an abort ends a download under way": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, succeeded(), hangs());
      return { service, pending: language(api).follow(jobOf(api), { fetch: service.fetch }).result({ signal }) };
    }),

  "an abort ends a download whose body has stalled": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, succeeded(), unheld(stalledFile()));
      return {
        service,
        pending: language(api)
          .follow(jobOf(api), { fetch: service.fetch })
          .result({ signal, onProgress() {} }),
      };
    }),

  "an abort ends the wait before a download is sent again": (api) =>
    abortsAtOnce(api, async (time, { signal }) => {
      const service = scripted(time, succeeded(), answer(503));
      return { service, pending: language(api).follow(jobOf(api), { fetch: service.fetch }).result({ signal }) };
    }),

  "an abort also aborts the request": (api) =>
    inVirtualTime(async (time) => {
      const begins = [
        (fetch, signal) => start(api, { fetch, signal }),
        (fetch, signal) => language(api).follow(jobOf(api), { fetch, signal }).poll(),
        (fetch, signal) => language(api).follow(jobOf(api), { fetch }).pollUntilDone({ signal }),
      ];
      for (const begin of begins) {
        const service = scripted(time, never());
        const controller = new AbortController();
        const outcome = rejection(begin(service.fetch, controller.signal));
        await time.settle();
        same(service.requests[0].signal.aborted, false);
        controller.abort("enough");
        same(await outcome, "enough");
        same(service.requests[0].signal.aborted, true);
      }
    }),

  "a shared request continues for the calls that still wait": (api) =>
    inVirtualTime(async (time) => {
      let respond;
      const service = scripted(time, () => new Promise((resolve) => (respond = () => resolve(succeeded()()))));
      const poller = language(api).follow(jobOf(api), { fetch: service.fetch });
      const controller = new AbortController();
      const left = rejection(poller.pollUntilDone({ signal: controller.signal }));
      const stays = poller.pollUntilDone();
      await time.settle();
      controller.abort("not me");
      same(await left, "not me");
      same(service.requests[0].signal.aborted, false);
      respond();
      same((await time.until(stays)).state, "succeeded");
      same(service.requests.length, 1);
    }),

  "a poller can be used again after an abort": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, hangs(), running(), succeeded(), file());
      const poller = language(api).follow(jobOf(api), { fetch: service.fetch });
      const controller = new AbortController();
      const outcome = rejection(poller.pollUntilDone({ signal: controller.signal }));
      await time.settle();
      controller.abort("paused");
      same(await outcome, "paused");
      same((await time.until(poller.pollUntilDone())).state, "succeeded");
      same((await time.until(poller.result())).contentType, "application/json; charset=utf-8");
    }),

  "an abort after the end changes nothing": (api) =>
    inVirtualTime(async (time) => {
      const controller = new AbortController();
      const service = scripted(time, accepted(), succeeded(), file());
      const poller = await time.until(start(api, { fetch: service.fetch, signal: controller.signal }));
      const result = await time.until(poller.result());
      controller.abort();
      same(result.project().summary().name, "Inbox");
      same(poller.status.state, "succeeded");
      await time.settle();
    }),

  "a value that is not a signal is refused immediately": (api) => {
    const { follow } = api.AzureLanguage.prototype;
    for (const signal of ["abort", 7, true, {}, [], () => {}, new AbortController()]) {
      try {
        follow.call(language(api), jobOf(api), { signal });
        ok(false, `${String(signal)} to be refused`);
      } catch (error) {
        isError(error, "invalidArgument", api);
      }
    }
  },
};

/** Does not wait for the platform, because this body never ends. */
const unheld = (next) => async (request) => {
  const response = await next(request);
  return {
    status: response.status,
    headers: response.headers,
    body: response.body,
    arrayBuffer: () => response.arrayBuffer(),
    url: `${CONTOSO}/`,
  };
};
