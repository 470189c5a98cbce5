import { answerWith, answerWithJson, emptyAnswer } from "../answer.js";
import { newGuid } from "../ids.js";
import { csv, exposing, hasBearer, hasKeyIn, iso } from "./contract.js";
import { Writing } from "./writing.js";

/**
 * The members that the simulator reads of a description. The types of the package have all of it.
 *
 * @typedef {object} ServiceDescription
 * @property {string} name
 * @property {{ kind: string, name?: string, prefix?: string }} credential
 * @property {Record<string, any>} operations
 * @property {{ running?: number, submissionsPerMinute?: number, readsPerMinute?: number }} [limits]
 *
 * @typedef {import("./contract.js").DescribedContract} DescribedContract
 * @typedef {import("./contract.js").Exchange} Exchange
 * @typedef {import("./contract.js").Meaning} Meaning
 * @typedef {import("./contract.js").Route} Route
 */

const HOUR = 3_600_000;
const rows = csv(["Name", "Value"], [["first", "1"]]);
const ended = ["succeeded", "partiallyCompleted", "failed", "cancelled", "expired"];

/**
 * Derives a contract from a description: its answers have every value where the description reads it. So the contract
 * cannot show that a description is wrong about its service.
 *
 * @param {ServiceDescription} description
 * @returns {DescribedContract}
 */
export function contractOf({ name, credential, operations, limits }) {
  const all = Object.values(operations);
  /** @type {Record<string, Meaning>} */
  const words = Object.assign({}, ...all.map(wordsOf));
  return {
    name,
    words,
    isAuthorised: authorised(credential),
    newId: newGuid,
    errorBody: (status, message) => ({ error: { code: String(status), message } }),
    limits,
    file: () => ({ type: "text/csv", content: rows }),
    routes: all.flatMap((operation) => {
      // A place may hand the job to another operation, which then reads it.
      const other = operation.job.url.find((/** @type {any} */ place) => place.operation)?.operation;
      const { status, result } = operations[other] ?? operation;
      return routesOf({ ...operation, status, result }, words);
    }),
  };
}

/** @param {ServiceDescription["credential"]} credential @returns {DescribedContract["isAuthorised"]} */
function authorised({ kind, name = "", prefix = "" }) {
  if (kind === "none") return () => true;
  if (kind === "bearer") return hasBearer;
  if (prefix === "") return hasKeyIn(name);
  return ({ headers }, { keys }) => keys.some((key) => headers.get(name) === prefix + key);
}

/** Returns the words of an operation, including conditions that replace a word. @param {any} operation */
function wordsOf({ status }) {
  const inHttp = (status.state ?? []).flatMap((/** @type {any} */ { http = {} }) => Object.entries(http));
  /** @type {[string, Meaning][]} */
  const words = [...Object.entries(status.states ?? {}), ...inHttp];
  const has = (/** @type {Meaning} */ meaning) => words.some(([, it]) => it === meaning);
  if (status.failedWhen && !has("failed")) words.push(["failed", "failed"]);
  if (status.cancelledWhen && !has("cancelled")) words.push(["cancelled", "cancelled"]);
  if (status.partialWhen && !has("partiallyCompleted")) words.push(["partly", "partiallyCompleted"]);
  return Object.fromEntries(words);
}

