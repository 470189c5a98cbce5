import { dateOf } from "./dates.js";
import { changeAssets, sourcesOf } from "./knowledge.js";

/**
 * The effects of successful updates of sources and questions. A source that is added or refreshed gives one question:
 * its name.
 *
 * @type {Record<string, import("./effects.js").ProjectEffect>}
 */
export const knowledgeEffects = {
  updateSources({ updates }, project, at) {
    let sources = sourcesOf(project);
    changeAssets(project, at, (assets) => {
      for (const { op, value } of updates) {
        const { refresh: _, ...source } = value;
        const isOther = (/** @type {any} */ it) => it.source !== source.source;
        sources = sources.filter(isOther);
        assets.qnas = assets.qnas.filter(isOther);
        if (op === "delete") continue;
        sources = [...sources, { ...source, lastUpdatedDateTime: dateOf(project.family)(at) }];
        const name = source.displayName ?? source.source;
        const found = { answer: `What ${name} says.`, source: source.source, questions: [name] };
        assets.qnas.push({ id: nextId(assets.qnas), ...found, metadata: {} });
      }
    });
    project.sources = sources;
  },

  updateQnas({ updates }, project, at) {
    const lastUpdatedDateTime = dateOf(project.family)(at);
    changeAssets(project, at, (assets) => {
      for (const { op, value } of updates) {
        if (op === "add") assets.qnas.push({ ...value, id: nextId(assets.qnas), lastUpdatedDateTime });
        else if (op === "delete") assets.qnas = assets.qnas.filter(({ id }) => id !== value.id);
        else assets.qnas = assets.qnas.map((qna) => (qna.id === value.id ? { ...value, lastUpdatedDateTime } : qna));
      }
    });
  },
};

/** @param {{ id: number }[]} qnas */
const nextId = (qnas) => Math.max(0, ...qnas.map(({ id }) => id)) + 1;
