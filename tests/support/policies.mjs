// The policies of docs/content-security-policy.md, and pages that tell what happens under them.
import { read } from "./documents.js";

const guide = read("docs/content-security-policy.md");

/** The policy of the guide for a portal. */
export const [, portalPolicy] = guide.match(/^Content-Security-Policy: (.*)$/m) ?? [];

/** The rows of the tables under a heading, as texts. @param {string} heading */
export function rowsUnder(heading) {
  const [, section] = `\n${guide}`.split(`\n${heading}\n`);
  return section
    .split(/^## /m)[0]
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The first code in a cell, or nothing. @param {string} cell */
export const codeOf = (cell) => cell.match(/`([^`]+)`/)?.[1] ?? "";

const parsed = (/** @type {string} */ policy) =>
  new Map(
    policy
      .split(";")
      .map((directive) => directive.trim().split(/\s+/))
      .filter(([name]) => name)
      .map(([name, ...sources]) => [name, sources]),
  );

/** Adds the sources of a policy to another, as an administrator does: they replace `'none'`. */
export function withSources(/** @type {string} */ policy, /** @type {string} */ more) {
  const directives = parsed(policy);
  for (const [name, sources] of parsed(more))
    directives.set(name, [...(directives.get(name) ?? []).filter((source) => source !== "'none'"), ...sources]);
  return [...directives].map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
}

/** Takes a source out of a directive. @param {string} policy @param {string} part Such as `script-src 'self'`. */
export function withoutSource(policy, part) {
  const [name, source] = part.split(" ");
  const directives = parsed(policy);
  const left = (directives.get(name) ?? []).filter((one) => one !== source);
  directives.set(name, left.length > 0 ? left : ["'none'"]);
  return [...directives].map(([name, sources]) => [name, ...sources].join(" ")).join("; ");
}

/** A page whose script writes its outcome into `#outcome`. `nonce` is at its own script, `/page.js`. */
export const pageOf = ({ nonce = "right", body = "" } = {}) => `<!doctype html><title>A page with a policy</title>
  <script src="/watch.js" nonce="right"></script>
  <p id="outcome"></p>
  ${body}
  <script type="module" src="/page.js" nonce="${nonce}"></script>`;

/** `/watch.js`: a script that the policy forbids is an outcome, and every violation is collected. */
export const watching = `
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, disposition }) => {
    (globalThis.breaches ??= []).push(effectiveDirective + " " + blockedURI);
    if (/^script-src/.test(effectiveDirective) && blockedURI !== "wasm-eval") tell("not run");
  });
  const tell = (text) => {
    const outcome = document.querySelector("#outcome");
    if (outcome) outcome.textContent ||= text;
    else addEventListener("DOMContentLoaded", () => tell(text));
  };`;

/** The start of a script that exports through the gateway, from an address of an entry. @param {string} from */
export const exporting = (from, options = "") => `
  export async function exported(tell) {
    try {
      const { default: init, AzureLanguage } = await import("${from}");
      await init();
      const language = new AzureLanguage({ endpoint: "/language-proxy", family: "analyze-conversations", ${options} });
      const poller = await language.start(language.exportRequest("CityTransit"));
      tell("exported " + (await poller.result()).suggestedName);
    } catch (error) {
      tell(error.code ? error.code + ": " + error.message : "not run");
    }
  }`;

/** The same, as the whole of a page's script. @param {string} from */
export const exportingPage = (from, options = "") => `${exporting(from, options).replace("export ", "")}
  exported((text) => (document.querySelector("#outcome").textContent ||= text));`;

/** Opens a page, and returns its outcome and its violations of the policy. */
export async function outcomeAt(browser, /** @type {string} */ url) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    return await page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            const outcome = document.querySelector("#outcome")?.textContent;
            if (!outcome) return setTimeout(look, 20);
            // A browser asks for an icon by itself.
            const breaches = /** @type {any} */ (globalThis).breaches ?? [];
            resolve({ outcome, breaches: breaches.filter((one) => !one.startsWith("img-src")) });
          };
          look();
        }),
    );
  } finally {
    await page.close();
  }
}
