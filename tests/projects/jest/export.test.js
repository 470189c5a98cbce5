import { expect, test } from "@jest/globals";
import { exportProject } from "./shared/export.js";

test("exports", async () => {
  expect(await exportProject()).toMatch(/^exported CityTransit\.json, [1-9]\d+ bytes$/);
});
