// Parcel, which reads the exports of packages only if it is told so.
import assert from "node:assert/strict";
import { exported, tool } from "../support/projects/tool.mjs";

const packages = ["parcel@2"];
const build = ["build", "index.html", "--no-cache", "--no-source-maps"];

tool("Parcel 2", { folder: "parcel", packages }, (test) => {
  test("build, out of the box", async (project) => {
    await project.run("parcel", ...build);
    assert.match(await project.outcomeIn("dist"), exported);
  });
});

tool("Parcel 2, with packageExports", { folder: "parcel-exports", packages }, (test) => {
  test("build", async (project) => {
    await project.run("parcel", ...build);
    assert.match(await project.outcomeIn("dist"), exported);
  });
});
