// The elements as a portal embeds them: under a strict policy, in other languages, in React and in Vue.
import { readFile, stat } from "node:fs/promises";
import { expectNoViolations } from "./axe.mjs";
import { createSimulator } from "../../www/simulator/index.js";
import { inRoot } from "../../scripts/project.mjs";
import { codeIn } from "../support/documents.js";
import { expect, guide, manifest, test } from "./embed/embedding.mjs";
import { prefer } from "./preferences.mjs";

/** Starts an export in `<export-job>`, as a page does. */
const start = (page) =>
  page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const view = /** @type {any} */ (document.querySelector("export-job"));
    view.fetch = portal.fetch;
    view.client = portal.language;
    view.run((options) => portal.language.start(portal.request(), options));
  });

/** Collects the types of events that reach the document. */
const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    for (const type of ["job", "change", "end"])
      document.addEventListener(type, (/** @type {any} */ { detail, target }) =>
        window.heard.push({ type, phase: detail.phase, url: detail.job?.url, from: target.localName }),
      );
  });

const phaseOf = (page, name = "export-job") => page.locator(`${name} [data-phase]`);

test("importing defines nothing, and defining twice does no harm", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  const names = ["export-job", "export-board", "export-button"];
  const defined = () => page.evaluate((names) => names.map((name) => Boolean(customElements.get(name))), names);
  expect(await defined()).toEqual([false, false, false]);
  await page.evaluate(() => (window.portal.defineElements(), window.portal.defineElements()));
  expect(await defined()).toEqual([true, true, true]);
});

test("<export-job> goes from the submission to the saved file, and tells the page", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await listen(page);
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job h2")).toHaveText("Export of MaintenanceReports");
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save file" }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("MaintenanceReports.json");
  expect(JSON.parse(String(await readFile(await download.path()))).metadata).toBeDefined();
  const heard = await page.evaluate(() => window.heard);
  expect(heard.filter(({ type }) => type === "job")).toHaveLength(1);
  expect(heard.filter(({ type }) => type === "end")).toEqual([
    { type: "end", phase: "finished", url: expect.stringContaining("/export/jobs/"), from: "export-job" },
  ]);
  await expectNoViolations(page);
});

test("no credential is in an attribute or a text", async ({ page, open }) => {
  await open({ body: "<export-job></export-job><export-button></export-button>" });
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  const html = await page.evaluate(() =>
    [...document.querySelectorAll("*")].map((node) => node.outerHTML + (node.shadowRoot?.innerHTML ?? "")).join("\n"),
  );
  expect(html).toContain("MaintenanceReports");
  expect(html).not.toContain("demo-key");
});

test("a job is followed once its client is set, in either order", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  const job = await page.evaluate(async () => {
    const { portal } = window;
    const poller = await portal.language.start(portal.request(), { fetch: portal.fetch });
    const view = /** @type {any} */ (document.querySelector("export-job"));
    // Before the element is defined.
    view.job = poller.job;
    view.fetch = portal.fetch;
    portal.defineElements();
    return poller.job;
  });
  await expect(page.locator("export-job h2")).toHaveText("Export of MaintenanceReports");
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "idle");
  await page.evaluate(() => (document.querySelector("export-job").client = window.portal.language));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  const requests = () => page.evaluate(() => window.portal.simulator.requests.length);
  const before = await requests();
  // The same job again, as a framework sets it.
  await page.evaluate((job) => (document.querySelector("export-job").job = job), job);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  expect(await requests()).toBe(before);
  await page.evaluate(() => (document.querySelector("export-job").job = undefined));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "idle");
});

