// What values become on their way to an actor and back. Comments name what the published clients cannot send.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, encoding, fails, freshKey } from "./harness.mjs";

/** Runs a check over HTTP and over a connection. */
function bothWays(name, check) {
  test(`${name} over HTTP`, () => check(client.echo.getOrCreate(freshKey())));
  test(`${name} over a connection`, (t) => check(connect(t, client.echo.getOrCreate(freshKey()))));
}

/** Uint8Array and Buffer hold the same bytes but are not deeply equal. */
function assertBytes(actual, expected) {
  assert.ok(actual instanceof Uint8Array, `not bytes: ${actual}`);
  assert.deepEqual([...actual], [...expected]);
}

describe("values", () => {
  bothWays("plain values survive untyped", async (echo) => {
    for (const value of [
      null,
      true,
      false,
      0,
      1,
      -1,
      23,
      24,
      255,
      256,
      65_535,
      65_536,
      1.5,
      -0.1,
      1e300,
      5e-324,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      -(2 ** 32),
      -(2 ** 32) - 1,
      1_700_000_000_000,
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      "",
      "text",
      'quotes " and \\ and \n and \u0000',
      "é ✓ 漢字 🎉",
      [],
      [1, "two", [3, [4]], null],
      {},
      { a: 1, b: { c: [true, null] }, "with space": "", é: "é" },
    ]) {
      assert.deepEqual(await echo.untyped(value), value);
    }
    // Up here a JSON text does not say whether it means a number or a bigint.
    assert.equal(Number(await echo.untyped(2 ** 63)), 2 ** 63);
  });

  bothWays("whole numbers keep their value at every bound", async (echo) => {
    for (const value of [0, 1, -1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -(2 ** 53) + 1, 1_700_000_000_000]) {
      assert.equal(await echo.whole(value), value);
    }
    assert.deepEqual(await echo.bounds(), [
      0,
      -1,
      4294967295,
      4294967296,
      -4294967296,
      -4294967297,
      9007199254740991,
      -9007199254740991,
      9007199254740992n,
    ]);
  });

  bothWays("fractions", async (echo) => {
    for (const value of [0, 1, 0.5, -1.25, 1e21, 1.7976931348623157e308, 5e-324]) {
      assert.equal(await echo.fraction(value), value);
    }
  });

  bothWays("big integers", async (echo) => {
    for (const value of [0n, 1n, -1n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n, 10n ** 100n, -(10n ** 100n)]) {
      assert.equal(await echo.big(value), value);
      assert.equal(await echo.untyped(value), value);
    }
    assert.equal(await echo.whole(2n ** 63n - 1n), 2n ** 63n - 1n);
    assert.equal(await echo.whole(12n), 12);
    await fails(echo.whole(2n ** 63n), "actor", "validation_error");
    await fails(echo.small(2n ** 31n), "actor", "validation_error");
  });

  bothWays("bytes", async (echo) => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    for (const value of [new Uint8Array(0), Uint8Array.of(9, 8), all]) {
      assertBytes(await echo.bytes(value), value);
      assertBytes(await echo.untyped(value), value);
      assert.equal(await echo.kind(value), `byte[${value.length}]`);
    }
    assertBytes(await echo.byteRange(), all);
    assertBytes((await echo.untyped({ deep: [all] })).deep[0], all);
  });

  bothWays("an array buffer arrives as bytes", async (echo) => {
    assertBytes(await echo.bytes(Uint8Array.of(1, 2, 3).buffer), [1, 2, 3]);
  });

  bothWays("dates", async (echo) => {
    for (const value of [new Date(0), new Date("2031-02-03T04:05:06.789Z"), new Date("1969-12-31T23:59:59.500Z")]) {
      const back = await echo.moment(value);
      if (encoding === "json") {
        assert.equal(typeof back, "string");
      } else {
        assert.ok(back instanceof Date);
      }
      assert.equal(new Date(back).getTime(), value.getTime());
    }
    // JSON has no dates: a client sends text, and untyped it stays text.
    assert.equal(await echo.kind(new Date(0)), encoding === "json" ? "String" : "Instant");
  });

  bothWays("undefined", async (echo) => {
    assert.equal(await echo.kind(undefined), "null");
    assert.equal(await echo.kind(), "null");
    const back = await echo.untyped({ a: undefined, b: 1 });
    assert.equal(back.b, 1);
    assert.ok(back.a === undefined || back.a === null);
    assert.deepEqual((await echo.untyped([undefined, 1])).map((x) => x ?? null), [null, 1]);
  });

  bothWays("sets", async (echo) => {
    assert.deepEqual(await echo.letters(), new Set(["a", "b"]));
    // JSON clients send a Set as {}.
    if (encoding !== "json") {
      assert.deepEqual(await echo.set(new Set(["x", "y"])), new Set(["x", "y"]));
      assert.deepEqual(await echo.untyped(new Set([1, new Set(["deep"])])), new Set([1, new Set(["deep"])]));
    }
    assert.deepEqual(await echo.set(["from", "array"]), new Set(["from", "array"]));
  });

  bothWays("arrays that look like tags stay arrays", async (echo) => {
    for (const value of [
      ["$Undefined", 0],
      ["$BigInt", "12"],
      ["$x", 1],
      ["$", null],
      ["$$x", 1],
      ["$x"],
      ["$x", 1, 2],
      [["$Set", []]],
      { deep: ["$Uint8Array", "AAAA"] },
    ]) {
      assert.deepEqual(await echo.untyped(value), value);
    }
  });

  bothWays("lists and maps", async (echo) => {
    assert.deepEqual(await echo.list([1, 2 ** 40, -3]), [1, 2 ** 40, -3]);
    assert.deepEqual(await echo.map({ one: 1, "": 0, é: 2 ** 40 }), { one: 1, "": 0, é: 2 ** 40 });
    assert.equal(await echo.kind([1, 2]), "List of 2");
    assert.equal(await echo.kind({ a: 1 }), "Map of 1");
  });

  bothWays("a record of everything", async (echo) => {
    const sent = {
      text: "é",
      whole: 1_700_000_000_000,
      fraction: 0.25,
      yes: true,
      at: new Date("2031-02-03T04:05:06.789Z"),
      bytes: Uint8Array.of(1, 2, 255),
      big: 2n ** 70n,
      id: "0c6a4a7c-8b0e-4d8b-9a0f-3f2b1c0d9e8f",
      list: [1, 2],
      map: { a: 1 },
      colour: "GREEN",
    };
    const { at, bytes, absent, ...rest } = await echo.everything(sent);
    const { at: sentAt, bytes: sentBytes, ...sentRest } = sent;
    assert.deepEqual(rest, sentRest);
    assert.equal(new Date(at).getTime(), sentAt.getTime());
    assertBytes(bytes, sentBytes);
    assert.equal(absent ?? null, null);
  });

  bothWays("nothing is converted silently", async (echo) => {
    await fails(echo.whole(1.5), "actor", "validation_error");
    await fails(echo.whole("1"), "actor", "validation_error");
    await fails(echo.whole(true), "actor", "validation_error");
    await fails(echo.whole(null), "actor", "validation_error");
    await fails(echo.small(2 ** 31), "actor", "validation_error");
    await fails(echo.text(1), "actor", "validation_error");
    await fails(echo.truth("true"), "actor", "validation_error");
    await fails(echo.truth(1), "actor", "validation_error");
    await fails(echo.list({ 0: 1 }), "actor", "validation_error");
    await fails(echo.list([1, "two"]), "actor", "validation_error");
    await fails(echo.everything({ text: "only" }), "actor", "validation_error");
    await fails(echo.everything("text"), "actor", "validation_error");
    await fails(echo.moment("yesterday"), "actor", "validation_error");
    await fails(echo.bytes("text"), "actor", "validation_error");
  });

  bothWays("unicode is neither changed nor counted in bytes", async (echo) => {
    const text = "🎉".repeat(1000);
    assert.equal(await echo.text(text), text);
    assert.equal(await echo.lengthOf(text), 2000);
  });
});
