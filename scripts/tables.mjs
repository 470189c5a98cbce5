// The tables of measurements in the documents. A run prints them. With `--write` it also replaces
// the table of that name in the document, with the date and the versions of the peers. tests/package/tables.test.mjs
// compares these versions with the installed ones.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./project.mjs";

/** The documents that hold tables. */
export const documents = ["README.md", "docs/benchmarks.md", "docs/architecture/build.md"];

/** The version of an installed package. @param {string} name @returns {string} */
export const versionOf = (name) =>
  JSON.parse(readFileSync(inRoot("node_modules", name, "package.json"), "utf8")).version;

const end = "<!-- end of table -->";
/** A table in a document: its name, the date of the run, the peers with their versions, and its lines. */
const pattern = /<!-- table (\S+): (\S*), peers: (.*?) -->\n([^]*?)\n<!-- end of table -->/g;

/**
 * Returns the tables of a text.
 * @param {string} text
 */
export function tablesIn(text) {
  return [...text.matchAll(pattern)].map(([whole, name, day, peers, lines]) => ({
    whole,
    name,
    day,
    lines,
    peers: peers
      .split(", ")
      .filter((peer) => peer !== "none")
      .map((peer) => ({ name: peer.slice(0, peer.lastIndexOf(" ")), version: peer.slice(peer.lastIndexOf(" ") + 1) })),
  }));
}

/**
 * Replaces the table of this name in a text.
 * @param {string} text
 * @param {{ name: string, lines: string[], peers: string[], day: string }} table
 */
export function withTable(text, { name, lines, peers, day }) {
  const old = tablesIn(text).find((table) => table.name === name);
  if (!old)
    throw new Error(
      `There is no table ${name}. Put <!-- table ${name}: , peers: none --> and ${end} where it belongs.`,
    );
  const versions = peers.map((peer) => `${peer} ${versionOf(peer)}`).join(", ") || "none";
  return text.replace(old.whole, () =>
    [`<!-- table ${name}: ${day}, peers: ${versions} -->`, ...lines, end].join("\n"),
  );
}

/**
 * Writes a table into the document that has a place for it, if the command has `--write`.
 * @param {string} name
 * @param {string[]} lines
 * @param {string[]} [peers] The packages that the table compares with.
 */
export function writeTable(name, lines, peers = []) {
  if (!process.argv.includes("--write")) return;
  const day = new Date().toISOString().slice(0, 10);
  const texts = documents.map((document) => ({ file: inRoot(document), text: readFileSync(inRoot(document), "utf8") }));
  const place = texts.find(({ text }) => tablesIn(text).some((table) => table.name === name));
  if (!place) throw new Error(`None of ${documents.join(", ")} has a table ${name}.`);
  writeFileSync(place.file, withTable(place.text, { name, lines, peers, day }));
}

/**
 * Prints a table, and writes it into its document if the command has `--write`.
 * @param {string} name
 * @param {string[]} lines
 * @param {string[]} [peers] The packages that the table compares with.
 */
export function showTable(name, lines, peers = []) {
  console.log(lines.join("\n"));
  writeTable(name, lines, peers);
}
