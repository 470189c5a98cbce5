// Failures to load the module.
import { expectNoViolations } from "./axe.mjs";
import { expect, test } from "./demo.mjs";

const failure = "#load-failure";

// Chromium reports a missing file, and Firefox an invalid script.
test.beforeEach(({ expected }) => expected.push(/Failed to load resource|Loading module from/));

test("the page says that dist/ is missing, and loads when it is there", async ({ demo, page }) => {
  await page.route("**/dist/jobs.js*", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  await expect(page.locator(failure)).toContainText("The module could not be loaded");
  await expect(page.locator(failure)).toContainText("npm run build");
  await expect(page.locator("#go")).toBeDisabled();
  await expectNoViolations(page);
  await page.unroute("**/dist/jobs.js*");
  await page.locator(failure).getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("#go")).toBeEnabled();
  await expect(page.locator(failure)).toBeEmpty();
  await demo.hurry();
  await demo.start();
  await demo.reaches("finished");
});

for (const [what, answer] of /** @type {const} */ ([
  ["is not there", { status: 404 }],
  ["is a page of a proxy", { contentType: "text/html", body: "<!doctype html><title>Sign in</title>" }],
  ["is cut off", { contentType: "application/wasm", body: Buffer.from("0061736d01000000", "hex").subarray(0, 5) }],
])) {
  test(`the wasm file ${what}`, async ({ demo, page }) => {
    await page.route("**/*.wasm", (route) => route.fulfill(answer));
    await page.goto("./");
    await expect(page.locator(failure)).toContainText("The module could not be loaded");
    await expect(page.locator(failure)).toContainText("jobs.wasm");
    await page.unroute("**/*.wasm");
    await page.locator(failure).getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("#go")).toBeEnabled();
    await demo.hurry();
    await demo.start();
    await demo.reaches("finished");
  });
}
