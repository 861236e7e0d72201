// A server that is closed in order and started again, once, under connections in every condition.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { client, freshKey, Recorder, rejection, restartServer, within } from "./harness.mjs";

/** The client tries again after 0.25, 0.5, 1, 2, … seconds. */
const COMES_BACK = 40_000;

/** A connection with what it heard and went through since it was first open. */
class Watched {
  constructor(handle, params) {
    this.connection = handle.connect(params);
    this.counts = new Recorder();
    this.statuses = new Recorder();
    this.connection.on("newCount", this.counts.add);
  }

  async begin() {
    await this.connection.increment(1);
    this.firstId = this.connection.connId;
    this.connection.onStatusChange(this.statuses.add);
    return this;
  }

  leaves() {
    return this.statuses.until((seen) => seen.includes("disconnected"), "the end of the connection");
  }

  returns() {
    return this.statuses.until((seen) => seen.at(-1) === "connected", "the reconnect", COMES_BACK);
  }
}

describe("restart", { timeout: 120_000 }, () => {
  const key = freshKey("é", "a/b");
  const handle = client.counter.getOrCreate(key);
  const shelf = client.shelf.getOrCreate(freshKey());
  const watched = [];
  let id;
  let byKey;
  let byId;
  let waiting;
  let callWhileAway;
  let refused;
  let refusedStatuses;

  async function watch(target) {
    const begun = new Watched(target);
    watched.push(begun);
    return begun.begin();
  }

  before(async () => {
    await handle.increment(40);
    id = await handle.resolve();
    byKey = await watch(handle);
    byId = await watch(client.counter.getForId(id));
    waiting = await watch(client.counter.getOrCreate(freshKey()));
    refused = client.room.getOrCreate(freshKey()).connect({ user: "mallory", refuseAt: "onConnect" });
    await rejection(refused.whoAmI());
    refusedStatuses = new Recorder();
    refused.onStatusChange(refusedStatuses.add);

    await shelf.send("kept", "over");
    await rejection(shelf.send("kept", "the restart", { wait: true, timeout: 60_000, signal: AbortSignal.timeout(500) }));

    const restart = restartServer();
    await waiting.leaves();
    callWhileAway = waiting.connection.increment(10);
    // Handled where it is expected.
    callWhileAway.catch(() => {});
    await restart;
  });

  after(() => Promise.all([refused, ...watched.map(({ connection }) => connection)].map((each) => each.dispose())));

  test("open connections come back, new, with their subscriptions", async () => {
    await Promise.all([byKey.returns(), byId.returns()]);
    assert.notEqual(byKey.connection.connId, byKey.firstId);
    // Answered after the subscription, which was sent before it; between connections there is no order.
    assert.equal(await byId.connection.getCount(), 42);
    assert.equal(await byKey.connection.increment(1), 43);
    assert.equal((await byKey.counts.until((seen) => seen.includes(43), "the event")).at(-1), 43);
    assert.equal((await byId.counts.until((seen) => seen.includes(43), "the event")).at(-1), 43);
  });

  test("state, ids and keys are what they were", async () => {
    assert.equal(await handle.getCount(), 43);
    assert.equal(await client.counter.get(key).resolve(), id);
    assert.equal(await client.counter.getForId(id).getCount(), 43);
  });

  test("messages wait where they were", async () => {
    assert.deepEqual(await shelf.take(), ["over", "the restart"]);
    assert.deepEqual(await shelf.take(), []);
  });

  test("a call made while the connection is away is answered and runs once", async () => {
    assert.equal(await within(COMES_BACK, callWhileAway, "an answer"), 11);
    assert.equal(await waiting.connection.getCount(), 11);
  });

  test("a refused connection does not start knocking", () => {
    assert.ok(!refusedStatuses.seen.includes("connecting"), `${refusedStatuses.seen}`);
  });
});
