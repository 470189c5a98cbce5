import { createSimulator } from "../../www/simulator/index.js";
import { createVirtualClock } from "./virtual-clock.mjs";

export const JOBS = "https://graph.microsoft.com/v1.0/deviceManagement/reports/exportJobs";
export const devices = { method: "POST", body: JSON.stringify({ reportName: "Devices" }) };

/**
 * A simulator of one service that is described as data, and requests with the demo's token.
 *
 * @param {NonNullable<import("../../www/simulator/index.js").SimulatorOptions["described"]>[number]} service
 * @param {import("../../www/simulator/index.js").SimulatorOptions} [options]
 */
export function simulated(service, options = {}) {
  const clock = createVirtualClock();
  const simulator = createSimulator({ described: [service], clock, random: () => 0.5, ...options });
  /** @param {string} url @param {RequestInit} [init] */
  const ask = async (url, init = {}) =>
    simulator.fetch(url, { ...init, headers: { Authorization: "Bearer demo-token", ...init.headers } });
  return { clock, simulator, ask };
}
