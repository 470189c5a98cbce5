import { bodyFaults } from "./bodies.js";
import { connectionFaults } from "./connection.js";
import { locationFaults } from "./locations.js";
import { refusalFaults } from "./refusals.js";
import { stateFaults } from "./states.js";

/** @typedef {import("./fault.js").Fault} Fault */

/** Every fault, in the order of a menu. */
export const faults = [...connectionFaults, ...refusalFaults, ...bodyFaults, ...stateFaults, ...locationFaults];

/** The same as data for a page: what each fault is, its parameters, and where it can happen. */
export const catalogue = faults.map(({ name, title, description, parameters, on, beyondJobs }) => ({
  name,
  title,
  description,
  parameters,
  on,
  ...(beyondJobs && { beyondJobs }),
}));
