// A server that goes away and comes back: state is there, connections find their way.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, freshKey, Recorder, rejection, restartServer, within } from "./harness.mjs";

describe("restart", () => {
  test("state, ids and keys survive, and open connections come back with their subscriptions", { timeout: 60_000 }, async (t) => {
    const key = freshKey("é", "a/b");
    const handle = client.counter.getOrCreate(key);
    await handle.increment(41);
    const id = await handle.resolve();
    const connection = connect(t, handle);
    const counts = new Recorder();
    const statuses = new Recorder();
    connection.on("newCount", counts.add);
    await connection.increment(1);
    const firstId = connection.connId;
    connection.onStatusChange(statuses.add);

    await restartServer();

    await statuses.until((seen) => seen.includes("disconnected") && seen.at(-1) === "connected", "the reconnect", 30_000);
    assert.notEqual(connection.connId, firstId);
    assert.equal(await connection.increment(1), 43);
    assert.deepEqual(counts.seen, [42, 43]);
    assert.equal(await handle.getCount(), 43);
    assert.equal(await client.counter.get(key).resolve(), id);
    assert.equal(await client.counter.getForId(id).getCount(), 43);
  });

  test("a call made while the connection is away is answered and runs once", { timeout: 60_000 }, async (t) => {
    const connection = connect(t, client.counter.getOrCreate(freshKey()));
    await connection.increment(1);
    const statuses = new Recorder();
    connection.onStatusChange(statuses.add);
    const restart = restartServer();
    await statuses.until((seen) => seen.includes("disconnected"), "the end of the connection");
    const call = connection.increment(10);
    await restart;
    assert.equal(await within(30_000, call, "an answer"), 11);
    assert.equal(await connection.getCount(), 11);
  });

  test("a denied connection does not start knocking", { timeout: 60_000 }, async (t) => {
    const connection = connect(t, client.room.getOrCreate(freshKey()), { user: "mallory", refuseAt: "onConnect" });
    await rejection(connection.whoAmI());
    const statuses = new Recorder();
    connection.onStatusChange(statuses.add);
    await restartServer();
    assert.ok(!statuses.seen.includes("connecting"), `${statuses.seen}`);
  });
});
