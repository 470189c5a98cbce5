// The credentials of our own gateway: keys, token sources of `@azure/identity`, and AvePoint's client credentials.
import assert from "node:assert/strict";
import { createVerify, generateKeyPairSync, X509Certificate } from "node:crypto";
import { describe, test } from "node:test";
import { AzureKeyCredential } from "@azure/core-auth";
import { AVEPOINT, CONTOSO } from "../support/gateway-places.js";
import { gatewayWith, RESULT, routes, STATUS } from "../support/own-gateway.mjs";
import { inVirtualTime } from "../support/virtual-time.js";

/** Only its fingerprint counts here, so the key need not be its own. */
const certificate = `
-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIURMagAzo1jqMbWue8Bx0uj4xnQ0QwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGcG9ydGFsMB4XDTI2MTEyODA4MTQwNFoXDTM2MTEyNTA4MTQw
NFowETEPMA0GA1UEAwwGcG9ydGFsMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
klReWVtiqTXFNGODjamsbJqIkz5gIMUvQiSRABu0p4t0mjEHXvaDiBHAu5rgZm9z
BTddgjJdKOjq8taNHKJ6xKNTMFEwHQYDVR0OBBYEFNjXBf+79T1ptWdhtyz5Rdyg
K2HiMB8GA1UdIwQYMBaAFNjXBf+79T1ptWdhtyz5RdygK2HiMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMdvlR44jaozR7zxT9PCmpPafzt4BUJq
zkAuKGy7K15jAiEAnYJI7JJcFHljIiWSUKLxfVhgXBB5jpJWd/fWVxMvUIA=
-----END CERTIFICATE-----
`;
const JOB = "/avepoint/insights/job/7/exportstatus";
const fileOf = (id) => `/avepoint/insights/job/${id}/exportfile`;
const secret = { clientId: "app-1", clientSecret: "secret-4711" };
const route = (credential, endpoint = AVEPOINT) => ({ "/avepoint": { ...routes["/avepoint"], endpoint, credential } });

// The parts are loaded with the first request. Virtual time would not wait for that.
await gatewayWith({ routes: route(secret) }).ask(JOB);
await gatewayWith().ask(STATUS);

/**
 * A gateway to AvePoint whose tokens are counted. `token` answers for the identity service.
 *
 * @param {any} credential
 * @param {{ token?: (count: number) => any, endpoint?: string, answer?: (request: Request) => Response }} [options]
 */
function counted(credential, { token, endpoint, answer } = {}) {
  const granted = () => Response.json({ access_token: "t", expires_in: 3600 });
  const asked = [];
  const gateway = gatewayWith({
    routes: route(credential, endpoint),
    answer: (request, body) => {
      if (!new URL(request.url).hostname.startsWith("identity")) return answer?.(request) ?? Response.json({});
      asked.push({ url: request.url, form: Object.fromEntries(new URLSearchParams(body)) });
      return (token ?? granted)(asked.length);
    },
  });
  return { ...gateway, asked };
}

