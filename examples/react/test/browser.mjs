// A browser with one page of the app, and what tests ask of it.
import { chromium } from "playwright-core";

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run these tests through Maven, or see README.md.`);
  return value;
}

/** The server under test, such as http://127.0.0.1:6420. */
export const endpoint = required("ENDPOINT");
/** Where POST /restart restarts it, and GET /connections tells how many connections to actors were opened so far. */
const control = required("CONTROL");
const executablePath = required("CHROMIUM");
const screenshots = required("SCREENSHOTS");

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long anything may take that a page waits for. */
const PATIENCE = 15_000;

/** A browser of its own, with a fresh profile, that shows one room to one visitor. */
export class Visitor {
  static async arrive(room, name, options) {
    const browser = await chromium.launch({ executablePath, args: FLAGS });
    const context = await browser.newContext(options);
    context.setDefaultTimeout(PATIENCE);
    const visitor = new Visitor();
    visitor.browser = browser;
    visitor.page = await context.newPage();
    visitor.sockets = 0;
    visitor.page.on("websocket", () => visitor.sockets++);
    visitor.failures = [];
    visitor.page.on("pageerror", (error) => visitor.failures.push(error));
    await visitor.page.goto(`${endpoint}/?room=${room}&name=${name}`);
    return visitor;
  }

  leave() {
    return this.browser.close();
  }

  /** One of the page's parts. */
  card(title) {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  press(title, button) {
    return this.card(title).getByRole("button", { name: button, exact: true }).click();
  }

  async write(title, field, text) {
    await this.card(title).getByLabel(field, { exact: true }).fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until a part shows a text. */
  sees(title, text) {
    return this.card(title).getByText(text, { exact: true }).first().waitFor();
  }

  /** Waits until a part shows no such text. */
  seesNo(title, text) {
    return this.card(title).getByText(text, { exact: true }).first().waitFor({ state: "hidden" });
  }

  /** Waits until so many parts say that their connections are open. */
  async live(parts) {
    await this.page.waitForFunction(
      (wanted) => document.querySelectorAll("[data-status=connected]").length === wanted,
      parts,
    );
  }

  /** Waits until no part does. */
  async away() {
    await this.page.waitForFunction(() => !document.querySelector("[data-status=connected]"));
  }

  /** Moves the mouse to a place on the board, in parts of its width and height. */
  async point(x, y) {
    const board = this.page.locator(".board");
    await board.scrollIntoViewIfNeeded();
    const box = await board.boundingBox();
    await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y);
  }

  async picture(name) {
    await this.page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
  }
}

async function asked(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response;
}

/** Closes the server and starts it again, on the same port, with the same data. */
export async function restartServer() {
  await asked(`${control}/restart`, { method: "POST" });
}

/** How many connections to actors were opened since the server was first started. */
export async function connectionsOpened() {
  return Number(await (await asked(`${control}/connections`)).text());
}

async function actor(name, key) {
  const found = await (await asked(`${endpoint}/actors?namespace=default&name=${name}&key=${key}`)).json();
  return found.actors[0];
}

/** Puts an actor to sleep, and waits until it does. */
export async function putToSleep(name, key) {
  const { actor_id: id } = await actor(name, key);
  await asked(`${endpoint}/actors/${id}/sleep?namespace=default`, { method: "POST", body: "{}" });
  const deadline = Date.now() + PATIENCE;
  while ((await actor(name, key)).sleep_ts === null) {
    if (Date.now() > deadline) throw new Error(`${name} does not sleep.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
