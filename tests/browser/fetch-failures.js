// Everything that a page's fetch or the platform's can throw or reject with. gloo-net traps on values that are not an
// Error of this realm.
import { equal, isError, ok, rejection, same } from "../support/expect.js";
import {
  accepted,
  answer,
  file,
  hangs,
  language,
  never,
  notStarted,
  rejects,
  running,
  scripted,
  succeeded,
} from "../support/scripted-service.js";
import { inVirtualTime } from "../support/virtual-time.js";

/** Returns an error of another realm: an iframe's in a window, another context's in Node, a look-alike in a worker. */
async function foreignError() {
  if (globalThis.document) {
    const frame = document.body.appendChild(document.createElement("iframe"));
    const error = new /** @type {any} */ (frame.contentWindow).TypeError("Failed to fetch");
    frame.remove();
    return error;
  }
  if (globalThis.process?.versions?.node)
    return (await import("node:vm")).runInNewContext(`new TypeError("Failed to fetch")`);
  return Object.setPrototypeOf({ message: "Failed to fetch" }, null);
}

/** Anything that can be thrown. */
const reasons = async () => [
  "a string",
  "",
  undefined,
  null,
  0,
  42n,
  true,
  Symbol("reason"),
  { status: 500 },
  [],
  () => {},
  Object.create(null),
  Object.freeze({}),
  new TypeError("Failed to fetch"),
  new DOMException("The network is gone", "NetworkError"),
  new DOMException("aborted by the page's wrapper", "AbortError"),
  await foreignError(),
  new Proxy(
    {},
    {
      get: () => {
        throw new Error("trap");
      },
    },
  ),
];

/** Starts a job with a fetch, and returns what the start rejects with. */
const startWith = (api, time, options) =>
  time.until(rejection(language(api).start(language(api).exportRequest("Inbox"), options)));

/** Runs one whole export, to show that the module still works. */
async function exportsAgain(api, time) {
  const { fetch } = scripted(time, accepted(), running(), succeeded(), file());
  const poller = await language(api).start(language(api).exportRequest("Inbox"), { fetch });
  const result = await time.until(poller.result());
  same(result.project().summary().name, "Inbox");
}

/** Runs with another platform `fetch`. */
async function withPlatformFetch(fetch, run) {
  const own = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    return await run();
  } finally {
    globalThis.fetch = own;
  }
}

function expectNetwork(api, error, reason, { cause = true } = {}) {
  isError(error, "network", api);
  ok(/not sent again/.test(error.message), "a message that says the submission was not repeated");
  if (cause && reason !== undefined) same(error.cause, reason, "error.cause");
}

