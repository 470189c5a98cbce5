// Serves the demo for the end-to-end tests, on a port of its own.
import { serve } from "../../scripts/static-server.mjs";

export default async function serveDemo() {
  const server = await serve();
  process.env.DEMO_URL = `${server.url}/www/`;
  return () => server.close();
}