/** @param {any} operation @param {Record<string, Meaning>} all The words of all operations. @returns {Route[]} */
function routesOf(operation, all) {
  const { submit, job, status, result = {}, cancel } = operation;
  if (submit?.path === undefined) return [];
  const words = wordsOf(operation);
  // A job may have the word of another operation. This operation may use another word for the same state.
  const own = (/** @type {string} */ word) =>
    word in words ? word : (Object.keys(words).find((other) => words[other] === all[word]) ?? word);
  const path = template(job.url.find((/** @type {any} */ place) => place.path)?.path ?? "/described-jobs/{id}");
  const urlOf = (/** @type {Exchange} */ { base, job }) => base + path.replace("{id}", encodeURIComponent(job.id));
  const places = [...(result.files ?? []), ...(result.via ?? [])];
  const files = places.find((/** @type {any} */ place) => place.path)?.path;
  const filePath = files ? template(files.replace("{job}", path)) : "/described-files/{id}";
  const byBody = template(submit.path) === path && (status.method ?? "GET") === submit.method;
  /** @type {Route[]} */
  const routes = [
    {
      place: "result",
      method: "GET",
      path: filePath,
      answer: () => (result.via ? viaAnswer(result) : answerWith(200, result.contentType ?? "text/csv", rows)),
    },
    {
      place: "submit",
      method: submit.method,
      path: template(submit.path),
      ...(byBody && { isMeant: (body) => fits(submit.body, body) }),
      answer(exchange) {
        const writing = new Writing(submit.success?.[0] ?? (job.id?.[0]?.body ? 200 : 202));
        for (const place of job.id ?? []) writing.put(place, exchange.job.id);
        for (const place of job.url) writing.put(place, urlOf(exchange));
        return writing.answer();
      },
    },
    {
      place: "status",
      method: status.method ?? "GET",
      path,
      ...(byBody && { isMeant: (body) => fits(status.body, body), idOf: (body) => valueOf(status.body, body) }),
      answer: (exchange) => statusAnswer(operation, words, { ...exchange, word: own(exchange.word) }, filePath),
    },
  ];
  if (cancel) {
    routes.push({
      place: "cancel",
      method: cancel.method,
      path: cancel.url === undefined || cancel.url === "job" ? path : template(cancel.url.replace("{job}", path)),
      ...(byBody && { isMeant: (body) => fits(cancel.body, body), idOf: (body) => valueOf(cancel.body, body) }),
      answer: () => (byBody ? answerWithJson(200, {}) : emptyAnswer(202)),
    });
  }
  return routes;
}

/** @param {any} operation @param {Record<string, Meaning>} words @param {Exchange} exchange @param {string} filePath */
function statusAnswer({ status, result = {} }, words, exchange, filePath) {
  const { arrival, job, word, base, fileUrl } = exchange;
  const meaning = words[word] ?? "unknown";
  const isDone = meaning === "succeeded" || meaning === "partiallyCompleted";
  const inHttp = status.state.find((/** @type {any} */ { http }) => http?.[word] !== undefined);
  const writing = new Writing(inHttp ? Number(word) : 200);
  if (!inHttp) {
    const [place = {}] = status.state;
    const isWord = Object.keys(status.states ?? {}).includes(word) || meaning === "unknown";
    const done = Object.entries(status.states ?? {}).find(([, it]) => it === "succeeded")?.[0];
    writing.put(place, isWord ? word : done);
  }
  if (meaning === "failed")
    writing.putFirst(status.failedWhen ?? status.errors, { code: "Failed", message: "It failed." });
  if (meaning === "cancelled") writing.putFirst(status.cancelledWhen);
  if (meaning === "partiallyCompleted") writing.putFirst(status.partialWhen, [{ message: "A part failed." }]);
  writing.putFirst(status.percent, isDone ? 100 : 40);
  if (!ended.includes(meaning)) writing.putFirst(status.remaining, 2);
  writing.putFirst(status.createdAt, iso(job.createdAt));
  writing.putFirst(status.expiresAt, iso(arrival.at + HOUR));
  if (isDone && !result.via) {
    const isOpen = result.credential === "none";
    const url = isOpen ? fileUrl : base + filePath.replace("{id}", encodeURIComponent(job.id));
    if (typeof result.credential === "object") writing.put(result.credential, true);
    writing.putFirst(result.files, url);
    writing.putFirst(result.names, "rows");
    writing.putFirst(result.inline, { rows: 1 });
  }
  return writing.answer(exposing("Location", "Retry-After"));
}

/** Returns the answer to the further request for a result. @param {any} result */
function viaAnswer(result) {
  const writing = new Writing(200);
  writing.putFirst(result.inline, { rows: 1 });
  return writing.answer();
}

/** Returns a template of the simulator: the job's id stays, and other names match anything. @param {string} path */
const template = (path) =>
  path.split("?")[0].replace(/\{(\+?)(\w+)\}/g, (_, __, name) => (name === "id" ? "{id}" : "*"));

/** Returns whether a body has the texts of its template. @param {any} wanted @param {any} body @returns {boolean} */
function fits(wanted, body) {
  if (typeof wanted === "string") return /^\{\w+\}$/.test(wanted) || wanted === body;
  if (typeof wanted !== "object" || wanted === null) return true;
  return Object.entries(wanted).every(([name, value]) => fits(value, body?.[name]));
}

/** Returns the value in the place of `{id}`. @param {any} wanted @param {any} body @returns {string} */
function valueOf(wanted, body) {
  if (wanted === "{id}") return String(body ?? "");
  if (typeof wanted !== "object" || wanted === null) return "";
  return Object.entries(wanted)
    .map(([name, value]) => valueOf(value, body?.[name]))
    .join("");
}
