// A browser on a running server, for the tests of the page. Chromium is the one that CHROMIUM names, or
// Debian's.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [given = "http://127.0.0.1:8080", folder] = process.argv.slice(2);
/** Without a slash at its end. */
export const address = given.replace(/\/$/, "");
export const TAKES_PICTURES = Boolean(folder);
if (folder) mkdirSync(folder, { recursive: true });
export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
export const complaints = [];
export const SETTLED_MS = 1500;
/** A machine that is busy with other work takes its time. */
const PATIENCE_MS = 120000;

// Asked from outside: a function that waits inside the page needs eval, which its policy refuses.
export async function until(holds) {
  for (const start = Date.now(); Date.now() - start < PATIENCE_MS;) {
    if (await holds()) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  assert.fail(`waited in vain: ${holds}`);
}

/** The page with its scenario open where there is room, once its map is drawn or once `ready` says so. */
export async function open(options, ready = drawn, prepare = undefined) {
  const page = await opened(options, "", prepare, ready);
  if (options.viewport.width > 800) await page.click("#tab-scenario");
  return page;
}

/** Prepares a page without a map, which takes most of the time: what draws it never comes. */
export const withoutMap = (page) => page.route("**/map.js", () => undefined);

/** The page as a link opens it, once its map is drawn; `prepare` may watch its requests. */
export async function opened(options, link = "", prepare = async () => undefined, ready = drawn) {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await prepare(page);
  await page.goto(`${address}/${link}`);
  await ready(page);
  return page;
}

/** Waits until every run is listed and one has a result; its map may still be drawn. */
export async function answered(page) {
  await page.waitForSelector('#run-list tr[data-status="done"]', { state: "attached" });
  const runs = await (await fetch(`${address}/api/runs`)).json();
  await until(async () => (await page.locator("#run-list tr").count()) >= runs.length);
}

/** Waits until the map is drawn. */
export async function drawn(page) {
  await answered(page);
  const mark = (name) => page.evaluate((wanted) => performance.getEntriesByName(wanted)[0]?.startTime, name);
  await until(async () => (await mark("map-ready")) !== undefined);
  await page.waitForSelector("#legend");
  await page.waitForTimeout(TAKES_PICTURES ? SETTLED_MS : SETTLED_MS / 3);
  console.log(
    `first picture after ${Math.round(await mark("first-picture"))} ms, map ready after ${Math.round(await mark("map-ready"))} ms`,
  );
}
export const picture = async (page, name) => {
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};
export const run = async (page) => {
  const before = await page.locator("#run-list tr").count();
  await page.click("#run-button");
  const row = page.locator("#run-list tr").nth(before);
  await until(async () => ["done", "failed", "cancelled"].includes(await row.getAttribute("data-status")));
  return row.getAttribute("data-status");
};
