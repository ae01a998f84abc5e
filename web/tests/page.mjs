// Goes through the page as a planner would, against a running server of the case of Heihe:
//   node tests/page.mjs http://127.0.0.1:8080 [FOLDER for screenshots]
import assert from "node:assert/strict";
import { browser, complaints, open, picture, run, SETTLED_MS, until } from "./browser.mjs";

const share = async (page, crossing) =>
  Number(await page.getAttribute(`[data-testid="share-of-${crossing}"]`, "data-share"));

const page = await open({ viewport: { width: 1200, height: 740 } });
await page.selectOption("#shown-select", { index: 0 });
await page.click("#tab-results");
await page.waitForSelector('[data-testid="share-of-heihe_bridge"]');
const today = await share(page, "heihe_bridge");
assert.ok(today > 0);
await picture(page, "map");

// The alternatives of a flow: pointing at one draws its way, a click keeps it, other places have others.
const ways = page.locator("#paths-list button.path");
const drawn = async () => Number((await page.getAttribute("#map", "data-route-links")) ?? 0);
await page.selectOption("#paths-from", "moscow");
await until(
  async () =>
    (await page.inputValue("#paths-to")) === "shanghai" &&
    (await page.textContent("#paths-list")).includes("load rail at moscow"),
);
assert.equal(await page.inputValue("#paths-commodity"), "");
assert.equal(await page.locator("#paths-list section.paths").count(), 2);
await page.selectOption("#paths-commodity", "food_containers");
await until(async () => (await page.locator("#paths-list section.paths").count()) === 1);
const shares = await ways.evaluateAll((all) => all.map((way) => Number(way.dataset.share)));
assert.ok(shares.length > 1 && shares.every((each, i) => each > 0 && (i === 0 || each <= shares[i - 1])));
assert.ok(shares.reduce((sum, each) => sum + each, 0) <= 1 + 1e-9);
assert.match(await ways.first().textContent(), /USD\/t: transport .* h · .* km/);
assert.equal(await drawn(), 0);
await ways.first().hover();
await until(async () => (await drawn()) > 0);
const bySea = await drawn();
await page.hover("#bar");
await until(async () => (await drawn()) === 0);
await ways.nth(2).click();
await page.hover("#bar");
await until(async () => (await drawn()) > 0 && (await drawn()) !== bySea);
assert.equal(await ways.nth(2).getAttribute("aria-pressed"), "true");
assert.match(await page.textContent("#progress-live"), /^On the map: load rail at moscow/);
await page.waitForTimeout(SETTLED_MS);
await picture(page, "paths");
await ways.nth(2).click();
await page.hover("#bar");
await until(async () => (await drawn()) === 0);

await page.click("#tab-scenario");
await page.selectOption("#toll-crossing", "heihe_bridge");
await page.focus("#toll-slider");
await page.keyboard.press("Home");
assert.match(await page.textContent("#edit-list"), /toll 0 USD/);
assert.equal(await run(page), "done");
await page.click("#tab-results");
await until(async () => (await share(page, "heihe_bridge")) > today);
await page.check("#difference-toggle");
await page.waitForTimeout(SETTLED_MS);
await picture(page, "difference");
await page.click('tr:has([data-testid="share-of-heihe_bridge"]) button');
await page.waitForSelector("#details h2");
await page.waitForTimeout(2 * SETTLED_MS);
await picture(page, "crossing");
await page.keyboard.press("Escape");
assert.ok(await page.isHidden("#details"));
await page.uncheck("#difference-toggle");

await page.click("#tab-claims");
await page.locator(".claim button").first().click();
await page.waitForSelector("#claim-dialog table");
await picture(page, "claim");
await page.click("#claim-close");
await page.click("#tab-tables");
await page.selectOption("#table-select", "od");
await page.waitForSelector('[data-testid="table-od"] tbody tr');

