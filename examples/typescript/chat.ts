// Alice and Bob chat on the demo server; somebody without a token is turned away.
import { type ActorError, createClient } from "rivetkit/client";
import type { Registry } from "./dowel-types.d.ts";
import { endpoint } from "./endpoint.ts";

const client = createClient<Registry>(endpoint);
const room = client.chatRoom.getOrCreate(["typescript", "general"]);

const alice = room.connect({ token: "alice-token" });
const bob = room.connect({ token: "bob-token" });
alice.onStatusChange((status) => console.log(`alice is ${status}`));
alice.on("message", (message) => console.log(`alice hears ${message.from}: ${message.text}`));
await Promise.all([alice.ready, bob.ready]);

const heardBoth = new Promise<void>((resolve) => {
  let heard = 0;
  alice.on("message", () => ++heard === 2 && resolve());
});
await alice.post("Hello, Bob!");
await bob.post("Hello, Alice!");
await heardBoth;

for (const message of (await bob.history()).slice(-2)) {
  console.log(`${new Date(message.at).toISOString()} ${message.from}: ${message.text}`);
}

try {
  await bob.post(" ");
} catch (error) {
  const { code, message } = error as ActorError;
  console.log(`bob said nothing: ${code}: ${message}`);
}

for (const params of [undefined, { token: "stolen" }]) {
  const stranger = room.connect(params);
  try {
    await stranger.history();
    console.log("a stranger got in");
  } catch (error) {
    const { group, code, message } = error as ActorError;
    console.log(`a stranger is refused: ${group}.${code}: ${message}`);
  } finally {
    await stranger.dispose();
  }
}

await client.dispose();
