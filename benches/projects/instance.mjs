// Watches the instantiation of the module, which keeps its memory private. This must run before the module is loaded.
const memories = [];

for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  if (!original) continue;
  WebAssembly[name] = async (...given) => {
    const result = await original.apply(WebAssembly, given);
    const { exports } = result.instance ?? result;
    memories.push(Object.values(exports).find((value) => value instanceof WebAssembly.Memory));
    return result;
  };
}

/** Returns the memory of the module in bytes. It never shrinks. Node itself has small modules too. */
export const takenMemory = () => Math.max(...memories.filter(Boolean).map(({ buffer }) => buffer.byteLength));
