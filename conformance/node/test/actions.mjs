// Calls over HTTP and over a connection: results, order, concurrency, names, input.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, fails, freshKey } from "./harness.mjs";

describe("actions", () => {
  test("150 concurrent calls over HTTP run one at a time", async () => {
    const handle = client.counter.getOrCreate(freshKey());
    const counts = await Promise.all(Array.from({ length: 150 }, () => handle.increment(1)));
    assert.deepEqual(
      counts.sort((a, b) => a - b),
      Array.from({ length: 150 }, (_, i) => i + 1),
    );
    assert.equal(await handle.getCount(), 150);
  });

  test("300 calls sent at once over one connection run in the order sent", async (t) => {
    const connection = connect(t, client.counter.getOrCreate(freshKey()));
    const counts = await Promise.all(Array.from({ length: 300 }, () => connection.increment(1)));
    assert.deepEqual(counts, Array.from({ length: 300 }, (_, i) => i + 1));
  });

  test("100 actors are created and called at once", async () => {
    const key = freshKey();
    const counts = await Promise.all(
      Array.from({ length: 100 }, (_, i) => client.counter.getOrCreate([...key, `${i}`]).increment(i)),
    );
    assert.deepEqual(counts, Array.from({ length: 100 }, (_, i) => i));
  });

  test("calls made before the connection is open are sent when it is", async (t) => {
    const connection = connect(t, client.counter.getOrCreate(freshKey()));
    assert.equal(connection.connStatus, "connecting");
    assert.deepEqual(await Promise.all([connection.increment(1), connection.increment(1)]), [1, 2]);
  });

  test("nested names", async (t) => {
    const handle = client.directory.getOrCreate(freshKey());
    for (const target of [handle, connect(t, handle)]) {
      assert.equal(await target.users.add("ada"), "added ada");
      assert.deepEqual(await target.users.roles.grant("ada", "admin"), ["ada", "admin"]);
      assert.equal(await target.action({ name: "users.add", args: ["bob"] }), "added bob");
      await fails(target.users.remove("ada"), "actor", "action_not_found");
    }
  });

  test("internal actions cannot be called from outside", async (t) => {
    const handle = client.directory.getOrCreate(freshKey());
    await fails(handle.hidden(), "actor", "action_not_found");
    await fails(connect(t, handle).hidden(), "actor", "action_not_found");
  });

  test("several arguments, and arguments that may be left out", async (t) => {
    const handle = client.echo.getOrCreate(freshKey());
    for (const target of [handle, connect(t, handle)]) {
      assert.deepEqual(await target.several("one", 2, ["three"]), ["one", 2, ["three"]]);
      assert.equal(await target.optional(), "nothing");
      assert.equal(await target.optional(undefined), "nothing");
      assert.equal(await target.optional("something"), "something");
    }
  });

  test("an action without a result gives undefined, one that returns null gives null", async (t) => {
    const handle = client.echo.getOrCreate(freshKey());
    for (const target of [handle, connect(t, handle)]) {
      assert.equal(await target.nothing(), undefined);
      assert.equal(await target.nullText(), null);
    }
  });

  test("input is given to a new actor and ignored by an existing one", async (t) => {
    const key = freshKey();
    assert.equal(await client.unborn.getOrCreate(key, { createWithInput: { by: "é ✓" } }).permittedBy(), "é ✓");
    assert.equal(await client.unborn.getOrCreate(key, { createWithInput: { by: "later" } }).permittedBy(), "é ✓");
    assert.equal(await client.unborn.getOrCreate(key).permittedBy(), "é ✓");

    const connected = client.unborn.getOrCreate(freshKey(), { createWithInput: { by: "socket" } });
    assert.equal(await connect(t, connected).permittedBy(), "socket");

    const created = await client.unborn.create(freshKey(), { input: { by: "create" } });
    assert.equal(await created.permittedBy(), "create");
  });

  test("an actor that refuses to be created does not exist afterwards", async () => {
    const key = freshKey();
    await fails(client.unborn.getOrCreate(key).permittedBy(), "user", "no_permit");
    await fails(client.unborn.getOrCreate(key, { createWithInput: { by: 7 } }).permittedBy(), "actor", "invalid_request");
    await fails(client.unborn.create(key), "user", "no_permit");
    await fails(client.unborn.get(key).resolve(), "actor", "not_found");
    assert.equal(await client.unborn.getOrCreate(key, { createWithInput: { by: "me" } }).permittedBy(), "me");
  });

  test("a call can be aborted by its caller", async () => {
    const handle = client.faulty.getOrCreate(freshKey());
    const controller = new AbortController();
    const call = handle.action({ name: "hang", args: [], signal: controller.signal });
    controller.abort();
    await assert.rejects(call);
    assert.equal(await handle.fine(), "fine");
  });
});