test("a run that is replaced or stopped within the same script never starts", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  await page.evaluate(() => {
    const { portal } = window;
    const view = /** @type {any} */ (document.querySelector("export-job"));
    window.starts = 0;
    const begin = (options) => {
      window.starts += 1;
      return portal.language.start(portal.request(), options);
    };
    view.run(begin);
    view.stop();
    view.run(begin);
    view.run(begin);
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  expect(await page.evaluate(() => window.starts)).toBe(1);
});

test("work ends when the element is removed, and continues when it is moved or put back", async ({ page, open }) => {
  await open({ body: "<export-job></export-job><div id='elsewhere'></div>" });
  await listen(page);
  const view = (action) => page.evaluate(action);
  await view(() => {
    const { portal } = window;
    portal.defineElements();
    const view = /** @type {any} */ (document.querySelector("export-job"));
    view.fetch = portal.fetch;
    view.client = portal.language;
    // The job at the service never ends.
    const job = portal.language.job("export", "MaintenanceReports", "1");
    const answer = async (request) => {
      request.signal.addEventListener("abort", () => (window.aborted = true));
      return new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
    };
    view.fetch = answer;
    view.job = job;
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await view(() => document.querySelector("#elsewhere").append(document.querySelector("export-job")));
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  expect(await view(() => window.aborted)).toBe(undefined);
  await view(() => {
    window.view = document.querySelector("export-job");
    window.view.remove();
  });
  await expect.poll(() => view(() => window.aborted)).toBe(true);
  await view(() => document.querySelector("main").append(window.view));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
});

test("<export-board> shows when a job is likely to end, once it has seen similar jobs end", async ({ page, open }) => {
  await page.clock.install();
  await open({ body: "<export-board></export-board>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const { fetch } = portal.createSimulator({ pace: 1 });
    document.querySelector("export-board").board = portal.board({ fetch });
  });
  const submit = () =>
    page.evaluate(async () => {
      const { board } = document.querySelector("export-board");
      await board.submit(window.portal.language, window.portal.language.exportRequest("SupportInbox"));
    });
  const rows = page.locator("export-board tbody tr");
  for (let n = 0; n < 5; n += 1) await submit();
  await expect(rows).toHaveCount(5);
  await page.clock.runFor(120_000);
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(5);
  await submit();
  await page.clock.runFor(100);
  await expect(rows.last()).toContainText(/likely to end in \d+ m?s to \d+ s/);
});

test("<export-board> announces the news of its board in the language of the page, until that is turned off", async ({
  page,
  open,
}) => {
  await page.clock.install();
  await open({ lang: "de", body: "<export-board></export-board>" });
  const see = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const board = portal.board();
    document.querySelector("export-board").board = board;
  });
  const notify = page.getByRole("button", { name: "Benachrichtigen" });
  await notify.click();
  await expect(notify).toHaveAttribute("aria-pressed", "true");
  await see("hidden");
  await page.evaluate(async () => {
    const { board } = document.querySelector("export-board");
    await board.submit(window.portal.language, window.portal.language.exportRequest("SupportInbox"));
  });
  await page.clock.runFor(120_000);
  await expect(page).toHaveTitle("(1) Portal");
  await see("visible");
  await page.clock.runFor(10_000);
  await expect(page.locator("export-board [role=status]")).toHaveText("1 Export ist fertig");
  await expect(page).toHaveTitle("Portal");
  await notify.click();
  await expect(notify).toHaveAttribute("aria-pressed", "false");
});

test("a poller of the page continues when its element is put back", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const job = portal.language.job("export", "MaintenanceReports", "1");
    window.view = document.querySelector("export-job");
    const poller = portal.language.follow(job, { fetch: () => new Promise(() => {}) });
    Object.assign(window.view, { poller });
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await page.evaluate(() => window.view.remove());
  await page.evaluate(() => document.querySelector("main").append(window.view));
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
  await page.getByRole("button", { name: "Stop watching" }).click();
  await page.getByRole("button", { name: "Watch again" }).click();
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "watching");
});

test("in Arabic the elements read from right to left, and axe finds nothing", async ({ page, open }) => {
  await open({
    lang: "ar",
    dir: "rtl",
    body: "<export-job></export-job><export-button></export-button><export-board></export-board>",
  });
  await start(page);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job .state")).toContainText("نجحت");
  await expect(page.getByRole("button", { name: "حفظ الملف" })).toBeVisible();
  const [heading, save] = await Promise.all(
    ["h2", "[part~=save]"].map((name) => page.locator(`export-job ${name}`).boundingBox()),
  );
  // The text begins at the right, and the button is at the left.
  expect(heading.x + heading.width).toBeGreaterThan(save.x + save.width);
  expect(save.x).toBeLessThan(page.viewportSize().width / 3);
  await expectNoViolations(page);
});

