// The page for exported projects.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { expectNoViolations } from "./axe.mjs";
import { beforeScripts } from "./before-scripts.mjs";
import { Demo, expect, test } from "./demo.mjs";
import { opened } from "./project-page.mjs";

const shared = (name) => new URL(`../../../shared/projects/${name}`, import.meta.url);

const utterance = (number) => ({
  text: `${number % 3 === 0 ? "send" : "read"} mail ${number} to Zoë 😀`,
  intent: number % 3 === 0 ? "Send" : "Read",
  language: number % 5 === 0 ? "de" : "en-us",
  dataset: number % 4 === 0 ? "Test" : "Train",
  entities: [
    { category: "Person", offset: `${number % 3 === 0 ? "send" : "read"} mail ${number} to `.length, length: 3 },
  ],
});

/**
 * Runs in the page. For each call of the page's worker, counts how often the page's own event loop turned until the
 * answer, and the length of the text in the answer. A Blob does not count, because the page does not read it.
 */
function watchWorker() {
  let turns = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    turns += 1;
    setTimeout(() => port2.postMessage(undefined));
  };
  port2.postMessage(undefined);
  const calls = /** @type {any} */ (globalThis.workerCalls = []);
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...more) {
    const entry = { call: message.call, turns: -turns, size: undefined };
    calls.push(entry);
    const hear = ({ data }) => {
      if (data.id !== message.id || data.progress) return;
      entry.turns += turns;
      entry.size = JSON.stringify(data).length;
      this.removeEventListener("message", hear);
    };
    this.addEventListener("message", hear);
    return postMessage.call(this, message, ...more);
  };
}

/** Returns a conversation project with this many utterances. */
const projectOf = (count) => ({
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: {
    projectKind: "Conversation",
    projectName: "Mail",
    language: "en-us",
    multilingual: true,
    settings: { confidenceThreshold: 0.7 },
  },
  assets: {
    projectKind: "Conversation",
    intents: [{ category: "Send" }, { category: "Read" }],
    entities: [{ category: "Person" }],
    utterances: Array.from({ length: count }, (_, number) => utterance(number)),
  },
});

const asFile = (value, name = "Mail.json") => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value, null, 2)),
});

opened("a chosen file shows its contents", async ({ project, page }) => {
  await project.open(asFile(projectOf(100)));
  const summary = page.locator("#summary");
  await expect(summary).toContainText("Conversation");
  await expect(summary.locator(".counts")).toHaveText(/2 intents.*1 entities.*100 utterances/);
  await expect(page.locator("#findings-state")).toHaveText("Nothing is wrong with it.");
  await expect(project.rows.first()).toContainText("send mail 0 to Zoë 😀");
  await expectNoViolations(page);
});

opened("a file that is dropped is opened", async ({ project, page }) => {
  await page.goto("project.html");
  const transfer = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "Dropped.json", { type: "application/json" }));
      return data;
    },
    JSON.stringify(projectOf(7)),
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await expect(page.locator("body")).toHaveClass("dropping");
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  await expect(page.locator("#opening")).toHaveText("Dropped.json is open.");
  await expect(page.locator("#summary .counts")).toContainText("7 utterances");
});

opened("a real project is counted", async ({ project, page }) => {
  const file = shared("conversation-email-app/EmailAppDemo.json");
  test.skip(!existsSync(file), "../shared/projects is not there.");
  await project.open(asFile(await readFile(file, "utf8"), "EmailAppDemo.json"));
  await expect(page.locator("#summary .counts")).toHaveText(/15 intents.*14 entities.*607 utterances/);
  await expect(page.locator("#findings-state")).toHaveText("Nothing is wrong with it.");
});

opened("labels are checked against the documents", async ({ project, page }) => {
  const folder = shared("custom-ner-loan-agreements/");
  test.skip(!existsSync(folder), "../shared/projects is not there.");
  await project.open(asFile(await readFile(new URL("loanAgreementsLabels.json", folder), "utf8")));
  const document = async (name) => ({ name, mimeType: "text/plain", buffer: await readFile(new URL(name, folder)) });
  const unix = await document("02.txt");
  unix.buffer = Buffer.from(unix.buffer.toString("utf8").replaceAll("\r\n", "\n"));
  await page.setInputFiles("#documents", [await document("01.txt"), unix]);
  await expect(page.locator("#findings-state")).toContainText("Checked against 2 documents.");
  await expect(project.findings.locator("[data-rule=document-missing] li")).toHaveCount(18);
  await expect(project.findings.locator("[data-rule=line-ends-changed] li")).toHaveText(/02\.txt/);
});

