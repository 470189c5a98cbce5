// Replications between two simulated regions, for any test.
import assert from "node:assert/strict";
import { AzureLanguage } from "export-jobs/all";
import { EAST, KEY, WEST, clientsOf, documents, projects } from "./regions.js";

export const kinds = Object.entries(projects);
const optionsFor = (project) =>
  project.blobs ? { project: "Mail", container: "papers", documents } : { project: "Mail" };
export const meansOf = (project, fetch, more) => ({
  ...clientsOf({ AzureLanguage }, project),
  ...optionsFor(project),
  fetch,
  ...more,
});

/** Returns the project's file at an origin, exported like a page would. */
async function fileAt(origin, { family }, fetch, name = "Mail") {
  const client = new AzureLanguage({ endpoint: origin, family, credential: { key: KEY } });
  const poller = await client.start(client.exportRequest(name), { fetch, intervalMs: 50 });
  return (await poller.result()).project();
}

export async function assertArrived(simulator, project, what) {
  const [here, there] = [await fileAt(EAST, project, simulator.fetch), await fileAt(WEST, project, simulator.fetch)];
  const changes = here.compare(there).changes();
  const expected = project.blobs ? ["storageInputContainerName"] : [];
  assert.deepEqual(
    changes.map(({ name }) => name),
    expected,
    what,
  );
  const client = new AzureLanguage({ endpoint: WEST, family: project.family, credential: { key: KEY } });
  const { value: deployments } = await client.call(client.deploymentsRequest("Mail"), { fetch: simulator.fetch });
  const { value: models } = await client.call(client.modelsRequest("Mail"), { fetch: simulator.fetch });
  const deployed = deployments.map(({ deploymentName, modelId }) => [
    deploymentName,
    models.find((model) => model.modelId === modelId)?.label,
  ]);
  assert.deepEqual(deployed.sort(), project.deployments.map(({ name, model }) => [name, model]).sort(), what);
}

/** Returns whether all wanted steps of every project are done. */
export const isDone = (state) => state.listed && state.projects.every(({ ending }) => ending?.state === "done");