test("the elements use the language of the page, or texts of the page's own", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  const state = page.locator("export-job .state strong");
  await expect(state).toHaveText("Succeeded");
  for (const [lang, text] of [
    ["de-AT", "Erfolgreich"],
    ["ja", "成功"],
    ["x-nonsense!", "Succeeded"],
    ["fr", "Succeeded"],
  ]) {
    await page.evaluate((lang) => (document.documentElement.lang = lang), lang);
    await expect(state).toHaveText(text);
  }
  await page.evaluate(() => window.portal.addLanguages({ lang: "fr", save: "Enregistrer" }));
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeVisible();
  await expect(state).toHaveText("Succeeded");
  await page.evaluate(() => (document.querySelector("export-job").texts = { save: "Keep it" }));
  await expect(page.getByRole("button", { name: "Keep it" })).toBeVisible();
});

test("an element in a shadow tree uses the language outside it, and its events leave the tree", async ({
  page,
  open,
}) => {
  await open({ body: "<div lang='de' id='host'></div>" });
  await page.evaluate(() => {
    window.portal.defineElements();
    const root = document.querySelector("#host").attachShadow({ mode: "open" });
    root.append(document.createElement("export-job"));
  });
  await expect(page.locator("export-job .state")).toHaveText("Bereit");
  await listen(page);
  await page.evaluate(() => {
    const { portal } = window;
    const view = document.querySelector("#host").shadowRoot.querySelector("export-job");
    Object.assign(view, { fetch: portal.fetch });
    view.run((options) => portal.language.start(portal.request(), options));
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  expect((await page.evaluate(() => window.heard)).at(-1)).toMatchObject({ type: "end", phase: "finished" });
});

test("the elements use the page's colour scheme and the portal's own colours", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await start(page);
  const colour = () => page.locator("export-job .word").evaluate((node) => getComputedStyle(node).color);
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  // A light page stays light with any preference of the system.
  await prefer(page, { colorScheme: "dark" });
  expect(await colour()).toBe("rgb(23, 112, 63)");
  await page.evaluate(() => (document.documentElement.style.colorScheme = "dark"));
  expect(await colour()).toBe("rgb(111, 208, 155)");
  await page.evaluate(() => document.querySelector("main").style.setProperty("--export-jobs-good", "rgb(1, 2, 3)"));
  expect(await colour()).toBe("rgb(1, 2, 3)");
});

test("forced colours keep words and borders, and reduced motion stops all motion", async ({ page, open }) => {
  await prefer(page, { forcedColors: "active", reducedMotion: "reduce" });
  await open({ body: "<export-job></export-job><export-button></export-button>" });
  await start(page);
  await page.evaluate(() => {
    const button = document.querySelector("export-button");
    const { portal } = window;
    Object.assign(button, { client: portal.language, request: portal.request, fetch: () => new Promise(() => {}) });
  });
  await page.locator("export-button").getByRole("button").click();
  await expect(phaseOf(page, "export-button")).toHaveAttribute("data-phase", "submitting");
  const animations = await page.evaluate(() =>
    [...document.querySelectorAll("export-job, export-button")].flatMap((node) => node.shadowRoot.getAnimations()),
  );
  expect(animations).toEqual([]);
  await expect(page.locator("export-job .state")).toContainText("Succeeded");
});

test("<export-button> starts an export by keyboard, shows it, and saves the file", async ({ page, open }) => {
  await open({ body: "<export-button>Export the reports</export-button>" });
  await listen(page);
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(document.querySelector("export-button"), {
      client: portal.language,
      request: portal.request,
      fetch: portal.fetch,
    });
  });
  const button = page.getByRole("button");
  await expect(button).toHaveAccessibleName("Export the reports");
  await expectNoViolations(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(button).toHaveAccessibleName("Save file");
  await expect(button).toBeFocused();
  await expectNoViolations(page);
  const saved = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await saved).suggestedFilename()).toBe("MaintenanceReports.json");
  const ends = (await page.evaluate(() => window.heard)).filter(({ type }) => type === "end");
  expect(ends.map(({ from, phase }) => `${from} ${phase}`)).toEqual(["export-button finished"]);
});

