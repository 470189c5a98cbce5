// Attacks on our own gateway, each with its answer. None of them reaches the service.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { CONTOSO } from "../support/gateway-places.js";
import { EXPORT, gatewayWith, PORTAL, post, posted, RESULT, scripted, STATUS, USERS } from "../support/own-gateway.mjs";
import { inVirtualTime } from "../support/virtual-time.js";

const PROJECTS = "/language/language/authoring/analyze-text/projects";
const VERSION = "api-version=2023-04-01";

/**
 * Sends a request, and expects that nothing reaches the service.
 *
 * @returns {Promise<any>}
 */
async function refused(path, init, status, code, options) {
  const { ask, sent } = gatewayWith(options);
  const answer = await ask(path, init);
  assert.deepEqual([answer.status, answer.code], [status, code], answer.text);
  assert.deepEqual(sent, []);
  return answer;
}

describe("traversal", () => {
  for (const [what, path, status, code] of /** @type {const} */ ([
    ["out of the route", "/language/../admin", 404, "unknownRoute"],
    ["out of the route, encoded", "/language/%2e%2e/admin", 404, "unknownRoute"],
    ["out of the projects", `${PROJECTS}/../../../secrets?${VERSION}`, 404, "unknownOperation"],
    ["a name that is an encoded folder", `${PROJECTS}/%2e%2e/:export?${VERSION}`, 404, "unknownOperation"],
    ["a name with encoded slashes", `${PROJECTS}/..%2f..%2fsecrets?${VERSION}`, 400, "invalidName"],
    ["a name with a slash", `${PROJECTS}/a%2fb?${VERSION}`, 400, "invalidName"],
    ["a name with a backslash", `${PROJECTS}/a%5cb?${VERSION}`, 400, "invalidName"],
    ["a name that is encoded twice", `${PROJECTS}/%252e%252e%252fsecrets?${VERSION}`, 400, "invalidName"],
    ["a name that is encoded three times", `${PROJECTS}/%25252e%25252e?${VERSION}`, 400, "invalidName"],
    ["an object's path with a folder up", "/avepoint/insights/activities/object/a%2f..%2fb/export", 400, "invalidName"],
    ["the same, encoded twice", "/avepoint/insights/activities/object/a%252f%252e%252e/export", 400, "invalidName"],
    ["a line break in a name", `${PROJECTS}/a%0d%0aHost:%20evil?${VERSION}`, 404, "unknownOperation"],
    ["a line break in a name, encoded", `${PROJECTS}/a%0d%0ab?${VERSION}`, 400, "invalidName"],
    ["a zero byte", `${PROJECTS}/a%00?${VERSION}`, 400, "invalidName"],
    ["no UTF-8", `${PROJECTS}/%ff?${VERSION}`, 400, "invalidName"],
    ["a doubled slash", `${PROJECTS}//Inbox?${VERSION}`, 404, "unknownOperation"],
    ["a path of another API of the resource", `/language/openai/deployments?${VERSION}`, 404, "unknownOperation"],
    ["the route without a path", "/language", 404, "unknownRoute"],
    ["a name that begins like the route", `/language-x/language/authoring?${VERSION}`, 404, "unknownRoute"],
  ]))
    test(what, () => refused(path, { headers: scripted }, status, code));
});

describe("another host", () => {
  for (const path of [
    "/language//evil.example/x",
    "/language/https://evil.example/x",
    "/language/@evil.example/x",
    "/language/.evil.example/x",
    "/language\\\\evil.example/x",
    "/language/%5c%5cevil.example/x",
  ])
    test(path, () => refused(path, {}, 404, "unknownOperation"));

  test("a host that is not the portal's", async () => {
    const { handler, sent } = gatewayWith({ origins: [PORTAL] });
    for (const headers of [{}, { Origin: "https://evil.example" }, { "Sec-Fetch-Site": "same-origin" }]) {
      const response = await handler(new Request(`https://evil.example${STATUS}`, { headers }));
      assert.equal(response.status, 421);
    }
    assert.deepEqual(sent, []);
  });
});

