/** The longest wait of a job before it runs, which is otherwise a fifth of its time. */
const LONGEST_WAIT_MS = 20_000;

/**
 * A service that stores nothing. The id of a job says when it began, how long it takes and how it ends. So every tab,
 * and a server, can answer for it. Only cancelled jobs are stored, in the given map.
 */
export class PassingService {
  #cancelled;
  #now;

  /** @param {{ cancelled?: { get(id: string): any, set(id: string, at: any): any }, now?: () => number }} [options] */
  constructor({ cancelled = new Map(), now = Date.now } = {}) {
    this.#cancelled = cancelled;
    this.#now = now;
  }

  /**
   * Returns the id of a job that takes `ms`.
   * @param {number} ms @param {string} [end]
   */
  id(ms, end = "succeeded") {
    const part = (/** @type {number} */ value) => Math.round(value).toString(36);
    return `${part(this.#now())}-${part(ms)}-${end}-${part(Math.random() * 36 ** 6)}`;
  }

  /**
   * Answers a request, like `fetch`.
   * @param {{ method: string, url: string }} request
   */
  async answer({ method, url }) {
    const { pathname } = new URL(url);
    if (pathname.includes("/insights/")) return this.#insights(pathname);
    const [, operation, id, cancel] = pathname.match(/\/projects\/[^/]+\/(\w+)\/jobs\/([^/:]+)(\/:cancel)?$/) ?? [];
    if (!id) return json({ error: { code: "NotFound", message: `There is nothing at ${pathname}.` } }, 404);
    if (cancel && method === "POST") {
      this.#cancelled.set(id, this.#now());
      return new Response(null, { status: 202, headers: { "operation-location": url.replace("/:cancel", "") } });
    }
    const job = this.#job(id);
    const stamp = (/** @type {number} */ ms) => new Date(ms).toISOString().replace(/\.\d+/, "");
    const body = {
      jobId: id,
      status: job.state,
      createdDateTime: stamp(job.began),
      lastUpdatedDateTime: stamp(this.#now()),
      expirationDateTime: stamp(job.began + 7 * 86_400_000),
    };
    if (operation !== "train") return json(body);
    const percentComplete = Math.floor(job.share * 100);
    const part = { percentComplete, startDateTime: stamp(job.began), status: job.state };
    return json({
      ...body,
      result: {
        modelLabel: "model1",
        trainingConfigVersion: "2022-05-01",
        trainingStatus: part,
        evaluationStatus: part,
      },
    });
  }

  /** @param {string} id */
  #job(id) {
    const [began, ms, end] = id.split("-").map((part, at) => (at < 2 ? Number.parseInt(part, 36) : part));
    const age = this.#now() - Number(began);
    const wait = Math.min(Number(ms) / 5, LONGEST_WAIT_MS);
    const share = Math.min(1, Math.max(0, (age - wait) / (Number(ms) - wait)));
    const cancelled = this.#cancelled.get(id);
    const state = cancelled
      ? this.#now() - cancelled > 1_500
        ? "cancelled"
        : "cancelling"
      : age < wait
        ? "notStarted"
        : share < 1
          ? "running"
          : end;
    return { began: Number(began), share, state };
  }

  /** @param {string} pathname */
  #insights(pathname) {
    if (pathname.endsWith("/export"))
      return json({ jobId: this.id(100_000 + Math.random() * 300_000), status: 200, message: "" });
    const id = pathname.match(/\/insights\/job\/([^/]+)\/exportstatus$/)?.[1];
    if (!id) return json({ status: 404, message: "Not found." }, 404);
    const numbers = new Map([
      ["notStarted", 0],
      ["running", 1],
      ["succeeded", 2],
      ["failed", 3],
    ]);
    return json({ jobStatus: numbers.get(String(this.#job(id).state)) ?? 1, status: 200, message: "" });
  }
}

/** @param {unknown} body @param {number} [status] */
const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
