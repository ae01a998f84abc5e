// Presses each control that once told something untrue, and reads what changed, against a running server of
// the case of Heihe:
//   node tests/controls.mjs http://127.0.0.1:8080 [FOLDER for screenshots] [PART ...]
import assert from "node:assert/strict";
import {
  address,
  answered,
  browser,
  complaints,
  drawn,
  open,
  picture,
  run,
  SETTLED_MS,
  TAKES_PICTURES,
  until,
  withoutMap,
} from "./browser.mjs";
import { answerParts } from "./answers.mjs";
import { apart, TOLD_APART } from "./eyes.mjs";
import { ask, FREE, freeBridge, rowsOf, shows, whole } from "./heihe.mjs";
import { lookingParts } from "./looking.mjs";
import { mapParts } from "./map.mjs";
import { studyParts } from "./studies.mjs";

const VIEW = { viewport: { width: 1200, height: 740 }, reducedMotion: "reduce" };
const parts = { ...lookingParts, ...answerParts, ...mapParts, ...studyParts };

parts.cancel = async (page) => {
  await page.selectOption("#analysis-kind", "months");
  await page.fill("#months-from", "2019-01");
  await page.fill("#months-to", "2023-10");
  const before = await page.locator("#run-list tr").count();
  await page.click("#run-button");
  const row = page.locator("#run-list tr").nth(before);
  await until(async () => (await row.getAttribute("data-status")) === "running");
  await page.click("#drawer .progress .cancel");
  await until(async () => (await row.getAttribute("data-status")) === "cancelled");
  await page.selectOption("#analysis-kind", "");
};

parts.compared_totals = async (page) => {
  await page.selectOption("#toll-crossing", "heihe_bridge");
  await page.focus("#toll-slider");
  await page.keyboard.press("Home");
  assert.equal(await run(page), "done");
  await page.locator("#edit-list button").first().click();
  await page.click("#tab-results");
  const figures = page.locator('[data-testid="change-totals"] tbody td.number');
  // The table of what was compared before may still stand there.
  await until(async () => (await figures.allTextContents()).some((text) => text.startsWith("+")));
  const cells = await figures.allTextContents();
  assert.ok(cells.length > 0 && cells.every((text) => /\d/.test(text)), cells.join(" "));
  assert.ok(
    cells.some((text) => text.startsWith("+")),
    cells.join(" "),
  );
  await page.click("#tab-scenario");
};

parts.form_out_of_sight = async (page) => {
  await page.click("#duty-control summary");
  await page.fill("#duty-rate", "7.3");
  await page.click("#duty-button");
  assert.match(await page.textContent("#edit-list"), /duty 7.3 %/);
  await page.fill("#duty-rate", "-1");
  await page.click("#duty-button");
  assert.equal(await page.locator("#edit-list li").count(), 1);
  await page.click("#duty-control summary");
  assert.equal(await run(page), "done");
  await page.locator("#edit-list button").first().click();
};

parts.speed = async (page) => {
  await page.click("#link-control summary");
  await page.selectOption("#link-from", "heihe");
  await page.selectOption("#link-to", "tambovka");
  for (const bad of ["0", "-3", ""]) {
    await page.fill("#link-speed", bad);
    assert.doesNotMatch(await page.textContent("#link-length"), /∞|-|million/);
    assert.match(await page.textContent("#link-length"), /speed: 1 to 300/);
    assert.ok(await page.isDisabled("#link-button"));
  }
  await page.fill("#link-speed", "50");
  assert.ok(await page.isEnabled("#link-button"));
  // What the form does not let through, the engine refuses too, at its field and without a path of its own.
  for (const hours of [65 / -3, 0, null]) {
    const link = {
      table: "links",
      action: "add",
      values: {
        link_id: "x",
        from_node_id: "heihe",
        to_node_id: "tambovka",
        mode: "road",
        length_km: 65,
        free_time_h: hours,
      },
    };
    const answer = await fetch(`${address}/api/runs`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ edits: [link] }),
    });
    const { error } = await answer.json();
    assert.equal(answer.status, 400);
    assert.match(error.field, /^edits\[0\]\.values/);
    assert.doesNotMatch(JSON.stringify(error), /\/(tmp|work|home|root)\//);
  }
  await page.selectOption("#link-from", "");
  await page.click("#link-control summary");
};

