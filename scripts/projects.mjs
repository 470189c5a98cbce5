// npm run test:projects: installs the packed package into projects with other tools, and runs an export in each. With
// names of files in tests/projects/, only these.
import { main, Trouble } from "./command.mjs";
import { isMain } from "./project.mjs";
import { setUpTests } from "./setup.mjs";
import { build, named } from "./build.mjs";
import { projects, runProjects } from "./layers.mjs";
import { show } from "./tally.mjs";

/** Returns the test files with these names, or all. */
function chosen(names) {
  const files = projects();
  const unknown = names.filter((name) => !files.some((file) => file.name === name));
  if (unknown.length > 0)
    throw new Trouble(
      `There is no project ${unknown.join(", ")}.`,
      `choose from ${files.map(({ name }) => name).join(", ")}.`,
    );
  return files.filter(({ name }) => names.length === 0 || names.includes(name)).map(({ file }) => file);
}

if (isMain(import.meta.url))
  await main(async () => {
    const files = chosen(process.argv.slice(2));
    process.env.CHROME_PATH = await setUpTests();
    await build(named("jobs"));
    const { ok, tally } = await runProjects(files);
    const listed = (title, names) =>
      names.length > 0 && console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join("\n")}`);
    listed("Skipped", tally.skipped);
    listed("Failed", tally.failures);
    console.log(`\n${show(tally)}`);
    return ok ? 0 : 1;
  });
