// The app in two browsers, against a demo server that can be restarted. The tests follow one another: it is one visit.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { connectionsOpened, putToSleep, restartServer, Visitor } from "./browser.mjs";

const ROOM = "studio";
const PARTS = 4;
const ACTORS = ["counter", "cursors", "chatRoom", "sharedList"];

/** How long it is watched whether somebody who was refused knocks again. */
const OBSERVED = 5_000;

const WIDE_AND_LIGHT = { viewport: { width: 1280, height: 800 }, colorScheme: "light" };
const NARROW_AND_DARK = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

describe("the app", { timeout: 120_000 }, () => {
  let ann;
  let bob;

  before(async () => {
    [ann, bob] = await Promise.all([
      Visitor.arrive(ROOM, "Ann", WIDE_AND_LIGHT),
      Visitor.arrive(ROOM, "Bob", NARROW_AND_DARK),
    ]);
  });

  after(async () => {
    await Promise.all([ann, bob].map((visitor) => visitor?.leave()));
  });

  const both = (work) => Promise.all([ann, bob].map(work));

  test("who is refused reads why and does not knock again", async () => {
    await both((visitor) => visitor.live(PARTS - 1));
    const opened = await connectionsOpened();
    await ann.write("Chat room", "Token", "stolen-token");
    await ann.sees("Chat room", "This token opens no door here.");
    await ann.picture("refused");
    await new Promise((resolve) => setTimeout(resolve, OBSERVED));
    const attempts = (await connectionsOpened()) - opened;
    assert.ok(attempts >= 1 && attempts <= 2, `${attempts} attempts`);
    await ann.sees("Chat room", "This token opens no door here.");
    await ann.sees("Chat room", "Who are you?");
  });

  test("who is let in after a refusal is in", async () => {
    await ann.press("Chat room", "I am Alice");
    await bob.press("Chat room", "I am Bob");
    await both((visitor) => visitor.sees("Chat room", "Nobody has said anything yet."));
    await both((visitor) => visitor.live(PARTS));
    await ann.seesNo("Chat room", "This token opens no door here.");
  });

  test("both see what one counts", async () => {
    await ann.press("Counter", "+100");
    await both((visitor) => visitor.sees("Counter", "100"));
    await bob.press("Counter", "+10");
    await both((visitor) => visitor.sees("Counter", "110"));
  });

  test("both read what one says", async () => {
    await ann.write("Chat room", "Message", "Hello, Bob!");
    await both((visitor) => visitor.sees("Chat room", "Hello, Bob!"));
    await bob.write("Chat room", "Message", "Hi Alice. Have you seen my cursor?");
    await both((visitor) => visitor.sees("Chat room", "Hi Alice. Have you seen my cursor?"));
    await ann.write("Chat room", "Message", " ");
    await ann.sees("Chat room", "Say something.");
    await ann.write("Chat room", "Message", "Yes, it is right there.");
    await bob.sees("Chat room", "Yes, it is right there.");
    await ann.seesNo("Chat room", "Say something.");
  });

  test("both have the list that both write", async () => {
    await ann.write("List", "New item", "Sand the dowels");
    await bob.sees("List", "Sand the dowels");
    await bob.write("List", "New item", "Buy glue");
    await ann.sees("List", "Buy glue");
    await ann.write("List", "New item", "Build a chair");
    await bob.press("List", "Move Buy glue up");
    await ann.card("List").getByLabel("Buy glue", { exact: true }).click();
    await both((visitor) => visitor.card("List").locator("li.done").getByText("Buy glue").waitFor());
    await both((visitor) => visitor.card("List").locator("li").first().getByText("Buy glue").waitFor());
  });

  test("each sees where the other points", async () => {
    await ann.point(0.3, 0.4);
    await bob.sees("Cursors", "Ann");
    await bob.point(0.6, 0.3);
    await ann.sees("Cursors", "Bob");
    await ann.seesNo("Cursors", "Ann");
    const left = await bob.card("Cursors").locator(".arrow").evaluate((arrow) => Number.parseFloat(arrow.style.left));
    assert.ok(Math.abs(left - 30) < 1, `${left} %`);
  });

  test("nobody notices that actors sleep", async () => {
    const sockets = ann.sockets + bob.sockets;
    for (const name of ACTORS) await putToSleep(name, ROOM);
    await ann.press("Counter", "+1");
    await both((visitor) => visitor.sees("Counter", "111"));
    await bob.write("Chat room", "Message", "Did you sleep well?");
    await both((visitor) => visitor.sees("Chat room", "Did you sleep well?"));
    await bob.write("List", "New item", "Have breakfast");
    await both((visitor) => visitor.sees("List", "Have breakfast"));
    await ann.point(0.35, 0.55);
    await bob.page.waitForFunction(() => document.querySelector(".arrow")?.style.left.startsWith("35"));
    assert.equal(ann.sockets + bob.sockets, sockets, "no connection was opened anew");
  });

  test("pages come back after the server did, with everything", async () => {
    const left = both((visitor) => visitor.away());
    await restartServer();
    await left;
    await both((visitor) => visitor.live(PARTS));
    await both((visitor) => visitor.sees("Counter", "111"));
    await bob.press("Counter", "+1");
    await both((visitor) => visitor.sees("Counter", "112"));
    await ann.write("Chat room", "Message", "Back again.");
    await both((visitor) => visitor.sees("Chat room", "Back again."));
    await both((visitor) => visitor.sees("Chat room", "Hello, Bob!"));
    await ann.write("List", "New item", "Go on");
    await both((visitor) => visitor.sees("List", "Go on"));
    await both((visitor) => visitor.sees("List", "Sand the dowels"));
    await bob.sees("Cursors", "Ann"); // whose mouse did not move
    await bob.point(0.6, 0.3);
    await ann.sees("Cursors", "Bob");
  });

  test("pages look right", async () => {
    await ann.picture("wide-light");
    await bob.picture("narrow-dark");
    await ann.page.emulateMedia({ colorScheme: "dark" });
    await bob.page.emulateMedia({ colorScheme: "light" });
    await ann.picture("wide-dark");
    await bob.picture("narrow-light");
    for (const visitor of [ann, bob]) {
      const overflow = await visitor.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0, "nothing sticks out at the side");
      assert.deepEqual(visitor.failures, []);
    }
  });

  test("who leaves is not seen any more", async () => {
    await bob.leave();
    await ann.seesNo("Cursors", "Bob");
  });
});