const MONTHS = "Three months";
const badges = async (page) => JSON.parse((await page.getAttribute("#map", "data-badges")) ?? "{}");
const tonnes = (rows) => rows.filter((row) => row.crossing_id === "heihe_bridge").map((row) => whole.format(row.t));
async function threeMonths(page) {
  if ((await ask("/api/runs")).some((each) => each.name === MONTHS && each.status === "done")) return;
  await page.selectOption("#analysis-kind", "months");
  await page.fill("#months-from", "2023-08");
  await page.fill("#months-to", "2023-10");
  await page.fill("#run-name", MONTHS);
  assert.equal(await run(page), "done");
  await page.selectOption("#analysis-kind", "");
}
/** Finds the crossing near the middle of the map, where selecting it has brought it, and points at it. */
async function hovers(page, name) {
  const box = await page.locator("#map").boundingBox();
  for (let y = -120; y <= 120; y += 12) {
    for (const x of [-60, -110, -30]) {
      await page.mouse.move(box.x + box.width / 2 + x, box.y + box.height / 2 + y);
      await page.waitForTimeout(120);
      if ((await page.isVisible("#map-tip")) && (await page.textContent("#map-tip strong")) === name)
        return page.textContent("#map-tip");
    }
  }
  return assert.fail(`no crossing ${name} under the pointer`);
}
async function selectBridge(page) {
  await page.click("#tab-results");
  await page.click('tr:has([data-testid="share-of-heihe_bridge"]) button');
  await page.waitForSelector("#details h2");
  await page.waitForTimeout(2 * SETTLED_MS);
}

parts.one_month_everywhere = async (page) => {
  await threeMonths(page);
  await page.selectOption("#compare-select", { label: "Base" });
  await shows(page, MONTHS);
  await selectBridge(page);
  assert.equal(await page.textContent("#shown-date"), "2023-10");
  assert.ok(await page.isEnabled("#difference-toggle"));
  await page.focus("#month-slider");
  await page.keyboard.press("Home");
  await page.waitForTimeout(2 * SETTLED_MS);
  assert.equal(await page.textContent("#shown-date"), "2023-08");
  const august = tonnes(await rowsOf(MONTHS, "month_crossings", "&column=month&value=2023-08"));
  assert.notDeepEqual(august, tonnes(await rowsOf(MONTHS, "crossings")));
  const card = await page.textContent("#details");
  for (const t of august) assert.ok(card.includes(`In 2023-08`) && card.includes(t), `${t} in ${card}`);
  const { name } = (await ask("/api/case")).crossings.find((each) => each.crossing_id === "heihe_bridge");
  const told = await hovers(page, name);
  for (const t of august) assert.ok(told.includes(`${t} t/day`), `${t} in ${told}`);
  // The panel tells of the same month as the map.
  await until(async () => (await page.textContent("#view-shares .month")) === "In 2023-08.");
  const inPanel = Number(await page.getAttribute('[data-testid="share-of-heihe_bridge"]', "data-share"));
  const shareIn = (rows) =>
    rows.filter((row) => row.crossing_id === "heihe_bridge").reduce((sum, row) => sum + row.share, 0);
  assert.ok(
    Math.abs(inPanel - shareIn(await rowsOf(MONTHS, "month_crossings", "&column=month&value=2023-08"))) < 1e-12,
  );
  assert.notEqual(inPanel, shareIn(await rowsOf(MONTHS, "crossings")));
  assert.equal(await page.locator("#view-change").count(), 0);
  // The case as it stands is of October.
  assert.ok(await page.isDisabled("#difference-toggle"));
  assert.match(await page.getAttribute("#difference-label", "title"), /Base.*not of 2023-08/);
};

