import { readMarkedText } from "./marked-text.js";

/** @type {Record<string, string[]>} */
const spoken = {
  NextDeparture: [
    "when is the next [U4](Line) to [Hafenplatz](Stop)",
    "next tram from [Rathaus](Stop) please",
    "does the [night bus](Vehicle) still run [tonight](When)",
    "how long until the [ferry](Vehicle) leaves [Pier 3](Stop)",
    "[S12](Line) at [quarter past nine](When)?",
    "🚋 when does the [tram](Vehicle) come to [Museumsinsel](Stop)",
    "first [bus](Vehicle) to [Flughafen Nord](Stop) [tomorrow morning](When)",
    "departures at [Köpenicker Straße](Stop)",
    "is there a [U7](Line) after [midnight](When)",
    "what leaves [Rathaus](Stop) in the next [10 minutes](When)",
    "last [S12](Line) on [Sunday](When) 🌙",
    "when's my [bus](Vehicle)",
  ],
  PlanTrip: [
    "how do I get from [Rathaus](Stop) to [Flughafen Nord](Stop)",
    "take me to [Hafenplatz](Stop) by [8 pm](When)",
    "route from [Zoo](Stop) to [Pier 3](Stop) without stairs",
    "I need to be at [Universität](Stop) [before ten](When)",
    "quickest way to [Müllerbrücke](Stop)?",
    "from [Hafenplatz](Stop) to [Zoo](Stop) with [two](Count) bikes 🚲🚲",
    "can I reach [Flughafen Nord](Stop) with the [ferry](Vehicle) only",
    "plan a trip [next Friday](When) to [Köpenicker Straße](Stop)",
    "wie komme ich zum [Hafenplatz](Stop)",
    "comment aller à [Museumsinsel](Stop) [ce soir](When)",
    "get me home from [Zoo](Stop) [after 1 am](When)",
    "step-free route [Universität](Stop) to [Rathaus](Stop)",
  ],
  BuyTicket: [
    "[one](Count) [day ticket](Ticket) please",
    "buy [2](Count) [singles](Ticket) to [Flughafen Nord](Stop)",
    "how much is a [monthly pass](Ticket)",
    "I want a [weekly pass](Ticket) starting [Monday](When)",
    "group ticket for [five people](Count) [on Saturday](When)",
    "👍 the [day ticket](Ticket) then",
    "do I need a [bike ticket](Ticket) on the [U4](Line)",
    "renew my [monthly pass](Ticket)",
    "[three](Count) [short hop tickets](Ticket)",
    "can I pay the [single](Ticket) by card on the [bus](Vehicle)",
    "[Tageskarte](Ticket) für [zwei](Count) bitte",
  ],
  ReportDelay: [
    "the [U4](Line) has been standing at [Zoo](Stop) for [20 minutes](When)",
    "my [tram](Vehicle) is late again 😡",
    "[S12](Line) cancelled at [Rathaus](Stop)?",
    "why is the [ferry](Vehicle) not moving",
    "delay on the [U7](Line) since [this morning](When)",
    "vehicle [BVX-20417](VehicleNumber) has broken down",
    "nothing has left [Müllerbrücke](Stop) since [7:40](When)",
    "the doors of [BVX-00312](VehicleNumber) do not open",
    "train stuck in the tunnel before [Universität](Stop)",
    "[night bus](Vehicle) did not stop at [Köpenicker Straße](Stop)",
  ],
  LostProperty: [
    "I left my umbrella on the [U4](Line)",
    "lost: blue rucksack, [tram](Vehicle) [BVX-11806](VehicleNumber), [yesterday](When)",
    "did anybody find a phone at [Hafenplatz](Stop) 📱",
    "my glasses are still on the [ferry](Vehicle)",
    "where is the lost property office",
    "forgot a cello on the [S12](Line) 🎻 [this afternoon](When)",
    "I found a purse at [Pier 3](Stop)",
    "left my hat on [bus](Vehicle) [BVX-20009](VehicleNumber)",
  ],
  None: ["hello", "what is the meaning of life", "🙂", "sing me a song", "do you like pigeons", "ok thanks bye"],
};

