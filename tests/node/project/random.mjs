// Generates projects from a seed, with the byte offset of every value. The serializer chooses spaces and escapes at
// random.

/** A small generator of random numbers (mulberry32). The same seed gives the same project everywhere. */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  return { next, below, pick: (list) => list[below(list.length)], chance: (share) => next() < share };
}

const WORDS = [
  "send",
  "mail",
  "Zoë",
  "Straße",
  "Ελλάδα",
  "почта",
  "邮件",
  "مرحبا",
  "😀",
  "👩‍💻",
  '"now"',
  "a\\b",
  "tab\t",
  "line\n",
  "\u{1F600}\u0301",
  "é",
  " ",
  "x",
];
const LONE = ["\ud83d", "\ude00"];
const NAMES = ["Send", "Read", "None", "Löschen", 'A"B', "日"];
const LANGUAGES = ["en-us", "de", "zh-hans", undefined];
const DATASETS = ["Train", "Test", undefined, "train"];

function text({ below, pick, chance }) {
  const words = Array.from({ length: below(8) }, () => pick(WORDS));
  if (chance(0.05)) words.push(pick(LONE), "y");
  return words.join(" ");
}

function label(choose, length) {
  const { below, pick, chance } = choose;
  const offset = below(length + 2);
  const value = { category: pick(NAMES), offset, length: below(Math.max(1, length - offset) + 2) };
  if (chance(0.05)) delete value[pick(["category", "offset", "length"])];
  return value;
}

const conversation = (choose) => {
  const { below, pick, chance } = choose;
  const utterances = Array.from({ length: below(20) }, () => {
    const words = text(choose);
    const utterance = { text: words, intent: pick(NAMES), language: pick(LANGUAGES), dataset: pick(DATASETS) };
    if (chance(0.8)) utterance.entities = Array.from({ length: below(4) }, () => label(choose, words.length));
    if (chance(0.1)) utterance.unknown = { entities: [{ text: words }] };
    return utterance;
  });
  const names = NAMES.filter(() => chance(0.7)).map((category) => ({ category }));
  return { intents: names, entities: NAMES.filter(() => chance(0.7)).map((category) => ({ category })), utterances };
};

const entityRecognition = (choose) => {
  const { below, pick, chance } = choose;
  const documents = Array.from({ length: below(20) }, (_, index) => ({
    location: `${chance(0.1) ? 0 : index}.txt`,
    language: pick(LANGUAGES),
    dataset: pick(DATASETS),
    entities: Array.from({ length: below(3) }, () => ({
      regionOffset: 0,
      regionLength: 10 + below(30),
      labels: Array.from({ length: below(5) }, () => label(choose, 30)),
    })),
  }));
  return { entities: NAMES.filter(() => chance(0.7)).map((category) => ({ category })), documents };
};

/** Returns a random project as a value. */
export function randomProject(choose) {
  const conversational = choose.chance(0.6);
  const projectKind = conversational ? "Conversation" : "CustomEntityRecognition";
  return {
    projectFileVersion: "2023-04-01",
    stringIndexType: "Utf16CodeUnit",
    metadata: {
      projectKind,
      projectName: "Any",
      language: "en-us",
      multilingual: true,
      settings: { confidenceThreshold: 0.5 },
      storageInputContainerName: "data",
    },
    assets: { projectKind, ...(conversational ? conversation : entityRecognition)(choose) },
  };
}

const SPACES = ["", "", "", " ", "\n", "\r\n\t", "            ", "\n        "];
const isPlain = (name) => /^[A-Za-z0-9_]+$/.test(name);

function quoted(string, { chance }) {
  const escaped = (unit) => `\\u${unit.toString(16).padStart(4, "0")}`;
  let json = '"';
  for (let index = 0; index < string.length; index++) {
    const [unit, character] = [string.charCodeAt(index), string[index]];
    const isLone = !string.isWellFormed() && unit >= 0xd800 && unit < 0xe000;
    const isSurrogate = unit >= 0xd800 && unit < 0xe000;
    // Both halves of a pair are written in the same way, because UTF-8 has no halves.
    if (unit < 0x20 || character === '"' || character === "\\" || isLone) json += escaped(unit);
    else if (isSurrogate && chance(0.3)) json += escaped(unit) + escaped(string.charCodeAt(++index));
    else if (isSurrogate) json += character + string[++index];
    else json += chance(0.05) ? escaped(unit) : character;
  }
  return `${json}"`;
}

/** Returns the file's bytes, and the byte offset of the value at each JSON path. */
export function write(project, choose) {
  const offsets = new Map();
  const encoder = new TextEncoder();
  const parts = [];
  let length = 0;
  const put = (piece) => {
    parts.push(piece);
    length += encoder.encode(piece).length;
  };
  const space = () => put(choose.pick(SPACES));
  const value = (it, path) => {
    space();
    offsets.set(path, length);
    if (Array.isArray(it)) {
      put("[");
      it.forEach((item, index) => {
        if (index > 0) put(",");
        value(item, `${path}[${index}]`);
      });
      space();
      put("]");
    } else if (it !== null && typeof it === "object") {
      put("{");
      const members = Object.entries(it).filter(([, member]) => member !== undefined);
      members.forEach(([name, member], index) => {
        if (index > 0) put(",");
        space();
        put(quoted(name, choose));
        space();
        put(":");
        value(member, isPlain(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`);
      });
      space();
      put("}");
    } else put(typeof it === "string" ? quoted(it, choose) : JSON.stringify(it));
    space();
  };
  value(project, "$");
  return { bytes: encoder.encode(parts.join("")), offsets };
}
