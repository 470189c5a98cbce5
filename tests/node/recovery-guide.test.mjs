// Runs the code in docs/recovery.md unchanged, from the first day to the way back.
import assert from "node:assert/strict";
import test, { describe } from "node:test";
import * as api from "export-jobs/all";
import { EAST, KEY, WEST } from "../../www/app/recovery/simulated-regions.js";
import { createSimulator } from "../../www/simulator/index.js";
import { cityTransit } from "../../www/simulator/samples/city-transit.js";
import { maintenanceReports, maintenanceReportTexts } from "../../www/simulator/samples/maintenance-reports.js";
import { Examples, read, run, textsOf } from "../support/documents.js";
import { inVirtualTime } from "../support/virtual-time.js";

const guide = read("docs/recovery.md");
const { default: init, ...named } = api;
const SAS = "sv=2024-11-04&sr=c&sp=rcw&sig=marked-signature";
const sourceSas = `https://contosoeast.blob.core.windows.net/maintenance-reports?${SAS}`;
const targetSas = `https://contosowest.blob.core.windows.net/papers?${SAS}`;

const examples = new Examples();

/** The JavaScript block under a heading, or a later one. @param {string} heading @param {number} [place] */
const blockUnder = (heading, place = 0) => examples.under("docs/recovery.md", `## ${heading}`)[place];

const whole = (file, changes = {}) => ({
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  ...file,
  metadata: { ...file.metadata, ...changes },
});
const city = (origin, changes, more) => ({
  origin,
  family: "analyze-conversations",
  file: whole(cityTransit, changes),
  models: [{ label: "spring" }],
  deployments: [{ name: "production", model: "spring" }],
  ...more,
});
const reports = {
  origin: EAST,
  family: "analyze-text",
  file: whole(maintenanceReports),
  models: [{ label: "v2" }],
  deployments: [{ name: "production", model: "v2" }],
};

/** A story in two simulated regions, in virtual time. */
const story = (name, play, projects = [city(EAST), reports]) =>
  test(name, () =>
    inVirtualTime(async (time) => {
      const simulator = createSimulator({
        clock: time.clock,
        empty: [EAST, WEST],
        projects,
        storage: [
          {
            origin: "https://contosoeast.blob.core.windows.net",
            containers: { "maintenance-reports": maintenanceReportTexts },
            sas: SAS,
            languageOrigins: [EAST],
          },
          {
            origin: "https://contosowest.blob.core.windows.net",
            containers: { papers: {} },
            sas: SAS,
            languageOrigins: [WEST],
          },
        ],
      });
      const lines = [];
      const stored = new Map();
      const saved = new Map();
      const credential = { key: KEY };
      const names = {
        ...named,
        init,
        console: { log: (...values) => lines.push(values) },
        localStorage: {
          setItem: (key, value) => stored.set(key, String(value)),
          getItem: (key) => stored.get(key) ?? null,
        },
        backups: { put: async (name, blob) => saved.set(name, blob) },
        eastCredential: credential,
        westCredential: credential,
        sourceSas,
        targetSas,
      };
      const client = (endpoint, family) => new api.AzureLanguage({ endpoint, family, credential });
      await init();
      const clients = { east: client(EAST, "analyze-conversations"), west: client(WEST, "analyze-conversations") };
      const away = new Set();
      const before = globalThis.fetch;
      globalThis.fetch = async (request) => {
        if (away.has(new URL(request.url).origin)) throw new TypeError("Failed to fetch");
        return simulator.fetch(request);
      };
      try {
        const keepers = {
          keepState: (state) => stored.set("replication", JSON.stringify(state)),
          saveFile: async ({ suggestedName, bytes }) => saved.set(suggestedName, new Blob([bytes])),
        };
        await play({
          time,
          simulator,
          lines,
          stored,
          saved,
          away,
          names,
          following: { ...names, ...clients, ...keepers },
        });
        for (const text of [...stored.values(), JSON.stringify(lines)])
          assert.ok(!text.includes(KEY) && !text.includes("marked-signature"), "no secret");
      } finally {
        globalThis.fetch = before;
      }
    }),
  );

const standings = (lines) =>
  lines
    .filter((line) => line.length === 3 && typeof line[2] === "string")
    .map(([project, standing]) => [project, standing]);
const changing = ({ requests }, origin) =>
  requests.filter(
    ({ url, method, status }) =>
      url.startsWith(origin) && method !== "GET" && status === 202 && !url.includes("/:export?"),
  );