opened("findings are listed with advice", async ({ project, page }) => {
  const wrong = projectOf(200);
  Object.assign(wrong.metadata, { multilingual: "true" });
  for (const item of wrong.assets.utterances) item.intent = "Lost";
  wrong.assets.utterances[3].entities[0].length = 99;
  await project.open(asFile(wrong));
  await expect(page.locator("#findings-state")).toHaveText("1 error, 203 warnings.");
  await expect(project.findings.locator("[data-rule=wrong-type]")).toContainText("$.metadata.multilingual");
  const outside = project.findings.locator("[data-rule=label-outside-text]");
  await expect(outside).toContainText("$.assets.utterances[3].entities[0]");
  await expect(outside).toContainText("Correct offset and length");
  await expect(project.findings.locator("[data-rule=undeclared-category]")).toContainText("and 100 more");
  await expectNoViolations(page);
});

opened(
  "a table of any length scrolls to its end, with only the visible rows in the page",
  async ({ project, page }) => {
    await project.open(asFile(projectOf(20_000)));
    await expect(project.items).toHaveAttribute("aria-rowcount", "20001");
    await project.items.evaluate((node) => (node.scrollTop = node.scrollHeight));
    await expect(project.rows.last()).toContainText("mail 19999 to");
    expect(await project.rows.count()).toBeLessThan(40);
    await project.items.focus();
    await page.keyboard.press("Home");
    await expect(project.rows.first()).toContainText("mail 0 to");
    await page.keyboard.press("PageDown");
    await expect(project.rows.first()).not.toContainText("mail 0 to");
    await page.keyboard.press("End");
    await expect(project.rows.last()).toContainText("mail 19999 to");
    await expect(project.rows.last()).toBeInViewport();
  },
);

opened("a table that is longer than a browser can draw scrolls to its end", async ({ project, page }) => {
  const many = JSON.stringify({ metadata: {}, assets: { utterances: [] } }).replace(
    "[]",
    `[${Array.from({ length: 600_000 }, (_, number) => `{"text":"${number}"}`).join()}]`,
  );
  await project.open(asFile(many));
  await expect(project.items).toHaveAttribute("aria-rowcount", "600001");
  await project.items.evaluate((node) => (node.scrollTop = node.scrollHeight / 2));
  await expect(project.rows.nth(5)).toContainText(/^(29|30)\d{4}/);
  await project.items.focus();
  await page.keyboard.press("End");
  await expect(project.rows.last()).toContainText("599999");
  await expect(project.rows.last()).toBeInViewport();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await expect(project.rows.first()).toHaveAttribute("aria-rowindex", "2");
});

opened("filters narrow the table", async ({ project, page }) => {
  await project.open(asFile(projectOf(300)));
  await page.fill("#filter-text", "MAIL 29");
  await expect(page.locator("#items-state")).toHaveText("11 of 300 items.");
  await page.selectOption("#filter-category", "Send");
  await page.selectOption("#filter-dataset", "Train");
  await expect(page.locator("#items-state")).toHaveText("3 of 300 items.");
  await expect(project.rows.first()).toContainText("send mail 291 to");
  await page.fill("#filter-text", "");
  await page.selectOption("#filter-category", "");
  await page.selectOption("#filter-dataset", "");
  await page.selectOption("#filter-language", "de");
  await expect(page.locator("#items-state")).toHaveText("60 of 300 items.");
  await page.selectOption("#list", "intents");
  await expect(page.locator("#items-state")).toHaveText("0 of 2 items.");
});

opened("the filtered rows are saved as CSV", async ({ project, page }) => {
  await project.open(asFile(projectOf(50)));
  await page.fill("#filter-text", "mail 4 ");
  await expect(page.locator("#items-state")).toHaveText("1 of 50 items.");
  const csv = await project.saved(() => page.click("#save-csv"));
  expect(csv).toBe(
    "\uFEFFtext,intent,language,dataset,labels,labelledText\r\nread mail 4 to Zoë 😀,Read,en-us,Test,Person:15:3,Zoë\r\n",
  );
  const lines = await project.saved(() => page.click("#save-lines"));
  expect(lines).toBe(`${JSON.stringify(utterance(4))}\n`);
});

opened("two files are compared", async ({ project, page }) => {
  await project.open(asFile(projectOf(50)));
  const other = projectOf(50);
  other.assets.utterances.reverse();
  await page.setInputFiles("#other-file", asFile(other, "Same.json"));
  await expect(page.locator("#comparison-state")).toHaveText("Same.json means the same.");
  other.metadata.projectName = "Post";
  other.assets.utterances[0].intent = "Send";
  other.assets.utterances.pop();
  await page.setInputFiles("#other-file", asFile(other, "Other.json"));
  await expect(page.locator("#comparison-state")).toHaveText("Other.json differs in 3 places.");
  await expect(project.comparison.getByRole("row", { name: /utterances/ }).first()).toHaveText("utterances011");
  const changes = page.locator("#changes-table .virtual-row");
  await expect(changes).toHaveText([
    /metadata.*changed.*projectName.*Mail.*Post/,
    /utterances.*changed.*read mail 49/,
    /utterances.*removed.*send mail 0/,
  ]);
  await expectNoViolations(page);
});

