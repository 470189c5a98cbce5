import { exportProject } from "../../shared/export.js";

export const load = async () => ({ outcome: await exportProject() });
