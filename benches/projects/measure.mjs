// Measures one operation of one side, on existing files, in a fresh page or process.
import { comparable } from "./answer.mjs";
import { streamOf } from "./stream.mjs";
import { median, rounds, timed } from "./time.mjs";

/**
 * Returns the median milliseconds of reading and of the operation after it, the ratio of the slowest round to the
 * fastest, the memory after the first round, and the answer. Each round reads the file again, so a round cannot
 * profit from what an earlier one has computed.
 */
export async function measure(side, files, { operation, rounds: plan, isCompared }, takenMemory = undefined) {
  if (side.isMissing(operation)) return { isMissing: true };
  const work = side.work[operation];
  let memory;
  let answer;
  const once =
    operation === "stream" ? (file) => stream(side, file, work) : (...given) => readAndWork(side, given, work);
  const times = await rounds(plan, async () => {
    const { result, projects, ...spent } = await once(...files);
    memory ??= takenMemory?.();
    answer = result;
    projects.forEach(side.close);
    return spent;
  });
  const of = (name) => median(times.map((spent) => spent[name]));
  const all = times.map(({ both }) => both);
  const spread = Math.max(...all) / Math.min(...all);
  return {
    reading: of("reading"),
    working: of("working"),
    both: of("both"),
    spread,
    memory,
    answer: isCompared ? comparable(operation, answer, side) : undefined,
  };
}

async function readAndWork(side, files, work) {
  const { elapsed: reading, result: projects } = await timed(() => files.map(side.open));
  const { elapsed: working, result } = await timed(() => work(...projects));
  return { reading, working, both: reading + working, projects, result };
}

async function stream(side, file, work) {
  const { stream, sinceLast } = streamOf(file);
  const project = await side.openStream(stream, file.length);
  const result = work(project);
  const both = sinceLast();
  return { reading: both, working: 0, both, projects: [project], result };
}
