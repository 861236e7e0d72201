// Events: subscribing, order, arguments, and what a failed turn must not say.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, fails, freshKey, Recorder } from "./harness.mjs";

describe("events", () => {
  test("on hears every event in order, once hears one", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const all = new Recorder();
    const first = new Recorder();
    connection.on("tick", all.add);
    connection.once("tick", first.add);
    assert.equal(await connection.tick(200), 200);
    assert.deepEqual(await all.count(200), Array.from({ length: 200 }, (_, i) => i + 1));
    assert.deepEqual(first.seen, [1]);
  });

  test("events of a call arrive before its result", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const heard = new Recorder();
    connection.on("tick", heard.add);
    await connection.tick(3);
    assert.deepEqual(heard.seen, [1, 2, 3]);
  });

  test("an unsubscribed listener hears nothing more", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const stopped = new Recorder();
    const kept = new Recorder();
    const stop = connection.on("tick", stopped.add);
    const alsoStop = connection.on("tick", kept.add);
    await connection.tick(1);
    stop();
    await connection.tick(1);
    assert.deepEqual([stopped.seen, kept.seen], [[1], [1, 2]]);
    alsoStop();
    await connection.tick(1);
    connection.on("tick", kept.add);
    await connection.tick(1);
    assert.deepEqual(kept.seen, [1, 2, 4]);
  });

  test("every subscribed connection hears it, and no other", async (t) => {
    const ticker = client.ticker.getOrCreate(freshKey());
    const subscribed = [connect(t, ticker), connect(t, ticker), connect(t, ticker)];
    const heard = subscribed.map(() => new Recorder());
    subscribed.forEach((connection, i) => connection.on("tick", heard[i].add));
    const deaf = connect(t, ticker);
    const other = new Recorder();
    deaf.on("paused", () => other.add("paused"));
    await Promise.all([...subscribed, deaf].map((connection) => connection.tick(0)));
    await deaf.tick(2);
    for (const recorder of heard) {
      assert.deepEqual(await recorder.count(2), [1, 2]);
    }
    assert.deepEqual(other.seen, []);
  });

  test("calls over HTTP cause events too", async (t) => {
    const key = freshKey();
    const connection = connect(t, client.counter.getOrCreate(key));
    const counts = new Recorder();
    connection.on("newCount", counts.add);
    await connection.getCount();
    await client.counter.getOrCreate(key).increment(5);
    await client.counter.getOrCreate(key).increment(2 ** 40);
    assert.deepEqual(await counts.count(2), [5, 2 ** 40 + 5]);
  });

  test("several arguments, none, and one that is a list", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const moved = new Recorder();
    const paused = new Recorder();
    const dealt = new Recorder();
    connection.on("moved", (...args) => moved.add(args));
    connection.on("paused", (...args) => paused.add(args));
    connection.on("dealt", (...args) => dealt.add(args));
    await connection.move("♞", 3, -4);
    await connection.pause();
    await connection.deal(["a", "b"]);
    await connection.deal(["$x", "b"]);
    assert.deepEqual(moved.seen, [["♞", 3, -4]]);
    assert.deepEqual(paused.seen, [[]]);
    assert.deepEqual(dealt.seen, [[["a", "b"]], [["$x", "b"]]]);
  });

  test("a failed call broadcasts nothing and changes nothing", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const heard = new Recorder();
    connection.on("tick", heard.add);
    await connection.tick(1);
    await fails(connection.falseAlarm(), "user", "false_alarm");
    assert.equal(await connection.tick(1), 2);
    assert.deepEqual(heard.seen, [1, 2]);
  });

  test("a listener that joins later hears what comes after", async (t) => {
    const ticker = client.ticker.getOrCreate(freshKey());
    await ticker.tick(5);
    const connection = connect(t, ticker);
    const heard = new Recorder();
    connection.on("tick", heard.add);
    await connection.tick(1);
    assert.deepEqual(heard.seen, [6]);
  });
});
