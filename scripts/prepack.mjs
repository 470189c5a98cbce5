// Before npm packs the package: refuses if dist/ is not a release build of the sources as they are.
import { main, Trouble } from "./command.mjs";
import { buildWithoutWasm } from "./build.mjs";
import { entries } from "./build/entries.mjs";
import { inputs, isFresh } from "./build/stamp.mjs";

await main(async () => {
  await buildWithoutWasm();
  // A quick build has the same files, but they are large and slow.
  delete process.env.QUICK;
  const now = await inputs();
  const stale = entries.filter((entry) => !isFresh(entry, now)).map(({ specifier }) => specifier);
  if (stale.length > 0)
    throw new Trouble(
      `dist/ has no release build of ${stale.join(", ")} from these sources.`,
      "run `npm run build` without QUICK, and then pack again.",
    );
});
