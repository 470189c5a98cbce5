// The service's limits, which all users of the portal share behind our own gateway, and polls that are shared by
// all users.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CONTOSO } from "../support/gateway-places.js";
import { EXPORT, gatewayWith, post, routes, scripted, STATUS, USERS } from "../support/own-gateway.mjs";
import { inVirtualTime } from "../support/virtual-time.js";

// The contracts are loaded with the first request. Virtual time would not wait for that.
await gatewayWith().ask("/language/x");
await gatewayWith().ask("/avepoint/x");

const userOf = ({ headers }) => headers.get("x-user") ?? "nobody";
const as = (user, init = {}) => ({ ...init, headers: { ...init.headers, "X-User": user } });
const job = (id) => STATUS.replace("42", id);
/** Lets virtual time pass. */
const later = (time, ms) => time.pass(ms);

describe("submissions", () => {
  test("ten a minute pass for all users together, and the next one waits until the first is a minute old", () =>
    inVirtualTime(async (time) => {
      const { ask, sent } = gatewayWith();
      for (let count = 0; count < 10; count += 1) {
        assert.equal((await ask(EXPORT, post())).status, 200);
        await later(time, 1000);
      }
      const { status, code, headers } = await ask(EXPORT, post());
      assert.deepEqual([status, code, headers.get("retry-after")], [429, "throttled", "50"]);
      assert.equal(sent.length, 10);
      await later(time, 50_000);
      assert.equal((await ask(EXPORT, post())).status, 200);
    }));

  test("two routes to one resource have one limit, and reads have their own", () =>
    inVirtualTime(async () => {
      const { ask } = gatewayWith({ routes: { "/language": routes["/language"], "/other": routes["/language"] } });
      for (let count = 0; count < 10; count += 1)
        await ask(count % 2 ? EXPORT : EXPORT.replace("/language", "/other"), post());
      assert.equal((await ask(EXPORT, post())).status, 429);
      assert.equal((await ask(STATUS)).status, 200);
    }));

  test("a portal may give a route other limits", () =>
    inVirtualTime(async () => {
      const limits = { submissions: { count: 2, windowMs: 1000 } };
      const { ask } = gatewayWith({ routes: { "/language": { ...routes["/language"], limits } } });
      const statuses = [];
      for (let count = 0; count < 3; count += 1) statuses.push((await ask(EXPORT, post())).status);
      assert.deepEqual(statuses, [200, 200, 429]);
    }));

  test("a user who arrives late gets a fair share as soon as places are free", () =>
    inVirtualTime(async (time) => {
      const { ask } = gatewayWith({ user: userOf });
      const passed = { greedy: 0, late: 0 };
      const submit = async (user) => {
        const { status } = await ask(EXPORT, as(user, post()));
        if (status === 200) passed[user] += 1;
      };
      for (let count = 0; count < 20; count += 1) await submit("greedy");
      assert.deepEqual(passed, { greedy: 10, late: 0 }, "alone, a user has all places");
      await submit("late");
      await later(time, 60_001);
      for (let count = 0; count < 20; count += 1) for (const user of ["greedy", "greedy", "late"]) await submit(user);
      assert.deepEqual(passed, { greedy: 15, late: 5 });
    }));

  test("a user who rarely asks does not take half of the places from the other", () =>
    inVirtualTime(async () => {
      const { ask } = gatewayWith({ user: userOf });
      await ask(EXPORT, as("rare", post()));
      let passed = 0;
      for (let count = 0; count < 20; count += 1)
        if ((await ask(EXPORT, as("busy", post()))).status === 200) passed += 1;
      assert.equal(passed, 8, "one place is used by the other, and one is kept for him");
    }));

  test("a refusal by the service holds back all users", () =>
    inVirtualTime(async (time) => {
      let status = 429;
      const { ask, sent } = gatewayWith({
        answer: () => new Response(null, { status, headers: { "Retry-After": "30" } }),
      });
      assert.equal((await ask(job("1"))).status, 429);
      status = 200;
      const { headers } = await ask(job("2"));
      assert.equal(headers.get("retry-after"), "30");
      assert.equal(sent.length, 1);
      await later(time, 30_000);
      assert.equal((await ask(job("2"))).status, 200);
    }));
});

