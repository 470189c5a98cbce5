// Descriptions of the services of other projects' connectors, from the submission to the files.
import assert from "node:assert/strict";
import { test } from "node:test";
import init, { JobService } from "export-jobs/services";
import { connectors } from "../support/connectors.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

for (const [name, { description, submits, options, answers, files }] of Object.entries(connectors)) {
  test(name, () =>
    inVirtualTime(async (time) => {
      const left = structuredClone(answers);
      const credentials = [];
      const fetch = async (request) => {
        const { hostname, pathname, search } = new URL(request.url);
        const isFile = hostname === "files.example";
        const key = `${request.method} ${pathname}${isFile ? "" : search}`;
        const those = left[key];
        assert.ok(those, key);
        if (isFile) credentials.push(request.headers.get("authorization") ?? request.headers.get("x-amz-access-token"));
        const [status, body] = those.length > 1 ? those.shift() : those[0];
        return typeof body === "string" ? new Response(body, { status }) : Response.json(body, { status });
      };
      const service = new JobService(description, options);
      const poller = await time.until(service.start(service.submitRequest(...submits), { fetch }));
      const { state } = await time.until(poller.pollUntilDone());
      assert.equal(state, "succeeded");
      const collect = async () => {
        let text = "";
        for await (const file of service.results(poller)) text += new TextDecoder().decode(file.bytes());
        return text;
      };
      assert.equal(await time.until(collect()), files);
      assert.ok(credentials.length > 0 && credentials.every((credential) => credential === null), name);
    }),
  );
}
