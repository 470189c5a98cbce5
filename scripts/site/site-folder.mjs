// The folder of the site. Git ignores it.
import { inRoot } from "../project.mjs";

export const siteFolder = inRoot("site");

/** The index of the reference: an address in the site for each name. */
export const symbolsFile = "reference/symbols.json";
