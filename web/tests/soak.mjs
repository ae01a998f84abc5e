// A user who never stops: takes the toll off, runs, looks round, puts it back; prints what the page's heap holds in
// MB after each time.
//   node tests/soak.mjs ADDRESS "" UNTIL PAUSE     seconds since 1970, and between times
import assert from "node:assert/strict";
import { address, browser, complaints, opened, until } from "./browser.mjs";

const end = 1000 * Number(process.argv[4]);
const log = console.log;
console.log = () => undefined; // what the page is timed by is not asked here
const page = await opened({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
const client = await page.context().newCDPSession(page);
const heap = async () => {
  await client.send("HeapProfiler.collectGarbage");
  return (await client.send("Runtime.getHeapUsage")).usedSize / 2 ** 20;
};
const shown = async () => (await page.textContent("#view-change p.note")) ?? "";

for (let i = 0; Date.now() < end; ++i) {
  const name = `Toll ${i} off`;
  if (!(await page.isVisible("#run-name"))) await page.click("#tab-scenario");
  await page.focus("#toll-slider");
  await page.keyboard.press("Home");
  await page.fill("#run-name", name);
  await page.click("#run-button");
  await until(async () => (await shown()).includes(name));
  await page.locator("#edit-list button").first().click();
  const runs = await (await fetch(`${address}/api/runs`)).json();
  const mine = runs.find((run) => run.name === name);
  assert.equal(mine?.status, "done");
  const { id } = runs.find((run) => run.name === "Base");
  await page.selectOption("#shown-select", id);
  const gone = await fetch(`${address}/api/runs/${mine.id}`, { method: "DELETE" });
  assert.ok(gone.ok);
  await until(async () => (await page.locator(`#run-list tr:has-text("${name}")`).count()) === 0);
  log(JSON.stringify(await heap()));
  await page.waitForTimeout(1000 * Number(process.argv[5]));
}
await browser.close();
// A run of somebody else may be removed while the page asks for it; without others controls.mjs lets nothing be missing.
assert.deepEqual(
  complaints.filter((each) => !each.includes("status of 404")),
  [],
);
