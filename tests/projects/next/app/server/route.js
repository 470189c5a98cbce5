import { exportProject } from "../../shared/export.js";

export const dynamic = "force-dynamic";

export async function GET() {
  return new Response(await exportProject().catch((error) => `failed: ${error.message}`));
}
