// Node 20 or later: node node.js
import { createServer } from "node:http";
import { toNodeListener } from "export-jobs/gateway/node";
import { gatewayOf } from "./gateway.js";

const server = createServer(toNodeListener(gatewayOf(process.env)));
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(`listening on http://127.0.0.1:${port}`);
});
