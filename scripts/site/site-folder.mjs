// The folder of the site. Git ignores it.
import { inRoot } from "../project.mjs";

export const siteFolder = inRoot("site");

/** What the reference describes: a place in the site for each name. */
export const symbolsFile = "reference/symbols.json";
