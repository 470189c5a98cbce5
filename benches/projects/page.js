// Runs a task in a page.
import { perform } from "./task.mjs";

const bytesOf = async (name) => {
  const response = await fetch(new URL(name, document.baseURI), { cache: "no-store" });
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

async function loadModule() {
  const module = await import("/dist/project.js");
  await module.default();
  return module;
}

export const run = (task) => perform(task, { bytesOf, loadModule });