export const scenarios = {
  "the value that a page's fetch rejects with is the cause of a network error": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        expectNetwork(api, await startWith(api, time, { fetch: () => Promise.reject(reason) }), reason);
      }
      await exportsAgain(api, time);
    }),

  "the value that a page's fetch throws is the cause of a network error": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        expectNetwork(
          api,
          await startWith(api, time, {
            fetch: () => {
              throw reason;
            },
          }),
          reason,
        );
      }
      await exportsAgain(api, time);
    }),

  "the value that the platform's fetch rejects with is the cause of a network error": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        const error = await withPlatformFetch(
          () => Promise.reject(reason),
          () => startWith(api, time),
        );
        expectNetwork(api, error, reason);
      }
      await exportsAgain(api, time);
    }),

  "the value that the platform's fetch throws is the cause of a network error": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        const error = await withPlatformFetch(
          () => {
            throw reason;
          },
          () => startWith(api, time),
        );
        expectNetwork(api, error, reason);
      }
      await exportsAgain(api, time);
    }),

  "a whole export runs with the platform's fetch": (api) =>
    inVirtualTime(async (time) => {
      const { fetch, requests } = scripted(time, accepted(), notStarted(), running(), succeeded(), file());
      await withPlatformFetch(fetch, async () => {
        const poller = await time.until(language(api).start(language(api).exportRequest("Inbox")));
        const result = await time.until(poller.result());
        same(result.suggestedName, "Inbox.json");
      });
      same(requests.length, 5);
    }),

  "a poll that fails in any way is sent again": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        const service = scripted(time, accepted(), rejects(reason), succeeded());
        const poller = await language(api).start(language(api).exportRequest("Inbox"), { fetch: service.fetch });
        same((await time.until(poller.pollUntilDone())).state, "succeeded");
        same(service.requests.length, 3);
      }
    }),

  "a download that fails in any way is sent again": (api) =>
    inVirtualTime(async (time) => {
      for (const reason of await reasons()) {
        const service = scripted(time, succeeded(), rejects(reason), file());
        const result = await time.until(language(api).follow(jobOf(api), { fetch: service.fetch }).result());
        same(result.size, result.bytes().length);
        same(service.requests.length, 3);
      }
    }),

  "a fetch that resolves to something other than a response is refused by name": (api) =>
    inVirtualTime(async (time) => {
      for (const [value, kind] of [
        [undefined, "undefined"],
        [null, "null"],
        ["text", "a string"],
        [7, "a number"],
        [{}, "an object"],
        [[], "a list"],
        [() => {}, "a function"],
      ]) {
        const error = isError(await startWith(api, time, { fetch: async () => value }), "invalidArgument", api);
        ok(error.message.includes(kind), `${kind} in: ${error.message}`);
      }
      await exportsAgain(api, time);
    }),

  "a response with wrong members gives an error of this package and no trap": (api) =>
    inVirtualTime(async (time) => {
      const throwing = {
        get: () => {
          throw new Error("trap");
        },
      };
      const honest = { status: 202, headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(0) };
      const liars = [
        new Proxy({}, throwing),
        new Proxy(honest, {
          get: (target, name) => (name === "then" || name === "arrayBuffer" ? target[name] : throwing.get()),
        }),
        { ...honest, status: "abc" },
        { ...honest, status: Symbol("status") },
        { ...honest, status: 5n },
        { ...honest, headers: new Proxy({}, { ownKeys: throwing.get }) },
        { ...honest, headers: { [Symbol.iterator]: throwing.get } },
        { ...honest, headers: "operation-location" },
        {
          ...honest,
          arrayBuffer: () => {
            throw "no body";
          },
        },
        { ...honest, arrayBuffer: () => undefined },
        { ...honest, arrayBuffer: async () => "text" },
        { ...honest, arrayBuffer: async () => ({ [Symbol.toStringTag]: "ArrayBuffer", length: 1e15 }) },
        { ...honest, arrayBuffer: () => ({ then: throwing.get }) },
        Response.error(),
      ];
      for (const [index, liar] of liars.entries()) {
        const error = await startWith(api, time, { fetch: () => ({ then: (resolve) => resolve(liar) }) });
        ok(error instanceof api.ExportJobsError, `liar ${index} gives an ExportJobsError, and not ${error}`);
      }
      await exportsAgain(api, time);
    }),

  "a body with wrong members fails only the download": (api) =>
    inVirtualTime(async (time) => {
      const reader = (read) => ({ getReader: () => ({ read, releaseLock() {}, cancel() {} }) });
      const trap = () => {
        throw "trap";
      };
      const bodies = [
        reader(trap),
        reader(() => Promise.reject("broken")),
        reader(async () => undefined),
        reader(async () => ({ done: false, value: "text" })),
        reader(async () => ({ done: false, value: { byteLength: 3, length: 3 } })),
        reader(() => undefined),
        reader(async () => new Proxy({}, { get: trap })),
      ];
      for (const [index, body] of bodies.entries()) {
        const lying = async () => ({ status: 200, headers: new Headers(), body, arrayBuffer: trap });
        const service = scripted(time, succeeded(), lying, lying, lying, lying, lying, lying);
        const error = await time.until(
          rejection(
            language(api)
              .follow(jobOf(api), { fetch: service.fetch })
              .result({ onProgress() {} }),
          ),
        );
        ok(error instanceof api.ExportJobsError, `body ${index} gives an ExportJobsError, and not ${String(error)}`);
      }
      await exportsAgain(api, time);
    }),

  "a fetch that ignores its signal times out": (api) =>
    inVirtualTime(async (time) => {
      const error = await startWith(api, time, { fetch: () => new Promise(() => {}), requestTimeoutMs: 7000 });
      isError(error, "timeout", api);
      ok(/7000 ms/.test(error.message), error.message);
      same(time.now, 7000);
      equal(time.timers, []);
    }),

  "a fetch that uses its signal is aborted when the request takes too long": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, hangs());
      isError(await startWith(api, time, { fetch: service.fetch, requestTimeoutMs: 7000 }), "timeout", api);
      ok(service.requests[0].signal.aborted, "an aborted request");
    }),

  "polls without an answer are sent again until the deadline": (api) =>
    inVirtualTime(async (time) => {
      const service = scripted(time, ...Array.from({ length: 9 }, never));
      const poller = language(api).follow(jobOf(api), { fetch: service.fetch, timeoutMs: 100_000 });
      const error = isError(await time.until(rejection(poller.pollUntilDone())), "timeout", api);
      ok(/No answer within 30000 ms/.test(error.message), error.message);
      same(time.now, 100_000);
      ok(service.requests.length >= 3, "several requests");
      equal(time.timers, []);
    }),

  "a redirect that a browser hides is not followed": (api) =>
    inVirtualTime(async (time) => {
      const hidden = Object.defineProperty(answer(200)(), "type", { value: "opaqueredirect" });
      isError(await startWith(api, time, { fetch: async () => hidden }), "foreignOrigin", api);
    }),
};

const jobOf = (api) => language(api).job("export", "Inbox", "5f_639");
