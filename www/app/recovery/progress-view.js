import { element } from "../element.js";
import { icon } from "../icon.js";
import { counted, span, stateWords } from "../words.js";
import { laneOfRun } from "./lanes.js";
import { regionsPicture } from "./regions-picture.js";
import { regionOf } from "./simulated-regions.js";
import { steps, wantedSteps } from "./words.js";

/** @typedef {import("./replication-run.js").ReplicationRun} ReplicationRun */
/** @typedef {import("../words.js").Tone} Tone */

const words = { idle: "to come", active: "under way", good: "done", warn: "stopped here", bad: "failed" };

/** Shows the steps of a replication, its progress, and what it waits for. */
export class ProgressView {
  /** The text for screen readers: the current step. */
  announcement = "";
  #time = element("span", { class: "elapsed" });
  #bar = /** @type {HTMLProgressElement} */ (element("progress", { max: 100, "aria-label": "Of this step" }));
  #title = element("p", { class: "current-project" });
  #doing = element("p", { class: "doing" });
  #list = element("ol", { class: "replication-steps", "aria-label": "Steps" });
  #shown = "";
  #picture = element("div");
  #drawn = "";

  nodes = [element("div", { class: "current-project-line" }, this.#title, this.#time), this.#picture, this.#list];

  /** @param {ReplicationRun} run */
  update(run) {
    this.#time.textContent = `${span(run.elapsedMs)} so far`;
    const { state, progress, phase } = run;
    if (!state) return;
    this.#draw(run);
    // The project of the last event, or of the stored state before there is one.
    const place = progress ? progress.place - 1 : 0;
    const project = state.projects[place];
    const title =
      project && (project.source === project.target ? project.source : `${project.source}, as ${project.target}`);
    const of = state.projects.length;
    const heading = title ? (of > 1 ? `${title} (project ${place + 1} of ${of})` : title) : "Listing the projects";
    const current =
      (project?.ending && "step" in project.ending ? project.ending.step : undefined) ?? progress?.step ?? "look";
    const wanted = wantedSteps(state.options);
    const reached = project?.ending && project.ending.state !== "failed" ? wanted.length : wanted.indexOf(current);
    const tones = wanted.map((_, index) => toneOf(index, reached, phase));
    const percent = phase === "running" ? progress?.percent : undefined;
    const doing = phase === "running" ? inWords(progress) : "";
    this.announcement = `${heading}: ${reached < wanted.length ? `step ${reached + 1} of ${wanted.length}, ${steps[wanted[reached]].title}, ${words[tones[reached]]}` : "all steps done"}`;
    this.#doing.textContent = doing;
    this.#bar.hidden = percent === undefined;
    if (percent !== undefined) this.#bar.value = percent;
    const notes = wanted.map((name) => (project && noteOf(name, project)) || steps[name].does);
    const shown = [heading, ...tones, ...notes].join("|");
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#title.textContent = heading;
    this.#list.replaceChildren(
      ...wanted.map((name, index) => {
        const isCurrent = index === reached;
        return element(
          "li",
          { class: tones[index], "data-step": name, "data-tone": tones[index], "aria-current": isCurrent && "step" },
          icon(tones[index]),
          element(
            "div",
            {},
            element(
              "p",
              { class: "step" },
              steps[name].title,
              element("span", { class: "unseen" }, `, ${words[tones[index]]}`),
            ),
            element("p", { class: "faint" }, notes[index]),
            isCurrent && this.#doing,
            isCurrent && this.#bar,
          ),
        );
      }),
    );
  }

  /** Draws the project in both regions, if it has changed: drawing it again would restart what moves. @param {ReplicationRun} run */
  #draw(run) {
    const lane = laneOfRun(run);
    const drawn = JSON.stringify(lane);
    if (!run.state || !lane || drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { source, target } = run.state;
    const regions = { source: regionOf(source.endpoint), target: regionOf(target.endpoint) };
    this.#picture.replaceChildren(regionsPicture([lane], regions));
  }
}

/** @param {number} index @param {number} reached @param {import("./replication-run.js").Phase} phase @returns {Tone} */
function toneOf(index, reached, phase) {
  if (index !== reached) return index < reached ? "good" : "idle";
  return phase === "running" ? "active" : phase === "failed" ? "bad" : "warn";
}

/** @param {any} progress */
function inWords(progress) {
  if (!progress?.doing) return "";
  const { doing, state, percent } = progress;
  const sentence = doing[0].toUpperCase() + doing.slice(1);
  const notes = [
    state && (stateWords[state]?.title.toLowerCase() ?? state),
    percent !== undefined && `${Math.floor(percent)} %`,
  ].filter(Boolean);
  return notes.length > 0 ? `${sentence}: ${notes.join(", ")}` : sentence;
}

/**
 * Returns the result of a step, once there is one.
 * @param {string} step @param {any} project
 */
function noteOf(step, project) {
  const { before, handedOut, findings, documents, verification, evaluation, models, deployments } = project;
  switch (step) {
    case "look":
      return (
        before &&
        (before.modifiedAt ? "The target has a project of that name" : "The target has no project of that name")
      );
    case "backup":
      return handedOut ? "What was there is saved as a file" : before && !before.modifiedAt && "Nothing to save";
    case "export":
      return (
        findings &&
        (findings.errors + findings.warnings === 0
          ? "Nothing is wrong with the file"
          : `${counted(findings.errors, "error")} and ${counted(findings.warnings, "warning")} found in the file`)
      );
    case "documents":
      if (!documents) return undefined;
      if (documents.required.length === 0) return "None are needed";
      return documents.checked
        ? `${documents.verified} of ${counted(documents.required.length, "document")} there, ${documents.copied} of them copied now`
        : `${counted(documents.required.length, "document")} must be in the target’s container`;
    case "verify":
      return (
        verification &&
        (verification.equal
          ? "The target’s project equals the one that was sent"
          : counted(verification.differences, "difference"))
      );
    case "train":
      return (
        models.length > 0 &&
        `${counted(models.length, "model")}: ${models.map((/** @type {any} */ { label }) => label).join(", ")}`
      );
    case "evaluate":
      return (
        evaluation?.length > 0 &&
        (evaluation.every((/** @type {any} */ { equal }) => equal)
          ? "Every figure is the same on both sides"
          : "Some figures differ")
      );
    case "deploy":
      return (
        deployments.length > 0 &&
        `${counted(deployments.length, "deployment")}: ${deployments.map((/** @type {any} */ { name }) => name).join(", ")}`
      );
    default:
      return undefined;
  }
}
