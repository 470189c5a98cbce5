import * as glue from "#glue";
import packed from "#packed";
import { prepare } from "./prepare.js";
import { unpacked } from "./unpacked.js";

// The entry with its module inside, for pages that cannot load a .wasm file.
export default prepare(glue, () => unpacked(packed));
export { ExportJobsError } from "./export-jobs-error.js";
export * from "#glue";
