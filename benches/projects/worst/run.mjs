// npm run bench:worst: time and memory for each byte of the worst project files, at one size, twice and four times
// that size.
import { main } from "../../../scripts/command.mjs";
import { setUpBuild } from "../../../scripts/setup.mjs";
import { build, named } from "../../../scripts/build.mjs";
import { worstFiles } from "./files.mjs";
import { built, fresh } from "./module.mjs";
import { worstOperations } from "./operations.mjs";

const sizes = [1, 2, 4];
const fewestRounds = 3;

/** @param {string[]} given */
function readOptions(given) {
  const after = (/** @type {string} */ flag) => given[given.indexOf(flag) + 1];
  return {
    size: given.includes("--size") ? Number(after("--size")) : 4_000,
    only: given.includes("--only") ? after("--only") : "",
  };
}

/** @param {Uint8Array} wasm @param {import("./files.mjs").WorstFile} file @param {import("./operations.mjs").WorstOperation} operation @param {number} size */
async function measured(wasm, { file, documents }, { run }, size) {
  const bytes = new TextEncoder().encode(file(size));
  const given = { bytes, documents: documents?.(size) ?? {} };
  const length = bytes.length + Object.values(given.documents).reduce((sum, text) => sum + text.length, 0);
  const { api, memory } = await fresh(wasm);
  const before = memory();
  let best = Infinity;
  for (let round = 0; round < fewestRounds; round += 1) {
    const start = performance.now();
    const project = api.ExportedProject.parse(bytes);
    run(project, { ExportedProject: api.ExportedProject, ...given });
    project.free();
    best = Math.min(best, performance.now() - start);
  }
  return { nanoseconds: (best * 1e6) / length, memory: (memory() - before) / length, length };
}

await main(async () => {
  const { size, only } = readOptions(process.argv.slice(2));
  await setUpBuild();
  await build(named("project", "all"));
  const wasm = built();
  console.log(
    "Each operation with the reading before it. ns and memory for each byte of the file and its documents, at n, 2n and 4n; × is the time for a byte at 4n over that at n.\n",
  );
  for (const operation of worstOperations.filter(({ name }) => name.includes(only))) {
    console.log(`\n| ${operation.name} | KB | ns/byte | ×| memory/byte |\n| --- | ---: | ---: | ---: | ---: |`);
    for (const file of worstFiles) {
      const all = [];
      for (const factor of sizes) all.push(await measured(wasm, file, operation, size * factor));
      const each = (/** @type {"nanoseconds" | "memory"} */ what) => all.map((one) => one[what].toFixed(1)).join(", ");
      const growth = all[all.length - 1].nanoseconds / all[0].nanoseconds;
      console.log(
        `| ${file.name} | ${(all[0].length / 1_000).toFixed(0)} | ${each("nanoseconds")} | ${growth.toFixed(1)}${growth > 2.5 ? " !" : ""} | ${each("memory")} |`,
      );
    }
  }
});
