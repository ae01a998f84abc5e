// Studies that have no controls of their own are asked by what the engine declares of them.
import assert from "node:assert/strict";
import { complaints, run, until } from "./browser.mjs";
import { ask, rowsOf } from "./heihe.mjs";

export const studyParts = {
  // Each field of each study has a name of its own and room for its words, on a desk and on a phone.
  async study_forms(page) {
    const studies = await ask("/api/studies");
    const kinds = await page.locator("#analysis-kind option").evaluateAll((all) => all.map(({ value }) => value));
    const forms = studies.filter(({ name }) => kinds.includes(name));
    assert.ok(forms.length > 10);
    for (const width of [1200, 390]) {
      await page.setViewportSize({ width, height: 800 });
      for (const { name, fields } of forms) {
        await page.selectOption("#analysis-kind", name);
        const form = page.locator(`#study-${name}`);
        if ((await form.count()) === 0) continue;
        const boxes = await form.locator(".field").evaluateAll((all) =>
          all.map((box) => {
            const { left, right, top, bottom } = box.getBoundingClientRect();
            const control = box.querySelector("input, select");
            const label = box.querySelector("label").textContent;
            const over = box.scrollWidth > box.clientWidth + 1;
            return { left, right, top, bottom, over, label, kind: control.type, wide: control.offsetWidth };
          }),
        );
        assert.equal(boxes.length, fields.length, name);
        for (const [i, box] of boxes.entries()) {
          const what = `${name}, ${fields[i].name}, ${width} wide`;
          assert.notEqual(box.label, fields[i].name.replaceAll("_", " "), what);
          assert.equal(box.kind === "checkbox", fields[i].type === "boolean", what);
          assert.ok(!box.over && box.right - box.left >= 120, what);
          assert.ok(box.kind === "checkbox" || box.wide >= 120, what);
          for (const other of boxes.slice(0, i))
            assert.ok(
              other.right <= box.left || box.right <= other.left || other.bottom <= box.top || box.bottom <= other.top,
              what,
            );
        }
      }
    }
  },
  async selected_users(page) {
    await page.selectOption("#analysis-kind", "select");
    await page.click("#run-button");
    // What the engine refuses stands at the field, in its words.
    await until(async () =>
      (await page.textContent("#ask-select-link-wrong")).includes("one of link, crossing, place"),
    );
    assert.match(complaints.pop(), /400/);
    await page.selectOption("#ask-select-crossing", "heihe_bridge");
    await page.selectOption("#ask-select-direction", "forward");
    await page.fill("#run-name", "Users of the bridge");
    assert.equal(await run(page), "done");
    const users = await rowsOf("Users of the bridge", "selected_users");
    const over = (await rowsOf("Users of the bridge", "crossings")).find(
      (row) => row.crossing_id === "heihe_bridge" && row.direction === "forward",
    );
    const passes = users.reduce((sum, row) => sum + row.passes, 0);
    assert.ok(Math.abs(passes - over.t - over.passengers) < 1e-6 * passes, `${passes} ${over.t}`);
    await page.click("#tab-results");
    const told = await page.textContent('#view-selected [data-testid="selected_users"] p');
    assert.match(
      told,
      new RegExp(`${new Intl.NumberFormat("en").format(Math.round(passes))} units.*${users.length} flows`),
    );
    const first = page.locator("#view-selected tbody tr").first().locator("td").first();
    assert.equal(await first.textContent(), users[0].origin_node_id);
    // On the map: each link and direction that this freight takes, and nothing after a second press.
    const flows = await rowsOf("Users of the bridge", "selected_flows");
    const ways = new Set(
      flows.filter((row) => row.kind === "link" && row.unit === "t").map((row) => `${row.id}|${row.direction}`),
    );
    const drawn = () => page.evaluate(() => Number(document.querySelector("[data-bundle]")?.dataset.bundle ?? 0));
    await page.click("#selected-map");
    await until(async () => (await drawn()) >= ways.size);
    assert.ok(ways.size > 10);
    await page.click("#selected-map");
    await until(async () => (await drawn()) === 0);
  },
  async access(page) {
    await page.selectOption("#analysis-kind", "access");
    await page.fill("#run-name", "Access");
    assert.equal(await run(page), "done");
    const rows = (await rowsOf("Access", "dependence")).filter((row) => row.share > 0);
    await page.click("#tab-results");
    const choice = page.locator("#access-country");
    await until(async () => (await choice.count()) === 1);
    const countries = [...new Set(rows.map((row) => row.country))];
    assert.deepEqual(await choice.locator("option").allTextContents(), countries);
    const bars = page.locator("#view-access .chart-box rect");
    for (const country of countries.slice(0, 3)) {
      await choice.selectOption(country);
      const own = rows.filter((row) => row.country === country).sort((a, b) => b.share - a.share);
      await until(async () => (await bars.count()) === Math.min(12, own.length));
      // The largest is the crossing that carries most.
      assert.match(await bars.first().locator("title").textContent(), new RegExp(own[0].name.slice(0, 12)));
    }
  },
  async odds(page) {
    await page.selectOption("#analysis-kind", "ensemble");
    await page.fill("#ask-ensemble-draws", "40");
    await page.fill("#ask-ensemble-cells", "crossings.heihe_bridge/*.t=500");
    await page.fill("#run-name", "Odds");
    assert.equal(await run(page), "done");
    const claims = await rowsOf("Odds", "ensemble_claims");
    assert.ok(claims.length > 5 && claims.every((row) => row.odds >= 0 && row.odds <= 1 && row.draws <= 40));
    await page.click("#tab-results");
    await until(
      async () => (await page.locator('#view-odds [data-testid="ensemble_claims"] tbody tr').count()) === claims.length,
    );
    await until(async () => (await page.locator("#view-bands rect").count()) > 3);
    // What decides a claim that is open has a figure.
    const drivers = await rowsOf("Odds", "ensemble_drivers");
    const open = claims.filter(
      (row) => row.odds > 0 && row.odds < 1 && drivers.some((driver) => driver.claim_id === row.claim_id),
    );
    assert.ok(open.length > 0);
    await until(async () => (await page.locator("#view-odds figure.chart-figure").count()) === open.length);
    await page.locator("#view-odds figure.chart-figure").first().scrollIntoViewIfNeeded();
    const row = page.locator('#view-odds [data-testid="ensemble_claims"] tbody tr').first();
    assert.equal(await row.locator("td").first().textContent(), claims[0].claim_id);
    // A bar for each bin of the figure that is picked, as the table has them.
    const bins = await rowsOf("Odds", "ensemble_histograms");
    const names = [...new Set(bins.map((bin) => `${bin.table_name} ${bin.row}: ${bin.figure}`))];
    assert.ok(names.includes("crossings heihe_bridge forward: t"), names.join());
    for (const name of ["crossings heihe_bridge forward: t", names[0]]) {
      await page.selectOption("#spread-figure", name);
      const own = bins.filter((bin) => `${bin.table_name} ${bin.row}: ${bin.figure}` === name);
      const bars = page.locator('#view-spread [data-testid="histogram"] rect');
      await until(async () => (await bars.count()) === own.length);
      assert.equal(
        own.reduce((sum, bin) => sum + bin.draws, 0),
        40,
      );
      await bars.first().scrollIntoViewIfNeeded();
    }
  },
  async sweep(page) {
    await page.selectOption("#analysis-kind", "sweep");
    await page.fill("#ask-sweep-over", "crossings.heihe_bridge.wait_h=0..1");
    await page.click("#run-button");
    await until(async () => (await page.textContent("#ask-sweep-over-wrong")).length > 0);
    assert.match(complaints.pop(), /400/);
    await page.fill("#ask-sweep-over", "crossings.heihe_bridge.no_such=0..1:2");
    await page.fill("#run-name", "No column");
    assert.equal(await run(page), "failed");
    assert.match((await ask("/api/runs")).at(-1).message, /no such column of numbers/);
    await page.fill("#ask-sweep-over", "crossings.heihe_bridge.fee_usd_per_vehicle=0,90,180");
    await page.fill("#run-name", "Fees");
    assert.equal(await run(page), "done");
    await page.click("#tab-results");
    const rows = await rowsOf("Fees", "sweep_figures");
    const figures = new Set(rows.map((row) => `${row.table_name} ${row.row}: ${row.figure}`));
    await until(async () => (await page.locator("#sweep-figure option").count()) === figures.size);
    // What passes the bridge falls as its fee rises, and the chart draws what the table says.
    const wanted = "crossings heihe_bridge forward: t";
    await page.selectOption("#sweep-figure", wanted);
    const over = rows
      .filter((row) => `${row.table_name} ${row.row}: ${row.figure}` === wanted)
      .sort((a, b) => a.point - b.point);
    assert.ok(over[0].value > over[1].value && over[1].value > over[2].value, JSON.stringify(over));
    await page.locator("#view-sweep svg").first().scrollIntoViewIfNeeded();
    const titles = await page.locator("#view-sweep svg title").allTextContents();
    assert.ok(
      over.every((row) => titles.some((title) => title.endsWith(`: ${row.value}`))),
      titles.join("; "),
    );
  },
  async best_paths(page) {
    await page.selectOption("#analysis-kind", "skim");
    await page.fill("#ask-skim-from", "moscow");
    await page.fill("#ask-skim-to", "harbin;heihe");
    await page.fill("#run-name", "Skim");
    assert.equal(await run(page), "done");
    const rows = await rowsOf("Skim", "skim");
    assert.deepEqual(rows.map((row) => row.destination_node_id).sort(), ["harbin", "heihe"]);
    await page.click("#tab-results");
    await until(async () => (await page.locator("#view-skim tbody tr").count()) === 2);
    assert.equal((await ask("/api/runs")).at(-1).analysis.kind, "skim");
  },
  async corridor(page) {
    await page.selectOption("#analysis-kind", "corridor");
    await page.fill("#ask-corridor-from", "tambovka");
    await page.fill("#ask-corridor-to", "heihe");
    await page.selectOption("#ask-corridor-commodity", "soybeans");
    await page.fill("#run-name", "Corridor");
    assert.equal(await run(page), "done");
    const stages = await rowsOf("Corridor", "corridor");
    const paths = await rowsOf("Corridor", "paths");
    const last = stages.filter((row) => row.rank === 1).at(-1);
    const best = paths.find((row) => row.rank === 1);
    assert.ok(Math.abs(last.at_h - best.time_h) < 1e-9 * best.time_h, `${last.at_h} ${best.time_h}`);
    await page.click("#tab-results");
    const view = page.locator('#view-corridor [data-testid="corridor"]');
    await until(async () => (await view.locator("figure.chart-figure").count()) === 2);
    assert.match(await view.locator(".chart-swatch").first().textContent(), /%.*Heihe/);
    const indicators = await rowsOf("Corridor", "corridor_indicators");
    const told = page.locator('#view-corridor [data-testid="table-corridor_indicators"] tbody tr');
    await until(async () => (await told.count()) === Math.min(100, indicators.length));
  },
  async critical_parts(page) {
    await page.selectOption("#analysis-kind", "critical");
    await page.selectOption("#ask-critical-parts", "crossings");
    await page.fill("#ask-critical-most", "5");
    await page.fill("#run-name", "Crossings closed");
    assert.equal(await run(page), "done");
    const parts = (await rowsOf("Crossings closed", "critical")).filter((row) => row.is_exact === 1);
    assert.equal(parts.length, 5);
    await page.click("#tab-results");
    const rows = page.locator('#view-critical [data-testid="critical"] tbody tr');
    await until(async () => (await rows.count()) === 5);
    assert.equal(await rows.first().locator("button").textContent(), parts[0].name);
    const bearers = (await rowsOf("Crossings closed", "critical_bearers")).filter((row) => row.id === parts[1].id);
    await rows.nth(1).locator("button").click();
    assert.match(
      await page.textContent('#view-critical [data-testid="critical-bearers"] h3'),
      new RegExp(parts[1].name),
    );
    const told = page.locator('#view-critical [data-testid="critical-bearers"] tbody tr');
    await until(async () => (await told.count()) === Math.min(8, bearers.length));
  },
  async carbon(page) {
    await page.selectOption("#analysis-kind", "carbon");
    await page.fill("#ask-carbon-price", "200");
    await page.fill("#run-name", "Carbon");
    assert.equal(await run(page), "done");
    const modes = await rowsOf("Carbon", "emissions_by_mode");
    const countries = (await rowsOf("Carbon", "emissions_by_country")).filter((row) => row.co2e_kg > 0);
    const all = modes.reduce((sum, row) => sum + row.co2e_kg, 0);
    assert.ok(all < modes.reduce((sum, row) => sum + row.co2e_kg_without_price, 0));
    await page.click("#tab-results");
    const told = (t) => new Intl.NumberFormat("en").format(Math.round(t / 1000));
    assert.match(await page.textContent("#view-carbon p"), new RegExp(`^${told(all)} t`));
    const rows = page.locator('#view-carbon [data-testid="table-emissions_by_mode"] tbody tr');
    await until(async () => (await rows.count()) === modes.filter((row) => row.co2e_kg > 0).length);
    await page.locator("#view-carbon").getByRole("button", { name: "By country" }).click();
    const places = page.locator('#view-carbon [data-testid="table-emissions_by_country"] tbody tr');
    await until(async () => (await places.count()) === countries.length);
    const most = countries.sort((a, b) => b.co2e_kg - a.co2e_kg)[0];
    assert.equal(await places.first().locator("td").first().textContent(), most.country);
    assert.equal(await page.locator("#view-carbon rect").count(), Math.min(20, countries.length));
  },
  async invest(page) {
    await page.selectOption("#analysis-kind", "invest");
    await page.fill("#ask-invest-budget", "-5");
    await page.click("#run-button");
    await until(async () => (await page.textContent("#ask-invest-budget-wrong")).includes("0 to"));
    await page.fill("#ask-invest-budget", "150000000");
    await page.fill("#ask-invest-steps", "2");
    await page.fill("#run-name", "What to build");
    assert.equal(await run(page), "done");
    const frontier = await rowsOf("What to build", "invest_frontier");
    const projects = await rowsOf("What to build", "invest_projects");
    assert.deepEqual(
      frontier.map((row) => row.budget_usd),
      [75e6, 150e6],
    );
    // What is chosen is what the budget allows, and the last budget's choice.
    const chosen = projects.filter((row) => row.is_chosen === 1);
    assert.equal(chosen.map((row) => row.investment_id).join(";"), frontier[1].chosen);
    const spent = chosen.reduce((sum, row) => sum + row.cost_usd, 0);
    assert.ok(spent === frontier[1].cost_usd && spent <= 150e6);
    await page.click("#tab-results");
    await page.waitForSelector("#view-invest");
    assert.match(await page.textContent("#view-invest p"), /; 2 of 2 are certified/);
    for (const [table, rows] of Object.entries({ invest_frontier: frontier, invest_projects: projects })) {
      const shown = page.locator(`#view-invest [data-testid="table-${table}"] tbody tr`);
      await until(async () => (await shown.count()) === rows.length);
    }
    // A point for each budget: what is chosen, and the bound.
    const points = page.locator("#view-invest .chart circle");
    await until(async () => (await points.count()) === 2 * frontier.length);
    const drawn = () => page.evaluate(() => Number(document.querySelector("[data-bundle]")?.dataset.bundle ?? 0));
    assert.equal(await drawn(), 0);
    await page.click("#invest-map");
    await until(async () => (await drawn()) >= chosen.length);
    await page.click("#invest-map");
    await until(async () => (await drawn()) === 0);
    // In parts: what debts allow is about wholes, and a part is bought for that part of the cost.
    await page.click("#tab-scenario");
    await page.check("#ask-invest-continuous");
    await page.fill("#ask-invest-budget", "100000000");
    await page.fill("#ask-invest-steps", "1");
    await page.fill("#ask-invest-most", "10");
    await page.click("#run-button");
    await until(async () => (await page.textContent("#ask-invest-most-wrong")).includes("whole investments"));
    assert.match(complaints.pop(), /400/);
    await page.fill("#ask-invest-most", "");
    await page.fill("#run-name", "What to build of it");
    assert.equal(await run(page), "done");
    const parts = await rowsOf("What to build of it", "invest_projects");
    assert.ok(parts.some((row) => row.share > 0 && row.share < 1));
    const paid = parts.reduce((sum, row) => sum + row.share * row.cost_usd, 0);
    assert.ok(Math.abs(paid - 100e6) < 1);
    await page.click("#tab-results");
    // One budget draws no line.
    await until(async () => (await page.locator("#view-invest .chart").count()) === 0);
    await until(async () =>
      /\w=0\.\d/.test(await page.textContent('#view-invest [data-testid="table-invest_frontier"]')),
    );
  },
};
