import { exportProject } from "./shared/export.js";

exportProject().then(console.log);
