import { createSimulator } from "../simulator/index.js";

const STORED = "export-jobs.simulated-service";
/** How many jobs of the simulated service outlive the page. */
const MOST_JOBS = 20;

/** The services that live in the page. Their jobs survive a reload, as those of real ones do. */
export class SimulatedService {
  /** @type {import("../simulator/index.js").Simulator} */
  #simulator;
  #pace = 1;

  constructor() {
    this.#simulator = createSimulator({ saved: stored() });
  }

  /** What there is to try. */
  get services() {
    return this.#simulator.services;
  }

  /** What can go wrong. */
  get faults() {
    return this.#simulator.faults;
  }

  /** A factor on how long jobs take. @param {number} pace */
  set pace(pace) {
    if (pace === this.#pace) return;
    this.#pace = pace;
    this.#simulator = createSimulator({ pace, saved: this.#simulator.save() });
  }

  /** Lets this go wrong with what comes next, and nothing else. @param {import("../simulator/faults/queue.js").FaultOrder | undefined} fault */
  play(fault) {
    this.#simulator.clearFaults();
    if (fault) this.#simulator.inject(fault);
  }

  /** @param {Request} request @returns {Promise<Response>} */
  fetch = async (request) => {
    try {
      const response = await this.#simulator.fetch(request);
      return request.redirect === "manual" &&
        response.headers.has("location") &&
        response.status < 400 &&
        response.status >= 300
        ? opaque()
        : response;
    } finally {
      this.#store();
    }
  };

  #store() {
    const { jobs } = this.#simulator.save();
    const others = (stored()?.jobs ?? []).filter(
      (other) => !jobs.some((job) => job.service === other.service && job.id === other.id),
    );
    try {
      // Another tab may have jobs of its own.
      localStorage.setItem(
        STORED,
        JSON.stringify({ jobs: [...others, ...jobs].sort((a, b) => a.createdAt - b.createdAt).slice(-MOST_JOBS) }),
      );
    } catch {
      // Without storage, the jobs last as long as the page.
    }
  }
}

/** All that a browser lets a page see of a redirect that it did not follow. */
const opaque = () =>
  Object.defineProperties(new Response(null), { type: { value: "opaqueredirect" }, status: { value: 0 } });

/** @returns {import("../simulator/index.js").SavedSimulator | undefined} */
function stored() {
  try {
    const saved = JSON.parse(localStorage.getItem(STORED) ?? "null");
    return Array.isArray(saved?.jobs) ? saved : undefined;
  } catch {
    return undefined;
  }
}
