// Counts on the demo server, in each encoding the client speaks, and listens while it does.
import { createClient } from "rivetkit/client";
import type { Registry } from "./dowel-types.d.ts";
import { endpoint } from "./endpoint.ts";

for (const encoding of ["json", "cbor", "bare"] as const) {
  const client = createClient<Registry>({ endpoint, encoding });
  const counter = client.counter.getOrCreate(["typescript"]);

  // Stateless: one HTTP request for each call.
  console.log(`${encoding}: counter is at ${await counter.getCount()}`);

  // Stateful: one WebSocket, calls and events.
  const connection = counter.connect();
  connection.on("newCount", (count) => console.log(`${encoding}: event newCount ${count}`));
  console.log(`${encoding}: increment(1) over the connection returned ${await connection.increment(1)}`);

  const heard = new Promise<void>((resolve) => connection.once("newCount", () => resolve()));
  console.log(`${encoding}: increment(5) over HTTP returned ${await counter.increment(5)}`);
  await heard;
  await client.dispose();
}
