import { cityTransit } from "../../simulator/samples/city-transit.js";
import { maintenanceReports } from "../../simulator/samples/maintenance-reports.js";

/**
 * A project that the page makes itself.
 *
 * @typedef {object} Sample
 * @property {string} name The name of its file.
 * @property {() => Record<string, any>} content
 */

/** @param {Record<string, any>} content */
const whole = (content) => ({ projectFileVersion: "2023-04-01", stringIndexType: "Utf16CodeUnit", ...content });

/**
 * Returns a draft of the conversations: with mistakes that a check finds, and changes that a comparison finds.
 * @returns {Record<string, any>}
 */
function draft() {
  const { metadata, assets } = structuredClone(cityTransit);
  /** @type {any[]} */
  const utterances = assets.utterances;
  const [first, second, third, ...others] = utterances;
  // Half of the utterances about lost property are not written yet.
  const lost = others.filter(({ intent }) => intent === "LostProperty").slice(4);
  return {
    metadata: {
      ...metadata,
      multilingual: "true",
      description: "The next version, in work",
      settings: { confidenceThreshold: 0.75 },
    },
    assets: {
      ...assets,
      intents: [...assets.intents.filter(({ category }) => category !== "None"), { category: "AskFare" }],
      entities: [...assets.entities, { category: "Stop" }, { category: "Weather" }],
      utterances: [
        { ...first, entities: [...first.entities, label("Line", 70, 3)] },
        { ...second, intent: "PlanTrip" },
        { ...third, intent: "BuyTicket" },
        ...others.filter((utterance) => !lost.includes(utterance)),
        third,
        {
          text: "how much to Zoo",
          intent: "AskFare",
          language: "en-gb",
          dataset: "Train",
          entities: [label("Zone", 12, 3)],
        },
        {
          text: "is there a discount for students",
          intent: "AskFare",
          language: "en-gb",
          dataset: "Train",
          entities: [],
        },
        { text: "", intent: "AskFare", language: "en-gb", dataset: "Train", entities: [] },
      ],
    },
  };
}

/** @param {string} category @param {number} offset @param {number} length */
const label = (category, offset, length) => ({ category, offset, length });

/** @type {Record<string, Sample>} */
export const samples = {
  conversations: { name: "CityTransit.json", content: () => whole(cityTransit) },
  text: { name: "MaintenanceReports.json", content: () => whole(maintenanceReports) },
  draft: { name: "CityTransit-draft.json", content: () => whole(draft()) },
};

/**
 * Returns the file of a sample.
 * @param {Sample} sample
 */
export const fileOf = ({ name, content }) =>
  new File([JSON.stringify(content(), null, 2)], name, { type: "application/json" });
