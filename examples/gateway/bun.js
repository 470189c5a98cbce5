// Bun: bun bun.js
import { gatewayOf } from "./gateway.js";

const { port } = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(Bun.env.PORT ?? 3000),
  idleTimeout: 120,
  fetch: gatewayOf(Bun.env),
});
console.log(`listening on http://127.0.0.1:${port}`);
