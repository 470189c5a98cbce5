// The status of a job as server-sent events of our own gateway, in virtual time.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gatewayWith, PORTAL, STATUS } from "../support/own-gateway.mjs";
import { inVirtualTime } from "../support/virtual-time.js";

const accept = { Accept: "text/event-stream" };

// The parts are loaded with the first request. Virtual time would not wait for that.
await (await gatewayWith().handler(new Request(PORTAL + STATUS, { headers: accept }))).body?.cancel();

/** A service whose job has these states, one after the other. */
function scripted(...states) {
  const left = [...states];
  return () => {
    const state = left.length > 1 ? left.shift() : left[0];
    return typeof state === "number" ? new Response(null, { status: state }) : Response.json({ status: state });
  };
}

/** Follows a job. Collects what arrives. */
async function follow(handler, headers = {}) {
  const response = await handler(new Request(PORTAL + STATUS, { headers: { ...accept, ...headers } }));
  const reader = response.body.getReader();
  const follower = {
    response,
    reader,
    text: "",
    isOver: false,
    states: () => follower.text.match(/(?<=^data: ).*$/gm) ?? [],
  };
  const read = async () => {
    for (let next; !(next = await reader.read()).done;) follower.text += String(Buffer.from(next.value));
    follower.isOver = true;
  };
  follower.whole = read();
  return follower;
}
const said = (state) => JSON.stringify({ status: state });

describe("the events of a job", () => {
  test("contain each change once, and end with the job", () =>
    inVirtualTime(async (time) => {
      const { handler, sent } = gatewayWith({
        answer: scripted("notStarted", "running", "running", "running", "succeeded"),
      });
      const follower = await follow(handler);
      assert.equal(follower.response.headers.get("content-type"), "text/event-stream");
      assert.equal(follower.response.headers.get("cache-control"), "no-store");
      await time.until(follower.whole);
      assert.deepEqual(follower.states(), ["notStarted", "running", "succeeded"].map(said));
      assert.equal(sent.length, 5);
      assert.equal(sent[0].headers.accept, undefined, "the service is asked for JSON");
      assert.equal(time.now, 8000, "a poll every two seconds");
      assert.deepEqual(time.timers, []);
    }));

  test("cost one poll for all pages that follow it", () =>
    inVirtualTime(async (time) => {
      const { handler, sent } = gatewayWith({ answer: scripted("running", "running", "running", "succeeded") });
      const followers = [];
      for (let count = 0; count < 10; count += 1) followers.push(await follow(handler));
      await time.until(Promise.all(followers.map(({ whole }) => whole)));
      for (const { states } of followers) assert.deepEqual(states(), ["running", "succeeded"].map(said));
      assert.equal(sent.length, 4);
    }));

  test("keep the connection open with comments", () =>
    inVirtualTime(async (time) => {
      const answer = () => Response.json({ status: "running" }, { headers: { "Retry-After": "30" } });
      const { handler, sent } = gatewayWith({ answer });
      const follower = await follow(handler);
      await time.pass(61_000);
      assert.equal(sent.length, 3, "the service asks for thirty seconds");
      assert.equal(follower.text.match(/^:$/gm)?.length, 2);
      assert.equal(follower.states().length, 1);
      await follower.reader.cancel();
      assert.deepEqual(time.timers, [], "who leaves leaves nothing behind");
    }));

  test("continue after a failed poll", () =>
    inVirtualTime(async (time) => {
      const { handler } = gatewayWith({ answer: scripted("running", 500, 429, "succeeded") });
      const follower = await follow(handler);
      await time.until(follower.whole);
      assert.deepEqual(follower.states(), ["running", "succeeded"].map(said));
    }));

  test("end when the job is gone, and tell a page that reconnects why", () =>
    inVirtualTime(async (time) => {
      const { handler } = gatewayWith({ answer: scripted("running", 404) });
      const follower = await follow(handler);
      await time.until(follower.whole);
      assert.deepEqual(follower.states(), [said("running")]);
      assert.equal((await handler(new Request(PORTAL + STATUS, { headers: accept }))).status, 404);
    }));

  test("end after ten minutes, so that the portal is asked again", () =>
    inVirtualTime(async (time) => {
      let mayFollow = true;
      const { handler } = gatewayWith({ answer: scripted("running"), authorize: () => mayFollow });
      const follower = await follow(handler);
      mayFollow = false;
      await time.until(follower.whole);
      assert.ok(time.now >= 600_000 && time.now < 620_000, `${time.now}`);
      assert.equal((await handler(new Request(PORTAL + STATUS, { headers: accept }))).status, 403);
    }));

  test("are refused without permission", async () => {
    const { handler, sent } = gatewayWith({ authorize: () => false });
    assert.equal((await handler(new Request(PORTAL + STATUS, { headers: accept }))).status, 403);
    assert.deepEqual(sent, []);
  });

  test("cannot be faked by a body with line breaks", () =>
    inVirtualTime(async (time) => {
      const { handler } = gatewayWith({
        answer: () => new Response('{"status":"succeeded",\n\nevent: x\r\rdata: y"}'),
      });
      const follower = await follow(handler);
      await time.until(Promise.race([follower.whole, time.pass(100)]));
      assert.deepEqual(
        follower.text.split("\n").filter((line) => line && !line.startsWith("data: ")),
        [],
      );
      await follower.reader.cancel();
    }));
});
