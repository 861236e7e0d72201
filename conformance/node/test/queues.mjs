// Messages to queues: sending, waiting for an answer, and what is refused.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, endpoint, fails, freshKey, Recorder, rejection, within } from "./harness.mjs";

const WAIT = { wait: true, timeout: 20_000 };

/** Runs a check with a handle and with a connection. */
function bothWays(name, type, check) {
  test(`${name}, sent by a handle`, () => check(client[type].getOrCreate(freshKey())));
  test(`${name}, sent by a connection`, (t) => check(connect(t, client[type].getOrCreate(freshKey()))));
}

/** What an actor noted, once it is as long as expected. */
async function noted(t, handle, length) {
  const connection = connect(t, handle);
  const notes = new Recorder();
  connection.on("noted", notes.add);
  notes.add(await connection.numbers());
  return (await notes.until((seen) => seen.some((list) => list.length >= length), `${length} numbers`)).at(-1);
}

/** Returns when a shelf has so many messages. */
async function stored(shelf, count) {
  while ((await shelf.count()) < count) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Sends without a client. */
async function post(type, key, queue, body, headers = {}) {
  const search = new URLSearchParams({
    "rvt-namespace": "default",
    "rvt-method": "getOrCreate",
    "rvt-runner": "default",
    "rvt-key": key.join(","),
  });
  const response = await fetch(`${endpoint}/gateway/${type}/queue/${encodeURIComponent(queue)}?${search}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe("queues", () => {
  test("messages of a handle are handled in order", async (t) => {
    const handle = client.noter.getOrCreate(freshKey());
    const numbers = Array.from({ length: 30 }, (_, i) => i);
    const answers = await Promise.all(numbers.map((i) => handle.send("numbers", i)));
    assert.deepEqual(answers, numbers.map(() => undefined));
    assert.deepEqual(await noted(t, handle, 30), numbers);
  });

  test("messages of a connection all arrive, once each", async (t) => {
    const handle = client.noter.getOrCreate(freshKey());
    const connection = connect(t, handle);
    const numbers = Array.from({ length: 30 }, (_, i) => i);
    await Promise.all(numbers.map((i) => connection.send("numbers", i)));
    assert.deepEqual((await noted(t, handle, 30)).toSorted((a, b) => a - b), numbers);
  });

  bothWays("a sender that waits gets the answer", "oracle", async (oracle) => {
    for (const question of ["é ✓", 7, true, null, [1, [2, "three"]], { deep: { er: [] } }, 12_345_678_901_234_567_890n]) {
      assert.deepEqual(await oracle.send("questions", question, WAIT), {
        status: "completed",
        response: { question, attempt: 1 },
      });
    }
  });

  bothWays("a sender that waits is not told of attempts that failed", "oracle", async (oracle) => {
    const { status, response } = await oracle.send("questions", "hard", WAIT);
    assert.deepEqual([status, response], ["completed", { question: "hard", attempt: 3 }]);
  });

  bothWays("a sender that waits where there are no answers learns that it is done", "noter", async (noter) => {
    const result = await noter.send("numbers", 1, WAIT);
    assert.equal(result.status, "completed");
    assert.equal(result.response ?? null, null);
    assert.deepEqual(await noter.numbers(), [1]);
  });

  bothWays("a sender stops waiting when its time is up, and the message stays", "shelf", async (shelf) => {
    const result = await within(5_000, shelf.send("kept", "for later", { wait: true, timeout: 50 }));
    assert.equal(result.status, "timedOut");
    assert.deepEqual(await shelf.take(), ["for later"]);
    assert.deepEqual(await shelf.take(), []);
  });

  test("a sender that gives up leaves its message behind", async () => {
    const shelf = client.shelf.getOrCreate(freshKey());
    const controller = new AbortController();
    const waiting = rejection(shelf.send("kept", "mine", { ...WAIT, signal: controller.signal }));
    await within(10_000, stored(shelf, 1), "the message");
    controller.abort();
    await waiting;
    assert.deepEqual(await shelf.take(), ["mine"]);
  });

  bothWays("a full queue refuses, and takes more when there is room", "shelf", async (shelf) => {
    for (const text of ["a", "b", "c"]) await shelf.send("kept", text);
    const started = performance.now();
    const error = await fails(shelf.send("kept", "d"), "queue", "full");
    assert.equal(error.message, "Queue is full. Limit is 3 messages.");
    await fails(shelf.send("a/b é?&", "all queues count together"), "queue", "full");
    assert.ok(performance.now() - started < 5_000, "The client tried again and again.");
    assert.deepEqual(await shelf.take(), ["a", "b", "c"]);
    await shelf.send("kept", "e");
    assert.deepEqual(await shelf.take(), ["e"]);
  });

  bothWays("what is too large, of the wrong kind or forbidden is refused", "shelf", async (shelf) => {
    await fails(shelf.send("kept", "x".repeat(1_001)), "queue", "message_too_large");
    await fails(shelf.send("kept", { not: "text" }), "queue", "message_invalid");
    await fails(shelf.send("closed", "x"), "auth", "forbidden");
    await fails(shelf.send("closed", "x", WAIT), "auth", "forbidden");
    assert.deepEqual(await shelf.take(), []);
  });

  bothWays("what is sent to a queue that the actor does not have is ignored", "shelf", async (shelf) => {
    assert.equal(await shelf.send("nonsense", "x"), undefined);
    assert.equal((await within(5_000, shelf.send("nonsense", "x", WAIT))).status, "completed");
    assert.deepEqual(await shelf.takeAny(), []);
  });

  bothWays("names of queues may have any characters", "shelf", async (shelf) => {
    await shelf.send("a/b é?&", "odd");
    assert.deepEqual(await shelf.takeOdd(), ["odd"]);
  });

  test("a message by JSON, without a client", async () => {
    const key = freshKey();
    assert.deepEqual(await post("oracle", key, "questions", { body: "why?" }), {
      status: 200,
      body: { status: "completed" },
    });
    assert.deepEqual(await post("oracle", key, "questions", { body: "why?", wait: true, timeout: 20_000 }), {
      status: 200,
      body: { status: "completed", response: { question: "why?", attempt: 1 } },
    });
    assert.deepEqual((await post("shelf", key, "kept", { body: "x", wait: true, timeout: 50 })).body, {
      status: "timedOut",
    });
  });

  test("refusals by JSON, with their status", async () => {
    const key = freshKey();
    for (const [queue, body, status, code] of [
      ["kept", { body: 7 }, 400, "queue.message_invalid"],
      ["kept", { body: "x".repeat(1_001) }, 400, "queue.message_too_large"],
      ["closed", { body: "x" }, 403, "auth.forbidden"],
    ]) {
      const answer = await post("shelf", key, queue, body);
      assert.deepEqual([answer.status, `${answer.body.group}.${answer.body.code}`], [status, code]);
    }
  });

  test("an idempotency key makes two sends one message", async () => {
    const key = freshKey();
    for (let i = 0; i < 3; i++) {
      const { status } = await post("shelf", key, "kept", { body: `try ${i}` }, { "idempotency-key": "order-1" });
      assert.equal(status, 200);
    }
    await post("shelf", key, "kept", { body: "another" }, { "idempotency-key": "order-2" });
    assert.deepEqual(await client.shelf.getOrCreate(key).take(), ["try 0", "another"]);
    // What was taken is not sent again either.
    await post("shelf", key, "kept", { body: "try again" }, { "idempotency-key": "order-1" });
    assert.deepEqual(await client.shelf.getOrCreate(key).take(), []);
  });

  test("a message may be held back", async (t) => {
    const key = freshKey();
    await post("noter", key, "numbers", { body: 1 }, { "x-dowel-delay-ms": "700" });
    await post("noter", key, "numbers", { body: 2 });
    assert.deepEqual(await noted(t, client.noter.getOrCreate(key), 2), [2, 1]);
  });
});
