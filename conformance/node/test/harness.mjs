// What every test file needs: the client under test, the server's address, fresh keys, and waiting with a deadline.
import assert from "node:assert/strict";
import { after } from "node:test";

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run this suite through Maven, or see README.md.`);
  return value;
}

/** The server under test, such as http://127.0.0.1:6420. */
export const endpoint = required("ENDPOINT");
/** Where POST /restart closes the server and starts it again on the same port and data. */
const control = required("CONTROL");
/** The published package's version. */
export const version = required("CLIENT");
/** json, cbor or bare. */
export const encoding = required("ENCODING");

const { createClient } = await import(`rivetkit-${version}/client`);

const clients = new Set();

/** A client that is disposed when the suite ends. */
export function newClient(options = {}) {
  const client = createClient({ endpoint, encoding, ...options });
  clients.add(client);
  return client;
}

after(async () => {
  await Promise.all([...clients].map((client) => client.dispose()));
});

/** The client most tests share. */
export const client = newClient();

/** Whether a stateless call goes to the query URL; older clients resolve the key to an id first. */
export const callsByQuery = version === "2.3.19";

/**
 * Whether this run tries refusals that name no actor. The server lets who is refused again wait twice as long each time,
 * and takes all such refusals of one machine for the same caller.
 */
export const refusedOnce = version === "2.3.19" && encoding === "bare";

let keys = 0;

/** A key nobody used before. */
export function freshKey(...parts) {
  keys += 1;
  return [`${version}-${encoding}-${process.pid}-${keys}`, ...parts];
}

/** Fails instead of hanging. */
export async function within(milliseconds, promise, what = "the expected outcome") {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No sign of ${what} within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a promise is rejected with. */
export async function rejection(promise, milliseconds = 10_000) {
  const outcome = await within(
    milliseconds,
    promise.then(
      (value) => ({ value }),
      (error) => ({ error }),
    ),
    "an answer",
  );
  if (!("error" in outcome)) {
    assert.fail(`Expected an error, got ${JSON.stringify(outcome.value)}`);
  }
  return outcome.error;
}

/** Asserts that a promise is rejected with an error of the actor protocol, and returns the error. */
export async function fails(promise, group, code, milliseconds) {
  const error = await rejection(promise, milliseconds);
  assert.equal(`${error.group}.${error.code}`, `${group}.${code}`, `${error.message}`);
  return error;
}

/** Collects what it is called with and lets a test wait for it. */
export class Recorder {
  #seen = [];
  #waiting = [];

  add = (...values) => {
    this.#seen.push(values.length === 1 ? values[0] : values);
    this.#waiting = this.#waiting.filter((check) => !check());
  };

  get seen() {
    return [...this.#seen];
  }

  /** Waits until that many were seen. */
  count(number, milliseconds = 10_000) {
    return this.until((seen) => seen.length >= number, `${number} entries`, milliseconds);
  }

  /** Waits until the condition holds for everything seen so far. */
  until(condition, what, milliseconds = 10_000) {
    const met = new Promise((resolve) => {
      const check = () => condition(this.#seen) && (resolve(this.seen), true);
      if (!check()) this.#waiting.push(check);
    });
    return within(milliseconds, met, `${what}; seen: ${this.#seen.map(String).join(", ")}`);
  }
}

/** A connection that is disposed when the test ends. */
export function connect(t, handle, ...rest) {
  const connection = handle.connect(...rest);
  t.after(() => connection.dispose());
  return connection;
}

/** Closes the server and starts it again, on the same port, with the same data. */
export async function restartServer() {
  const response = await fetch(`${control}/restart`, { method: "POST" });
  assert.equal(response.status, 200, await response.text());
}
