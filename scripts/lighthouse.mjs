// npm run lighthouse: judges every page of the site with Lighthouse, as on a phone and on a desktop, and prints a
// table. Fails when a page gets less than 95 in a category. With parts of addresses, judges only these pages. With
// `--folder`, judges a site that was made before.
import { readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { parseArgs } from "node:util";
import { main, Trouble } from "./command.mjs";
import { setUpTests } from "./setup.mjs";
import { ensureLighthouse } from "./setup/lighthouse.mjs";
import { serve } from "./static-server.mjs";

/** The lowest accepted score, of 100. */
const LEAST = 95;
/** How often a page with a lower score is judged. The median counts, because other programs slow a page down. */
const ATTEMPTS = 3;
/** The time limit for a page. A busy machine takes ten times as long as an idle one. */
const HANGS_MS = 600_000;
/** The time for which browsers keep a file: as on GitHub Pages. */
const CACHE_SECONDS = 600;
/** Only some pages of the reference are judged, because one template makes all of them. */
const REFERENCE_PAGES = 3;

const categories = {
  performance: "performance",
  accessibility: "accessibility",
  "best-practices": "best practices",
  seo: "SEO",
};

/** Returns the addresses of the pages of a site. @param {string} folder */
function pagesOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => name.endsWith(".html") && !/(^|\/)(\.|node_modules\/)/.test(name))
    // These pages only redirect.
    .filter((name) => !["index.html", "www/reference.html"].includes(name))
    .sort();
  const reference = files.filter((name) => name.startsWith("reference/"));
  const judged = [reference.find((name) => name === "reference/index.html"), ...reference.slice(0, REFERENCE_PAGES)];
  return files
    .filter((name) => !reference.includes(name) || judged.includes(name))
    .map((name) => `/${name.replace(/(^|\/)index\.html$/, "$1")}`);
}

const freePort = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {net.AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/** The findings that lower the scores of a report, in sentences. */
function findings({ categories: judged, audits }) {
  const lowering = Object.keys(categories).flatMap((id) =>
    judged[id].auditRefs.filter(({ weight, id }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9),
  );
  return [...new Set(lowering.map(({ id }) => id))].map((id) => {
    const { title, displayValue, details } = audits[id];
    const places = (details?.items ?? []).flatMap((item) => item.node?.snippet ?? item.description ?? item.url ?? []);
    return [`${title}${displayValue ? `: ${displayValue}` : ""}`, ...places.slice(0, 3)].join("\n      ");
  });
}

const scoresOf = (report) => Object.keys(categories).map((id) => Math.round(report.categories[id].score * 100));
const least = (report) => Math.min(...scoresOf(report));

/** Judges a page until it is good enough, at most `ATTEMPTS` times. Returns the report with the median performance. */
async function judged(run) {
  const reports = [];
  let failure;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { lhr } = await run();
    if (lhr.runtimeError) failure = lhr.runtimeError;
    else if (least(lhr) >= LEAST) return lhr;
    else reports.push(lhr);
  }
  if (reports.length === 0) throw new Trouble(`Lighthouse failed: ${failure.message}`);
  const performance = (report) => report.categories.performance.score;
  return reports.sort((one, other) => performance(one) - performance(other))[reports.length >> 1];
}

/** Returns the folder of the site, after making it if it is not up to date. */
async function madeSite() {
  const { build } = await import("./build.mjs");
  const { makeSite } = await import("./site/site.mjs");
  const { siteFolder } = await import("./site/site-folder.mjs");
  await build();
  await makeSite(siteFolder);
  return siteFolder;
}

await main(async () => {
  const { values, positionals: wanted } = parseArgs({
    allowPositionals: true,
    options: { folder: { type: "string" } },
  });
  process.env.CHROME_PATH = await setUpTests();
  const { lighthouse, desktopConfig, version } = await ensureLighthouse();
  const { launch } = await import("../tests/support/chromium.mjs");
  const folder = values.folder ?? (await madeSite());
  const pages = pagesOf(folder).filter((page) => wanted.length === 0 || wanted.some((part) => page.includes(part)));
  if (pages.length === 0)
    throw new Trouble(`No page has ${wanted.join(" or ")} in its address.`, `choose from ${pagesOf(folder).join(" ")}`);

  const host = { base: folder, folders: ["."], home: undefined, compress: true, cacheSeconds: CACHE_SECONDS };
  const server = await serve(host);
  const port = await freePort();
  const browser = await launch([`--remote-debugging-port=${port}`]);
  const bad = [];
  try {
    console.log(`\nLighthouse ${version}, ${browser.version()}\n`);
    console.log(`| page | form | ${Object.values(categories).join(" | ")} |`);
    console.log(`| --- | --- |${" ---: |".repeat(Object.keys(categories).length)}`);
    for (const page of pages) {
      const url = server.url + page;
      // The server compresses a file on its first request. A web host has compressed it before.
      const first = await browser.newPage();
      await first.goto(url, { waitUntil: "networkidle", timeout: HANGS_MS });
      await first.close();
      const forms = { phone: undefined, desktop: desktopConfig };
      for (const [form, config] of Object.entries(forms)) {
        const options = { port, output: "json", logLevel: "error", onlyCategories: Object.keys(categories) };
        const report = await judged(() => lighthouse(url, options, config));
        console.log(`| ${page} | ${form} | ${scoresOf(report).join(" | ")} |`);
        if (least(report) < LEAST) bad.push(`${page}, ${form}:\n    ${findings(report).join("\n    ")}`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  if (bad.length > 0) console.log(`\nLess than ${LEAST}:\n  ${bad.join("\n  ")}`);
  return bad.length > 0 ? 1 : 0;
});
