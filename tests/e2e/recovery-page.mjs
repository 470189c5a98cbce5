// The page for recovery, used like a person would.
import { test as base, expect } from "@playwright/test";
import { createSimulator } from "../../www/simulator/index.js";
import { serveSimulator } from "../simulator/server.mjs";
import { projects, seed } from "../support/regions.js";

/** Secrets that may only be in their fields. */
export const marked = { key: "marked-key-5811", signature: "marked-signature-5812" };
const SAS = `sv=2024-11-04&sr=c&sp=rcw&sig=${marked.signature}`;

/** The page for recovery in one tab. */
export class Recovery {
  constructor(page) {
    this.page = page;
    this.rows = page.locator(".comparison-table tbody tr");
    this.steps = page.locator(".replication-steps > li");
    this.reports = page.locator(".project-report");
    this.kept = page.locator("#kept");
    this.failure = page.locator("#options-failure .note");
    this.problems = [];
    page.on(
      "console",
      (message) => ["error", "warning"].includes(message.type()) && this.problems.push(message.text()),
    );
    page.on("pageerror", (error) => this.problems.push(String(error.stack ?? error)));
  }

  async open(query = "?pace=0.02") {
    await this.page.goto(`recovery.html${query}`);
    await expect(this.page.locator("#start")).toBeEnabled();
  }

  async family(value) {
    await this.page.locator(`[name=family][value=${value}]`).check();
  }

  /** Compares the regions, and returns the row of a project. */
  async compare(project, { contents = false } = {}) {
    await this.page.locator(contents ? "#compare-contents" : "#compare").click();
    await expect(this.page.locator("#comparison-state")).toContainText(
      contents ? "Contents were compared" : "By dates",
    );
    return this.rows.filter({ has: this.page.getByRole("rowheader", { name: new RegExp(`^${project}`) }) });
  }

  async start(project) {
    await this.page.fill("#project", project);
    await this.page.locator("#start").click();
  }

  step = (name, tone) =>
    this.page.locator(`.replication-steps [data-step=${name}]${tone ? `[data-tone=${tone}]` : ""}`);

  /** A project in the picture of both regions: of the comparison, or of the progress. */
  lane = (project, place = "#comparison") => this.page.locator(`${place} .lane[data-project="${project}"]`);

  report = (project, ending = "done") =>
    this.page.locator(`.project-report[data-project="${project}"][data-ending=${ending}]`);

  async connect(source, target) {
    await this.page.locator("[name=where][value=real]").check();
    await this.page.fill("#source-endpoint", source);
    await this.page.fill("#target-endpoint", target);
    await this.giveKeys();
  }

  async giveSas({ source, target }) {
    const documents = this.page.locator("#documents");
    if (!(await documents.evaluate(({ open }) => open))) await documents.locator("> summary").click();
    await this.page.fill("#source-sas", source);
    await this.page.fill("#target-sas", target);
  }

  async giveKeys() {
    for (const side of ["source", "target"]) await this.page.fill(`#${side}-secret`, marked.key);
  }

  /** Returns the requests that the simulated regions in the page received, as "POST …/:import 202". */
  async received() {
    return this.page.locator("#received-list > li").evaluateAll((items) => items.map(({ textContent }) => textContent));
  }

  /** Returns everything that outlives the page, and everything that it shows. */
  async everything() {
    return this.page.evaluate(async () => {
      const texts = [
        location.href,
        document.cookie,
        ...Object.entries(localStorage).flat(),
        ...Object.entries(sessionStorage).flat(),
      ];
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((resolve, reject) =>
          Object.assign(indexedDB.open(name), { onsuccess: ({ target }) => resolve(target.result), onerror: reject }),
        );
        for (const store of database.objectStoreNames) {
          const values = await new Promise(
            (resolve) =>
              (database.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) =>
                resolve(target.result)),
          );
          texts.push(JSON.stringify(values));
        }
        database.close();
      }
      texts.push(document.documentElement.outerHTML);
      return texts.join("\n");
    });
  }
}

/**
 * @typedef {object} RecoveryFixtures
 * @property {(query?: string) => Promise<Recovery>} tab
 * @property {{ simulator: ReturnType<typeof createSimulator>, source: string, target: string, sas: { source: string, target: string }, stored: string }} regions
 */

export const test = /** @type {import("./fixtures.d.ts").Extend<RecoveryFixtures>} */ (base.extend)({
  /** Opens tabs. Each test ends with a check of their consoles. */
  tab: async ({ context }, use) => {
    const tabs = [];
    await use(async (query) => {
      const recovery = new Recovery(await context.newPage());
      tabs.push(recovery);
      await recovery.open(query);
      return recovery;
    });
    // Browsers report every 404, even for something that need not exist.
    const looked = /Failed to load resource.* 404 /;
    for (const { problems } of tabs)
      expect(
        problems.filter((text) => !looked.test(text)),
        "the console",
      ).toEqual([]);
  },

  /** Two regions with storage over real HTTP. The source has "Mail" with its documents. */
  regions: async ({}, use) => {
    const simulator = createSimulator({ pace: 0.02, limits: false, credentials: { keys: [marked.key] } });
    const [source, target, storage] = [
      await serveSimulator({ simulator }),
      await serveSimulator({ simulator }),
      await serveSimulator({ simulator }),
    ];
    const blobs = { "01.txt": "2026-03-14: the date\r\n", "The Queen's #2.txt": "no date at all" };
    const documents = Object.entries(blobs).map(([location, text], index) => ({
      location,
      language: "en-us",
      dataset: index === 0 ? "Train" : "Test",
      entities: [
        {
          regionOffset: 0,
          regionLength: text.length,
          labels: index === 0 ? [{ category: "Date", offset: 0, length: 10 }] : [],
        },
      ],
    }));
    const { file } = projects.entities;
    const assets = { ...file.assets, documents };
    simulator.addProject(seed(source.url, { ...projects.entities, file: { ...file, assets } }));
    simulator.addStorage({
      origin: `${storage.url}/east`,
      containers: { docs: blobs },
      sas: SAS,
      languageOrigins: [source.url],
    });
    simulator.addStorage({
      origin: `${storage.url}/west`,
      containers: { docs: {} },
      sas: SAS,
      languageOrigins: [target.url],
    });
    await use({
      simulator,
      source: source.url,
      target: target.url,
      sas: { source: `${storage.url}/east/docs?${SAS}`, target: `${storage.url}/west/docs?${SAS}` },
      stored: `${storage.url}/west`,
    });
    for (const server of [source, target, storage]) await server.close();
  },
});
