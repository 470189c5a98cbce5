// The requests of a replication besides its credentials, in virtual time.
import { test } from "node:test";
import init, * as api from "export-jobs/all";
import { ok } from "../support/expect.js";
import { TOKEN } from "../support/gateway-places.js";
import { EAST, KEY, WEST, documents, projects, regionsIn } from "../support/regions.js";
import { inVirtualTime } from "../support/virtual-time.js";

await init();

test("storage gets neither cookies nor headers", () =>
  inVirtualTime(async (time) => {
    const project = projects.entities;
    const simulator = regionsIn(time, project);
    const seen = [];
    const fetch = (request) => {
      seen.push({
        isStorage: request.url.includes(".blob."),
        credentials: request.credentials,
        token: request.headers.get("x-csrf-token"),
      });
      return simulator.fetch(request);
    };
    /** @type {Omit<import("export-jobs/all").AzureLanguageOptions, "endpoint">} */
    const options = {
      family: project.family,
      credential: { key: KEY },
      credentials: "include",
      headers: { "X-CSRF-Token": TOKEN },
    };
    const [source, target] = [EAST, WEST].map((endpoint) => new api.AzureLanguage({ endpoint, ...options }));
    const states = [];
    const onState = (state) => void states.push(JSON.stringify(state));
    await time.until(
      new api.Replication({
        source,
        target,
        project: "Mail",
        container: "papers",
        documents,
        fetch,
        onState,
        train: false,
        deploy: false,
      }).run(),
    );
    const [storage, service] = [true, false].map((isStorage) => seen.filter((it) => it.isStorage === isStorage));
    ok(storage.length > 0 && service.length > 0, "requests to both");
    ok(
      storage.every(({ credentials, token }) => credentials === "omit" && token === null),
      "nothing for storage",
    );
    ok(
      service.every(({ credentials, token }) => credentials === "include" && token === TOKEN),
      "both for the service",
    );
    ok(!states.join("").includes(TOKEN), "no token in a state");
  }));
