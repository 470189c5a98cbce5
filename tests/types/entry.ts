// How the entry of the package is used from TypeScript.
import init, { version, ExportJobsError, type InitSource } from "export-jobs";

const loaded: Promise<void> = init();
await loaded;
await init(new URL("https://example.org/export_jobs_bg.wasm"));
await init(fetch("/export_jobs_bg.wasm"));
const source: InitSource = new Uint8Array();
await init(source);

const text: string = version();
export { text, ExportJobsError };
