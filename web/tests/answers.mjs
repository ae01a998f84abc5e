// The page as an answer: what it opens on, what changed after a run, who uses what, and what can be taken away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { findings } from "./axe.mjs";
import { answered, drawn, opened, picture, run, SETTLED_MS, until } from "./browser.mjs";
import { ask, FREE, freeBridge, rowsOf, shows, whole } from "./heihe.mjs";

const WALL = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" };
const sum = (rows, column) => rows.reduce((all, row) => all + row[column], 0);
const atHeihe = (rows, crossing) => rows.filter((row) => row.crossing_id === `heihe_${crossing}`);

/** The text that is seen without scrolling. */
const seen = (page) =>
  page.evaluate(() => {
    const texts = [];
    const walk = document.createTreeWalker(document.body, 4);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      if (box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth)
        texts.push(node.textContent);
    }
    return texts.join(" ");
  });

/** All that is said, but for tables of a result, whose columns have their names. */
const wordsOf = () => {
  const texts = [];
  const walk = document.createTreeWalker(document.body, 4);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    if (!node.parentElement.closest("[hidden], .table, script, .maplibregl-ctrl-attrib")) texts.push(node.textContent);
  for (const each of document.querySelectorAll("[title], [aria-label], [placeholder]"))
    if (!each.closest("[hidden], .table"))
      texts.push(...["title", "aria-label", "placeholder"].map((name) => each.getAttribute(name) ?? ""));
  return texts;
};

