// The README's tables of measurements. A run prints them; with `--write` it also puts them into the README, in the place of the last ones,
// with the day and the versions of the peers. tests/package/tables.test.mjs compares these versions with those that are installed.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./project.mjs";

const readme = inRoot("README.md");

/** The version of a package that is installed. @param {string} name @returns {string} */
export const versionOf = (name) =>
  JSON.parse(readFileSync(inRoot("node_modules", name, "package.json"), "utf8")).version;

const end = "<!-- end of table -->";
/** A table in the README: its name, the day of the run, the peers with their versions, and its lines. */
const pattern = /<!-- table (\S+): (\S*), peers: (.*?) -->\n([^]*?)\n<!-- end of table -->/g;

/**
 * The tables of a text.
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
 * Puts a table in the place of the one of its name.
 * @param {string} text
 * @param {{ name: string, lines: string[], peers: string[], day: string }} table
 */
export function withTable(text, { name, lines, peers, day }) {
  const old = tablesIn(text).find((table) => table.name === name);
  if (!old)
    throw new Error(
      `README.md has no table ${name}: put <!-- table ${name}: , peers: none --> and ${end} where it should be.`,
    );
  const versions = peers.map((peer) => `${peer} ${versionOf(peer)}`).join(", ") || "none";
  return text.replace(old.whole, () =>
    [`<!-- table ${name}: ${day}, peers: ${versions} -->`, ...lines, end].join("\n"),
  );
}

/**
 * Prints a table, and writes it into the README when the command says `--write`.
 * @param {string} name
 * @param {string[]} lines
 * @param {string[]} [peers] the packages that it compares with
 */
export function showTable(name, lines, peers = []) {
  console.log(lines.join("\n"));
  if (!process.argv.includes("--write")) return;
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(readme, withTable(readFileSync(readme, "utf8"), { name, lines, peers, day }));
}
