// The README's tables come from runs with the peers that are installed, and the lock file records no download address.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";
import { tablesIn, versionOf, withTable } from "../../scripts/readme-table.mjs";

const read = (/** @type {string} */ name) => readFileSync(inRoot(name), "utf8");
const readme = read("README.md");
const { devDependencies } = JSON.parse(read("package.json"));

/** What in a text is out of date: a peer with another version than the installed one. @param {string} text @param {(name: string) => string} installed */
function outdated(text, installed) {
  const inMarkers = tablesIn(text).flatMap(({ name, peers }) => peers.map((peer) => ({ where: `the marker of ${name}`, ...peer })));
  const inText = Object.keys(devDependencies).flatMap((name) =>
    [...text.matchAll(new RegExp(`${name.replaceAll(/[/.]/g, "\\$&")} (\\d+\\.\\d+\\.\\d+)`, "g"))].map(([, version]) => ({ where: "a table", name, version })),
  );
  return [...inMarkers, ...inText].filter(({ name, version }) => version !== installed(name)).map(({ where, name, version }) => `${where}: ${name} ${version}`);
}

describe("the README's tables", () => {
  test("name the versions of the peers that are installed", () => assert.deepEqual(outdated(readme, versionOf), []));

  test("would be found out with another version", () => {
    assert.notDeepEqual(
      outdated(readme, (name) => (name === "@azure/core-lro" ? "9.9.9" : versionOf(name))),
      [],
    );
  });

  test("have the day of a run, and a marker where they name a version", () => {
    const tables = tablesIn(readme);
    assert.ok(tables.some(({ name }) => name === "compare"));
    for (const { name, day, peers } of tables) if (peers.length) assert.match(day, /^\d{4}-\d{2}-\d{2}$/, name);
    const outside = tables.reduce((text, { whole }) => text.replace(whole, ""), readme);
    assert.deepEqual(
      outdated(outside, () => "none"),
      [],
      "a version outside the tables that a run writes",
    );
  });

  test("are replaced by name, with the versions that are installed", () => {
    const text = "a\n<!-- table x: , peers: none -->\n| old |\n<!-- end of table -->\nb\n<!-- table y: , peers: none -->\n| y |\n<!-- end of table -->\n";
    const written = withTable(text, { name: "x", lines: ["| new $& |"], peers: ["@azure/core-lro"], day: "2026-11-27" });
    assert.equal(written, text.replace("<!-- table x: , peers: none -->\n| old |", () => `<!-- table x: 2026-11-27, peers: @azure/core-lro ${versionOf("@azure/core-lro")} -->\n| new $& |`));
    assert.throws(() => withTable(text, { name: "z", lines: [], peers: [], day: "" }), /no table z/);
  });
});

test("the lock file records no download address", () => assert.doesNotMatch(read("package-lock.json"), /"resolved": "https?:/));
