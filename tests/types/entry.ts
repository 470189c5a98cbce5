// Uses of the package's entry from TypeScript.
import init, { version, ExportJobsError, type InitSource } from "export-jobs/all";

const loaded: Promise<void> = init();
await loaded;
await init(new URL("https://example.org/all.wasm"));
await init(fetch("/all.wasm"));
const source: InitSource = new Uint8Array();
await init(await WebAssembly.compile(new Uint8Array()));
const compiled: InitSource = {} as WebAssembly.Module;
// @ts-expect-error: null is not a source to load from
await init(null);
await init(source);

const text: string = version();
export { compiled, text, ExportJobsError };
