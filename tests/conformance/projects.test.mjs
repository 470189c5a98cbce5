// Project files that Microsoft publishes and that imports accept: the check finds no error in them.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import init, { ExportedProject } from "export-jobs/all";

const folder = new URL("../../../shared/projects/", import.meta.url);
const areHere = existsSync(folder);
if (!areHere) console.log(`Skipped: the project files are not at ${folder.pathname}.`);
const names = areHere
  ? readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".json"))
  : [];

const errorsOf = (content) =>
  ExportedProject.parse(content)
    .check()
    .filter(({ severity }) => severity === "error");

describe("project files that imports accept", { skip: !areHere }, async () => {
  await init();

  test("exist", () => assert.ok(names.length >= 2));

  for (const name of names) {
    const content = readFileSync(new URL(encodeURI(name), folder), "utf8");

    test(`${name} has no error`, () => assert.deepEqual(errorsOf(content), []));

    test(`${name} has no finding about settings that are empty, other or absent`, () => {
      for (const settings of [{}, { normalizeCasing: true }, null, undefined]) {
        const file = JSON.parse(content);
        file.metadata.settings = settings;
        const about = ExportedProject.parse(JSON.stringify(file))
          .check()
          .filter(({ path }) => path.includes("settings"));
        assert.deepEqual(about, [], JSON.stringify(settings));
      }
    });
  }
});
