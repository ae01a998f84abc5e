// What is on the map: places found by name, finer borders and rivers, shaded countries, badges that follow what is
// looked at.
import assert from "node:assert/strict";
import { complaints, opened, picture, run, SETTLED_MS, until } from "./browser.mjs";
import { ask, rowsOf, shows } from "./heihe.mjs";

const VIEW = { viewport: { width: 1200, height: 740 }, reducedMotion: "reduce" };
const frame = (page) =>
  (new URL(page.url()).hash.match(/map=([\d.]+)\/([-\d.]+)\/([-\d.]+)/) ?? []).slice(1).map(Number);

export const mapParts = {
  async place_search(page) {
    await page.fill("#place-search", "blag");
    const found = page.locator("#place-found li");
    assert.match(await found.first().textContent(), /^Blagoveshchensk/);
    assert.equal(await page.getAttribute("#place-search", "aria-expanded"), "true");
    const { nodes } = await ask("/api/case");
    const place = (name) => {
      const at = nodes.name.indexOf(name);
      return [nodes.y[at], nodes.x[at]];
    };
    const goes = async (name) => {
      await until(async () => frame(page).length === 3);
      await page.waitForTimeout(2 * SETTLED_MS);
      const [zoom, ...at] = frame(page);
      assert.ok(zoom >= 7.99, `zoom ${zoom}`);
      place(name).forEach((each, i) => assert.ok(Math.abs(each - at[i]) < 0.05, `${at} at ${name}`));
      assert.equal(await page.textContent("#details h2"), name);
    };
    await page.keyboard.press("Enter");
    await goes("Blagoveshchensk");
    assert.ok(await page.isHidden("#place-found"));
    // The arrow keys choose, Escape leaves the list and not what is selected.
    await page.fill("#place-search", "ha");
    await page.keyboard.press("ArrowDown");
    assert.equal(await found.nth(1).getAttribute("aria-selected"), "true");
    assert.equal(await page.getAttribute("#place-search", "aria-activedescendant"), "place-found-1");
    await page.keyboard.press("Escape");
    assert.ok(await page.isHidden("#place-found"));
    assert.ok(await page.isVisible("#details"));
    await page.fill("#place-search", "harbin");
    await page.locator("#place-found li").first().click();
    await goes("Harbin");
    await page.fill("#place-search", "heihe road bridge");
    await page.keyboard.press("Enter");
    await until(async () => (await page.textContent("#details h2")) === "Heihe road bridge");
    await page.fill("#place-search", "no such place");
    assert.equal(await found.count(), 0);
  },

  async finer_near(page) {
    assert.equal(await page.getAttribute("#map", "data-geography"), null);
    const asked = page.waitForResponse(/geography\.json$/);
    await page.fill("#place-search", "heihe");
    await page.keyboard.press("Enter");
    assert.ok((await asked).ok());
    await until(async () => Number(await page.getAttribute("#map", "data-geography")) > 500);
    await page.waitForTimeout(2 * SETTLED_MS);
    assert.match(
      await page.textContent(".maplibregl-ctrl-attrib-inner"),
      /Borders: Natural Earth 1:10,000,000, rivers 1:50,000,000/,
    );
    await picture(page, "near");
    for (let i = 0; i < 3; ++i) await page.click(".maplibregl-ctrl-zoom-out");
    await page.waitForTimeout(2 * SETTLED_MS);
    await picture(page, "near-7");
  },

  async names_by_scale(page) {
    const places = async () => JSON.parse((await page.getAttribute("#map", "data-places")) ?? "{}");
    const { nodes } = await ask("/api/case");
    const types = (names) => new Set(names.map((name) => nodes.node_type[nodes.name.indexOf(name)]));
    await page.click("#fit-button");
    await page.waitForTimeout(2 * SETTLED_MS);
    const far = await places();
    assert.ok(far.named.length > 3);
    for (const type of types(far.named)) assert.ok(["city", "port"].includes(type), `${type} at ${far.zoom}`);
    await page.fill("#place-search", "heihe");
    await page.keyboard.press("Enter");
    await until(async () => (await places()).zoom > 7.9);
    await page.waitForTimeout(2 * SETTLED_MS);
    assert.ok((await places()).named.length >= 2);
  },

  async countries_shaded(page) {
    await page.check("#trade-toggle");
    await page.selectOption("#toll-crossing", "heihe_bridge");
    await page.focus("#toll-slider");
    await page.keyboard.press("Home");
    await page.fill("#run-name", "With trade");
    assert.equal(await run(page), "done");
    await page.locator("#edit-list button").first().click();
    await page.uncheck("#trade-toggle");
    await shows(page, "With trade");
    await page.waitForSelector("#shade-select");
    const shading = async () => JSON.parse((await page.getAttribute("#map", "data-shading")) ?? "{}");
    const regions = await rowsOf("With trade", "trade_regions");
    await until(async () => Object.keys(await shading()).length === regions.length);
    const told = await shading();
    for (const row of regions)
      assert.ok(Math.abs(told[row.region_id] - (row.exports_after_usd / row.exports_before_usd - 1)) < 1e-12);
    await page.click("#fit-button");
    await page.waitForTimeout(2 * SETTLED_MS);
    await picture(page, "shaded");
    await page.selectOption("#shade-select", "none");
    await until(async () => Object.keys(await shading()).length === 0);
    assert.match(new URL(page.url()).hash, /shade=none/);
    await page.selectOption("#shade-select", "exports");
    await until(async () => Object.keys(await shading()).length === regions.length);
    await shows(page, "Base");
    await until(async () => (await page.locator("#shade-select").count()) === 0);
  },

  // A crossing that is closed says what it lost where a change is looked at.
  async badges_of_a_closed_crossing(page) {
    await page.selectOption("#close-crossing", "heihe_bridge");
    await page.click("#close-button");
    await page.fill("#run-name", "Bridge shut");
    assert.equal(await run(page), "done");
    await page.locator("#edit-list button").first().click();
    await shows(page, "Bridge shut");
    await page.selectOption("#compare-select", { label: "Base" });
    const badge = async () => JSON.parse((await page.getAttribute("#map", "data-badges")) ?? "{}").heihe_bridge;
    await until(async () => (await badge()) === "shut");
    await page.check("#difference-toggle");
    await until(async () => /^[-−]\d/.test(await badge()));
    await page.selectOption("#commodity-select", "soybeans");
    const soy = (await rowsOf("Base", "crossing_flows"))
      .filter((row) => row.commodity_id === "soybeans" && row.crossing_id === "heihe_bridge")
      .reduce((all, row) => all + row.quantity, 0);
    const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });
    const expected = soy < 0.05 ? "shut" : compact.format(-soy);
    await until(async () => (await badge()) === expected);
  },

  // The server ends while the page is looked at.
  async no_server(own) {
    await own.close();
    const page = await opened(VIEW);
    await page.route("**/api/**", (route) => route.abort());
    await page.waitForSelector("#server-gone:not([hidden])");
    assert.match(await page.textContent("#server-gone"), /does not answer/);
    await page.click("#tab-scenario");
    await page.click("#run-button");
    assert.match(await page.textContent("#error"), /^The server does not answer/);
    await page.click("#error button");
    assert.equal(await page.locator("#error").count(), 0);
    await page.unroute("**/api/**");
    await page.waitForSelector("#server-gone", { state: "hidden" });
    complaints.splice(0, complaints.length, ...complaints.filter((each) => !/ERR_FAILED/.test(each)));
    await page.close();
  },
};