test("<export-button> says why an export did not start, and starts one again", async ({ page, open }) => {
  await open({ body: "<export-button></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const button = document.querySelector("export-button");
    const refuse = async () => new Response("{}", { status: 403 });
    Object.assign(button, { client: portal.language, request: portal.request, fetch: refuse });
  });
  const button = page.getByRole("button");
  await button.click();
  await expect(button).toHaveAccessibleName("Export again");
  await expect(button).toHaveAccessibleDescription(/The credential may not do this/);
  await page.evaluate(() => (document.querySelector("export-button").fetch = window.portal.fetch));
  await button.click();
  await expect(button).toHaveAccessibleName("Save file");
  await expect(page.locator("[part=message]")).toBeEmpty();
});

test("<export-button> starts one export when pressed twice, and none when disabled", async ({ page, open }) => {
  await open({ body: "<export-button disabled></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(document.querySelector("export-button"), {
      client: portal.language,
      request: portal.request,
      fetch: portal.fetch,
    });
  });
  const press = () =>
    page.evaluate(() => {
      const inner = document.querySelector("export-button").shadowRoot.querySelector("button");
      inner.click();
      inner.click();
    });
  const submissions = () =>
    page.evaluate(() => window.portal.simulator.requests.filter(({ method }) => method === "POST").length);
  await expect(page.getByRole("button")).toBeDisabled();
  await press();
  expect(await submissions()).toBe(0);
  await page.evaluate(() => (document.querySelector("export-button").disabled = false));
  await expect(page.getByRole("button")).toBeEnabled();
  await press();
  await expect(phaseOf(page, "export-button")).toHaveAttribute("data-phase", "finished");
  expect(await submissions()).toBe(1);
});

test("<export-board> shows the jobs of a board, and sends an event when they end", async ({ page, open }) => {
  await open({ body: "<export-board label='Exports'></export-board>" });
  await page.evaluate(async () => {
    const { portal } = window;
    window.ended = [];
    document.addEventListener("end", (/** @type {any} */ { detail }) => window.ended.push(detail.job.job.project));
    const board = portal.board();
    await board.ready();
    // Before the element is defined.
    document.querySelector("export-board").board = board;
    portal.defineElements();
    for (const name of ["MaintenanceReports", "SupportInbox"])
      await board.submit(portal.language, portal.language.exportRequest(name));
  });
  const rows = page.locator("export-board tbody tr");
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(2);
  expect((await page.evaluate(() => window.ended)).sort()).toEqual(["MaintenanceReports", "SupportInbox"]);
  await expect(page.getByRole("heading", { name: "Exports" })).toBeVisible();
  await expect(page.locator("export-board .limits")).toContainText("of 10 submissions a minute");
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Job", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(rows.first()).toContainText("SupportInbox");
  await page.getByRole("button", { name: "Remove ended jobs" }).click();
  await expect(rows).toHaveCount(0);
  await expect(page.locator("export-board")).toContainText("No jobs yet.");
});

test("<export-board> shows the history of its board, which can save a file and forget a job", async ({
  page,
  open,
}) => {
  await open({ body: "<export-board></export-board>" });
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const board = portal.board({ name: "history" });
    await board.ready();
    document.querySelector("export-board").board = board;
    await board.submit(portal.language, portal.language.exportRequest("SupportInbox"));
  });
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(1);
  await expect(page.locator("export-board [role=status]")).toHaveText("export SupportInbox: Succeeded");
  const saves = async () => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save file: export SupportInbox" }).click();
    // Firefox numbers the second file of a name.
    expect((await saved).suggestedFilename()).toMatch(/^SupportInbox(\(1\))?\.json$/);
  };
  await saves();
  await page.getByRole("button", { name: "Remove ended jobs" }).click();
  await expect(page.locator("export-board tbody tr")).toHaveCount(0);
  await page.getByText("History").click();
  const ended = page.locator("export-board .history li");
  await expect(ended).toHaveCount(1);
  await expect(ended).toContainText("export SupportInbox Succeeded");
  await expect(ended).toContainText("kB");
  await expectNoViolations(page);
  await saves();
  await page.getByRole("button", { name: "Forget: export SupportInbox" }).click();
  await expect(ended).toHaveText("No job has ended yet.");
});

