// Times of work that is done some times over.

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The milliseconds that some work takes, and what it gives. */
export async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { elapsed: performance.now() - began, result };
}

/** Does a round until there are enough of them, or, past the fewest, the time is up. Gives what the rounds gave. */
export async function rounds({ fewest, most, enoughMs }, round) {
  const given = [];
  const began = performance.now();
  while (given.length < fewest || (given.length < most && performance.now() - began < enoughMs))
    given.push(await round(given.length));
  return given;
}
