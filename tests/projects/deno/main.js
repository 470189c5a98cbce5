import { exportProject } from "./shared/export.js";

console.log(await exportProject());
