// Sizes near, at and over the documented bounds: 64 KiB in, 1 MiB out.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, fails, freshKey, newClient, Recorder, refusedOnce, rejection } from "./harness.mjs";

const IN = 64 * 1024;
const OUT = 1024 * 1024;
/** More than any encoding's envelope needs. */
const ENVELOPE = 256;

describe("limits", () => {
  test("a request just below the bound is accepted", async (t) => {
    const handle = client.echo.getOrCreate(freshKey());
    const text = "x".repeat(IN - ENVELOPE);
    assert.equal(await handle.lengthOf(text), text.length);
    assert.equal(await connect(t, handle).lengthOf(text), text.length);
  });

  test("a request above it is refused over HTTP", async () => {
    const handle = client.echo.getOrCreate(freshKey());
    await fails(handle.lengthOf("x".repeat(IN + 1)), "message", "incoming_too_long");
    await fails(handle.lengthOf("x".repeat(10 * IN)), "message", "incoming_too_long");
    assert.equal(await handle.lengthOf("x"), 1);
  });

  test("a message above it closes the connection with the reason, and the client comes back", async (t) => {
    const connection = connect(t, client.echo.getOrCreate(freshKey()));
    await connection.lengthOf("x");
    const statuses = new Recorder();
    connection.onStatusChange(statuses.add);
    await fails(connection.lengthOf("x".repeat(IN + 1)), "message", "incoming_too_long");
    await statuses.until((seen) => seen.at(-1) === "connected", "the reconnect");
    assert.equal(await connection.lengthOf("xy"), 2);
  });

  test("a result just below the bound arrives whole", async (t) => {
    const handle = client.echo.getOrCreate(freshKey());
    const length = OUT - ENVELOPE;
    assert.equal(await handle.filler(length), "x".repeat(length));
    assert.equal(await connect(t, handle).filler(length), "x".repeat(length));
  });

  test("a result above it is an error of that call only", async (t) => {
    const handle = client.echo.getOrCreate(freshKey());
    const connection = connect(t, handle);
    for (const target of [handle, connection]) {
      await fails(target.filler(OUT + 1), "message", "outgoing_too_long");
      assert.equal(await target.lengthOf("x"), 1);
    }
    assert.equal(connection.connStatus, "connected");
  });

  test("an event above it closes the connection with the reason", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    connection.on("flood", () => assert.fail("the event is too long"));
    await connection.tick(0);
    const errors = new Recorder();
    connection.onError(errors.add);
    connection.flood(OUT + 1).catch(() => {});
    const [error] = await errors.count(1);
    assert.equal(`${error.group}.${error.code}`, "message.outgoing_too_long");
  });

  test("an event just below it arrives", async (t) => {
    const connection = connect(t, client.ticker.getOrCreate(freshKey()));
    const heard = new Recorder();
    connection.on("flood", (text) => heard.add(text.length));
    await connection.flood(OUT - ENVELOPE);
    assert.deepEqual(await heard.count(1), [OUT - ENVELOPE]);
  });

  test("an input may be larger than what the client sends by default", async (t) => {
    const roomy = newClient({ maxInputSize: 40_000 });
    const by = "x".repeat(20_000);
    assert.equal(await roomy.unborn.getOrCreate(freshKey(), { createWithInput: { by } }).permittedBy(), by);
    const connected = roomy.unborn.getOrCreate(freshKey(), { createWithInput: { by } });
    assert.equal((await connect(t, connected).permittedBy()).length, by.length);
    assert.equal((await (await client.unborn.create(freshKey(), { input: { by } })).permittedBy()).length, by.length);
  });

  test("an input that is too large is refused", async () => {
    const by = "x".repeat(70_000);
    await fails(client.unborn.create(freshKey(), { input: { by } }), "actor", "input_too_large");
  });

  test("parameters that are too large are refused", async (t) => {
    const room = client.room.getOrCreate(freshKey(), { params: { user: "x".repeat(17 * 1024) } });
    await rejection(room.whoAmI());
    if (refusedOnce) await rejection(connect(t, room).whoAmI());
    assert.equal(await client.room.getOrCreate(freshKey(), { params: { user: "x".repeat(8 * 1024) } }).calls(), 1);
  });
});
