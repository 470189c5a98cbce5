// Serves the demo for the end-to-end tests, on a separate port.
import { serve } from "../../scripts/static-server.mjs";

export default async function serveDemo() {
  const server = await serve();
  process.env.DEMO_URL = `${server.url}/www/`;
  return () => server.close();
}