const foreign = /** @type {Record<string, string>} */ ({
  "wie komme ich zum [Hafenplatz](Stop)": "de",
  "comment aller à [Museumsinsel](Stop) [ce soir](When)": "fr",
  "[Tageskarte](Ticket) für [zwei](Count) bitte": "de",
});

/** @param {string} listKey @param {string[]} values @param {string[]} [german] */
const sublist = (listKey, values, german) => ({
  listKey,
  synonyms: [{ language: "en-gb", values }, ...(german ? [{ language: "de", values: german }] : [])],
});

const entities = [
  {
    category: "Stop",
    compositionSetting: "combineComponents",
    list: {
      sublists: [
        sublist("Rathaus", ["Rathaus", "City Hall", "town hall"], ["Rathaus"]),
        sublist("Hafenplatz", ["Hafenplatz", "Harbour Square"], ["Hafenplatz", "Hafen"]),
        sublist("Flughafen Nord", ["Flughafen Nord", "airport", "North Airport ✈"], ["Flughafen Nord", "Flughafen"]),
        sublist("Köpenicker Straße", ["Köpenicker Straße", "Koepenicker Str."]),
        sublist("Müllerbrücke", ["Müllerbrücke", "Mueller bridge"]),
        sublist("Universität", ["Universität", "university", "uni"], ["Universität", "Uni"]),
        sublist("Museumsinsel", ["Museumsinsel", "Museum Island"]),
        sublist("Zoo", ["Zoo", "zoological garden"]),
        sublist("Pier 3", ["Pier 3", "pier three"]),
      ],
    },
  },
  {
    category: "Vehicle",
    compositionSetting: "returnLongestOverlap",
    list: {
      sublists: [
        sublist("tram", ["tram", "streetcar"], ["Tram", "Straßenbahn"]),
        sublist("bus", ["bus", "coach", "night bus"], ["Bus"]),
        sublist("ferry", ["ferry", "boat"], ["Fähre"]),
      ],
    },
  },
  {
    category: "Ticket",
    compositionSetting: "combineComponents",
    list: {
      sublists: [
        sublist("single", ["single", "singles", "one way"], ["Einzelfahrschein"]),
        sublist("day", ["day ticket", "day pass"], ["Tageskarte"]),
        sublist("month", ["monthly pass", "monthly"], ["Monatskarte"]),
        sublist("bicycle", ["bike ticket", "bicycle ticket 🚲"]),
      ],
    },
    requiredComponents: ["list"],
  },
  {
    category: "Line",
    compositionSetting: "returnLongestOverlap",
    regex: {
      expressions: [
        { regexKey: "underground", language: "en-gb", regexPattern: "\\b[Uu]\\s?[1-9]\\b" },
        { regexKey: "suburban", language: "en-gb", regexPattern: "\\b[Ss]\\s?\\d{1,2}\\b" },
      ],
    },
  },
  {
    category: "VehicleNumber",
    compositionSetting: "requireExactOverlap",
    regex: { expressions: [{ regexKey: "fleet number", language: "en-gb", regexPattern: "BVX-(?<number>\\d{5})" }] },
    requiredComponents: ["regex"],
  },
  { category: "When", compositionSetting: "combineComponents", prebuilts: [{ category: "DateTime" }] },
  { category: "Count", compositionSetting: "separateComponents", prebuilts: [{ category: "Quantity.Number" }] },
];

/**
 * A conversation project: the assistant of a city's public transport, with list, prebuilt, regular expression and
 * learned entities.
 */
export const cityTransit = {
  metadata: {
    projectKind: "Conversation",
    settings: { confidenceThreshold: 0.6 },
    projectName: "CityTransit",
    multilingual: true,
    description: "Departures, trips, tickets, delays and lost property – by chat 🚋",
    language: "en-gb",
  },
  assets: {
    projectKind: "Conversation",
    intents: Object.keys(spoken).map((category) => ({ category })),
    entities,
    utterances: Object.entries(spoken).flatMap(([intent, utterances]) =>
      utterances.map((marked, index) => {
        const { text, labels } = readMarkedText(marked);
        return {
          entities: labels,
          text,
          language: foreign[marked] ?? "en-gb",
          intent,
          dataset: index % 5 === 4 ? "Test" : "Train",
        };
      }),
    ),
  },
};
