// Keys travel in two forms: in a URL's query, joined by commas without escaping, and in the management API, escaped.
// Stateless calls of newer clients and every connection use the query; resolve, create and older clients the API.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { callsByQuery, client, connect, fails, freshKey, refusedOnce } from "./harness.mjs";

describe("keys", () => {
  for (const [name, ...parts] of [
    ["one part", "a"],
    ["slashes", "a/b", "/", "c//d"],
    ["backslashes", "a\\b", "\\", "\\0", "\\/"],
    ["empty parts within", "", "c/d"],
    ["empty part at the end", "x", ""],
    ["non-ASCII", "é ✓ 漢字 🎉"],
    ["characters of a URL", "a b", "a+b", "a%20b", "a&b=c", "a?b", "a#b", "..", "."],
    ["quotes and control characters", "\"'", "\t\n"],
  ]) {
    test(`${name} mean the same everywhere`, async (t) => {
      const key = freshKey(...parts);
      const handle = client.counter.getOrCreate(key);
      assert.deepEqual(await handle.parts(), key);
      assert.equal(await handle.increment(1), 1);
      const id = await handle.resolve();
      assert.equal(await client.counter.getForId(id).getCount(), 1);
      assert.deepEqual(await connect(t, client.counter.get(key)).parts(), key);
      assert.equal(await client.counter.get(key).resolve(), id);
      await fails(client.counter.create(key), "actor", "duplicate_key");
    });
  }

  test("a string is a key of one part", async () => {
    const [part] = freshKey();
    await client.counter.getOrCreate(part).increment(1);
    assert.equal(await client.counter.getOrCreate([part]).increment(1), 2);
  });

  test("no key is the empty key", async () => {
    assert.deepEqual(await client.ticker.getOrCreate().action({ name: "tick", args: [0] }) >= 0, true);
    assert.deepEqual(await client.counter.getOrCreate().parts(), []);
    assert.deepEqual(await client.counter.getOrCreate([]).parts(), []);
    const id = await client.counter.getOrCreate().resolve();
    assert.equal(await client.counter.getOrCreate([]).resolve(), id);
  });

  test("parts are not joined: a/b is not a, b", async () => {
    const joined = freshKey("a/b");
    const apart = [joined[0], "a", "b"];
    await client.counter.getOrCreate(joined).increment(1);
    assert.equal(await client.counter.getOrCreate(apart).increment(1), 1);
    assert.notEqual(
      await client.counter.getOrCreate(joined).resolve(),
      await client.counter.getOrCreate(apart).resolve(),
    );
  });

  test("a comma splits a part in a query and not in the management API", async (t) => {
    const key = freshKey("a,b");
    const split = [key[0], "a", "b"];
    const id = await client.counter.getOrCreate(key).resolve();
    assert.deepEqual(await client.counter.getForId(id).parts(), key);
    assert.deepEqual(await client.counter.getOrCreate(key).parts(), callsByQuery ? split : key);
    assert.deepEqual(await connect(t, client.counter.getOrCreate(key)).parts(), split);
  });

  test("a key of one empty part is the empty key in a query and not in the management API", async (t) => {
    const id = await client.counter.getOrCreate([""]).resolve();
    assert.deepEqual(await client.counter.getForId(id).parts(), [""]);
    assert.deepEqual(await client.counter.getOrCreate([""]).parts(), callsByQuery ? [] : [""]);
    assert.deepEqual(await connect(t, client.counter.getOrCreate([""])).parts(), []);
  });

  test("a key that is too long is refused on every way", async (t) => {
    const part = freshKey("x".repeat(200));
    await fails(client.counter.getOrCreate(part).getCount(), "actor", "key_too_large");
    await fails(client.counter.create(part), "actor", "key_too_large");
    await fails(client.counter.getOrCreate(part).resolve(), "actor", "key_too_large");
    if (refusedOnce) {
      await fails(connect(t, client.counter.getOrCreate(part)).getCount(), "actor", "key_too_large");
    }
    const whole = freshKey(...Array.from({ length: 20 }, () => "y".repeat(100)));
    await fails(client.counter.getOrCreate(whole).getCount(), "actor", "key_too_large");
  });
});
