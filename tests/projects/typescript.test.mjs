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

for (const { version, more, line } of [
  // Its `Uint8Array` has no argument.
  { version: "5.6", more: [old], line: ["--skipLibCheck"] },
  { version: "5.9", more: [old], line: [] },
  { version: "7.0", more: [withBundler], line: [] },
])
  tool(`TypeScript ${version}`, { folder: "typescript", packages: [`typescript@${version}`] }, (test) => {
    for (const { title, type, settings } of [...kinds, ...more])
      test(`${title}, ${line.length > 0 ? "with skipLibCheck" : "out of the box"}`, async (project) => {
        await writeFile(project.path("package.json"), JSON.stringify({ private: true, type }));
        await project.run("tsc", ...common, ...settings, ...line);
        assert.match(await project.run("node", "out/main.js"), exported);
      });

    if (line.length === 0) return;
    test("module, nodenext, out of the box: refuses types that it does not know", async (project) => {
      await writeFile(project.path("package.json"), JSON.stringify({ private: true, type: "module" }));
      const { status, stdout } = await project.try("tsc", ...common, "--module", "nodenext");
      assert.notEqual(status, 0);
      assert.match(stdout, /TS2315: Type 'Uint8Array' is not generic/);
    });
  });