describe("requests that the contract does not have", () => {
  for (const [what, path, init, status, code] of /** @type {const} */ ([
    ["another method", EXPORT, { method: "PUT", headers: scripted }, 404, "unknownOperation"],
    ["HEAD", STATUS, { method: "HEAD" }, 404, "unknownOperation"],
    ["OPTIONS", STATUS, { method: "OPTIONS" }, 404, "unknownOperation"],
    ["no version", EXPORT.split("?")[0], post(), 400, "unknownVersion"],
    ["an unknown version", `${PROJECTS}?api-version=2099-01-01`, {}, 400, "unknownVersion"],
    ["a version of an object's own", `${PROJECTS}?api-version=constructor`, {}, 400, "unknownVersion"],
    ["an operation that the version lacks", `${PROJECTS}/Inbox/:copy?${VERSION}`, posted({}), 404, "unknownOperation"],
    ["a parameter of no operation", `${EXPORT}&admin=1`, post(), 400, "unknownParameter"],
    ["a key in the query", `${STATUS}&subscription-key=1`, {}, 400, "unknownParameter"],
    [
      "a parameter of another version",
      `${PROJECTS}/Inbox/:export?api-version=2022-05-01&trainedModelLabel=v1`,
      post(),
      400,
      "unknownParameter",
    ],
    ["two versions", `${STATUS}&api-version=2022-05-01`, {}, 400, "repeatedParameter"],
    ["an unknown parameter of AvePoint", `${USERS}?redirect=1`, { headers: scripted }, 400, "unknownParameter"],
    ["a body where there is none", EXPORT, posted({ assetsToExport: ["*"] }), 400, "invalidBody"],
    [
      "a body of another type",
      `${PROJECTS}/Inbox/:train?${VERSION}`,
      posted("a=1", { "Content-Type": "text/plain" }),
      415,
      "unknownBody",
    ],
    [
      "a form",
      `${PROJECTS}/Inbox/:train?${VERSION}`,
      posted("a=1", { "Content-Type": "application/x-www-form-urlencoded" }),
      415,
      "unknownBody",
    ],
    ["a body that is not JSON", `${PROJECTS}/Inbox/:train?${VERSION}`, posted("{"), 400, "invalidBody"],
    ["a body that is a number", `${PROJECTS}/Inbox/:train?${VERSION}`, posted("1"), 400, "invalidBody"],
    [
      "an unknown member",
      `${PROJECTS}/Inbox/:train?${VERSION}`,
      posted({ modelLabel: "v1", webhook: "https://evil.example" }),
      400,
      "invalidBody",
    ],
    [
      "a member that objects have",
      `${PROJECTS}/Inbox/:train?${VERSION}`,
      posted('{"__proto__":{}}'),
      400,
      "invalidBody",
    ],
    [
      "an unknown member of an item",
      "/language/language/authoring/query-knowledgebases/projects/Help/qnas?api-version=2023-04-01",
      {
        ...posted([
          { op: "add", value: {} },
          { op: "add", x: 1 },
        ]),
        method: "PATCH",
      },
      400,
      "invalidBody",
    ],
    [
      "files where only JSON is known",
      `/language/language/authoring/query-knowledgebases/projects/Help/:import?${VERSION}`,
      posted("--a--", { "Content-Type": "multipart/form-data; boundary=a" }),
      415,
      "unknownBody",
    ],
  ]))
    test(what, () => refused(path, init, status, code));
});

