// Connections: status, parameters, state, being refused and being sent away.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, fails, freshKey, Recorder, rejection, within } from "./harness.mjs";

const as = (user, refuseAt) => (refuseAt ? { user, refuseAt } : { user });

describe("connections", () => {
  test("the status goes from connecting to connected to idle", async () => {
    const connection = client.counter.getOrCreate(freshKey()).connect();
    const statuses = new Recorder();
    const opened = new Recorder();
    const closed = new Recorder();
    connection.onStatusChange(statuses.add);
    connection.onOpen(() => opened.add("open"));
    connection.onClose(() => closed.add("closed"));
    assert.equal(connection.connStatus, "connecting");
    await within(10_000, connection.ready, "an open connection");
    assert.equal(connection.connStatus, "connected");
    assert.ok(connection.isConnected);
    assert.match(connection.actorId, /^[0-9a-z]+$/);
    assert.equal(typeof connection.connId, "string");
    await within(5_000, connection.dispose(), "the end of dispose");
    assert.deepEqual(statuses.seen, ["connected", "idle"]);
    assert.deepEqual(opened.seen, ["open"]);
    assert.deepEqual(closed.seen, ["closed"]);
  });

  test("two connections have their own ids and states", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    const ann = connect(t, room, as("ann"));
    const ben = connect(t, room, as("ben"));
    await Promise.all([ann.ready, ben.ready]);
    assert.notEqual(ann.connId, ben.connId);
    assert.equal(await ann.whoAmI(), "ann");
    assert.equal(await ben.whoAmI(), "ben");
    assert.deepEqual([await ann.calls(), await ann.calls(), await ben.calls()], [1, 2, 1]);
    assert.deepEqual((await ann.members()).sort(), ["ann", "ben"]);
  });

  test("parameters reach calls over HTTP too", async () => {
    // The client puts them into a header as they are, which takes the characters of ISO 8859-1 only.
    const room = client.room.getOrCreate(freshKey(), { params: as('é "quoted"') });
    assert.equal(await room.whoAmI(), 'é "quoted"');
    assert.equal(await room.calls(), 1);
    assert.equal(await room.calls(), 1, "each call is a connection of its own");
  });

  test("parameters can be computed for each connection", async (t) => {
    const room = client.room.getOrCreate(freshKey(), { getParams: async () => as("computed") });
    assert.equal(await connect(t, room).whoAmI(), "computed");
  });

  test("parameters of the handle are used, and those of connect win", async (t) => {
    const room = client.room.getOrCreate(freshKey(), { params: as("handle") });
    assert.equal(await connect(t, room).whoAmI(), "handle");
    assert.equal(await connect(t, room, as("connect ✓ 🎉")).whoAmI(), "connect ✓ 🎉");
  });

  test("refused callers do not disturb the others", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    const ann = connect(t, room, as("ann"));
    assert.equal(await ann.whoAmI(), "ann");
    await rejection(connect(t, room, as("mallory", "onConnect")).whoAmI());
    assert.deepEqual(await ann.members(), ["ann"]);
  });

  test("others see who comes and goes", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    const ann = connect(t, room, as("ann"));
    const joined = new Recorder();
    const left = new Recorder();
    ann.on("joined", joined.add);
    ann.on("left", left.add);
    await ann.whoAmI();
    const ben = room.connect(as("ben"));
    await ben.whoAmI();
    assert.deepEqual((await joined.until((seen) => seen.includes("ben"), "ben")).includes("ben"), true);
    await ben.dispose();
    assert.deepEqual(await left.count(1), ["ben"]);
    assert.deepEqual(await ann.members(), ["ann"]);
  });

  test("an event can be sent to one connection, which need not subscribe at the actor", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    const ann = connect(t, room, as("ann"));
    const ben = connect(t, room, as("ben"));
    const toAnn = new Recorder();
    const toBen = new Recorder();
    ann.on("private", toAnn.add);
    ben.on("private", toBen.add);
    await Promise.all([ann.whoAmI(), ben.whoAmI()]);
    await ann.whisper("ben", "psst");
    assert.deepEqual(await toBen.count(1), ["psst"]);
    await ben.whisper("ann", "hm?");
    assert.deepEqual(await toAnn.count(1), ["hm?"]);
    assert.deepEqual(toBen.seen, ["psst"]);
  });

  test("an actor can end a connection; the client comes back with a new one", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    const ann = connect(t, room, as("ann"));
    await ann.whoAmI();
    const firstId = ann.connId;
    const statuses = new Recorder();
    ann.onStatusChange(statuses.add);
    const admin = connect(t, room, as("admin"));
    await admin.kick("ann", "Enough.");
    await statuses.until((seen) => seen.includes("disconnected") && seen.at(-1) === "connected", "the reconnect");
    assert.notEqual(ann.connId, firstId);
    assert.equal(await ann.calls(), 1, "connection state starts anew");
  });

  test("a subscription that is refused closes the connection with the reason", async (t) => {
    const ann = connect(t, client.room.getOrCreate(freshKey()), as("ann"));
    await ann.whoAmI();
    const errors = new Recorder();
    ann.onError(errors.add);
    const unsubscribe = ann.on("secret", () => assert.fail("heard a secret"));
    const [error] = await errors.count(1);
    assert.equal(`${error.group}.${error.code}`, "auth.forbidden");
    unsubscribe();
  });

  test("a connection to an actor that is destroyed finds its successor", async (t) => {
    const key = freshKey();
    const handle = client.counter.getOrCreate(key);
    const connection = connect(t, handle);
    await connection.increment(5);
    const statuses = new Recorder();
    connection.onStatusChange(statuses.add);
    await handle.destroy();
    await statuses.until((seen) => seen.includes("disconnected") && seen.at(-1) === "connected", "the reconnect");
    assert.equal(await connection.getCount(), 0);
  });
});

