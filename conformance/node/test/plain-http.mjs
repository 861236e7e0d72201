// What curl and browsers do without a client: plain JSON requests, CORS, the management API, bad requests.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, endpoint, freshKey, within } from "./harness.mjs";

function query(key, extra = {}, method = "getOrCreate") {
  return new URLSearchParams({
    "rvt-namespace": "default",
    "rvt-method": method,
    ...(method === "getOrCreate" ? { "rvt-runner": "default" } : {}),
    "rvt-key": key.join(","),
    ...extra,
  });
}

async function post(path, body, headers = {}) {
  const response = await fetch(endpoint + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("plain HTTP", () => {
  test("an action by JSON", async () => {
    const key = freshKey("é", "a/b");
    const { status, headers, body } = await post(`/gateway/counter/action/increment?${query(key)}`, { args: [5] });
    assert.equal(status, 200);
    assert.match(headers.get("content-type"), /^application\/json/);
    assert.deepEqual(body, { output: 5 });
    assert.equal(await client.counter.getOrCreate(key).getCount(), 5);
  });

  test("an action by id, without arguments, and with query parameters of its own", async () => {
    const id = await client.counter.getOrCreate(freshKey()).resolve();
    assert.deepEqual((await post(`/gateway/${id}/action/getCount`, {})).body, { output: 0 });
    assert.deepEqual((await post(`/gateway/${id}/action/getCount?a=1&b=2`, { args: [] })).body, { output: 0 });
    assert.deepEqual((await post(`/gateway/${id}/action/increment`, { args: 7 })).body, { output: 7 });
  });

  test("parameters by header", async () => {
    const { status, body } = await post(`/gateway/room/action/whoAmI?${query(freshKey())}`, { args: [] }, {
      "x-rivet-conn-params": JSON.stringify({ user: "curl" }),
    });
    assert.equal(status, 200);
    assert.deepEqual(body, { output: "curl" });
  });

  test("errors by JSON, with their status", async () => {
    const key = freshKey();
    const user = await post(`/gateway/faulty/action/user?${query(key)}`, { args: [] });
    assert.equal(user.status, 500);
    const { actor, ...rest } = user.body;
    assert.deepEqual(rest, {
      group: "user",
      code: "out_of_stock",
      message: "Sold out.",
      metadata: { left: 0, next: ["mon", "tue"] },
    });
    assert.equal(actor.key, key[0]);

    for (const [path, body, status, code] of [
      [`/gateway/faulty/action/internal?${query(key)}`, { args: [] }, 500, "rivetkit.internal_error"],
      [`/gateway/faulty/action/hang?${query(key)}`, { args: [] }, 408, "actor.action_timed_out"],
      [`/gateway/faulty/action/missing?${query(key)}`, { args: [] }, 404, "actor.action_not_found"],
      [`/gateway/nonsense/action/x?${query(key)}`, { args: [] }, 404, "actor.not_registered"],
      [`/gateway/faulty/action/fine?${query(freshKey(), {}, "get")}`, { args: [] }, 404, "actor.not_found"],
      [`/gateway/00000000000000000000000000000a/action/fine`, { args: [] }, 404, "actor.not_found"],
      [`/gateway/echo/action/whole?${query(key)}`, { args: ["x"] }, 400, "actor.validation_error"],
      [`/gateway/echo/action/whole?${query(key)}`, "{", 400, "actor.invalid_request"],
      [`/gateway/echo/action/whole?${query(key)}`, "", 400, "actor.validation_error"],
      [`/gateway/echo/action/lengthOf?${query(key)}`, { args: ["x".repeat(70_000)] }, 400, "message.incoming_too_long"],
      [`/gateway/echo/action/filler?${query(key)}`, { args: [2_000_000] }, 400, "message.outgoing_too_long"],
    ]) {
      const answer = await post(path, body);
      assert.equal(`${answer.body.group}.${answer.body.code}`, code, path);
      assert.equal(answer.status, status, path);
      assert.equal(typeof answer.body.message, "string");
    }
  });

  test("malformed CBOR and BARE, and another protocol version", async () => {
    const path = `/gateway/echo/action/whole?${query(freshKey())}`;
    for (const [encoding, bytes] of [
      ["cbor", [0xff]],
      ["cbor", [0xa1, 0x64]],
      ["cbor", []],
      ["bare", [4]],
      ["bare", [4, 0, 5, 0x81]],
      ["bare", [4, 0, 2, 0x81, 0x05, 0x00]],
      ["bare", [9, 0, 2, 0x81, 0x05]],
    ]) {
      const response = await fetch(endpoint + path, {
        method: "POST",
        headers: { "x-rivet-encoding": encoding },
        body: Uint8Array.from(bytes),
      });
      assert.equal(response.status, 400, `${encoding} ${bytes}`);
      assert.match(await response.text(), bytes.length ? /invalid_request/ : /validation_error/, `${encoding} ${bytes}`);
    }
  });

  test("query parameters that are wrong or doubled", async () => {
    const key = freshKey();
    for (const [search, code] of [
      [`${query(key)}&rvt-key=again`, "guard.query_duplicate_param"],
      [`${query(key)}&rvt-nonsense=1`, "guard.query_invalid_params"],
      [`${query(key, { "rvt-method": "destroy" })}`, "guard.query_invalid_params"],
      [`${query(key, { "rvt-input": "!!!" })}`, "guard.query_invalid_base64_input"],
      [`${query(key, { "rvt-input": "_w" })}`, "guard.query_invalid_cbor_input"],
      [`rvt-namespace=default&rvt-method=getOrCreate&rvt-key=x`, "guard.query_missing_pool"],
      [`rvt-namespace=default&rvt-method=get&rvt-key=x&rvt-runner=default`, "guard.query_get_disallowed_params"],
      [`${query(key)}&rvt-region=%zz`, "guard.query_invalid_percent_encoding"],
    ]) {
      const { status, body } = await post(`/gateway/counter/action/getCount?${search}`, { args: [] });
      assert.equal(`${body.group}.${body.code}`, code, search);
      assert.equal(status, 400, search);
    }
  });

  test("a wrong method and unknown paths", async () => {
    const key = freshKey();
    const get = await fetch(`${endpoint}/gateway/counter/action/getCount?${query(key)}`);
    assert.equal(get.status, 405);
    assert.equal((await get.json()).code, "method_not_allowed");
    for (const path of ["/nowhere", "/gateway", "/actor"]) {
      const response = await fetch(endpoint + path);
      assert.equal(response.status, 404, path);
      assert.equal(typeof (await response.json()).code, "string");
    }
  });

  test("metadata and health", async () => {
    const metadata = await (await fetch(`${endpoint}/metadata?namespace=default`)).json();
    assert.equal(typeof metadata.runtime, "string");
    assert.equal(typeof metadata.version, "string");
    assert.equal(typeof metadata.actorNames, "object");
    const health = await fetch(`${endpoint}/health`);
    assert.equal(health.status, 200);
    assert.equal((await health.json()).status, "ok");
  });

  test("the management API: create, find, list, destroy", async () => {
    const key = freshKey("a/b")[0];
    const create = await post("/actors?namespace=managed", { name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" });
    assert.equal(create.status, 200);
    assert.equal(create.body.actor.key, key);
    assert.equal(create.body.actor.name, "counter");
    const id = create.body.actor.actor_id;

    const again = await post("/actors?namespace=managed", { name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" });
    assert.equal(again.status, 400);
    assert.equal(again.body.code, "duplicate_key");

    const put = await fetch(`${endpoint}/actors?namespace=managed`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "counter", key, runner_name_selector: "default", crash_policy: "sleep" }),
    });
    const { actor, created } = await put.json();
    assert.deepEqual([actor.actor_id, created], [id, false]);

    const list = async (search) => (await (await fetch(`${endpoint}/actors?namespace=managed&${search}`)).json()).actors;
    assert.equal((await list(`name=counter&key=${encodeURIComponent(key)}`))[0].actor_id, id);
    assert.equal((await list(`actor_ids=${id}`))[0].actor_id, id);
    assert.ok((await list("name=counter")).some((found) => found.actor_id === id));
    const names = await (await fetch(`${endpoint}/actors/names?namespace=managed`)).json();
    assert.ok("counter" in names.names);

    const destroyed = await fetch(`${endpoint}/actors/${id}?namespace=managed`, { method: "DELETE" });
    assert.equal(destroyed.status, 200);
    assert.deepEqual(await list(`name=counter&key=${encodeURIComponent(key)}`), []);
    const gone = await fetch(`${endpoint}/actors/${id}?namespace=managed`, { method: "DELETE" });
    assert.equal((await gone.json()).code, "not_found");
  });

  test("a browser's preflight is answered for every path", async () => {
    for (const path of ["/metadata", "/actors", `/gateway/counter/action/getCount?${query(freshKey())}`, "/health"]) {
      const response = await fetch(endpoint + path, {
        method: "OPTIONS",
        headers: {
          origin: "https://app.example",
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type,x-rivet-encoding",
        },
      });
      assert.equal(response.status, 204, path);
      assert.equal(response.headers.get("access-control-allow-origin"), "https://app.example", path);
      assert.equal(response.headers.get("access-control-allow-credentials"), "true", path);
      assert.match(response.headers.get("access-control-allow-methods"), /POST/, path);
      assert.match(response.headers.get("access-control-allow-headers"), /x-rivet-encoding|\*/, path);
    }
  });

  test("answers to other origins say so, errors too", async () => {
    for (const [path, status] of [
      ["/metadata", 200],
      ["/nowhere", 404],
    ]) {
      const response = await fetch(endpoint + path, { headers: { origin: "https://app.example" } });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("access-control-allow-origin"), "https://app.example");
      assert.match(response.headers.get("vary") ?? "", /origin/i);
    }
  });

  test("a WebSocket without a client: subprotocol, Init, action, event", async () => {
    const url = `${endpoint.replace("http", "ws")}/gateway/counter/connect?${query(freshKey())}`;
    const socket = new WebSocket(url, ["rivet", "rivet_encoding.json"]);
    const messages = [];
    const answered = new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the socket failed"));
      socket.onmessage = ({ data }) => {
        const { body } = JSON.parse(data);
        messages.push(body);
        if (body.tag === "Init") {
          socket.send(JSON.stringify({ body: { tag: "SubscriptionRequest", val: { eventName: "newCount", subscribe: true } } }));
          socket.send(JSON.stringify({ body: { tag: "ActionRequest", val: { id: ["$BigInt", "0"], name: "increment", args: [3] } } }));
        }
        if (body.tag === "ActionResponse") resolve();
      };
    });
    await within(10_000, answered, "the action's response");
    assert.equal(socket.protocol, "rivet");
    assert.deepEqual(messages.map((message) => message.tag), ["Init", "Event", "ActionResponse"]);
    assert.deepEqual(messages[1].val, { name: "newCount", args: [3] });
    assert.deepEqual(messages[2].val, { id: ["$BigInt", "0"], output: 3 });
    const closed = new Promise((resolve) => (socket.onclose = resolve));
    socket.send("{");
    const { code, reason } = await within(10_000, closed, "the close");
    assert.equal(code, 1011);
    assert.match(reason, /^actor\.invalid_request/);
  });

  test("malformed messages and another protocol version close a WebSocket with the reason", async () => {
    const url = `${endpoint.replace("http", "ws")}/gateway/counter/connect?${query(freshKey())}`;
    for (const [encoding, message] of [
      ["json", '{"body":{"tag":"Nonsense","val":{}}}'],
      ["json", '{"body":{"tag":"ActionRequest","val":{"id":["$BigInt","x"],"name":"getCount","args":[]}}}'],
      ["cbor", Uint8Array.of(0xff)],
      ["cbor", Uint8Array.of(0xa1, 0x64, 0x62)],
      ["bare", Uint8Array.of(4, 0, 7)],
      ["bare", Uint8Array.of(9, 0, 1, 1, 0x61, 1)],
      ["bare", Uint8Array.of()],
    ]) {
      const socket = new WebSocket(url, ["rivet", `rivet_encoding.${encoding}`]);
      const closed = new Promise((resolve) => (socket.onclose = resolve));
      socket.onmessage = () => socket.send(message);
      const { code, reason } = await within(10_000, closed, `the close after ${encoding} ${message}`);
      assert.equal(code, 1011, `${encoding} ${message}`);
      assert.match(reason, /^actor\.invalid_request/, `${encoding} ${message}`);
    }
    assert.equal(await client.counter.getOrCreate(freshKey()).increment(1), 1);
  });

  test("a WebSocket that offers no subprotocol is given none", async () => {
    const socket = new WebSocket(`${endpoint.replace("http", "ws")}/gateway/counter/connect?${query(freshKey())}`);
    const first = new Promise((resolve, reject) => {
      socket.onerror = () => reject(new Error("the socket failed"));
      socket.onmessage = ({ data }) => resolve(JSON.parse(data));
    });
    assert.equal((await within(10_000, first, "Init")).body.tag, "Init");
    assert.equal(socket.protocol, "");
    socket.close();
  });
});