await page.click("#tab-scenario");
await page.click("#close-button");
await page.fill("#date-input", "2024-01-20");
await page.click("#duty-control summary");
await page.click("#duty-button");
await page.click("#link-control summary");
await page.selectOption("#link-from", "heihe");
await page.selectOption("#link-to", "tambovka");
await page.click("#link-button");
assert.equal(await page.locator("#edit-list li").count(), 5);
assert.equal(await run(page), "done");
await picture(page, "edits");

await page.click("#tab-simulation");
await page.selectOption("#simulation-crossing", "heihe_port");
await page.click("#simulate-button");
await page.click("#play-button");
await page.waitForTimeout(2 * SETTLED_MS);
await page.click("#play-button");
assert.match(await page.textContent("#hour-value"), /vehicles waiting/);
await picture(page, "simulation");

await page.click("#tab-scenario");
for (let left = await page.locator("#edit-list button").count(); left > 0; --left)
  await page.locator("#edit-list button").first().click();
// A picture of the whole world has more detail: the smaller it is kept.
await page.setViewportSize({ width: 1000, height: 640 });
await page.check("#scenario-taiwan_strait_crisis");
await page.check("#trade-toggle");
assert.equal(await run(page), "done");
await page.click("#tab-results");
await page.waitForSelector("#view-trade-winners");
await page.check("#arcs-toggle");
await page.selectOption("#trade-region", "RUS");
await page.click("#fit-button");
assert.match(await page.textContent("#view-trade-flows"), /all of west/);
await page.waitForTimeout(2 * SETTLED_MS);
await picture(page, "trade");
await page.locator("#view-trade-rounds").scrollIntoViewIfNeeded();
await picture(page, "trade-rounds");

await page.uncheck("#arcs-toggle");
await page.setViewportSize({ width: 1200, height: 740 });
await page.click("#tab-scenario");
await page.uncheck("#scenario-taiwan_strait_crisis");
await page.uncheck("#trade-toggle");
await page.selectOption("#analysis-kind", "months");
await page.fill("#months-from", "2022-05");
await page.fill("#months-to", "2022-07");
assert.equal(await run(page), "done");
await page.click("#tab-results");
await page.waitForSelector("#view-months svg");
assert.equal(await page.textContent("#month-value"), "2022-07");
await page.click("#places-on-map");
await page.waitForTimeout(2 * SETTLED_MS);
await page.focus("#month-slider");
await page.keyboard.press("Home");
assert.equal(await page.textContent("#month-value"), "2022-05");
await page.waitForTimeout(SETTLED_MS);
await page.selectOption("#months-measure", "visits");
assert.match(await page.textContent("#months-chart"), /visits a day/);
await page.locator("#view-months").scrollIntoViewIfNeeded();
await picture(page, "months");
await page.click("#tab-scenario");
await page.selectOption("#analysis-kind", "toll");
await page.selectOption("#analysis-crossing", "heihe_bridge");
assert.equal(await run(page), "done");
await page.click("#tab-results");
await page.waitForSelector("#view-tolls svg");
assert.ok(await page.isHidden("#months"));
assert.match(await page.textContent("#view-tolls"), /most income: 1\d\d/);
await picture(page, "toll");
await page.click("#tab-scenario");
await page.selectOption("#analysis-kind", "finance");
assert.equal(await run(page), "done");
await page.click("#tab-results");
await page.waitForSelector("#view-projects svg");
// The case has no states, so nothing is shown of their debt.
assert.equal(await page.locator("#view-debt").count(), 0);
await page.close();

const night = await open({ viewport: { width: 1200, height: 740 }, colorScheme: "dark" });
await night.click("#tab-claims");
await picture(night, "dark");
const phone = await open({
  viewport: { width: 390, height: 800 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
});
await picture(phone, "phone");
await phone.click("#tab-results");
await phone.waitForSelector("#view-shares");
await phone.waitForTimeout(SETTLED_MS);
await picture(phone, "phone-results");

await browser.close();
assert.deepEqual(complaints, []);
console.log("page: all passed");
