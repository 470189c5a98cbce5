// npm run picture: takes the picture of the demo page in README.md with headless Chromium.
import { writeFileSync } from "node:fs";
import { main } from "./command.mjs";
import { inRoot } from "./project.mjs";
import { build } from "./build.mjs";
import { setUpTests } from "./setup.mjs";
import { serve } from "./static-server.mjs";

const file = inRoot("docs", "page.webp");
/** In CSS pixels. */
const viewport = { width: 1120, height: 740 };

await main(async () => {
  process.env.CHROME_PATH = await setUpTests();
  await build();
  const { launch } = await import("../tests/support/chromium.mjs");
  const server = await serve();
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport, colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(`${server.url}/www/`);
    await page.locator("#go").click();
    await page.locator("export-job .job[data-phase=finished]").waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 70 });
    writeFileSync(file, Buffer.from(data, "base64"));
  } finally {
    await browser.close();
    await server.close();
  }
});
