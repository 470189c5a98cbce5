// npm start serves the site from its sources, and renders the guide and the reference when they are asked for.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { inRoot } from "../../scripts/project.mjs";

/** @type {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, null>} */
let program;
/** The address that it prints. */
let home = "";

before(async () => {
  program = spawn(process.execPath, [inRoot("scripts", "start.mjs"), "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  for await (const text of program.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
    printed += text;
    home = /The site is at (\S+)/.exec(printed)?.[1] ?? "";
    if (home) break;
  }
});
after(() => program?.kill());

/** @param {string} path @param {RegExp} title */
async function has(path, title) {
  const answer = await fetch(new URL(path, home));
  assert.equal(answer.status, 200, path);
  assert.match(await answer.text(), title, path);
}

test("the address that it prints leads to the demo", async () => {
  await has("", /<title>export-jobs<\/title>/);
  assert.equal(new URL((await fetch(home)).url).pathname, "/www/");
});

test("the guide is rendered when it is asked for", () => has("guide/polling.html", /<h1 id="polling">Polling<\/h1>/));

test("while the reference is made, a page waits for it", async () => {
  const landed = async () => new URL((await fetch(new URL("reference/", home))).url).pathname;
  assert.ok(["/reference/", "/www/reference.html"].includes(await landed()));
  while ((await landed()) !== "/reference/") await new Promise((resolve) => setImmediate(resolve));
  await has("reference/all/classes/JobPoller.html", /<h1 id="class-jobpoller">Class: JobPoller<\/h1>/);
});