describe("requests of another site", () => {
  const foreign = { Origin: "https://evil.example" };
  for (const [what, path, init] of /** @type {const} */ ([
    ["a form on another site", EXPORT, { method: "POST", headers: { ...foreign, "Sec-Fetch-Site": "cross-site" } }],
    ["a form, in a browser that does not say so", EXPORT, { method: "POST", headers: foreign }],
    ["a page without an origin", EXPORT, { method: "POST", headers: { Origin: "null", ...scripted } }],
    ["a script that knows the header", EXPORT, { method: "POST", headers: { ...foreign, ...scripted } }],
    [
      "a sibling of the portal",
      EXPORT,
      { method: "POST", headers: { Origin: "https://www.portal.example", "Sec-Fetch-Site": "same-site", ...scripted } },
    ],
    [
      "the portal over plain http",
      EXPORT,
      { method: "POST", headers: { Origin: "http://portal.example", ...scripted } },
    ],
    [
      "an image on another site",
      USERS,
      { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors" } },
    ],
    [
      "a link on another site",
      USERS,
      { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate" } },
    ],
    [
      "a link in a mail",
      USERS,
      { headers: { "Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate" } },
    ],
    [
      "an image on a page of the portal",
      USERS,
      { headers: { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors" } },
    ],
    [
      "a link on a page of the portal",
      USERS,
      { headers: { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate" } },
    ],
    [
      "a form on a page of the portal",
      EXPORT,
      {
        method: "POST",
        headers: {
          Origin: PORTAL,
          "Sec-Fetch-Site": "same-origin",
          "Sec-Fetch-Dest": "document",
          "Sec-Fetch-Mode": "navigate",
        },
      },
    ],
    ["an image, in a browser that does not say so", USERS, {}],
    [
      "a script that includes a status",
      STATUS,
      { headers: { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script" } },
    ],
    ["a page that reads a file", RESULT, { headers: foreign }],
    ["a page with an origin that no site is said of", RESULT, { headers: { ...foreign, "Sec-Fetch-Site": "none" } }],
  ]))
    test(what, () => refused(path, init, 403, "crossSite"));

  test("the error names the header that is missing", async () => {
    const { text } = await refused(USERS, {}, 403, "crossSite", { header: "X-Portal" });
    assert.match(text, /X-Portal/);
  });

  test("scripts of the portal pass", async () => {
    const { ask, sent } = gatewayWith();
    const script = { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors" };
    for (const [path, init] of /** @type {const} */ ([
      [USERS, { headers: script }],
      [USERS, { headers: scripted }],
      [EXPORT, { method: "POST", headers: { Origin: PORTAL, ...script } }],
      [EXPORT, { method: "POST", headers: { Origin: PORTAL } }],
      [RESULT, { headers: script }],
      // A link to a file, clicked or typed.
      [RESULT, { headers: { "Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate" } }],
    ]))
      assert.equal((await ask(path, init)).status, 200, path);
    assert.equal(sent.length, 6);
  });

  test("pages of an origin that the portal lists pass", async () => {
    const { ask, sent } = gatewayWith({ origins: ["https://app.portal.example", PORTAL] });
    const headers = { Origin: "https://app.portal.example", "Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "empty" };
    assert.equal((await ask(EXPORT, { method: "POST", headers })).status, 200);
    assert.equal((await ask(USERS, { headers })).status, 200);
    assert.equal(sent.length, 2);
  });
});

describe("oversized", () => {
  const path = `${PROJECTS}/Inbox/:import?${VERSION}`;

  test("a body that says its length", () =>
    refused(
      path,
      { ...posted("x".repeat(2000)), headers: { ...posted("").headers, "Content-Length": "2000" } },
      413,
      "tooLarge",
      {
        maxBodyBytes: 1000,
      },
    ));

  test("a body without a length is cut off, and so is its request to the service", async () => {
    let pulled = 0;
    let isAborted = false;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const { ask } = gatewayWith({
      maxBodyBytes: 1000,
      fetch: async (request) => {
        request.signal.addEventListener("abort", () => (isAborted = true));
        await request.arrayBuffer();
        return new Response();
      },
    });
    const answer = await ask(path, { ...posted(""), body });
    assert.deepEqual([answer.status, answer.code], [413, "tooLarge"]);
    assert.ok(pulled < 20, `${pulled} pieces`);
    assert.ok(isAborted);
  });

  test("JSON that is larger than any request of the contract", () =>
    refused(`${PROJECTS}/Inbox/:train?${VERSION}`, posted({ modelLabel: "x".repeat(5 << 20) }), 413, "tooLarge"));

  test("a length that is no number", () =>
    refused(path, { ...posted("{}"), headers: { ...posted("").headers, "Content-Length": "1e999" } }, 413, "tooLarge"));

  test("a status without an end", async () => {
    const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 20)) });
    const { ask } = gatewayWith({ answer: () => new Response(endless()) });
    const { status, code } = await ask(STATUS);
    assert.deepEqual([status, code], [502, "answerTooLarge"]);
  });

  test("a file without an end breaks off", async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1 << 16)) });
    const { handler } = gatewayWith({ answer: () => new Response(endless), maxResultBytes: 1 << 20 });
    const response = await handler(new Request(PORTAL + RESULT));
    assert.equal(response.status, 200);
    await assert.rejects(response.arrayBuffer());
  });
});

describe("slow", () => {
  const never = () => new Promise(() => {});
  const hanging = (first = "x") =>
    new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(first)) });
  const read = /** @type {any} */ (async (request) => new Response(await request.text()));
  // The parts are loaded with the first request. Virtual time would not wait for that.
  before(() => gatewayWith().ask(STATUS));

  test("a service that does not answer", () =>
    inVirtualTime(async (time) => {
      const { ask } = gatewayWith({ answer: never });
      for (const path of [STATUS, RESULT]) {
        const { status, code } = await time.until(ask(path));
        assert.deepEqual([status, code], [504, "serviceTimeout"]);
      }
    }));

  test("a service that stops in the middle of a status", () =>
    inVirtualTime(async (time) => {
      const { ask } = gatewayWith({ answer: () => new Response(hanging()) });
      const { status, code } = await time.until(ask(STATUS));
      assert.deepEqual([status, code], [504, "serviceTimeout"]);
    }));

  test("a service that stops in the middle of a file", () =>
    inVirtualTime(async (time) => {
      const { handler } = gatewayWith({ answer: () => new Response(hanging()) });
      const response = await time.until(handler(new Request(PORTAL + RESULT)));
      await assert.rejects(time.until(response.arrayBuffer()));
    }));

  test("a body that stops in the middle", () =>
    inVirtualTime(async (time) => {
      const { ask } = gatewayWith({ fetch: read });
      for (const path of [`${PROJECTS}/Inbox/:import?${VERSION}`, `${PROJECTS}/Inbox/:train?${VERSION}`]) {
        const { status, code } = await time.until(ask(path, { ...posted(""), body: hanging("{") }));
        assert.deepEqual([status, code], [408, "requestTimeout"]);
      }
    }));

  test("a body that arrives byte by byte is cut off after the time limit of a request", () =>
    inVirtualTime(async (time) => {
      let stop = false;
      const drip = new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 500));
          if (!stop) controller.enqueue(new Uint8Array(1));
        },
        cancel: () => void (stop = true),
      });
      const { ask } = gatewayWith({ idleTimeoutMs: 10_000, timeoutMs: 60_000, fetch: read });
      const { status } = await time.until(ask(`${PROJECTS}/Inbox/:import?${VERSION}`, { ...posted(""), body: drip }));
      assert.equal(status, 408);
      assert.equal(time.now, 60_000);
      assert.ok(stop, "the rest of the body is not read");
    }));

  test("a download ends when the user leaves", async () => {
    let reason;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: (given) => void (reason = given ?? "cancelled"),
    });
    const { handler } = gatewayWith({ answer: () => new Response(body) });
    const response = await handler(new Request(PORTAL + RESULT));
    const reader = /** @type {ReadableStream} */ (response.body).getReader();
    await reader.read();
    await reader.cancel("left");
    assert.equal(reason, "left");
  });
});

test("no answer of the gateway names the service or its credential", async () => {
  for (const path of [EXPORT, STATUS, RESULT, USERS, "/x"]) {
    const { ask } = gatewayWith({ fetch: () => Promise.reject(new Error(`${CONTOSO} refused key-4711`)) });
    const { text } = await ask(path, { headers: scripted });
    assert.doesNotMatch(text, /contoso|4711/);
  }
});
