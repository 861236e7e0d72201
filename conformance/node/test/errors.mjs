// Errors: what an actor tells its caller, and what it must not.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { client, connect, fails, freshKey } from "./harness.mjs";

/** Runs a check over HTTP and over a connection. */
function bothWays(name, type, check) {
  test(`${name} over HTTP`, () => check(client[type].getOrCreate(freshKey())));
  test(`${name} over a connection`, (t) => check(connect(t, client[type].getOrCreate(freshKey()))));
}

describe("errors", () => {
  bothWays("a user error keeps code, message and metadata", "faulty", async (faulty) => {
    const error = await fails(faulty.user(), "user", "out_of_stock");
    assert.equal(error.message, "Sold out.");
    assert.deepEqual(error.metadata, { left: 0, next: ["mon", "tue"] });
    const plain = await fails(faulty.userWithoutMetadata(), "user", "plain");
    assert.equal(plain.message, "Only a message: é ✓");
    assert.equal(plain.metadata ?? null, null);
  });

  bothWays("an error names the actor it comes from", "faulty", async (faulty) => {
    const error = await fails(faulty.user(), "user", "out_of_stock");
    assert.match(error.actor.actorId, /^[0-9a-z]+$/);
    assert.equal(typeof error.actor.generation, "number");
    assert.equal(typeof error.actor.key, "string");
  });

  bothWays("any other exception is masked", "faulty", async (faulty) => {
    const error = await fails(faulty.internal(), "rivetkit", "internal_error");
    assert.doesNotMatch(`${error.message} ${JSON.stringify(error.metadata)}`, /hidden|hunter2|IllegalState|dowel/);
    const lost = await fails(faulty.unserialisable(), "rivetkit", "internal_error");
    assert.doesNotMatch(`${lost.message} ${JSON.stringify(lost.metadata)}`, /hidden|Thread/);
  });

  bothWays("a failed call leaves no change behind, and the actor well", "faulty", async (faulty) => {
    await fails(faulty.changeAndFail(), "user", "changed_my_mind");
    assert.equal(await faulty.changes(), 0);
    assert.equal(await faulty.fine(), "fine");
  });

  bothWays("an unknown action", "faulty", async (faulty) => {
    const error = await fails(faulty.noSuchThing(1, 2), "actor", "action_not_found");
    assert.match(error.message, /noSuchThing/);
    // Names every object has, in Java or JavaScript, are no actions.
    for (const name of ["toString", "hashCode", "__proto__", "createState", "constructor", "a/b", "é"]) {
      await fails(faulty.action({ name, args: [] }), "actor", "action_not_found");
    }
  });

  bothWays("too few, too many and wrong arguments", "echo", async (echo) => {
    await fails(echo.several("one", 2), "actor", "validation_error");
    await fails(echo.several(), "actor", "validation_error");
    await fails(echo.several("one", 2, [], 4), "actor", "validation_error");
    const error = await fails(echo.several("one", "two", []), "actor", "validation_error");
    assert.doesNotMatch(error.message, /java|class |dowel/i);
    assert.deepEqual(await echo.several("one", 2, []), ["one", 2, []]);
  });

  bothWays("an action that takes too long", "faulty", async (faulty) => {
    const started = performance.now();
    await fails(faulty.hang(), "actor", "action_timed_out");
    assert.ok(performance.now() - started < 5_000);
    assert.equal(await faulty.fine(), "fine");
  });

  test("errors of concurrent calls reach the calls they belong to", async (t) => {
    const connection = connect(t, client.faulty.getOrCreate(freshKey()));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, i) => connection[["user", "fine", "internal"][i % 3]]()),
    );
    assert.equal(outcomes.length, 60);
    for (const [i, outcome] of outcomes.entries()) {
      if (i % 3 === 1) assert.equal(outcome.value, "fine");
      else assert.equal(outcome.reason.code, i % 3 === 0 ? "out_of_stock" : "internal_error");
    }
  });
});
