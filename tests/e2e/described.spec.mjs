// Services that are described as data, on the page: simulated ones, whose module and description are loaded when they
// are chosen.
import { expect, test } from "./demo.mjs";

for (const [service, title, file, content] of [
  ["intune-reports", "Intune report Devices", "Devices.zip", "KIOSK-01"],
  ["fhir-bulk-export", "FHIR export of Patient", "Patient.ndjson", '"id":"patient-1"'],
]) {
  test(`exports from ${service}, and saves the file`, async ({ demo, page }) => {
    const loaded = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await demo.open();
    expect(loaded.filter((path) => path.startsWith("/dist/services"))).toEqual([]);
    await demo.choose({ service });
    await demo.hurry();
    await expect(page.locator("#preview")).toContainText("https://");
    await expect(page.locator("#code-text")).toContainText(`export-jobs/services/${service}`);
    await demo.start();
    await demo.reaches("finished");
    await expect(demo.job).toContainText(title);
    await expect(demo.state).toContainText("Succeeded");
    const { name, bytes } = await demo.save();
    expect(name).toBe(file);
    expect(new TextDecoder().decode(bytes)).toContain(content);
    expect(loaded.some((path) => path.endsWith(`/services/${service}.js`))).toBe(true);
  });
}

test("is offered only among the simulated services", async ({ demo, page }) => {
  await demo.open();
  await demo.choose({ service: "intune-reports" });
  await demo.choose({ where: "real" });
  await expect(page.locator("[name=service][value=analyze-text]")).toBeChecked();
  await expect(page.locator("[name=service][value=intune-reports]")).toBeHidden();
});
