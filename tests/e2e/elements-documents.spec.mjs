// The elements' guide, their manifest, and the frameworks that the guide names.
import { createSimulator } from "../../www/simulator/index.js";
import { inRoot } from "../../scripts/project.mjs";
import { codeIn } from "../support/documents.js";
import { expect, guide, manifest, test } from "./embed/embedding.mjs";
import { phaseOf } from "./embed/runs.mjs";

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
