// Microsoft's sample projects, replicated from region to region: the copies are equal, with their documents.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import init, { ExportedProject, Replication } from "export-jobs/all";
import * as module from "export-jobs/all";
import { EAST, WEST, clientsOf, documents, regionsIn } from "../support/regions.js";
import { inVirtualTime } from "../support/virtual-time.js";

const samples = new URL("../../../shared/projects/", import.meta.url);
const areHere = existsSync(samples);
if (!areHere) console.log(`Skipped: the sample projects are not at ${samples.pathname}.`);

const bytesOf = (name) => readFileSync(new URL(name, samples));

/** The loan agreements, with their twenty labelled documents. */
function loanAgreements() {
  const folder = "custom-ner-loan-agreements/";
  const texts = readdirSync(new URL(folder, samples)).filter((name) => /^\d+\.txt$/.test(name));
  const blobs = Object.fromEntries(texts.map((name) => [name, new Uint8Array(bytesOf(folder + name))]));
  const file = bytesOf(`${folder}loanAgreementsLabels.json`);
  return {
    family: "analyze-text",
    name: "LoanAgreement",
    file,
    models: [{ label: "v1" }],
    deployments: [{ name: "production", model: "v1" }],
    blobs,
    wishes: { container: "papers", documents },
  };
}

/** The conversation project. */
function emailApp() {
  const file = bytesOf("conversation-email-app/EmailAppDemo.json");
  return {
    family: "analyze-conversations",
    name: "EmailAppDemo",
    file,
    models: [{ label: "v1", trainingMode: "standard" }],
    deployments: [{ name: "production", model: "v1" }],
    wishes: {},
  };
}

describe("sample projects from region to region", { skip: !areHere }, async () => {
  await init();
  for (const sample of areHere ? [loanAgreements(), emailApp()] : []) {
    test(sample.name, () =>
      inVirtualTime(async (time) => {
        const simulator = regionsIn(time, { ...sample, file: new Uint8Array(sample.file) });
        const replication = new Replication({
          ...clientsOf(module, sample),
          project: sample.name,
          ...sample.wishes,
          fetch: simulator.fetch,
        });
        const { projects } = await time.until(replication.run());
        const [{ verification, evaluation, documents: report, ending }] = projects;
        assert.deepEqual(ending, { state: "done" });
        assert.deepEqual(verification, { equal: true, differences: 0, listed: [] });
        assert.ok(evaluation.every(({ equal }) => equal));

        const [here, there] = [EAST, WEST].map((origin) => {
          const [{ file }] = simulator.projects(origin).filter(({ name }) => name === sample.name);
          const text = typeof file === "string" ? file : JSON.stringify(file);
          return ExportedProject.parse(new TextEncoder().encode(text));
        });
        const changes = here.compare(there).changes();
        // The samples are of 2022-05-01. An export has the api-version of its request.
        const expected = ["projectFileVersion", ...(sample.blobs ? ["storageInputContainerName"] : [])];
        assert.deepEqual(
          changes.map(({ name }) => name),
          expected,
        );

        if (sample.blobs) {
          const names = Object.keys(sample.blobs);
          assert.equal(names.length, 20);
          assert.deepEqual([...report.required].sort(), names.sort());
          assert.equal(report.complete, true);
          const copied = simulator.blobs("https://contosowest.blob.core.windows.net", "papers");
          for (const name of names) assert.deepEqual(copied[name], sample.blobs[name], name);
        }
      }),
    );
  }
});
