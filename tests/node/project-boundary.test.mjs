// Projects from JavaScript: their sources, their results, and the errors for wrong arguments.
import { describe, test } from "node:test";
import init, * as api from "export-jobs/all";
import { equal, isError, ok, rejection, same, wrong } from "../support/expect.js";

await init();
const { ExportedProject } = api;

/** @type {any[]} */
const utterances = [
  { text: "send it", intent: "Send", language: "en", dataset: "Train" },
  { text: "=1+1", intent: "Read", language: "de", entities: [{ category: "Sum", offset: 1, length: 9 }] },
  7,
];
const file = {
  projectFileVersion: "2023-04-01",
  stringIndexType: "Utf16CodeUnit",
  metadata: {
    projectKind: "Conversation",
    projectName: "Mail",
    language: "en",
    multilingual: true,
    settings: { confidenceThreshold: 0.7 },
  },
  assets: {
    projectKind: "Conversation",
    intents: [{ category: "Send" }, { category: "Read" }],
    entities: [{ category: "Sum" }],
    utterances,
  },
};
const text = JSON.stringify(file);
const bytes = new TextEncoder().encode(text);
const opened = () => ExportedProject.parse(text);

const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("Expected an error.");
};

describe("a project is read from", () => {
  const sources = {
    "a Blob": () => new Blob([bytes]),
    "a Response": () => new Response(text, { headers: { "Content-Length": String(bytes.length) } }),
    "a stream": () => new Blob([bytes]).stream(),
    "bytes that are there": () => bytes,
  };
  for (const [name, source] of Object.entries(sources)) {
    test(name, async () => {
      const project = await ExportedProject.read(/** @type {Blob} */ (source()));
      equal(project.summary(), opened().summary());
      equal([...project.bytes()], [...bytes]);
    });
  }

  test("any other value is refused", async () => {
    for (const source of [undefined, null, 7, {}, [], () => {}])
      isError(await rejection(ExportedProject.read(wrong(source))), "invalidArgument", api);
    isError(await rejection(ExportedProject.read(new Response("gone", { status: 404 }))), "httpError", api);
    isError(await rejection(ExportedProject.read(new Blob(["[]"]))), "invalidProject", api);
    const texts = new ReadableStream({ start: (controller) => controller.enqueue("{}") });
    isError(await rejection(ExportedProject.read(texts)), "invalidArgument", api);
    const read = new Response(text);
    await read.text();
    isError(await rejection(ExportedProject.read(read)), "invalidArgument", api);
  });

  test("a stream that breaks, or is aborted", async () => {
    const cause = new Error("unplugged");
    const broken = new ReadableStream({ pull: (controller) => controller.error(cause) });
    const error = await rejection(ExportedProject.read(broken));
    isError(error, "network", api);
    same(error.cause, cause);

    const reason = new Error("enough");
    const controller = new AbortController();
    let cancelled;
    const endless = new ReadableStream({ cancel: () => void (cancelled = true) });
    const reading = rejection(ExportedProject.read(endless, { signal: controller.signal }));
    controller.abort(reason);
    same(await reading, reason);
    ok(cancelled, "the stream to be cancelled");
  });
});

describe("errors", () => {
  test("of a file have path, line, column and offset", () => {
    const error = thrown(() => ExportedProject.parse('{\n "assets": {"utterances": [{"text": nil}]}}'));
    isError(error, "invalidProject", api);
    equal([error.path, error.line, error.column, error.byteOffset], ["$.assets.utterances[0].text", 2, 37, 38]);
  });

  test("of arguments name the argument", () => {
    const project = opened();
    const calls = {
      list: () => project.items(wrong()),
      utterance: () => project.items("utterance"),
      "filter.text": () => project.items("utterances", { text: wrong(7) }),
      txt: () => project.items("utterances", wrong({ txt: "a" })),
      "options.documents": () => project.check({ documents: wrong(7) }),
      "a.txt": () =>
        ExportedProject.parse('{"metadata":{},"assets":{"documents":[{"location":"a.txt"}]}}').check({
          documents: { "a.txt": wrong(7) },
        }),
      "options.limitPerRule": () => project.check({ limitPerRule: -1 }),
      "changes.name": () => project.retarget({ name: "my mail" }),
      projectName: () => project.retarget(wrong({ projectName: "Mail" })),
      "changes.settings": () => project.retarget({ settings: wrong([]) }),
      compare: () => project.compare(wrong({})),
    };
    for (const [name, call] of Object.entries(calls)) {
      const error = thrown(call);
      isError(error, "invalidArgument", api);
      ok(error.message.includes(name), `${name} in “${error.message}”`);
    }
    const freed = opened();
    freed.free();
    isError(
      thrown(() => project.compare(freed)),
      "invalidArgument",
      api,
    );
    equal(project.summary().name, "Mail");
  });
});