describe("jobs that run", () => {
  const answers = (states) => (request) => {
    const [, id] = /job\/(\d+)\//.exec(request.url) ?? [];
    if (id === undefined) return Response.json({ jobId: String(states.push(1)), status: 200 });
    return Response.json({ jobStatus: states[Number(id) - 1], status: 200 });
  };
  const submit = (ask) => ask(USERS, { headers: scripted });

  test("AvePoint runs five, and the sixth waits until somebody reads that one has ended", () =>
    inVirtualTime(async () => {
      const states = [];
      const { ask, sent } = gatewayWith({ answer: answers(states) });
      for (let count = 0; count < 5; count += 1) assert.equal((await submit(ask)).status, 200);
      const { status, headers } = await submit(ask);
      assert.deepEqual([status, headers.get("retry-after")], [429, "120"]);
      assert.equal(sent.length, 5);
      states[2] = 5;
      await ask("/avepoint/insights/job/3/exportstatus");
      assert.equal((await submit(ask)).status, 429, "stopping is not stopped");
      states[3] = 4;
      await ask("/avepoint/insights/job/4/exportstatus");
      assert.equal((await submit(ask)).status, 200);
      assert.equal((await submit(ask)).status, 429);
    }));

  test("a failed submission takes no place, and a job that nobody follows takes one for half an hour", () =>
    inVirtualTime(async (time) => {
      const states = [];
      let fails = true;
      const { ask } = gatewayWith({
        answer: (request) => (fails ? Response.json({ status: 400 }, { status: 400 }) : answers(states)(request)),
      });
      for (let count = 0; count < 9; count += 1) await submit(ask);
      fails = false;
      for (let count = 0; count < 5; count += 1) assert.equal((await submit(ask)).status, 200);
      assert.equal((await submit(ask)).status, 429);
      await later(time, 1_800_000);
      assert.equal((await submit(ask)).status, 200);
    }));
});

describe("a status", () => {
  const counting = () => {
    let count = 0;
    return () => Response.json({ status: "running", count: (count += 1) });
  };
  const countIn = ({ json }) => json().count;

  test("that many users request at the same time is read once", async () => {
    const { ask, sent, events } = gatewayWith({ answer: counting() });
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(STATUS)));
    assert.deepEqual([...new Set(all.map(countIn))], [1]);
    assert.equal(sent.length, 1);
    assert.equal(events.filter(({ isShared }) => isShared).length, 19);
  });

  test("that takes long is not read again by the user who waits for it", () =>
    inVirtualTime(async (time) => {
      const slow = () => new Promise((resolve) => setTimeout(() => resolve(Response.json({})), 5000));
      const { ask, sent } = gatewayWith({ answer: slow });
      const first = ask(STATUS);
      await later(time, 1000);
      await time.until(Promise.all([first, ask(STATUS)]));
      assert.equal(sent.length, 1);
    }));

  test("is read once for each round of polls, however many users follow the job", () =>
    inVirtualTime(async (time) => {
      const { ask, sent } = gatewayWith({ user: userOf, answer: counting() });
      const path = "/avepoint/insights/job/7/exportstatus";
      for (let round = 1; round <= 5; round += 1) {
        for (const user of ["a", "b", "c", "d"]) {
          assert.equal(countIn(await ask(path, as(user))), round, "each user sees something new");
          await later(time, 1000);
        }
        await later(time, 20_000);
      }
      assert.equal(sent.length, 5);
    }));

  test("is read again when it is older than the service's shortest time between two polls", () =>
    inVirtualTime(async (time) => {
      const { ask, sent } = gatewayWith({ user: userOf, answer: counting() });
      await ask("/avepoint/insights/job/7/exportstatus", as("a"));
      await later(time, 120_000);
      assert.equal(countIn(await ask("/avepoint/insights/job/7/exportstatus", as("b"))), 2);
      await ask(STATUS, as("a"));
      await later(time, 300);
      await ask(STATUS, as("b"));
      assert.equal(sent.length, 4);
    }));

  test("that could not be read is requested again", () =>
    inVirtualTime(async () => {
      const statuses = [500, 200];
      const { ask, sent } = gatewayWith({ answer: () => Response.json({}, { status: statuses.shift() }) });
      assert.equal((await ask(STATUS)).status, 500);
      assert.equal((await ask(STATUS)).status, 200);
      assert.equal(sent.length, 2);
    }));

  test("is not read without permission", async () => {
    const { ask } = gatewayWith({ user: userOf, authorize: ({ headers }) => headers.get("x-user") === "a" });
    assert.equal((await ask(STATUS, as("a"))).status, 200);
    assert.equal((await ask(STATUS, as("b"))).status, 403);
  });

  test("of another job or another version is read separately", async () => {
    const { ask, sent } = gatewayWith();
    await ask(job("1"));
    await ask(job("2"));
    await ask(job("1").replace("2023-04-01", "2022-05-01"));
    assert.equal(sent.length, 3);
    assert.ok(sent.every(({ url }) => url.startsWith(CONTOSO)));
  });
});

test("a gateway has no timer when nothing is under way", () =>
  inVirtualTime(async (time) => {
    const { ask } = gatewayWith();
    for (const [path, init] of /** @type {const} */ ([
      [STATUS, {}],
      [EXPORT, post()],
      [EXPORT, {}],
      ["/x", {}],
    ]))
      await ask(path, init);
    assert.deepEqual(time.timers, []);
  }));
