import { exportProject } from "./shared/export.js";

const outcome = exportProject().catch((error) => `failed: ${error.message}`);
const answer = async (port) => port.postMessage(await outcome);
if ("onconnect" in self) self.onconnect = ({ ports: [port] }) => answer(port);
else if ("clients" in self) self.onmessage = (event) => event.waitUntil(answer(event.source));
else void answer(self);
