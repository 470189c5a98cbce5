// Measures repeated work.

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Returns the milliseconds of some work, and its result. */
export async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { elapsed: performance.now() - began, result };
}

/** Repeats a round until there are `most`, or until there are `fewest` and the time is up. Returns the results. */
export async function rounds({ fewest, most, enoughMs }, round) {
  const given = [];
  const began = performance.now();
  while (given.length < fewest || (given.length < most && performance.now() - began < enoughMs))
    given.push(await round(given.length));
  return given;
}
