// Another realm in Node: a context of node:vm with its own classes, like jsdom.
import vm from "node:vm";
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { scenarios } from "../support/realms.js";

await init();

/** The classes of a page that are not JavaScript's, implemented in the other realm. */
const classes = `
  class Headers {
    #values = new Map();
    constructor(values = {}) { for (const [name, value] of Object.entries(values)) this.#values.set(name.toLowerCase(), value); }
    get(name) { return this.#values.get(name.toLowerCase()) ?? null; }
    [Symbol.iterator]() { return this.#values.entries(); }
    get [Symbol.toStringTag]() { return "Headers"; }
  }
  class ReadableStream {
    #pieces; locked = false;
    constructor(bytes) { this.#pieces = [bytes.subarray(0, 10), bytes.subarray(10)]; }
    getReader() {
      this.locked = true;
      return { read: async () => ({ done: this.#pieces.length === 0, value: this.#pieces.shift() }), cancel: async () => {}, releaseLock() {} };
    }
  }
  class Blob {
    #bytes;
    constructor([bytes]) { this.#bytes = bytes; }
    get size() { return this.#bytes.length; }
    stream() { return new ReadableStream(this.#bytes); }
    async arrayBuffer() { return this.#bytes.slice().buffer; }
  }
  class File extends Blob {}
  class Response {
    #bytes;
    constructor(bytes, { status = 200, headers = new Headers() } = {}) { this.#bytes = bytes ?? new Uint8Array(); this.status = status; this.headers = headers; this.type = "default"; this.body = bytes ? new ReadableStream(bytes) : null; }
    async arrayBuffer() { return this.#bytes.slice().buffer; }
  }
  class AbortController {
    signal = {
      aborted: false, reason: undefined, listeners: new Set(),
      addEventListener(type, listener) { this.listeners.add(listener); },
      removeEventListener(type, listener) { this.listeners.delete(listener); },
    };
    abort(reason) { Object.assign(this.signal, { aborted: true, reason }); for (const listener of this.signal.listeners) listener(); }
  }
  ({ Headers, ReadableStream, Blob, File, Response, AbortController, Uint8Array, ArrayBuffer, DataView, Promise, Error });
`;

describe("values from another realm", () => {
  for (const [name, run] of Object.entries(scenarios)) test(name, () => run(api, vm.runInNewContext(classes)));
});
