// Compiled, never run: what a front end may write with the generated types, and what it may not.
import { createClient } from "rivetkit/client";
import type { Circle, ErrorCodes, Label, Outcome, Page, Post, Registry, Shape } from "./dowel-types.js";

const client = createClient<Registry>("http://127.0.0.1:1");
const handle = client.everything.getOrCreate(["room"], { params: { token: "t" } });
const connection = handle.connect();

// Results
const post: Post = await handle.post("ann", "title");
const at: Date = post.at;
const picture: Uint8Array = post.picture;
const label: Label | undefined = post.labels[0];
const maybe: { from: number; name: string } | null = await handle.plain(1n, "1.50", "PT1S", ["NEW"], { any: true });
const holes: (number | null)[] = await handle.holes([1, 2], true, "x");
const nothing: void = await handle.users.add("ann", null, 3);
const page: Page<string> = await handle.users.list();
const deeper: string | undefined = page.next?.items[0];

// Arguments
await handle.post("ann");
await handle.post("ann", null);
const shape: Shape = { type: "Free", points: [{ x: 1, y: 2 }] };
const outcome: Outcome<Post> = await handle.outcome(shape, { corner: { x: 0, y: 0 } }, { NEW: 1 });
if (outcome.type === "Done") {
  const id: string = outcome.value.id;
  void id;
} else {
  const why: string = outcome.why;
  void why;
}

// Events
connection.on("posted", (arrived) => {
  const author: string = arrived.author;
  void author;
});
connection.on("numbers", (numbers) => {
  const first: number | undefined = numbers[0];
  void first;
});
connection.once("cleared", () => {});

// Queues
await handle.send("jobs", post);
const answer = await handle.send("questions", "how wide?", { wait: true, timeout: 1000 });
const circle: Circle | undefined = answer.response;
const code: ErrorCodes["everything"] = "empty";

// What is wrong
// @ts-expect-error no such actor
client.nobody.getOrCreate(["room"]);
// @ts-expect-error no such action
await handle.pots("ann");
// @ts-expect-error an argument of another type
await handle.post(5);
// @ts-expect-error an argument too few
await handle.post();
// @ts-expect-error an argument too many
await handle.post("ann", "title", "more");
// @ts-expect-error internal actions are not there
await handle.secret();
// @ts-expect-error no such nested action
await handle.users.remove("ann");
// @ts-expect-error not one of the names
await handle.plain(1n, "1.50", "PT1S", ["BRAND_NEW"], null);
// @ts-expect-error a number is no bigint
await handle.plain(1, "1.50", "PT1S", [], null);
// @ts-expect-error not one of the alternatives
const triangle: Shape = { type: "Triangle", sides: 3 };
// @ts-expect-error a result used as something else
const wrong: number = await handle.post("ann");
// @ts-expect-error no such event
connection.on("pasted", () => {});
// @ts-expect-error a payload used as something else
connection.on("posted", (arrived) => arrived.toFixed());
// @ts-expect-error a message of another type
await handle.send("questions", 5);
// @ts-expect-error no such error code
const unknown: ErrorCodes["everything"] = "full";

void [at, picture, label, maybe, holes, nothing, deeper, circle, code, triangle, wrong, unknown];
