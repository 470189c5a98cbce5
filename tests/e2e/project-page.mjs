// The page for exported projects, used like a person would.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { expect, test } from "./demo.mjs";

/** The page for projects. */
class ProjectPage {
  constructor(page) {
    this.page = page;
    this.items = page.getByRole("table", { name: "Items" });
    this.rows = page.locator("#items-table .virtual-row");
    this.findings = page.locator("#findings");
    this.comparison = page.locator("#comparison");
  }

  chart = (name) => this.page.locator(`[data-chart=${name}]`);

  async open(file) {
    await this.page.goto("project.html");
    await this.page.setInputFiles("#file", file);
    await this.isOpen(typeof file === "string" ? basename(file) : file.name);
  }

  /** Waits until everything about a file is shown. */
  async isOpen(name) {
    await expect(this.page.locator("#opening")).toHaveText(`${name} is open.`);
    await expect(this.page.locator("#findings-state")).not.toHaveText(/^(Checking …)?$/);
    await expect(this.page.locator("#items-state")).not.toBeEmpty();
  }

  async saved(action) {
    const download = this.page.waitForEvent("download");
    await action();
    return readFile(await (await download).path(), "utf8");
  }
}

export const opened = /** @type {import("./fixtures.d.ts").Extend<{ project: ProjectPage }>} */ (test.extend)({
  project: async ({ page }, use) => use(new ProjectPage(page)),
});
