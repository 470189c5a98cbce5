import { exportProject } from "./shared/export.js";

export default {
  async fetch() {
    return new Response(await exportProject().catch((error) => `failed: ${error.message}`));
  },
};
