// The module keeps its memory to itself: what instantiates it here is watched, before it is loaded.
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

/** How much memory the module has taken, in bytes; it never gives any back. Node itself has small modules too. */
export const takenMemory = () => Math.max(...memories.filter(Boolean).map(({ buffer }) => buffer.byteLength));
