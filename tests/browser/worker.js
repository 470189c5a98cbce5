import { run } from "./runner.js";

onmessage = async ({ data: { topic, name } }) => postMessage({ failure: await run(topic, name) });
postMessage("ready");
