// Every way to get a handle, and what each handle can do.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, encoding, endpoint, fails, freshKey, newClient, rejection } from "./harness.mjs";

describe("accessors", () => {
  test("getOrCreate creates an actor once", async () => {
    const key = freshKey();
    assert.equal(await client.counter.getOrCreate(key).increment(2), 2);
    assert.equal(await client.counter.getOrCreate(key).increment(3), 5);
  });

  test("get finds an actor that exists", async () => {
    const key = freshKey();
    await client.counter.getOrCreate(key).increment(4);
    assert.equal(await client.counter.get(key).getCount(), 4);
  });

  test("get of a missing actor fails with actor.not_found", async () => {
    await fails(client.counter.get(freshKey()).getCount(), "actor", "not_found", 20_000);
  });

  test("get waits for an actor that is created a moment later", async () => {
    const key = freshKey();
    const early = client.counter.get(key).getCount();
    await client.counter.create(key, { input: { count: 9 } });
    assert.equal(await early, 9);
  });

  test("create creates, passes its input and refuses a key that is taken", async () => {
    const key = freshKey();
    const created = await client.counter.create(key, { input: { count: 40 } });
    assert.equal(await created.increment(2), 42);
    const error = await fails(client.counter.create(key), "actor", "duplicate_key");
    assert.equal(error.metadata.existing_actor_id, await created.resolve());
  });

  test("getForId calls the actor behind an id and leaves missing ids alone", async () => {
    const key = freshKey();
    const id = await client.counter.getOrCreate(key).resolve();
    assert.equal(await client.counter.getForId(id).increment(1), 1);
    assert.equal(await client.counter.get(key).getCount(), 1);
    assert.equal(await client.counter.getForId(id).resolve(), id);
    const unknown = id.replaceAll(/[0-9a-z]/g, "0");
    await fails(client.counter.getForId(unknown).getCount(), "actor", "not_found");
  });

  test("resolve gives the id that the actor itself sees", async () => {
    const handle = client.counter.getOrCreate(freshKey());
    const id = await handle.resolve();
    assert.match(id, /^[0-9a-z]+$/);
    assert.deepEqual(await handle.identity(), [id, "counter"]);
    assert.equal(await handle.resolve(), id);
  });

  test("reload has nothing to reload", async () => {
    const error = await fails(client.counter.getOrCreate(freshKey()).reload(), "actor", "reload_failed");
    assert.match(error.message, /404/);
  });

  test("clients that do not wait for an actor to be ready reach it in every way", async () => {
    const impatient = newClient({ gateway: { skipReadyWait: true } });
    const handle = impatient.counter.getOrCreate(freshKey());
    assert.equal(await handle.increment(1), 1);
    const byId = impatient.counter.getForId(await handle.resolve());
    assert.equal(await byId.increment(1), 2);
    assert.equal((await byId.fetch("nowhere")).status, 404);
    for (const each of [handle, byId]) {
      const connection = each.connect();
      assert.ok((await connection.increment(1)) > 2);
      await connection.dispose();
    }
  });

  test("resolve of a missing actor fails with actor.not_found", async () => {
    await fails(client.counter.get(freshKey()).resolve(), "actor", "not_found");
  });

  test("resolve creates only once when many ask at the same time", async () => {
    const key = freshKey();
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => newHandle(key).resolve()),
    );
    assert.equal(new Set(ids).size, 1);

    function newHandle(parts) {
      return client.counter.getOrCreate(parts);
    }
  });

  test("getGatewayUrl leads to the actor", async () => {
    const key = freshKey();
    const url = new URL(await client.counter.getOrCreate(key).getGatewayUrl());
    assert.equal(url.origin, endpoint);
    url.pathname += "/action/increment";
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ args: [6] }),
    });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { output: 6 });
    assert.equal(await client.counter.get(key).getCount(), 6);
  });

  test("getGatewayUrl of an id leads to the actor", async () => {
    const handle = client.counter.getOrCreate(freshKey());
    const byId = client.counter.getForId(await handle.resolve());
    const response = await fetch(`${await byId.getGatewayUrl()}/action/increment`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ args: [7] }),
    });
    assert.deepEqual(await response.json(), { output: 7 });
    assert.equal(await handle.getCount(), 7);
  });

  test("a connection reaches the actor of its handle", async (t) => {
    const key = freshKey();
    for (const handle of [
      client.counter.getOrCreate(key),
      client.counter.get(key),
      client.counter.getForId(await client.counter.getOrCreate(key).resolve()),
    ]) {
      const before = await client.counter.getOrCreate(key).getCount();
      assert.equal(await connect(t, handle).increment(1), before + 1);
    }
  });

  test("an unknown type of actor is refused without retries", async () => {
    const started = performance.now();
    const error = await fails(client.nonsense.getOrCreate(freshKey()).anything(), "actor", "not_registered");
    assert.match(error.message, /nonsense/);
    assert.ok(performance.now() - started < 2_000, "the client retried");
    await fails(client.nonsense.create(freshKey()), "actor", "not_registered");
    await fails(client.nonsense.getOrCreate(freshKey()).resolve(), "actor", "not_registered");
  });

  test("an unknown type of actor refuses connections", async (t) => {
    await fails(connect(t, client.nonsense.getOrCreate(freshKey())).anything(), "actor", "not_registered", 30_000);
  });

  test("a connection to a missing id fails, one to a missing key waits until the actor is created", async (t) => {
    const unknown = (await client.counter.getOrCreate(freshKey()).resolve()).replaceAll(/[0-9a-z]/g, "0");
    await fails(connect(t, client.counter.getForId(unknown)).getCount(), "actor", "not_found");
    const key = freshKey();
    const early = connect(t, client.counter.get(key)).increment(1);
    await client.counter.create(key, { input: { count: 9 } });
    assert.equal(await early, 10);
  });

  test("namespaces keep their actors apart", async () => {
    const key = freshKey();
    const elsewhere = newClient({ namespace: "elsewhere" });
    await client.counter.getOrCreate(key).increment(1);
    assert.equal(await elsewhere.counter.getOrCreate(key).getCount(), 0);
    assert.equal(await client.counter.getOrCreate(key).getCount(), 1);
    const id = await client.counter.getOrCreate(key).resolve();
    assert.notEqual(await elsewhere.counter.getOrCreate(key).resolve(), id);
  });

  test("a namespace and a token in the endpoint are understood", async () => {
    const url = new URL(endpoint);
    url.username = "tenant";
    url.password = "a token";
    const handle = newClient({ endpoint: url.href }).counter.getOrCreate(freshKey());
    assert.equal(await handle.increment(1), 1);
    const byId = newClient({ endpoint: url.href }).counter.getForId(await handle.resolve());
    assert.equal(await byId.increment(1), 2);
  });

  test("the ready wait can be skipped", async (t) => {
    const impatient = newClient({ gateway: { skipReadyWait: true } });
    const handle = impatient.counter.getOrCreate(freshKey());
    assert.equal(await handle.increment(1), 1);
    const byId = impatient.counter.getForId(await handle.resolve());
    assert.equal(await byId.increment(1), 2);
    assert.equal(await connect(t, handle).increment(1), 3);
    assert.equal(await connect(t, byId).increment(1), 4);
  });

  test("after destroy the id is gone and the key starts anew", async () => {
    const key = freshKey();
    const handle = client.counter.getOrCreate(key);
    await handle.increment(5);
    const id = await handle.resolve();
    await handle.destroy();
    await fails(client.counter.getForId(id).getCount(), "actor", "not_found");
    assert.equal(await client.counter.getOrCreate(key).getCount(), 0);
    assert.notEqual(await client.counter.getOrCreate(key).resolve(), id);
  });

  test("dispose ends a client's connections", async () => {
    const own = newClient();
    const connection = own.counter.getOrCreate(freshKey()).connect();
    await connection.increment(1);
    await own.dispose();
    assert.equal(connection.connStatus, "idle");
    assert.match((await rejection(connection.increment(1))).message, /disposed/);
  });

  test(`the suite runs in ${encoding}`, async () => {
    const other = newClient({ encoding: encoding === "json" ? "bare" : "json" });
    const key = freshKey();
    await other.counter.getOrCreate(key).increment(1);
    assert.equal(await client.counter.getOrCreate(key).increment(1), 2);
  });
});