async function taken(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

export const answerParts = {
  // Who knows nothing of the page reads from its opening view who crosses where and why.
  async opening(own) {
    await own.close();
    const page = await opened(WALL);
    await page.waitForSelector("#answer");
    await shows(page, "Base");
    await page.selectOption("#compare-select", "");
    await until(async () => !(await page.textContent("#view-answer")).includes("before"));
    const crossings = await rowsOf("Base", "crossings");
    const [bridge, port] = ["bridge", "port"].map((id) => sum(atHeihe(crossings, id), "t"));
    const text = (await seen(page)).replace(/\s+/g, " ");
    for (const part of [
      `Of ${whole.format(bridge + port)} t a day at Heihe`,
      `the river port (barges) takes ${whole.format((100 * port) / (bridge + port))} %`,
      `the road bridge takes ${whole.format((100 * bridge) / (bridge + port))} %`,
      "USD/t cheaper for goods that take both",
      "h faster",
      "Coal",
      "soybeans",
      "RUS → CHN",
      "handling",
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    const figure = async (id) => Number(await page.getAttribute(`[data-testid="figure-${id}"]`, "data-value"));
    assert.ok(Math.abs((await figure("t")) - bridge - port) < 1e-6);
    assert.ok(Math.abs((await figure("share")) - (100 * port) / (bridge + port)) < 1e-9);
    assert.ok((await figure("usd")) > 0);
    assert.ok(await page.isHidden("#drawer"));
    await picture(page, "answer");
    await page.click("#tab-scenario");
    const run = await page.locator("#run-button").boundingBox();
    assert.ok(run.y + run.height <= 900, "Run stays where it is seen");
    await page.close();
  },

  // Three clicks from the page as it opens: the scenario, the toll, Run.
  async what_changed(own) {
    await own.close();
    const page = await opened(WALL);
    await shows(page, "Base");
    const start = Date.now();
    await page.click("#tab-scenario");
    await page.focus("#toll-slider");
    await page.keyboard.press("Home");
    await page.fill("#run-name", "Toll taken off");
    await page.click("#run-button");
    await page.waitForSelector('[data-testid="change-t"] tr[data-id="heihe_bridge"]');
    const took = Date.now() - start;
    console.log(`what changed is there ${took} ms after the first click`);
    // Meant to be 3 s; a machine busy with other work has several times that.
    assert.ok(took < 20000, `${took} ms`);
    const [before, after] = await Promise.all(["Base", "Toll taken off"].map((name) => rowsOf(name, "crossings")));
    for (const [kind, column] of [
      ["t", "t"],
      ["income", "fee_income_usd"],
    ]) {
      const row = page.locator(`[data-testid="change-${kind}"] tr[data-id="heihe_bridge"] td`);
      const values = await row.evaluateAll((cells) => cells.slice(0, 2).map((cell) => Number(cell.dataset.value)));
      [before, after].forEach((rows, i) =>
        assert.ok(Math.abs(values[i] - sum(atHeihe(rows, "bridge"), column)) < 1e-6, `${kind} ${values}`),
      );
    }
    assert.match(await page.textContent("#what-changed"), /^Heihe road bridge gains [\d,]+ t a day/);
    // Sorted from the greatest gain to the greatest loss.
    const changes = await page
      .locator('[data-testid="change-t"] tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.cells[2].dataset.value - row.cells[1].dataset.value));
    assert.deepEqual(
      changes,
      [...changes].sort((a, b) => b - a),
    );
    for (const kind of ["cost", "time"])
      assert.ok((await page.locator(`[data-testid="change-${kind}"] tbody tr`).count()) > 0);
    const [was, is] = await Promise.all(["Base", "Toll taken off"].map((name) => rowsOf(name, "claims")));
    const flipped = is.filter((claim) => was.find((old) => old.claim_id === claim.claim_id)?.verdict !== claim.verdict);
    assert.equal(await page.locator("#claims-flipped li").count(), flipped.length);
    assert.match(await page.textContent('[data-testid="figure-t"]'), /before [\d,]+/);
    await picture(page, "what-changed");
    await page.close();
  },

  async side_by_side(page) {
    await freeBridge(page);
    await page.click("#scenario-form #close-button");
    await page.fill("#run-name", "Bridge closed");
    assert.equal(await run(page), "done");
    await page.locator("#edit-list button").first().click();
    await page.click("#tab-results");
    await shows(page, "Base");
    // What is opened or closed stays so when another run is compared with, or another shown.
    const columns = async (count) => (await page.locator("#view-shares thead th").count()) === count;
    const figures = page.locator("#view-shares details:not(.save)");
    await page.selectOption("#compare-select", "");
    await until(() => columns(3));
    await figures.locator("summary").click();
    await page.selectOption("#compare-select", { label: "Bridge closed" });
    await until(() => columns(4));
    assert.equal(await figures.getAttribute("open"), null);
    await figures.locator("summary").click();
    await page.click("#view-beside summary");
    const all = await ask("/api/runs");
    for (const name of [FREE, "Bridge closed"])
      await page.check(`#beside-${all.find((each) => each.name === name).id}`);
    await until(async () => (await page.locator("#beside-table thead th").count()) === 3);
    assert.deepEqual(await page.locator("#beside-table thead th").allTextContents(), ["Base", FREE, "Bridge closed"]);
    const bridge = page.locator('#beside-table tr:has-text("road bridge") td');
    const shares = (await bridge.allTextContents()).map((text) => parseFloat(text));
    assert.ok(shares[1] > shares[0] && shares[0] > shares[2] && shares[2] === 0, String(shares));
    assert.match(new URL(page.url()).hash, /beside=\d+,\d+/);
    await picture(page, "beside");
  },

  async swipe(page) {
    await freeBridge(page);
    await page.click("#tab-results");
    await shows(page, FREE);
    await page.selectOption("#compare-select", { label: "Base" });
    await page.check("#swipe-toggle");
    const { id } = (await ask("/api/runs")).find(({ name }) => name === "Base");
    await until(async () => (await page.getAttribute("#swipe", "data-run")) === id);
    await page.focus("#swipe-slider");
    await page.keyboard.press("End");
    const whole = await page.$eval("#swipe-before", (canvas) => canvas.style.clipPath);
    await page.keyboard.press("Home");
    assert.notEqual(await page.$eval("#swipe-before", (canvas) => canvas.style.clipPath), whole);
    await page.click("#swipe-slider");
    await picture(page, "swipe");
    await page.check("#difference-toggle");
    await until(async () => page.isHidden("#swipe"));
    await page.uncheck("#difference-toggle");
  },

  async taken_away(page) {
    await page.click("#tab-results");
    await shows(page, "Base");
    // The views of the run shown before are still there until these are drawn.
    await page.waitForTimeout(2 * SETTLED_MS);
    await page.waitForSelector("#view-shares .save");
    const chart = async (ending) => {
      await page.$eval("#view-shares .chart-box .save", (menu) => menu.setAttribute("open", ""));
      return taken(page, () => page.click(`#view-shares .chart-box .save-${ending}`));
    };
    const svg = (await chart("svg")).content.toString();
    assert.match(svg, /^<svg[^]*Sea by Kozmino[^]*<\/svg>/);
    assert.doesNotMatch(svg, /var\(--|currentColor/);
    assert.deepEqual([...(await chart("png")).content.subarray(1, 4)], [...Buffer.from("PNG")]);
    const csv = (await chart("csv")).content.toString().split("\r\n");
    const at = csv[0].split(",").indexOf("t");
    const bridge = csv.find((line) => line.includes("heihe_bridge")).split(",");
    assert.ok(Math.abs(Number(bridge[at]) - sum(atHeihe(await rowsOf("Base", "crossings"), "bridge"), "t")) < 1e-6);
    const map = async (ending) => {
      await page.$eval("#map-save .save", (menu) => menu.setAttribute("open", ""));
      return taken(page, () => page.click(ending === "gpkg" ? "#save-gpkg" : `#map-save .save-${ending}`));
    };
    assert.match((await map("svg")).content.toString(), /<path[^]*>Moscow<\/text>[^]*<\/svg>/);
    assert.deepEqual([...(await map("png")).content.subarray(1, 4)], [...Buffer.from("PNG")]);
    const flows = (await map("csv")).content.toString().trim().split("\r\n");
    const carrying = (await rowsOf("Base", "links")).filter(({ t }) => t >= 1e-3);
    assert.equal(flows.length, carrying.length + 1);
    const file = await map("gpkg");
    assert.equal(file.name, "Base.gpkg");
    assert.match(file.content.subarray(0, 15).toString(), /^SQLite format 3/);
    // On paper: the map as a picture, no controls.
    await page.waitForTimeout(SETTLED_MS);
    await page.evaluate(() => globalThis.dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.isVisible("#map-print"));
    assert.ok(await page.isVisible("#answer"));
    for (const id of ["#tab-scenario", "#map", "#tab-claims"]) assert.ok(await page.isHidden(id), id);
    await picture(page, "print");
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => globalThis.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator("#map-print").count(), 0);
  },

  async who_uses_this(page) {
    await page.click("#tab-results");
    await shows(page, "Base");
    await page.click('tr:has([data-testid="share-of-heihe_bridge"]) button');
    await page.waitForSelector("#users");
    const [steps, paths] = await Promise.all([
      rowsOf("Base", "path_steps", "&column=id&value=heihe_bridge"),
      rowsOf("Base", "paths"),
    ]);
    const key = (row) => [row.origin_node_id, row.destination_node_id, row.commodity_id].join();
    const ways = new Set(steps.map((row) => `${key(row)} ${row.rank}`));
    const uses = (row) => ways.has(`${key(row)} ${row.rank}`);
    // How much dearer the likeliest way without the bridge is, by flow.
    let [moved, dearer] = [0, 0];
    for (const flow of new Set(paths.filter(uses).map(key))) {
      const own = paths.filter((row) => key(row) === flow);
      const used = own.filter((row) => uses(row) && row.unit === "t" && row.quantity > 0);
      const other = own.filter((row) => !uses(row)).sort((a, b) => a.rank - b.rank)[0];
      if (!other || used.length === 0) continue;
      for (const row of used) {
        moved += row.quantity;
        dearer += row.quantity * (other.cost - row.cost);
      }
    }
    const told = Number(await page.getAttribute("#users-dearer", "data-value"));
    assert.ok(Math.abs(told - dearer / moved) < 1e-9, `${told} beside ${dearer / moved}`);
    assert.match(await page.textContent("#users"), /From.*To.*Goods.*Soybeans/);
    await until(async () => Number(await page.getAttribute("#map", "data-bundle")) > 5);
    await page.click("#users summary");
    await page.waitForTimeout(SETTLED_MS);
    await picture(page, "users");
    await page.keyboard.press("Escape");
    await until(async () => (await page.getAttribute("#map", "data-bundle")) === "0");
  },

  // A link selects a place before the map is there.
  async who_uses_a_place(own) {
    await own.close();
    const { id } = (await ask("/api/runs")).find(({ name }) => name === "Base");
    const page = await opened(WALL, `#run=${id}&pick=place:harbin`);
    await page.waitForSelector("#users");
    assert.equal(await page.textContent("#details h2"), "Harbin");
    const paths = (await rowsOf("Base", "paths")).filter(
      (row) => row.unit === "t" && (row.origin_node_id === "harbin" || row.destination_node_id === "harbin"),
    );
    const goods = new Map();
    for (const row of paths) goods.set(row.commodity_id, (goods.get(row.commodity_id) ?? 0) + row.quantity);
    const [most] = [...goods].sort((a, b) => b[1] - a[1]);
    const { name } = (await ask("/api/case")).commodities.find((each) => each.commodity_id === most[0]);
    const share = (100 * most[1]) / sum(paths, "quantity");
    const told = await page.textContent("#users");
    assert.ok(
      told.includes(`${name} ${new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(share)} %`),
      told,
    );
    await until(async () => Number(await page.getAttribute("#map", "data-bundle")) > 5);
    await picture(page, "users-place");
    await page.close();
  },

  async nothing_for_axe_to_find(own) {
    await own.close();
    for (const options of [WALL, PHONE]) {
      const page = await opened(options);
      await page.waitForSelector("#answer");
      assert.deepEqual(await findings(page), []);
      for (const tab of ["claims", "simulation", "tables"]) {
        await page.click(`#tab-${tab}`);
        await page.waitForTimeout(SETTLED_MS);
        assert.deepEqual(await findings(page), [], tab);
      }
      await page.click("#tab-scenario");
      assert.deepEqual(await findings(page), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= options.viewport.width, `${wide} wide`);
      await picture(page, `axe-${options.viewport.width}`);
      await page.close();
    }
  },

  // Words of another language are names of the case, or what the engine says of it.
  async other_languages(own) {
    await own.close();
    const runs = await ask("/api/runs");
    const told = [await ask("/api/case"), await ask("/api/studies"), runs];
    for (const { id, status } of runs)
      for (const table of ["claims", "observations", "paths", "places", "place_visits", "simulation_stages", "totals"])
        if (status === "done") told.push(await ask(`/api/runs/${id}/tables/${table}?limit=100000`));
    const known = JSON.stringify(told).toLowerCase();
    for (const [language, text] of [
      ["ru", /^Из [\d\s,]+ т в сутки в пункте Heihe: (river port|road bridge)/],
      ["zh", /^在Heihe每天的 [\d,]+ 吨中/],
    ]) {
      const page = await opened(WALL, "", undefined, answered);
      await shows(page, "Base");
      await page.selectOption("#language-select", language);
      await page.waitForSelector(`html[lang="${language}"] #answer`);
      assert.match(await page.textContent("#answer"), text);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      await drawn(page);
      await picture(page, `language-${language}`);
      await page.click("#tab-scenario");
      for (const tab of ["claims", "simulation", "results"]) {
        await page.click(`#tab-${tab}`);
        await page.waitForTimeout(SETTLED_MS);
        await picture(page, `language-${language}-${tab}`);
        const texts = await page.evaluate(wordsOf);
        const english = texts
          .flatMap((each) => each.match(/[A-Za-z][A-Za-z'-]+(?: [a-z][A-Za-z'-]+)+/g) ?? [])
          .filter((each) => !known.includes(each.toLowerCase()));
        assert.deepEqual([...new Set(english)], [], `${language}, ${tab}`);
      }
      await page.close();
    }
  },
};
