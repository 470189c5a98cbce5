// Runs a task in a process of Node. The first argument is the task as JSON, the second is the folder of the files.
// Prints the result as JSON.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { perform } from "./task.mjs";

const [task, folder] = process.argv.slice(2);

const bytesOf = async (name) => {
  const content = await readFile(path.join(folder, name));
  return new Uint8Array(content.buffer, content.byteOffset, content.length);
};

async function loadModule() {
  const module = await import("export-jobs/project");
  await module.default();
  return module;
}

console.log(JSON.stringify(await perform(JSON.parse(task), { bytesOf, loadModule })));
