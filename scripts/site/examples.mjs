// The examples of www/examples/: one module for each class, which the reference shows and runs.
import { existsSync, readFileSync } from "node:fs";
import { inRoot } from "../project.mjs";
import { relative } from "./layout.mjs";
import { highlight } from "./markdown.mjs";

/** Returns the path of the example of a class. @param {string} name */
export const exampleFile = (name) => `www/examples/${name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.js`;

/** Returns the code as a user of the package would write it. @param {string} code */
const asUsed = (code) =>
  code
    .replace(/from "\.\.\/\.\.\/dist\/jobs\.js"/g, 'from "export-jobs"')
    .replace(/from "\.\.\/\.\.\/dist\/([\w-]+)\.js"/g, 'from "export-jobs/$1"')
    .replace(/from "\.\.\/simulator\/index\.js"/g, 'from "export-jobs/simulator"');

/** Returns the example of a class as HTML, or nothing. @param {string} name @param {string} page */
export function exampleOf(name, page) {
  const file = exampleFile(name);
  if (!existsSync(inRoot(file))) return "";
  const code = asUsed(readFileSync(inRoot(file), "utf8"));
  return `<h2 id="run-it">Run it</h2><p>On the simulated service, within this page.</p><run-example src="${relative(page, file)}">${highlight(code.trim(), "js")}</run-example>`;
}
