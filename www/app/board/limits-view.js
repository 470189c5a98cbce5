import { drawing, element } from "../element.js";
import { counted, wait } from "../words.js";

/** @typedef {import("../../../dist/board.js").BoardJob} BoardJob */
/** @typedef {import("../../../dist/board.js").BudgetUse} BudgetUse */

/** A limit with more places is drawn as one bar. */
const MOST_CELLS = 120;
/** The picture is drawn in these units, and scales with its width. */
const [WIDTH, HEIGHT] = [600, 20];

/**
 * @typedef {object} Limit
 * @property {string} title
 * @property {number} used
 * @property {number} count
 * @property {string} note When more is allowed.
 * @property {number} [share] How much of the wait is left, from 0 to 1.
 */

/** The use of each limit as a picture, with the same in words. */
export class LimitsView {
  node = element("div", { class: "limits" });
  /**
   * The elements that are drawn for each limit.
   * @type {Map<string, { picture: Element, text: Element }>}
   */
  #drawn = new Map();
  #names = "";

  /** @param {BudgetUse[]} budgets @param {BoardJob[]} jobs */
  update(budgets, jobs) {
    const all = budgets.map((budget) => ({ budget, limits: limitsOf(budget, jobs) }));
    this.#create(all);
    for (const { budget, limits } of all)
      for (const limit of limits) {
        const drawn = this.#drawn.get(keyOf(budget, limit));
        if (!drawn) continue;
        drawn.picture.replaceChildren(...cellsOf(limit));
        const text = `${limit.used} of ${limit.count}${limit.note && `: ${limit.note}`}`;
        if (drawn.text.textContent !== text) drawn.text.textContent = text;
      }
  }

  /** @param {{ budget: BudgetUse, limits: Limit[] }[]} all */
  #create(all) {
    const names = all.flatMap(({ budget, limits }) => limits.map((limit) => keyOf(budget, limit))).join("\n");
    if (names === this.#names) return;
    this.#names = names;
    this.#drawn.clear();
    this.node.replaceChildren(
      ...all.map(({ budget, limits }) =>
        element(
          "section",
          {},
          element("h3", {}, budget.api, element("span", { class: "hint" }, ` ${new URL(budget.origin).host}`)),
          ...limits.map((limit) => {
            const picture = drawing("svg", {
              viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
              preserveAspectRatio: "none",
              "aria-hidden": "true",
            });
            const text = element("p", { class: "hint" });
            this.#drawn.set(keyOf(budget, limit), { picture, text });
            return element("div", { class: "limit" }, element("h4", {}, limit.title), picture, text);
          }),
        ),
      ),
    );
  }
}

/** @param {BudgetUse} budget @param {Limit} limit */
const keyOf = ({ origin, api }, { title }) => `${origin} ${api} ${title}`;

/**
 * Returns the limits of an API that has any.
 * @param {BudgetUse} budget @param {BoardJob[]} jobs @returns {Limit[]}
 */
function limitsOf(budget, jobs) {
  const { reads, submissions, running, maxRunning, queued, heldForMs } = budget;
  const held = heldForMs > 0 ? `the service asked to wait, for another ${wait(heldForMs)}` : "";
  const rate = (/** @type {string} */ title, /** @type {import("../../../dist/board.js").RateUse} */ use) => {
    const { used, count, windowMs, freeInMs = 0 } = use;
    const note = held || (freeInMs ? `another one is allowed in ${wait(freeInMs)}` : "");
    return { title: `${title} ${per(windowMs)}`, used, count, note, share: freeInMs / windowMs };
  };
  const waits = queued > 0 ? `${counted(queued, "submission")} ${queued === 1 ? "waits" : "wait"}` : "";
  return [
    ...(submissions ? [rate("Submissions", submissions)] : []),
    ...(reads ? [rate("Reads", reads)] : []),
    ...(maxRunning
      ? [
          {
            title: "Running at a time",
            used: Math.min(running, maxRunning),
            count: maxRunning,
            note: [waits, running >= maxRunning ? nextEnd(budget, jobs) : ""].filter(Boolean).join(", "),
          },
        ]
      : []),
  ];
}

/** @param {number} windowMs */
const per = (windowMs) => (windowMs === 60_000 ? "a minute" : `in ${wait(windowMs)}`);

/**
 * Says when the next job at an origin is likely to end.
 * @param {BudgetUse} budget @param {BoardJob[]} jobs
 */
function nextEnd({ origin }, jobs) {
  const ends = jobs
    .filter(({ job, isDone, likelyEnd }) => !isDone && likelyEnd && job.url.startsWith(`${origin}/`))
    .map(({ likelyEnd }) => likelyEnd?.toMs ?? 0);
  return ends.length ? `one is likely to end within ${wait(Math.min(...ends))}` : "one more when one of them has ended";
}

/** @param {Limit} limit */
function cellsOf({ used, count, share = 0 }) {
  const isFull = used >= count;
  const cell = (/** @type {string} */ look, /** @type {number} */ x, /** @type {number} */ width) =>
    drawing("rect", { class: look, x, y: 1, width, height: HEIGHT - 6 });
  const taken = isFull ? "cell full" : "cell taken";
  const step = WIDTH / count;
  const cells =
    count > MOST_CELLS
      ? [cell("cell", 0, WIDTH), cell(taken, 0, step * Math.min(used, count))]
      : Array.from({ length: count }, (_, n) => cell(n < used ? taken : "cell", n * step + 1, step - 2));
  // The line below gets shorter until another request is allowed.
  return share > 0
    ? [...cells, drawing("rect", { class: "wait", x: 0, y: HEIGHT - 3, width: WIDTH * Math.min(share, 1), height: 3 })]
    : cells;
}