// Together, since the server answers a refused connection after a while only.
describe("refused connections", { concurrency: true }, () => {
  for (const hook of ["onBeforeConnect", "createConnectionState", "onConnect"]) {
    test(`a caller refused by ${hook} learns why over HTTP`, async () => {
      const room = client.room.getOrCreate(freshKey(), { params: as("mallory", hook) });
      const error = await fails(room.whoAmI(), "user", "refused");
      assert.equal(error.message, "Not you.");
      assert.deepEqual(error.metadata, { hook });
    });

    test(`a caller refused by ${hook} learns why over a connection`, async (t) => {
      const key = freshKey();
      const connection = connect(t, client.room.getOrCreate(key), as("mallory", hook));
      const errors = new Recorder();
      connection.onError(errors.add);
      const error = await fails(connection.whoAmI(), "user", "refused");
      assert.equal(error.message, "Not you.");
      assert.deepEqual(error.metadata, { hook });
      const [first] = await errors.count(1);
      assert.equal(first.code, "refused");
      const log = await client.room.getOrCreate(key, { params: as("guest") }).entries();
      assert.deepEqual(log.filter((entry) => entry.includes("mallory")), [], "the hook left a trace");
    });

    test(`a failure in ${hook} is not shown to the caller`, async (t) => {
      const room = client.room.getOrCreate(freshKey(), { params: as("mallory", `broken ${hook}`) });
      for (const call of [room.whoAmI(), connect(t, room).whoAmI()]) {
        const error = await fails(call, "rivetkit", "internal_error");
        assert.doesNotMatch(`${error.message} ${JSON.stringify(error.metadata)}`, /hidden|IllegalState/);
      }
    });
  }

  test("a caller without parameters is refused by an actor that wants them", async (t) => {
    const room = client.room.getOrCreate(freshKey());
    for (const call of [room.whoAmI(), connect(t, room).whoAmI()]) {
      const error = await fails(call, "user", "login_required");
      assert.deepEqual(error.metadata, { hook: "onBeforeConnect" });
    }
  });

  test("parameters of another shape are a clear error", async (t) => {
    const room = client.room.getOrCreate(freshKey(), { params: { user: 7 } });
    await fails(room.whoAmI(), "actor", "invalid_request");
    await fails(connect(t, room).whoAmI(), "actor", "invalid_request");
  });

  test("a refused connection ends and does not come back by itself", async (t) => {
    const connection = connect(t, client.room.getOrCreate(freshKey()), as("mallory", "onBeforeConnect"));
    const statuses = new Recorder();
    connection.onStatusChange(statuses.add);
    await rejection(connection.whoAmI());
    assert.deepEqual(await statuses.count(2), ["idle", "disconnected"]);
  });
});
