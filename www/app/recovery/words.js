/** @typedef {import("../words.js").Tone} Tone */

/**
 * The steps of a replication in order: the name of each, and what it does.
 *
 * @type {Record<string, { title: string, does: string }>}
 */
export const steps = {
  look: { title: "Look", does: "What is at the source, and what is in the way at the target" },
  backup: { title: "Back up", does: "What would be replaced is saved as a file" },
  export: { title: "Export", does: "The source’s project is exported, downloaded and checked" },
  documents: { title: "Documents", does: "Listed, copied where SAS URLs allow it, and looked for" },
  import: { title: "Import", does: "The target takes the project in" },
  verify: { title: "Verify", does: "The target’s project is compared with what was sent" },
  train: { title: "Train", does: "The source’s models, with their configurations" },
  evaluate: { title: "Evaluate", does: "The evaluations of both sides, side by side" },
  deploy: { title: "Deploy", does: "The models, under the source’s names" },
};

/**
 * Returns the wanted steps.
 * @param {any} options The options of a state or of a replication.
 */
export function wantedSteps({ train = true, deploy = true, stopAfter }) {
  const names = Object.keys(steps);
  const until = stopAfter ? names.slice(0, names.indexOf(stopAfter) + 1) : names;
  return until.filter((name) =>
    name !== "train" && name !== "evaluate" ? name !== "deploy" || (train && deploy) : train,
  );
}

/**
 * The relation of a project at the target to the one at the source.
 * @type {Record<string, { title: string, tone: Tone }>}
 */
export const standings = {
  missing: { title: "Missing", tone: "bad" },
  older: { title: "Older", tone: "warn" },
  different: { title: "Different", tone: "warn" },
  equal: { title: "Equal", tone: "good" },
  extra: { title: "Only there", tone: "idle" },
};