parts.older_answers = async (page) => {
  await freeBridge(page);
  const { name } = (await ask("/api/case")).crossings.find((each) => each.crossing_id === "heihe_bridge");
  const { id } = (await ask("/api/runs")).find((each) => each.name === FREE);
  let held = 0;
  // The answers for the run asked for first come after those for the second.
  await page.route(new RegExp(`/api/runs/${id}/tables/crossing_flows`), async (route) => {
    held += 1;
    await page.waitForTimeout(4000);
    await route.continue();
  });
  await page.reload();
  await page.waitForSelector("#legend");
  await shows(page, FREE);
  await shows(page, "Base");
  await page.waitForTimeout(6000);
  assert.ok(held > 0);
  await selectBridge(page);
  const base = tonnes(await rowsOf("Base", "crossings"));
  const told = await hovers(page, name);
  for (const t of base) assert.ok(told.includes(`${t} t/day`), `${t} in ${told}`);
};

parts.badges = async (page) => {
  await freeBridge(page);
  await shows(page, FREE);
  await page.selectOption("#compare-select", { label: "Base" });
  await page.waitForTimeout(SETTLED_MS);
  assert.match((await badges(page)).heihe_bridge, /%$/);
  await page.check("#difference-toggle");
  await until(async () => /^\+\d/.test((await badges(page)).heihe_bridge));
  await page.waitForTimeout(SETTLED_MS);
  await picture(page, "control-badges-difference");
  await page.uncheck("#difference-toggle");
  await page.selectOption("#commodity-select", "food_containers");
  const food = (await rowsOf(FREE, "crossing_flows"))
    .filter((row) => row.commodity_id === "food_containers" && row.crossing_id === "heihe_bridge")
    .reduce((sum, row) => sum + row.quantity, 0);
  const compact = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });
  await until(async () => (await badges(page)).heihe_bridge === compact.format(food));
};

parts.colours = async (page) => {
  const { modes, mode_colours: colours } = await ask("/api/case");
  assert.equal(new Set(colours).size, modes.length);
  const shown = await page
    .locator("#legend ul:first-of-type li")
    .evaluateAll((all) =>
      all.map((each) => [each.textContent, getComputedStyle(each.querySelector("i")).backgroundColor]),
    );
  assert.ok(shown.length > 3);
  for (const [mode, colour] of shown) {
    const hex = colours[modes.indexOf(mode.replaceAll(" ", "_"))];
    assert.equal(colour, `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`, mode);
  }
};

parts.every_name_near = async (page) => {
  await selectBridge(page);
  const places = async () => JSON.parse((await page.getAttribute("#map", "data-places")) ?? '{"zoom":0}');
  for (let i = 0; i < 4; ++i) {
    await page.click(".maplibregl-ctrl-zoom-in");
    await page.waitForTimeout(SETTLED_MS);
  }
  await until(async () => (await places()).zoom > 9);
  await page.waitForTimeout(SETTLED_MS);
  const { all, named } = await places();
  assert.ok(all.length >= 2, String(all));
  assert.deepEqual(
    all.filter((name) => !named.includes(name)),
    [],
  );
  await picture(page, "control-names");
};

parts.arc_colours = async (page) => {
  await page.check("#trade-toggle");
  assert.equal(await run(page), "done");
  await page.click("#tab-results");
  await page.waitForSelector("#view-trade-winners");
  await page.check("#arcs-toggle");
  await page.waitForSelector("#legend ul.arcs li");
  const arcs = (
    await page
      .locator("#legend ul.arcs i")
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor))
  ).map((text) => text.match(/\d+/g).map(Number));
  assert.equal(arcs.length, 3);
  const { mode_colours: hexes } = await ask("/api/case");
  const modes = hexes.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  arcs.forEach((arc, i) => {
    for (const other of [...modes, ...arcs.slice(0, i)])
      assert.ok(apart(arc, other) > TOLD_APART, `${arc} and ${other}: ${apart(arc, other)}`);
  });
  await page.waitForTimeout(SETTLED_MS);
  await picture(page, "control-arcs");
  await page.uncheck("#arcs-toggle");
  await until(async () => (await page.locator("#legend ul.arcs").count()) === 0);
};

