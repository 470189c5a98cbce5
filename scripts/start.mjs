// npm start: from a fresh clone to the demo in a browser.
import { parseArgs } from "node:util";
import { main, Trouble } from "./command.mjs";
import { setUpBuild } from "./setup.mjs";
import { build } from "./build.mjs";
import { serve } from "./static-server.mjs";

await main(async () => {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const port = Number(values.port ?? 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Trouble(
      `--port ${values.port} is not a port number.`,
      "give a number from 0 to 65535: npm start -- --port 8081",
    );
  await setUpBuild();
  await build();
  const server = await serve({ port, next: values.port === undefined }).catch((error) => {
    throw new Trouble(`Port ${port} cannot be used: ${error.message}`, "choose another one: npm start -- --port 8081");
  });
  console.log(`\nThe demo is at ${server.url}/www/  (Ctrl-C stops it)`);
});