describe("AvePoint's client credentials", () => {
  for (const [endpoint, identity] of /** @type {const} */ ([
    [AVEPOINT, "identity.avepointonlineservices.com"],
    ["https://graph-gcp-jp.avepointonlineservices.com", "identity.avepointonlineservices.com"],
    ["https://graph-gov.avepointonlineservices.com", "identity-gov.avepointonlineservices.com"],
    ["https://graph-aos2.avepointonlineservices.com", "identity-aos2.avepointonlineservices.com"],
    ["https://graphusgovapi.online15.net/", "identity.online15.net"],
  ]))
    test(`${endpoint} has its tokens from ${identity}`, async () => {
      const { ask, asked, sent } = counted(secret, { endpoint });
      assert.equal((await ask(JOB)).status, 200);
      assert.deepEqual(asked, [
        {
          url: `https://${identity}/connect/token`,
          form: {
            grant_type: "client_credentials",
            client_id: "app-1",
            client_secret: "secret-4711",
            scope: "insights.graph.readwrite.all",
          },
        },
      ]);
      const last = sent[1];
      assert.equal(last.headers.authorization, "Bearer t");
      assert.ok(last.url.startsWith(endpoint.replace(/\/$/, "")));
    });

  test("another address can be given", async () => {
    const { ask, asked } = counted({ ...secret, tokenUrl: "https://identity.example/token" });
    await ask(JOB);
    assert.equal(asked[0].url, "https://identity.example/token");
  });

  test("a certificate signs an assertion that the identity service can check", async (context) => {
    const now = Date.parse("2026-03-14T09:26:53Z");
    context.mock.timers.enable({ apis: ["Date"], now });
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    const { ask, asked } = counted({ clientId: "app-1", certificate, privateKey: pem });
    assert.equal((await ask(JOB)).status, 200);
    const { client_assertion: assertion, ...form } = asked[0].form;
    assert.deepEqual(form, {
      grant_type: "client_credentials",
      client_id: "app-1",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      scope: "insights.graph.readwrite.all",
    });
    const [head, claims, signature] = assertion.split(".");
    const signed = createVerify("RSA-SHA256").update(`${head}.${claims}`);
    assert.ok(signed.verify(publicKey, signature, "base64url"), "the signature");
    const read = (part) => JSON.parse(String(Buffer.from(part, "base64url")));
    const fingerprint = new X509Certificate(certificate).fingerprint.replaceAll(":", "").toLowerCase();
    const { x5t, ...header } = read(head);
    assert.deepEqual(header, { alg: "RS256", typ: "JWT" });
    assert.equal(Buffer.from(x5t, "base64url").toString("hex"), fingerprint);
    const { iss, sub, aud, jti, iat, exp } = read(claims);
    assert.deepEqual([iss, sub, aud], ["app-1", "app-1", asked[0].url]);
    assert.match(jti, /^[\da-f-]{36}$/);
    assert.equal(iat * 1000, now);
    assert.ok(exp > iat && exp - iat <= 3600);
  });

  test("many requests wait for one token, and it is renewed once, before it expires", () =>
    inVirtualTime(async (time) => {
      const { ask, asked } = counted(secret);
      const many = () => Promise.all(Array.from({ length: 20 }, (_, id) => ask(fileOf(id))));
      const all = await many();
      assert.ok(all.every(({ status }) => status === 200));
      assert.equal(asked.length, 1);
      await time.pass(3_299_000);
      await many();
      assert.equal(asked.length, 1);
      await time.pass(2000);
      await many();
      assert.equal(asked.length, 2, "five minutes before its end");
    }));

  test("a renewal that fails does no harm while the token is valid", () =>
    inVirtualTime(async (time) => {
      const { ask, asked } = counted(secret, {
        token: (count) =>
          count === 1 ? Response.json({ access_token: "t", expires_in: 3600 }) : new Response("down", { status: 503 }),
      });
      await ask(fileOf(1));
      await time.pass(3_400_000);
      assert.equal((await ask(fileOf(2))).status, 200);
      await time.pass(300_000);
      const { status, code } = await ask(fileOf(3));
      assert.deepEqual([status, code], [502, "serviceUnreachable"]);
      assert.equal(asked.length, 3);
    }));

  test("answers of the identity service reach no page", async () => {
    for (const token of [
      () => Response.json({ error: "invalid_client", error_description: "secret-4711 is wrong" }, { status: 400 }),
      () => new Response("<html>secret-4711</html>"),
      () => Response.json({ access_token: 7 }),
      () => Promise.reject(new TypeError("fetch failed")),
    ]) {
      const { ask, sent, events } = counted(secret, { token });
      const { status, text } = await ask(JOB);
      assert.equal(status, 502);
      assert.doesNotMatch(text, /4711|identity|client/);
      assert.equal(sent.length, 1, "nothing for the service");
      assert.ok(events[0].error instanceof Error);
    }
  });

  test("a refused token is renewed once for all requests, and tried again", async () => {
    const { ask, asked, sent } = counted(secret, {
      token: (count) => Response.json({ access_token: `t${count}`, expires_in: 3600 }),
      answer: ({ headers }) =>
        headers.get("authorization") === "Bearer t1" ? new Response(null, { status: 401 }) : Response.json({}),
    });
    const all = await Promise.all([1, 2, 3].map((id) => ask(fileOf(id))));
    assert.deepEqual(
      all.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(asked.length, 2);
    assert.equal(sent.filter(({ headers }) => headers.authorization === "Bearer t2").length, 3);
  });

  test("a service that refuses every token is asked twice", async () => {
    const { ask, asked, sent } = counted(secret, {
      token: (count) => Response.json({ access_token: `t${count}`, expires_in: 3600 }),
      answer: () => new Response(null, { status: 401 }),
    });
    assert.equal((await ask(fileOf(1))).code, "credentialRefused");
    assert.deepEqual([asked.length, sent.length], [2, 4]);
  });
});

describe("Azure", () => {
  const azure = (credential, endpoint = CONTOSO) => ({ "/language": { ...routes["/language"], endpoint, credential } });

  test("a key may be changed while the gateway runs", async () => {
    const credential = new AzureKeyCredential("first");
    const { ask, sent } = gatewayWith({ routes: azure(credential) });
    await ask(RESULT);
    credential.update("second");
    await ask(RESULT);
    assert.deepEqual(
      sent.map(({ headers }) => headers["ocp-apim-subscription-key"]),
      ["first", "second"],
    );
  });

  for (const [endpoint, scope] of /** @type {const} */ ([
    [CONTOSO, "https://cognitiveservices.azure.com/.default"],
    ["https://contoso.cognitiveservices.azure.us", "https://cognitiveservices.azure.us/.default"],
    ["https://contoso.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default"],
  ]))
    test(`tokens for ${endpoint} have the scope ${scope}`, async () => {
      const scopes = [];
      const getToken = async (given) => {
        scopes.push(given);
        return { token: "t", expiresOnTimestamp: Date.now() + 3_600_000 };
      };
      const { ask, sent } = gatewayWith({ routes: azure({ getToken }, endpoint) });
      await ask(RESULT);
      await ask(RESULT);
      assert.deepEqual(scopes, [scope]);
      assert.equal(sent[1].headers.authorization, "Bearer t");
      assert.equal(sent[1].headers["ocp-apim-subscription-key"], undefined);
    });

  test("a credential that has no token, or fails, is not sent on as it is", async () => {
    for (const getToken of [async () => null, () => Promise.reject(new Error("tenant-4711"))]) {
      const { ask, sent, events } = gatewayWith({ routes: azure({ getToken }) });
      const { status, text } = await ask(RESULT);
      assert.equal(status, 502);
      assert.doesNotMatch(text, /4711/);
      assert.deepEqual(sent, []);
      assert.ok(events[0].error instanceof Error);
    }
  });
});