// A link of the answer is moved over longitude 180; the map's own data is what is drawn.
parts.antimeridian = async (page) => {
  await page.route(/\/api\/runs\/[^/]+\/links$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.links.line[0] = [17000000, 5000000, -34000000, 200000];
    await route.fulfill({ response: answer, json: body });
  });
  await page.reload();
  await page.waitForSelector("#legend");
  await until(async () => (await page.getAttribute("#map", "data-ribbon-parts")) !== null);
  const lines = JSON.parse(await page.getAttribute("#map", "data-ribbon-parts"));
  assert.ok(lines.length > 0);
  for (const parts of lines) {
    assert.equal(parts.length, 2);
    for (const part of parts)
      for (let i = 1; i < part.length; ++i) assert.ok(Math.abs(part[i][0] - part[i - 1][0]) <= 180);
    assert.deepEqual([Math.abs(parts[0].at(-1)[0]), Math.abs(parts[1][0][0])], [180, 180]);
    assert.equal(parts[0].at(-1)[1], 51);
  }
};

parts.claim_columns = async (page) => {
  await page.click("#tab-claims");
  const claims = page.locator(".claim button");
  for (let i = 0; i < Math.min(4, await claims.count()); ++i) {
    await claims.nth(i).click();
    await page.waitForSelector("#claim-dialog");
    const query = await page.textContent("#claim-query");
    for (const table of await page.locator("#claim-dialog table").all()) {
      const heads = (await table.locator("th").allTextContents()).map((head) => head.replaceAll(" ", "_"));
      const named = heads.filter((head) => new RegExp(`\\b${head}\\b`).test(query));
      assert.ok(named.length > 0);
      assert.deepEqual(heads.slice(0, named.length), named);
    }
    await picture(page, "control-claim");
    await page.click("#claim-close");
  }
};

parts.year_outside = async (page) => {
  await page.fill("#date-input", "1900-01-01");
  await page.dispatchEvent("#date-input", "change");
  await page.fill("#run-name", "Long ago");
  assert.equal(await run(page), "done");
  assert.match(await page.locator("#run-list tr").last().textContent(), /1900 is outside the years \d{4} to \d{4}/);
  await until(async () => (await page.textContent("#shown-date")) === "1900-01-01");
  // A day that comes with a scenario of the case warns like one of the form, and stands in the head too.
  await page.locator("#edit-list button").first().click();
  await page.fill("#date-input", (await ask("/api/case")).date);
  await page.check("#scenario-long_ago");
  await page.fill("#run-name", "Long ago by scenario");
  assert.equal(await run(page), "done");
  assert.match(await page.locator("#run-list tr").last().textContent(), /1900 is outside the years \d{4} to \d{4}/);
  await shows(page, "Base");
  await until(async () => (await page.textContent("#shown-date")) !== "1900-01-01");
  await shows(page, "Long ago by scenario");
  await until(async () => (await page.textContent("#shown-date")) === "1900-01-01");
};

