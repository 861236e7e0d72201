// Connected clients that call without a pause while their server is replaced, several times. Nobody helps them: they
// reconnect by themselves. Prints one line of JSON with what they saw.
import { setTimeout as pause } from "node:timers/promises";

const { createClient } = await import(`rivetkit-${process.env.CLIENT}/client`);
const client = createClient({ endpoint: process.env.ENDPOINT, encoding: process.env.ENCODING, disableMetadataLookup: true });

const CLIENTS = 100;
const COUNTERS = 20;
const RESTARTS = Number(process.env.RESTARTS);
const COMES_BACK = 40_000;

/** What a caller may do again: the call did not happen, or its fate is open because the server went away. */
const RETRYABLE = new Set(["ws.going_away", "actor.stopped", "actor.stopping", "actor.restarting", "guard.service_unavailable"]);

const acknowledged = new Array(COUNTERS).fill(0);
const unanswered = new Array(COUNTERS).fill(0);
const fatal = [];
let over = false;

class Caller {
  constructor(number) {
    this.counter = number % COUNTERS;
    this.answers = 0;
    this.connection = client.counter.getOrCreate(["drain", String(this.counter)]).connect();
  }

  async run() {
    while (!over) {
      try {
        await this.connection.increment(1);
        acknowledged[this.counter]++;
        this.answers++;
      } catch (error) {
        unanswered[this.counter]++;
        if (!RETRYABLE.has(`${error.group}.${error.code}`)) {
          fatal.push(`${error.group}.${error.code}: ${error.message}`);
        }
        await pause(20);
      }
    }
  }
}

async function until(condition, what) {
  const deadline = Date.now() + COMES_BACK;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${COMES_BACK} ms: ${what}`);
    await pause(20);
  }
}

const callers = Array.from({ length: CLIENTS }, (_, number) => new Caller(number));
const running = callers.map((caller) => caller.run());
let slowest = 0;
for (let round = 0; round < RESTARTS; round++) {
  const before = callers.map((caller) => caller.answers);
  await until(() => callers.every((caller, i) => caller.answers > before[i]), "an answer for everybody");
  const response = await fetch(`${process.env.CONTROL}/restart`, { method: "POST" });
  if (!response.ok) throw new Error(await response.text());
  const restarted = Date.now();
  const then = callers.map((caller) => caller.answers);
  await until(() => callers.every((caller, i) => caller.answers > then[i]), "everybody back");
  slowest = Math.max(slowest, Date.now() - restarted);
}
over = true;
await Promise.all(running);
const counts = await Promise.all(
  Array.from({ length: COUNTERS }, (_, i) => client.counter.getOrCreate(["drain", String(i)]).getCount()),
);
await Promise.all(callers.map((caller) => caller.connection.dispose()));
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
console.log(
  JSON.stringify({
    acknowledged: sum(acknowledged),
    unanswered: sum(unanswered),
    lost: sum(counts.map((count, i) => Math.max(0, acknowledged[i] - count))),
    invented: sum(counts.map((count, i) => Math.max(0, count - acknowledged[i] - unanswered[i]))),
    slowest,
    fatal: fatal.slice(0, 10),
  }),
);
process.exit(0);