test("a large file goes straight to the disk, on a click", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    const written = (window.heard = []);
    const showSaveFilePicker = async ({ suggestedName }) => ({
      createWritable: async () =>
        new WritableStream({ write: (chunk) => void written.push(`${suggestedName} ${chunk.length}`) }),
    });
    Object.assign(window, { showSaveFilePicker });
    const status = { state: "succeeded", serviceState: "succeeded", isDone: true, errors: [], warnings: [] };
    // A file of 2 GB, without its bytes.
    const poller = {
      job: {
        service: "azure-language/analyze-text",
        operation: "export",
        project: "Large",
        id: "1",
        url: "https://x/1",
      },
      status,
      isDone: true,
      onProgress: () => () => {},
      pollUntilDone: async () => status,
      result: ({ signal, onProgress }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          onProgress({ receivedBytes: 1_000, totalBytes: 2_000_000_000 });
        }),
      save: async (target, { signal, onProgress }) => {
        window.starts = (window.starts ?? 0) + 1;
        if (window.starts === 1)
          await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
        const writer = target.getWriter();
        await writer.write(new Uint8Array(10));
        onProgress({ receivedBytes: 2_000_000_000, totalBytes: 2_000_000_000 });
        await writer.close();
        return { size: 2_000_000_000 };
      },
    };
    Object.assign(document.querySelector("export-job"), { poller });
  });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("export-job")).toContainText("2 GB · The file is large.");
  await page.getByRole("button", { name: "Save file" }).click();
  // The first time, the user changes their mind.
  await page.getByRole("button", { name: "Stop watching" }).click();
  await page.getByRole("button", { name: "Save file" }).click();
  await expect(page.locator("export-job")).toContainText("Saved as Large.json.");
  await expect(page.getByRole("button", { name: "Save file" })).toHaveCount(0);
  expect(await page.evaluate(() => window.heard)).toEqual(["Large.json 10"]);
});

test("a large file from a service is written whole to the disk", async ({ page, open }) => {
  await open({ body: "<export-job></export-job>" });
  await page.evaluate(async () => {
    const { portal } = window;
    portal.defineElements();
    const folder = await navigator.storage.getDirectory();
    const showSaveFilePicker = async ({ suggestedName }) => folder.getFileHandle(suggestedName, { create: true });
    Object.assign(window, { showSaveFilePicker });
    const simulator = portal.createSimulator({ pace: 0, results: { bytes: 70_000_000 } });
    const view = document.querySelector("export-job");
    Object.assign(view, { fetch: simulator.fetch });
    view.run((options) => portal.language.start(portal.request(), options));
  });
  await expect(page.locator("export-job")).toContainText("70 MB · The file is large.");
  await page.getByRole("button", { name: "Save file" }).click();
  await expect(page.locator("export-job")).toContainText("Saved as MaintenanceReports.json.");
  const size = await page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle("MaintenanceReports.json");
    return (await handle.getFile()).size;
  });
  expect(size).toBe(70_000_000);
});

test("a large file is a download in browsers without a save dialog", async ({ page, open }) => {
  await open({ body: "<export-button></export-button>" });
  await page.evaluate(() => {
    const { portal } = window;
    portal.defineElements();
    Object.assign(window, { showSaveFilePicker: undefined });
    const { fetch } = portal.createSimulator({ pace: 0, results: { bytes: 70_000_000 } });
    Object.assign(document.querySelector("export-button"), { client: portal.language, request: portal.request, fetch });
  });
  const button = page.getByRole("button");
  await button.click();
  await expect(button).toHaveAccessibleName("Save file");
  const saved = page.waitForEvent("download");
  await button.click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe("MaintenanceReports.json");
  expect((await stat(await download.path())).size).toBe(70_000_000);
});