describe("items", () => {
  test("are plain objects, with their places in the file", () => {
    const items = opened().items("utterances");
    equal([items.list, items.length], ["utterances", 3]);
    const at = (index) => ({
      index,
      byteOffset: text.indexOf(JSON.stringify(utterances[index]), text.indexOf('"utterances"')),
    });
    equal(items.slice(), [
      { ...utterances[0], ...at(0) },
      { ...utterances[1], ...at(1) },
      { value: 7, ...at(2) },
    ]);
    equal(items.slice(-2, -1), [{ ...utterances[1], ...at(1) }]);
    equal(items.slice(5), []);
    equal(opened().items("utterances", { category: "Read", language: "de" }).slice(), [{ ...utterances[1], ...at(1) }]);
  });

  test("become rows without formulas", () => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const joined = (pieces) => Array.from(pieces, (piece) => decoder.decode(piece)).join("");
    const items = opened().items("utterances");
    ok(
      joined(items.csv()).startsWith(
        "\uFEFFtext,intent,language,dataset,labels,labelledText\r\nsend it,Send,en,Train,,\r\n'=1+1,Read,de,,Sum:1:9,",
      ),
    );
    same(joined(items.jsonLines()), utterances.map((item) => `${JSON.stringify(item)}\n`).join(""));
    for (const piece of items.csv()) {
      ok(piece instanceof Uint8Array, "bytes");
      break;
    }
  });
});

test("a check takes documents in a Map and in an object", () => {
  const project = ExportedProject.parse(
    '{"metadata":{},"assets":{"documents":[{"location":"constructor"},{"location":"b"}]}}',
  );
  const missing = (documents) =>
    project.check({ documents }).flatMap(({ rule, path }) => (rule === "document-missing" ? [path] : []));
  equal(missing(undefined), []);
  equal(missing({ b: "text" }), ["$.assets.documents[0].location"]);
  equal(missing(new Map([["constructor", bytes]])), ["$.assets.documents[1].location"]);
});

test("retargeting makes the requested changes", () => {
  const decode = (changed) => JSON.parse(new TextDecoder().decode(changed));
  const changes = {
    name: "Post",
    container: "west",
    multilingual: false,
    settings: { confidenceThreshold: 0.5, own: { a: [1] } },
    fileVersion: "2022-05-01",
  };
  const changed = decode(opened().retarget(changes));
  const metadata = {
    ...file.metadata,
    projectName: "Post",
    multilingual: false,
    settings: { confidenceThreshold: 0.5, own: { a: [1] } },
    storageInputContainerName: "west",
  };
  equal(changed, { ...file, projectFileVersion: "2022-05-01", metadata });
  const { settings: _, ...rest } = file.metadata;
  equal(decode(opened().retarget({ settings: null })), { ...file, metadata: rest });
});

test("a comparison counts and lists changes", () => {
  const other = structuredClone(file);
  other.metadata.projectName = "Post";
  other.assets.utterances.reverse();
  other.assets.utterances[2].intent = "Read";
  const comparison = opened().compare(ExportedProject.parse(JSON.stringify(other)));
  equal([comparison.equal, comparison.length], [false, 2]);
  equal(comparison.counts().utterances, { added: 0, removed: 0, changed: 1 });
  equal(comparison.changes(), [
    { part: "metadata", change: "changed", name: "projectName", before: "Mail", after: "Post" },
    {
      part: "utterances",
      change: "changed",
      name: "send it",
      before: utterances[0],
      after: other.assets.utterances[2],
    },
  ]);
  equal(comparison.changes(1, 2).length, 1);
  const itself = opened();
  same(itself.compare(itself).equal, true);
  equal(itself.summary().name, "Mail");
});
