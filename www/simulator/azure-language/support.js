import { page } from "./paging.js";
import { configVersions } from "./training-config.js";

/**
 * The features of the service. They are the same for every resource.
 *
 * @type {Record<string, import("./exchange.js").Handler>}
 */
export const supportHandlers = {
  listLanguages: (exchange) =>
    exchange.json(
      page(
        exchange,
        languages.map(([languageCode, languageName]) => ({ languageName, languageCode })),
      ),
    ),

  listTrainingConfigVersions: (exchange) => exchange.json(page(exchange, configVersions(exchange.family))),

  listPrebuiltEntities: (exchange) =>
    exchange.json(
      page(
        exchange,
        prebuiltEntities.map(([category, description, examples]) => ({ category, description, examples })),
      ),
    ),
};

const languages = [
  ["en", "English"],
  ["en-us", "English"],
  ["en-gb", "English (UK)"],
  ["cs", "Czech"],
  ["da", "Danish"],
  ["de", "German"],
  ["el", "Greek"],
  ["es", "Spanish"],
  ["fi", "Finnish"],
  ["fr", "French"],
  ["hi", "Hindi"],
  ["it", "Italian"],
  ["ja", "Japanese"],
  ["ko", "Korean"],
  ["nl", "Dutch"],
  ["pl", "Polish"],
  ["pt-br", "Portuguese (Brazil)"],
  ["pt-pt", "Portuguese (Portugal)"],
  ["sv", "Swedish"],
  ["tr", "Turkish"],
  ["zh-hans", "Chinese (Simplified)"],
];

const prebuiltEntities = [
  ["Person.Name", "The name of a person", "Ada, Grace Hopper"],
  ["General.Organization", "A company or institution", "the city library"],
  ["Choice.Boolean", "Yes or no", "yes, no thanks"],
  ["Quantity.Age", "The age of a person or thing", "three years old"],
  ["Quantity.Number", "A number in digits or words", "12, forty-two"],
  ["Quantity.Ordinal", "A place in an order", "third, 3rd"],
  ["Quantity.Temperature", "A temperature", "18 degrees"],
  ["Quantity.Currency", "An amount of money", "30 euros"],
  ["DateTime", "A date, a time, or both", "tomorrow at nine"],
  ["Email", "An e-mail address", "desk@library.example"],
  ["URL", "The address of a page", "www.library.example"],
];
