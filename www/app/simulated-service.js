import { createSimulator } from "../simulator/index.js";
import { contracts } from "./described-services.js";

const STORED = "export-jobs.simulated-service";
/** The number of jobs of the simulated service that outlive the page. */
const MOST_JOBS = 20;

/** The services in the page. Their jobs survive a reload, like those of real services. */
export class SimulatedService {
  /** @type {import("../simulator/index.js").Simulator} */
  #simulator;
  #pace = 1;

  constructor() {
    this.#simulator = createSimulator({ saved: stored(), described: contracts });
  }

  /** The services. */
  get services() {
    return this.#simulator.services;
  }

  /** The faults. */
  get faults() {
    return this.#simulator.faults;
  }

  /**
   * A factor for the duration of jobs.
   * @param {number} pace
   */
  set pace(pace) {
    if (pace === this.#pace) return;
    this.#pace = pace;
    this.#simulator = createSimulator({ pace, saved: this.#simulator.save(), described: contracts });
  }

  /**
   * Lets only this fault happen to the next requests.
   * @param {import("../simulator/faults/queue.js").FaultOrder | undefined} fault
   */
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
      // Another tab may have its own jobs.
      localStorage.setItem(
        STORED,
        JSON.stringify({ jobs: [...others, ...jobs].sort((a, b) => a.createdAt - b.createdAt).slice(-MOST_JOBS) }),
      );
    } catch {
      // Without storage, the jobs last as long as the page.
    }
  }
}

/** Returns the opaque response that a browser gives for a redirect that was not followed. */
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