describe("the guide's code", () => {
  story(
    "prepares a second region, and keeps it in step",
    async ({ time, lines, stored, names, following, simulator }) => {
      const { projects } = await time.until(run(blockUnder("Prepare a second region"), names, "projects"));
      assert.deepEqual(
        projects.map(({ source, ending }) => [source, ending.state]),
        [["CityTransit", "done"]],
      );
      assert.match(lines[0][1], /^\d+ requests$/);
      assert.ok(lines.some(([line]) => /step 7 of 9, train/.test(line)));
      assert.ok(stored.get("replication"));
      assert.deepEqual(changing(simulator, EAST), [], "nothing is changed at the source");

      lines.length = 0;
      const { behind } = await time.until(run(blockUnder("Keep the regions in sync, every day"), following, "behind"));
      assert.deepEqual(standings(lines), [["CityTransit", "equal"]]);
      assert.deepEqual(behind, []);
    },
  );

  story(
    "updates an older project, and saves the replaced one",
    async ({ time, lines, saved, following }) => {
      const { behind } = await time.until(run(blockUnder("Keep the regions in sync, every day"), following, "behind"));
      assert.deepEqual(standings(lines), [["CityTransit", "older"]]);
      assert.equal(behind.length, 1);
      const file = JSON.parse(await saved.get("CityTransit-backup.json").text());
      assert.equal(file.metadata.description, "as it was");
    },
    [city(EAST), city(WEST, { description: "as it was" }, { createdAt: "2025-01-01T00:00:00Z" })],
  );

  story(
    "asks the second region while the first is away",
    async ({ time, lines, away, names }) => {
      away.add(EAST);
      await time.until(run(blockUnder("During an outage: use the second region"), names));
      assert.deepEqual(lines, [["secondary"]]);
    },
    [city(EAST), city(WEST)],
  );

  story(
    "copies changes at the second region back",
    async ({ time, lines, saved, following, simulator }) => {
      const { changed } = await time.until(run(blockUnder("When the primary is back"), following, "changed"));
      assert.deepEqual(changed, ["CityTransit"]);
      assert.ok(saved.has("CityTransit-backup.json"), "the primary's is saved before it is replaced");
      assert.deepEqual(changing(simulator, WEST), [], "nothing is changed where it comes from");
      const [{ file }] = simulator.projects(EAST);
      assert.equal(file.metadata.description, "changed in the west");

      lines.length = 0;
      const again = await time.until(run(blockUnder("When the primary is back"), following, "changed"));
      assert.deepEqual(again.changed, []);
    },
    [city(EAST), city(WEST, { description: "changed in the west" })],
  );

  story(
    "replaces a project at the target, and restores it from the saved file",
    async ({ time, lines, saved, names, following, simulator }) => {
      const { east, west } = following;
      const { keepState, saveFile, ...rest } = following;
      const refused = await time.until(
        new api.Replication({ source: east, target: west, project: "CityTransit" }).run().catch((error) => error),
      );
      assert.equal(refused.code, "conflict");
      assert.deepEqual(changing(simulator, WEST), []);

      await time.until(run(blockUnder("If the target already has the project"), rest));
      assert.deepEqual(lines, [["saved", "CityTransit"]]);
      const bytes = new Uint8Array(await saved.get("CityTransit-backup.json").arrayBuffer());
      const poller = await time.until(west.start(west.importRequest("CityTransit", bytes)));
      await time.until(poller.pollUntilDone());
      assert.equal(
        simulator.projects(WEST).find(({ name }) => name === "CityTransit").file.metadata.description,
        "somebody else's",
      );
      assert.ok(names);
    },
    [city(EAST), city(WEST, { description: "somebody else's" })],
  );

  story("goes on after a closed tab", async ({ time, following, simulator }) => {
    const { east: source, west: target, keepState } = following;
    const controller = new AbortController();
    const onProgress = (/** @type {import("export-jobs/all").ReplicationProgress} */ { step, percent }) =>
      void (step === "train" && percent > 0 && controller.abort("closed"));
    const closed = await time.until(
      new api.Replication({
        source,
        target,
        project: "CityTransit",
        onState: keepState,
        onProgress,
        signal: controller.signal,
      })
        .run()
        .catch((reason) => reason),
    );
    assert.equal(closed, "closed");
    const { resumed } = await time.until(run(blockUnder("Resume a replication"), following, "resumed"));
    assert.equal(resumed.state.projects[0].ending.state, "done");
    const of = (pattern) => changing(simulator, WEST).filter(({ url }) => pattern.test(new URL(url).pathname)).length;
    const once = () =>
      assert.deepEqual([of(/\/:import$/), of(/\/:train$/), of(/\/deployments\/production$/)], [1, 1, 1]);
    once();

    // The same with a check of the stored state, for processes that share no locks.
    const { stored } = await time.until(run(blockUnder("Resume a replication", 1), following, "stored"));
    await time.until(stored.run());
    once();
  });

  story("copies documents, and checks at the end", async ({ time, lines, following, simulator }) => {
    const { withDocuments } = await time.until(
      run(blockUnder("Documents of custom-text projects"), following, "withDocuments"),
    );
    const count = Object.keys(maintenanceReportTexts).length;
    assert.deepEqual(lines, [[`${count} of ${count} are there, ${count} copied now`, [], []]]);
    assert.equal(Object.keys(simulator.blobs("https://contosowest.blob.core.windows.net", "papers")).length, count);

    lines.length = 0;
    await time.until(run(blockUnder("Verify the result"), { ...following, withDocuments }));
    assert.deepEqual(lines.slice(0, 2), [
      ["MaintenanceReports", "done"],
      ["v2", "evaluated the same"],
    ]);
  });

  test("is run completely", () => {
    examples.under("docs/recovery.md", "## In short"); // by guides.test.mjs
    assert.deepEqual(examples.left("docs/recovery.md"), []);
  });

  test("names every error code, and no other", () => {
    const [, section] = guide.split("\n## Error codes and what to do\n");
    const told = new Set([...section.split("\n## ")[0].matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code));
    told.delete("code"); // the column's own title
    const codes = textsOf("src/types/declared/error.d.ts", "ModuleErrorCode");
    assert.deepEqual([...told].sort(), codes.sort());
  });
});
