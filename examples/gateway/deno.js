// Deno: deno run --allow-net --allow-env deno.js
import { gatewayOf } from "./gateway.js";

const onListen = ({ port }) => console.log(`listening on http://127.0.0.1:${port}`);
Deno.serve(
  { hostname: "127.0.0.1", port: Number(Deno.env.get("PORT") ?? 3000), onListen },
  gatewayOf(Deno.env.toObject()),
);