// Each field of a form allows what the engine says that it allows, and tells at the field what it does not.
const plain = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
parts.limits_of_fields = async (page) => {
  const studies = await ask("/api/studies");
  const of = (study, name) => studies.find((s) => s.name === study).fields.find((f) => f.name === name);
  const posts = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  const told = (id) => page.textContent(`#${id}-wrong`);
  const refuses = async (id, field, press) => {
    assert.match(await page.locator(".field", { has: page.locator(`#${id}`) }).textContent(), plain(field.description));
    for (const value of [field.minimum - 1, field.maximum + 1]) {
      await page.fill(`#${id}`, String(value));
      await page.click(press);
      assert.match(await told(id), plain(`${value} is not allowed. Allowed: ${field.allowed}`));
      assert.equal(await page.getAttribute(`#${id}`, "aria-invalid"), "true");
    }
    for (const value of [field.minimum, field.maximum, ""]) {
      await page.fill(`#${id}`, String(value));
      await page.dispatchEvent(`#${id}`, "change");
      assert.equal(await told(id), "");
    }
  };
  await page.selectOption("#analysis-kind", "toll");
  assert.equal(await page.getAttribute("#toll-steps", "placeholder"), String(of("toll", "steps").default));
  await refuses("toll-steps", of("toll", "steps"), "#run-button");
  await refuses("toll-highest", of("toll", "highest_usd"), "#run-button");
  // What is out of sight holds up nothing.
  await page.fill("#toll-steps", "0");
  await page.selectOption("#analysis-kind", "months");
  await page.fill("#months-from", "2023-10");
  await page.fill("#months-to", "2023-09");
  await page.click("#run-button");
  await until(async () => (await told("months-to")) + (await told("months-from")) !== "");
  assert.equal(await page.locator("#error").count(), 0);
  assert.equal(posts.length, 1);
  assert.match(complaints.pop(), /400/);
  await page.selectOption("#analysis-kind", "");
  await page.click("#tab-simulation");
  for (const [id, name] of [
    ["simulation-replications", "replications"],
    ["simulation-days", "days"],
  ])
    await refuses(id, of("simulate", name), "#simulate-button");
  assert.equal(posts.length, 1);
  await page.fill("#simulation-replications", String(of("simulate", "replications").minimum));
  await page.fill("#simulation-days", String(of("simulate", "days").minimum));
  await page.click("#simulate-button");
  await until(() => posts.length === 2);
  await until(async () => (await ask("/api/runs")).at(-1).status === "done");
  const run = (await ask("/api/runs")).at(-1);
  assert.deepEqual([run.replications, run.days], [1, 1]);
};

/** They ask nothing of the map. */
const NO_MAP = new Set([
  "cancel",
  "compared_totals",
  "form_out_of_sight",
  "speed",
  "claim_columns",
  "year_outside",
  "limits_of_fields",
  "study_forms",
  "side_by_side",
  "names_and_deletion",
]);
/** They wait for it themselves. */
const MAP_LATER = new Set(["taken_away", "draft_steps"]);
/** One page will do: each asks for a run of its own and reads what is told of it. */
const ONE_PAGE = new Set(["odds", "sweep", "corridor", "critical_parts", "carbon", "invest"]);
for (const name of [...NO_MAP, ...MAP_LATER, ...ONE_PAGE]) assert.ok(name in parts, name);
const wanted = process.argv.slice(4);
const failures = [];
let kept = null;
for (const name of wanted) assert.ok(name in parts, `no part ${name}; there are ${Object.keys(parts).join(", ")}`);
for (const [name, check] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const begun = performance.now();
  const before = ONE_PAGE.has(name) ? kept : null;
  if (kept && !before) await kept.context().close();
  kept = null;
  const isEarly = [NO_MAP, MAP_LATER, ONE_PAGE].some((early) => early.has(name));
  const page = before ?? (await open(VIEW, isEarly ? answered : drawn, NO_MAP.has(name) ? withoutMap : undefined));
  try {
    if (before) await page.click("#tab-scenario");
    await check(page);
    console.log(`${name}: passed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    if (ONE_PAGE.has(name)) kept = page;
  } catch (problem) {
    failures.push(name);
    console.log(`${name}: ${problem.stack}`);
  }
  if (page.isClosed()) continue;
  if (TAKES_PICTURES) await page.waitForTimeout(SETTLED_MS);
  await picture(page, `control-${name}`);
  if (!kept) await page.context().close();
}
await browser.close();
assert.deepEqual(failures, []);
assert.deepEqual(complaints, []);
console.log("controls: all passed");
