import { copyButton, element } from "./element.js";
import { date } from "./words.js";

/** @typedef {import("./recent-jobs.js").RecentJob} RecentJob */

/**
 * Shows one job of the list.
 *
 * @param {RecentJob} recent
 * @param {{ follow: () => void, forget: () => void }} actions
 */
export const recentView = (recent, { follow, forget }) =>
  element(
    "li",
    {},
    element(
      "div",
      {},
      element("strong", {}, recent.title),
      element(
        "span",
        { class: "faint" },
        `${recent.simulated ? "Simulated" : new URL(recent.job.url).host} · ${date(new Date(recent.startedAt).toISOString())} · ${recent.ended ?? "not ended yet"}`,
      ),
    ),
    element(
      "p",
      { class: "actions" },
      element(
        "button",
        { type: "button", onclick: follow, "aria-label": `Follow again: ${recent.title}` },
        "Follow again",
      ),
      copyButton("Copy JSON", () => JSON.stringify(recent.job)),
      element(
        "button",
        { type: "button", class: "quiet", onclick: forget, "aria-label": `Forget ${recent.title}` },
        "Forget",
      ),
    ),
  );