test("React in StrictMode starts one export, listens, and follows a poller", async ({ page, open }) => {
  await open({ script: "react.jsx", body: "<div id='root'></div>" });
  await expect(page.locator("#phases")).toHaveText("finished");
  const submissions = () =>
    page.evaluate(() => window.portal.simulator.requests.filter(({ method }) => method === "POST").length);
  expect(await submissions()).toBe(1);
  await page.getByRole("button", { name: "Export the inbox" }).click();
  await expect(page.locator("#button").getByRole("button")).toHaveAccessibleName("Save file");
  await expect(page.locator("#followed [data-phase]")).toHaveAttribute("data-phase", "finished");
  await expect(page.locator("#status")).toHaveText("succeeded");
  await expect(page.locator("#followed h2")).toHaveAttribute("aria-level", "3");
  await expect(page.locator("#jobs")).toHaveText("1");
  await expect(page.locator("export-board tbody tr[data-done]")).toHaveCount(1);
  expect(await submissions()).toBe(2);
});

test("Vue sets properties, and listens", async ({ page, open }) => {
  await open({ script: "vue.js", body: "<div id='root'></div>" });
  await page.locator("export-button").getByRole("button").click();
  await expect(page.locator("#phase")).toHaveText("finished");
  await expect(page.locator("export-job h2")).toHaveText("From Vue");
});

test("the guide's tables list the members of the manifest", () => {
  for (const { tagName, attributes, members, events, slots, cssParts, cssProperties } of manifest.modules[0]
    .declarations) {
    const [, section] = guide.split(`## \`<${tagName.replace(/[<>]/g, "")}>\`\n`);
    const [own] = section.split("\n## ");
    const shared = guide.split("## `<export-job>`")[1].split("\n## ")[0];
    for (const { name } of [...attributes, ...members, ...events].filter(({ name }) => name !== "lang"))
      expect(own.includes(`\`${name}`) || shared.includes(`\`${name}`), `${tagName}: ${name}`).toBe(true);
    const [row] = guide.match(new RegExp(`^\\| \`<${tagName}>\` \\|.*$`, "m"));
    for (const { name } of [...slots.filter(({ name }) => name), ...cssParts]) expect(row).toContain(`\`${name}\``);
    for (const { name } of cssProperties) expect(guide).toContain(`\`${name.replace("--export-jobs-", "")}\``);
  }
});

test("the code of the guide runs unchanged behind a gateway", async ({ page, open }) => {
  const simulator = createSimulator({ pace: 0 });
  await page.route("**/language/**", async (route) => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const upstream = `https://contoso.cognitiveservices.azure.com${pathname.replace("/language", "")}${search}`;
    const headers = { "Ocp-Apim-Subscription-Key": "demo-key" };
    const response = await simulator.fetch(new Request(upstream, { method: request.method(), headers }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
  const codes = codeIn(guide);
  const [embed] = codes;
  const languages = codes.find((code) => code.includes("addLanguages("));
  const contents = `${embed}\n${languages}\ndocument.documentElement.dataset.ready = "";`;
  await open({ script: { contents, resolveDir: inRoot() }, body: codeIn(guide, "html")[0], lang: "fr" });
  await expect(phaseOf(page)).toHaveAttribute("data-phase", "finished");
  await expect(page.getByRole("button", { name: "Enregistrer" })).toBeVisible();
  const stored = await page.evaluate(() => JSON.parse(localStorage.getItem("job") ?? "null"));
  expect(stored.project).toBe("CityTransit");
  await page.getByRole("button", { name: "Export the project" }).click();
  await expect(page.locator("export-button").getByRole("button")).toHaveAccessibleName("Enregistrer");
});

test("the manifest names every attribute, property and event", async ({ page, open }) => {
  await open();
  await page.evaluate(() => window.portal.defineElements());
  for (const { tagName, attributes, members, events } of manifest.modules[0].declarations.filter(
    ({ customElement }) => customElement,
  )) {
    const found = await page.evaluate((name) => {
      const { observedAttributes, prototype } = /** @type {any} */ (customElements.get(name));
      const node = document.createElement(name);
      const own = [...Object.keys(node)];
      for (let type = prototype; type !== HTMLElement.prototype; type = Object.getPrototypeOf(type))
        own.push(...Object.getOwnPropertyNames(type));
      return { observedAttributes, own };
    }, tagName);
    expect(attributes.map(({ name }) => name).sort()).toEqual([...found.observedAttributes].sort());
    for (const { name } of members) expect(found.own, `${tagName}.${name}`).toContain(name);
    expect(events.map(({ name }) => name)).toContain("end");
  }
});
