// The operations in plain JavaScript.
import { check } from "./javascript/check.mjs";
import { compare } from "./javascript/compare.mjs";
import { csv, jsonLines, matching } from "./javascript/items.mjs";
import { read, readStream } from "./javascript/read.mjs";
import { retarget } from "./javascript/retarget.mjs";
import { summary } from "./javascript/summary.mjs";
import { examples, newTarget } from "./operations.mjs";

export function javascriptSide(kind) {
  const { filter } = examples[kind];
  return {
    isMissing: () => false,
    open: read,
    openStream: readStream,
    close: () => {},
    work: {
      parse: summary,
      stream: summary,
      check: (project) => check(project),
      retarget: (project) => retarget(project, newTarget),
      compare,
      items: (project) => {
        const found = matching(project, filter);
        return { length: found.length, first: found.slice(0, 100) };
      },
      csv: (project) => [...csv(project)],
      jsonLines: (project) => [...jsonLines(project)],
    },
    countsOf: ({ counts }) => counts,
  };
}
