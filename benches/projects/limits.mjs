// The lower limits for reading a file: the time to copy its bytes into WebAssembly memory, and to scan them once.
import { median, rounds, timed } from "./time.mjs";

/** A small file is copied many times, because browsers round their clocks. */
const leastBytes = 200_000_000;

/** Returns milliseconds for each. `wasm` is the crate in benches/skip. */
export async function measureLimits(wasm, file, plan) {
  const { instance } = await WebAssembly.instantiate(wasm);
  const { alloc, memory, skip } = /** @type {any} */ (instance.exports);
  const place = alloc(file.length);
  const times = Math.ceil(leastBytes / file.length);
  const each = async (work) => {
    const { elapsed } = await timed(() => {
      for (let time = 0; time < times; time += 1) work();
    });
    return elapsed / times;
  };
  const passOver = () => {
    if (skip(place, file.length) === 0) throw new Error("The end of the file was not found.");
  };
  const spent = await rounds(plan, async () => ({
    copy: await each(() => new Uint8Array(memory.buffer, place, file.length).set(file)),
    skip: await each(passOver),
  }));
  return { copy: median(spent.map(({ copy }) => copy)), skip: median(spent.map(({ skip }) => skip)) };
}
