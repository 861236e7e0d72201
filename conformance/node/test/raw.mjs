// What an actor answers by itself: HTTP below /request and WebSockets below /websocket.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, freshKey, Recorder } from "./harness.mjs";

const as = (user) => client.raw.getOrCreate(freshKey(), { params: { user } });

/** A socket with what it heard: texts, arrays of bytes, and its end. */
async function open(t, handle, path) {
  const socket = await handle.webSocket(path);
  const heard = new Recorder();
  const closed = new Recorder();
  socket.addEventListener("message", ({ data }) => {
    heard.add(typeof data === "string" ? data : [...new Uint8Array(data)]);
  });
  socket.addEventListener("close", ({ code, reason }) => closed.add(`${code} ${reason}`));
  t.after(() => socket.close());
  if (socket.readyState !== 1) await new Promise((resolve) => socket.addEventListener("open", resolve));
  return { socket, heard, closed };
}

describe("raw", () => {
  test("a raw request reaches the actor with method, query, headers and body", async () => {
    const handle = client.raw.getOrCreate(freshKey());
    const answer = await handle.fetch("echo?x=1&y=a%20b", {
      method: "POST",
      headers: { "content-type": "text/x-own", "x-own": "header" },
      body: "é ✓",
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get("content-type"), "text/x-own");
    assert.equal(answer.headers.get("x-seen"), "POST ?x=1&y=a%20b");
    assert.equal(answer.headers.get("x-own"), "header");
    assert.equal(await answer.text(), "é ✓");
  });

  test("a raw request by id reaches the actor", async () => {
    const id = await client.raw.getOrCreate(freshKey()).resolve();
    const answer = await client.raw.getForId(id).fetch("/echo");
    assert.deepEqual([answer.status, answer.headers.get("x-seen")], [201, "GET ?"]);
  });

  test("a raw answer is read as it is streamed", async () => {
    const answer = await client.raw.getOrCreate(freshKey()).fetch("stream");
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), "one two");
  });

  test("a raw request that fails, and one that leads nowhere, are answers", async () => {
    const handle = client.raw.getOrCreate(freshKey());
    const failed = await handle.fetch("fail");
    assert.equal(failed.status, 500);
    assert.equal((await failed.json()).code, "out_of_stock");
    const missing = await handle.fetch("nowhere");
    assert.deepEqual([missing.status, await missing.text()], [404, "nothing here"]);
    assert.equal((await client.counter.getOrCreate(freshKey()).fetch("x")).status, 404);
  });

  test("a raw request of a caller who is refused is answered with the reason", async () => {
    const answer = await as("mallory").fetch("echo");
    assert.equal(answer.status, 500);
    assert.equal((await answer.json()).code, "refused");
  });

  test("a raw WebSocket carries text and bytes both ways", async (t) => {
    const { socket, heard } = await open(t, client.raw.getOrCreate(freshKey()), "talk");
    socket.send("é ✓");
    socket.send(Uint8Array.of(0, 1, 255));
    socket.send("");
    assert.deepEqual(await heard.count(3), ["echo é ✓", [0, 1, 255], "echo "]);
  });

  test("a raw WebSocket has its path, its query and its caller's parameters", async (t) => {
    const { socket, heard } = await open(t, as("ann"), "a/b?x=1");
    socket.send("who");
    assert.deepEqual(await heard.count(1), ["ann /websocket/a/b x=1"]);
  });

  test("a raw WebSocket is closed by either side, with code and reason", async (t) => {
    const handle = client.raw.getOrCreate(freshKey());
    const byActor = await open(t, handle, "talk");
    byActor.socket.send("close");
    assert.deepEqual(await byActor.closed.count(1), ["4001 bye"]);
    const byClient = await open(t, handle, "talk");
    byClient.socket.close(4000, "mine");
    assert.deepEqual(await byClient.closed.count(1), ["4000 mine"]);
  });

  test("a raw WebSocket of a caller who is refused is closed with the reason", async (t) => {
    const { closed } = await open(t, as("mallory"), "talk");
    assert.deepEqual(await closed.count(1), ["1011 user.refused"]);
  });
});
