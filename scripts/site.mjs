// npm run site: builds the package and makes the site from it, as static files in site/.
import path from "node:path";
import { main } from "./command.mjs";
import { root } from "./project.mjs";
import { setUpBuild } from "./setup.mjs";
import { build } from "./build.mjs";
import { siteFolder } from "./site/site-folder.mjs";

await main(async () => {
  await setUpBuild();
  await build();
  const { makeSite } = await import("./site/site.mjs");
  await makeSite(siteFolder);
  console.log(`The site is in ${path.relative(root, siteFolder)}/. Any static host serves it, at any path.`);
});
