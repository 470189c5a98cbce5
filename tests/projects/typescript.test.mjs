// TypeScript: each way in which it finds the types. The program that it makes runs in Node.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { exported, tool } from "../support/projects/tool.mjs";

const common = ["main.ts", "--outDir", "out", "--strict", "--target", "es2022"];

/** Each kind of program, with the settings of TypeScript. */
const kinds = [
  { title: "module, bundler", type: "module", settings: ["--module", "esnext", "--moduleResolution", "bundler"] },
  { title: "module, node16", type: "module", settings: ["--module", "node16"] },
  { title: "module, nodenext", type: "module", settings: ["--module", "nodenext"] },
  { title: "CommonJS, node16", type: "commonjs", settings: ["--module", "node16"] },
  { title: "CommonJS, nodenext", type: "commonjs", settings: ["--module", "nodenext"] },
];
// TypeScript 7 has no resolution without `exports`.
const old = {
  title: "CommonJS, node",
  type: "commonjs",
  settings: ["--module", "commonjs", "--moduleResolution", "node10", "--esModuleInterop"],
};
const withBundler = {
  title: "CommonJS, bundler",
  type: "commonjs",
  settings: ["--module", "commonjs", "--moduleResolution", "bundler", "--esModuleInterop"],
};

for (const { version, more, checks } of [
  // Its `Uint8Array` has no argument.
  { version: "5.6", more: [old], checks: "--skipLibCheck" },
  { version: "5.9", more: [old], checks: "--strict" },
  { version: "7.0", more: [withBundler], checks: "--strict" },
])
  tool(`TypeScript ${version}`, { folder: "typescript", packages: [`typescript@${version}`] }, (test) => {
    for (const { title, type, settings } of [...kinds, ...more])
      test(`${title}, out of the box`, async (project) => {
        await writeFile(project.path("package.json"), JSON.stringify({ private: true, type }));
        await project.run("tsc", ...common, ...settings, checks);
        assert.match(await project.run("node", "out/main.js"), exported);
      });
  });
