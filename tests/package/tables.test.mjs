// The tables of the documents come from runs with the installed peers, and the lock file records
// no download address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";
import { summaryOf } from "../../benches/schedule/summary.mjs";
import { documents, tablesIn, versionOf, withTable } from "../../scripts/tables.mjs";

const read = (/** @type {string} */ name) => readFileSync(inRoot(name), "utf8");
const text = documents.map(read).join("\n");
const { devDependencies } = JSON.parse(read("package.json"));

/**
 * Returns the peers in a text with another version than the installed one.
 * @param {string} text @param {(name: string) => string} installed
 */
function outdated(text, installed) {
  const inMarkers = tablesIn(text).flatMap(({ name, peers }) =>
    peers.map((peer) => ({ where: `the marker of ${name}`, ...peer })),
  );
  const inText = Object.keys(devDependencies).flatMap((name) =>
    [...text.matchAll(new RegExp(`${name.replaceAll(/[/.]/g, "\\$&")} (\\d+\\.\\d+\\.\\d+)`, "g"))].map(
      ([, version]) => ({ where: "a table", name, version }),
    ),
  );
  return [...inMarkers, ...inText]
    .filter(({ name, version }) => version !== installed(name))
    .map(({ where, name, version }) => `${where}: ${name} ${version}`);
}

describe("the tables", () => {
  test("name the versions of the peers that are installed", () => assert.deepEqual(outdated(text, versionOf), []));

  test("with another version are found", () => {
    assert.notDeepEqual(
      outdated(text, (name) => (name === "@azure/core-lro" ? "9.9.9" : versionOf(name))),
      [],
    );
  });

  test("have the day of a run, and a marker where they name a version", () => {
    const tables = tablesIn(text);
    assert.ok(tables.some(({ name }) => name === "compare"));
    for (const { name, day, peers } of tables) if (peers.length) assert.match(day, /^\d{4}-\d{2}-\d{2}$/, name);
    const outside = tables.reduce((rest, { whole }) => rest.replace(whole, ""), text);
    assert.deepEqual(
      outdated(outside, () => "none"),
      [],
      "a version outside the tables that a run writes",
    );
  });

  test("are replaced by name, with the versions that are installed", () => {
    const text =
      "a\n<!-- table x: , peers: none -->\n| old |\n<!-- end of table -->\nb\n<!-- table y: , peers: none -->\n| y |\n<!-- end of table -->\n";
    const written = withTable(text, {
      name: "x",
      lines: ["| new $& |"],
      peers: ["@azure/core-lro"],
      day: "2026-11-27",
    });
    assert.equal(
      written,
      text.replace(
        "<!-- table x: , peers: none -->\n| old |",
        () => `<!-- table x: 2026-11-27, peers: @azure/core-lro ${versionOf("@azure/core-lro")} -->\n| new $& |`,
      ),
    );
    assert.throws(() => withTable(text, { name: "z", lines: [], peers: [], day: "" }), /no table z/);
  });

  test("are in one document each", () => {
    const names = tablesIn(text).map(({ name }) => name);
    assert.deepEqual(names.sort(), [...new Set(names)].sort());
  });

  test("have the numbers that the simulation prints for the schedules", () => {
    const schedules = [
      "export-jobs, nothing known",
      "export-jobs, 50 jobs seen",
      "every 2 s (core-lro)",
      "every 30 s (Azure SDK for Python)",
      "exponential, 2 to 120 s, jitter (AWS)",
      "clairvoyant",
      "knows the law",
    ];
    const rows = (/** @type {number} */ jobs) =>
      schedules
        .map((name, at) => `| ${jobs} | ${name} | ${1_000 * at + jobs} | 9999 | ${at}.5 | ${at === 2 ? 600 : 0} |`)
        .join("\n");
    const printed = `All jobs are added within a second.

**A law**

| jobs | schedule | mean delay | 95 % within | requests a job | 429 |
| ---: | --- | ---: | ---: | ---: | ---: |
${rows(10)}
${rows(100)}

Goals
  met     A law, 10 jobs: no peer is better on both
  missed  A law, 100 jobs: every 2 s (core-lro) is better on both than export-jobs, 50 jobs seen
  missed  A law, 100 jobs: 1.70 times the delay of the optimum, 9 ms. Its schedule: 9 ms, 1.50 requests for each of 100,000 drawn jobs
`;
    const lines = summaryOf(printed);
    assert.equal(
      lines[2],
      "| A law | 1.1 s, 1.5 | 6.1 s, 6.5 | 2.1 s, 2.5, 600 × 429 | 3.1 s, 3.5 | 4.1 s, 4.5 | 5.1 s, 5.5 |",
    );
    assert.match(lines.at(-2), /Met in 1 of 2 cases\.$/);
    assert.match(lines.at(-1), /Met in 0 of 1 cases: 1\.70×\.$/);
  });
});

test("the lock file records no download address", () =>
  assert.doesNotMatch(read("package-lock.json"), /"resolved": "https?:/));
