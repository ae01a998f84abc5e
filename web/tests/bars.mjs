// Measures what a user waits for, on any case, and prints the median: the first picture, the map, and on Heihe what
// changed after a toll is taken off, from the first of three clicks.
//   node tests/bars.mjs http://127.0.0.1:8080 "" [TIMES]
import { browser, opened } from "./browser.mjs";
import { ask } from "./heihe.mjs";

const WALL = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };
const times = Number(process.argv[4] ?? 5);
const median = (values) => Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN);
const { crossings } = await ask("/api/case");
const isHeihe = crossings.some(({ crossing_id: id, fee_usd_per_vehicle: fee }) => id === "heihe_bridge" && fee > 0);

const took = { "first-picture": [], "map-ready": [], "what changed": [] };
for (let i = 0; i < times; ++i) {
  const page = await opened(WALL);
  for (const mark of ["first-picture", "map-ready"])
    took[mark].push(await page.evaluate((name) => performance.getEntriesByName(name)[0].startTime, mark));
  if (isHeihe) {
    const { id } = (await ask("/api/runs")).find(({ name }) => name === "Base");
    await page.selectOption("#shown-select", id);
    const name = `Toll ${i} off`;
    const start = performance.now();
    await page.click("#tab-scenario");
    await page.focus("#toll-slider");
    await page.keyboard.press("Home");
    await page.fill("#run-name", name);
    await page.click("#run-button");
    await page.waitForSelector(`#view-change p.note:has-text("${name}")`);
    took["what changed"].push(performance.now() - start);
    await page.locator("#edit-list button").first().click();
  }
  await page.close();
}
await browser.close();
for (const [what, values] of Object.entries(took)) if (values.length > 0) console.log(`${what}: ${median(values)} ms`);
