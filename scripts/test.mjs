// npm test: sets up the machine, then runs every layer of the tests, or the named ones. The last line counts the
// tests.
import { existsSync } from "node:fs";
import { main, Trouble } from "./command.mjs";
import { inRoot } from "./project.mjs";
import { setUpTests } from "./setup.mjs";
import { layers } from "./layers.mjs";
import { add, ENGINE_SKIPPED, none, PART_SKIPPED, show, TOOL_SKIPPED } from "./tally.mjs";

/** Returns the layers to run: all, or the named ones and those they need. */
function chosen(names) {
  const unknown = names.filter((name) => !layers.some((layer) => layer.name === name));
  if (unknown.length)
    throw new Trouble(
      `There is no test layer ${unknown.join(", ")}.`,
      `choose from ${layers.map(({ name }) => name).join(", ")}.`,
    );
  // A layer on demand takes long, and only runs when it is named.
  const usual = layers.filter(({ isOnDemand }) => !isOnDemand);
  const wanted = new Set(names.length ? names : usual.map(({ name }) => name));
  for (const { name, needs } of layers) if (wanted.has(name) && needs) wanted.add(needs);
  return layers.filter(({ name }) => wanted.has(name));
}

async function runLayer(layer) {
  try {
    return await layer.run();
  } catch (error) {
    console.error(
      error instanceof Trouble ? [error.message, error.advice].filter(Boolean).join("\nWhat to do: ") : error,
    );
    return { ok: false };
  }
}

await main(async () => {
  const selected = chosen(process.argv.slice(2));
  process.env.CHROME_PATH = await setUpTests();
  const summary = [];
  const broken = new Set();
  let total = none;

  for (const layer of selected) {
    if (broken.has(layer.needs)) {
      summary.push(`  not run  ${layer.title}: needs ${layer.needs}`);
      continue;
    }
    console.log(`\n── ${layer.name}: ${layer.title}`);
    const started = performance.now();
    let { ok, tally = none, note } = await runLayer(layer);
    // A failure without a failing test (a warning, a build, a test program that crashed) counts as one failure.
    if (!ok && tally.failed === 0) tally = add(tally, { ...none, failed: 1 });
    if (!ok) broken.add(layer.name);
    total = add(total, tally);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const counted = tally.passed || tally.failed || tally.skipped.length ? `: ${show(tally)}` : note ? `: ${note}` : "";
    summary.push(`  ${ok ? "ok     " : "FAILED "}  ${layer.title}${counted} (${seconds} s)`);
  }

  console.log(`\n── summary\n${summary.join("\n")}\n`);
  // The contracts, the recordings and the sample projects are not part of the repository. Tests that need them are
  // skipped if they are missing.
  const haveContracts = existsSync(inRoot("..", "shared"));
  const excuse = haveContracts ? "although ../shared is there, which is a failure" : "because ../shared is not there";
  const isExcused = (name) => [ENGINE_SKIPPED, PART_SKIPPED, TOOL_SKIPPED].some((begin) => name.startsWith(begin));
  const lacking = total.skipped.filter((name) => !isExcused(name));
  const listed = (names) => names.map((name) => `  ${name}\n`).join("");
  if (lacking.length > 0) console.log(`Skipped, ${excuse}:\n${listed(lacking)}`);
  if (lacking.length < total.skipped.length) console.log(`Skipped:\n${listed(total.skipped.filter(isExcused))}`);
  // Printed last, because often only the end of a log is kept.
  if (total.failures.length > 0)
    console.log(`Failed:\n${total.failures.map((failure) => `  ${failure}`).join("\n")}\n`);
  const isIncomplete = haveContracts && lacking.length > 0;
  console.log(show(isIncomplete ? add(total, { ...none, failed: 1 }) : total));
  return broken.size || isIncomplete ? 1 : 0;
});
