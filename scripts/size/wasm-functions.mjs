// Lists the functions of a .wasm file with a name section, each with its name and size in bytes; and the size of the
// data.
import { bodiesIn, ids, importedFunctions, sectionsOf } from "../build/wasm-reader.mjs";

export function functionsOf(bytes) {
  let imported = 0;
  let bodies = [];
  let data = 0;
  const labels = new Map();
  for (const { id, section } of sectionsOf(bytes)) {
    if (id === ids.data) data = section.end - section.at;
    if (id === ids.imports) imported = importedFunctions(section);
    if (id === ids.code) bodies = bodiesIn(section);
    if (id === ids.custom && section.text() === "name") {
      while (!section.isDone) {
        const kind = section.byte();
        const part = section.part(section.number());
        if (kind !== 1) continue;
        for (let count = part.number(); count > 0; count -= 1) labels.set(part.number(), part.text());
      }
    }
  }
  return {
    data,
    functions: bodies.map(({ at, end }, index) => ({
      name: labels.get(imported + index) ?? "(no name)",
      size: end - at,
    })),
  };
}