opened("the file for another resource differs only in the requested changes", async ({ project, page }) => {
  const before = JSON.stringify(projectOf(50), null, 2);
  await project.open(asFile(before));
  const save = () => page.getByRole("button", { name: "Save the changed file" }).click();
  await page.fill("#retarget-name", "Mail west");
  await save();
  await expect(page.locator("#retarget-failure")).toContainText("changes.name must be 1 to 50 letters");
  await page.fill("#retarget-name", "Mail-west");
  await page.selectOption("#retarget-multilingual", "false");
  const after = await project.saved(save);
  expect(after).toBe(
    before
      .replace('"projectName": "Mail"', '"projectName": "Mail-west"')
      .replace('"multilingual": true', '"multilingual": false'),
  );
  await expect(page.locator("#retarget-state")).toHaveText("Saved with 2 changes.");
});

opened("a broken file is refused with the place of the error", async ({ page }) => {
  await page.goto("project.html");
  await page.setInputFiles("#file", asFile(JSON.stringify(projectOf(9), null, 2).slice(0, 1500), "Half.json"));
  const failure = page.locator("#open-failure");
  await expect(failure).toContainText("invalidProject");
  await expect(failure).toContainText("$.assets.utterances[");
  await expect(failure).toContainText(/line \d+, column \d+, byte 15\d\d/);
  await expect(page.locator("#project")).toBeHidden();
  await page.setInputFiles("#file", asFile(projectOf(9)));
  await expect(page.locator("#summary .counts")).toContainText("9 utterances");
  await expect(failure).toBeEmpty();
});

test("the result of an export is opened", async ({ page, context }) => {
  const demo = new Demo(page);
  await demo.open();
  await demo.choose({ service: "analyze-conversations" });
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
  const next = context.waitForEvent("page");
  await demo.job.getByRole("button", { name: "Look inside" }).click();
  const project = await next;
  await expect(project.locator("#opening")).toHaveText(/\.json is open\.$/);
  await expect(project.locator("#summary")).toContainText("Conversation");
});

opened("a file of 50 MB never blocks the page", { tag: "@slow" }, async ({ project, page }, info) => {
  const path = info.outputPath("Large.json");
  const large = projectOf(230_000);
  await writeFile(path, JSON.stringify(large, null, 1));
  large.assets.utterances[7].intent = "Send";
  const otherPath = info.outputPath("Other.json");
  await writeFile(otherPath, JSON.stringify(large, null, 1));
  await beforeScripts(page, watchWorker);
  await project.open(path);
  await expect(page.locator("#summary .counts")).toContainText("230,000 utterances");
  await expect(page.locator("#findings-state")).toContainText("1 warning");
  for (const share of [0.2, 0.9, 0.5, 1])
    await project.items.evaluate((node, part) => (node.scrollTop = node.scrollHeight * part), share);
  await expect(project.rows.last()).toContainText("mail 229999 to");
  await page.fill("#filter-text", "MAIL 2299");
  await expect(page.locator("#items-state")).toHaveText("111 of 230000 items.");
  await page.setInputFiles("#other-file", otherPath);
  await expect(page.locator("#comparison-state")).toHaveText("Other.json differs in 1 place.");
  await page.fill("#retarget-name", "Elsewhere");
  const saved = await project.saved(() => page.getByRole("button", { name: "Save the changed file" }).click());
  expect(saved.length).toBeGreaterThan(50_000_000);
  const calls = await page.evaluate(() => /** @type {any} */ (globalThis).workerCalls);
  // The worker reads, checks, compares and rewrites the file. Meanwhile the page does other things, even on a busy
  // machine.
  for (const name of ["open", "check", "statistics", "compare", "retarget"]) {
    const answered = calls.filter(({ call, size }) => call === name && size !== undefined);
    expect(answered.length, name).toBeGreaterThan(0);
    // The page reads its first sample as soon as it opens.
    const turns = Math.max(...answered.map((call) => call.turns));
    expect(turns, `turns of the page during ${name}`).toBeGreaterThan(0);
  }
  // The answers contain what the page shows, not the file.
  for (const { call, size } of calls) expect(size ?? 0, `characters of the answer to ${call}`).toBeLessThan(1_000_000);
});
