// What is looked at: links, steps back and forward, the draft, the list of runs.
import assert from "node:assert/strict";
import { drawn, opened, run, SETTLED_MS, until } from "./browser.mjs";
import { ask, freeBridge, FREE, shows } from "./heihe.mjs";

const VIEW = { viewport: { width: 1200, height: 740 }, reducedMotion: "reduce" };
const hash = async (page) => new URL(page.url()).hash;
const named = async (page, id) => page.$eval(id, (select) => select.selectedOptions[0]?.textContent);

export const lookingParts = {
  async a_link_opens_the_same(page) {
    await freeBridge(page);
    await page.click("#tab-results");
    await shows(page, FREE);
    await page.selectOption("#compare-select", { label: "Base" });
    await page.check("#difference-toggle");
    await page.selectOption("#commodity-select", "soybeans");
    await page.click("#tab-claims");
    await page.click(".maplibregl-ctrl-zoom-in");
    await until(async () => /map=/.test(await hash(page)));
    await page.waitForTimeout(SETTLED_MS);
    const link = await hash(page);
    for (const part of ["run=", "with=", "difference", "goods=soybeans", "tab=claims"])
      assert.ok(link.includes(part), `${part} in ${link}`);
    const other = await opened(VIEW, link);
    assert.equal(await hash(other), link);
    assert.equal(await named(other, "#shown-select"), FREE);
    assert.equal(await named(other, "#compare-select"), "Base");
    assert.ok(await other.isChecked("#difference-toggle"));
    assert.equal(await other.inputValue("#commodity-select"), "soybeans");
    assert.ok(await other.isVisible("#claims-panel"));
    await other.close();
    // A link to a run that is no more opens on what there is.
    const stale = await opened(VIEW, "#run=999999&tab=tables");
    assert.ok((await named(stale, "#shown-select")).length > 0);
    assert.ok(await stale.isVisible("#tables-panel"));
    await stale.close();
  },

  async back_and_forward(page) {
    await page.click("#tab-results");
    await page.click('tr:has([data-testid="share-of-heihe_port"]) button');
    await page.waitForSelector("#details h2");
    await page.click("#tab-claims");
    await page.selectOption("#commodity-select", "coal");
    await page.goBack();
    assert.equal(await page.inputValue("#commodity-select"), "");
    assert.ok(await page.isVisible("#claims-panel"));
    await page.goBack();
    assert.ok(await page.isVisible("#results-panel"));
    assert.ok(await page.isVisible("#details"));
    await page.goBack();
    await until(async () => page.isHidden("#details"));
    await page.goForward();
    await page.goForward();
    await page.goForward();
    assert.equal(await page.inputValue("#commodity-select"), "coal");
    assert.ok(await page.isVisible("#claims-panel"));
  },

  async draft_steps(page) {
    const chips = () => page.locator("#edit-list li").count();
    assert.ok(await page.isDisabled("#draft-undo"));
    await page.click("#close-button");
    await page.check("#scenario-long_ago");
    await page.check("#trade-toggle");
    await page.click("#draft-undo");
    assert.ok(!(await page.isChecked("#trade-toggle")));
    await page.click("#draft-undo");
    assert.ok(!(await page.isChecked("#scenario-long_ago")));
    assert.equal(await chips(), 1);
    await page.click("#draft-undo");
    assert.equal(await chips(), 0);
    assert.ok(await page.isDisabled("#draft-undo"));
    await page.click("#draft-redo");
    await page.click("#draft-redo");
    assert.equal(await chips(), 1);
    assert.ok(await page.isChecked("#scenario-long_ago"));
    // It is there again when the page is.
    await page.reload();
    await drawn(page);
    assert.equal(await chips(), 1);
    assert.ok(await page.isChecked("#scenario-long_ago"));
    assert.match(await page.getAttribute("#run-name", "placeholder"), /Long ago, .* closed/);
    await page.uncheck("#scenario-long_ago");
    await page.locator("#edit-list button").first().click();
  },

  async names_and_deletion(page) {
    await page.fill("#run-name", "Not for long");
    assert.equal(await run(page), "done");
    const row = page.locator('#run-list tr:has-text("Not for long")');
    const runs = async () => (await ask("/api/runs")).map(({ name }) => name);
    await row.locator(".rename").click();
    await page.fill("#rename-input", 'Long / "enough"');
    await page.click("#rename-dialog-yes");
    const renamed = page.locator('#run-list tr:has-text("enough")');
    await until(async () => (await renamed.count()) === 1);
    assert.ok((await runs()).includes('Long / "enough"'));
    assert.match(await renamed.locator("a").getAttribute("download"), /^Long - -enough-\.gpkg$/);
    await renamed.locator(".delete").click();
    await page.click("#delete-dialog-no");
    assert.equal(await renamed.count(), 1);
    await page.selectOption("#run-order", "newest");
    assert.match(await page.locator("#run-list tr").first().textContent(), /enough/);
    await page.selectOption("#run-order", "age");
    assert.match(await page.locator("#run-list tr").last().textContent(), /enough/);
    await renamed.locator(".delete").click();
    await page.click("#delete-dialog-yes");
    await until(async () => (await renamed.count()) === 0);
    assert.ok(!(await runs()).includes('Long / "enough"'));
  },

  async second_window(page) {
    const second = await opened(VIEW);
    await page.fill("#run-name", "Seen elsewhere");
    assert.equal(await run(page), "done");
    const row = second.locator('#run-list tr:has-text("Seen elsewhere")');
    await until(async () => (await row.count()) === 1 && (await row.getAttribute("data-status")) === "done");
    // What it looks at stays.
    assert.notEqual(await named(second, "#shown-select"), "Seen elsewhere");
    const { id } = (await ask("/api/runs")).find(({ name }) => name === "Seen elsewhere");
    await page.locator(`#run-list tr[data-testid="run-${id}"] .delete`).click();
    await page.click("#delete-dialog-yes");
    await until(async () => (await row.count()) === 0);
    await second.close();
  },

  async escape_ends_picking(page) {
    await page.click("#link-control summary");
    await page.click("#link-pick");
    assert.equal(await page.getAttribute("#link-pick", "aria-pressed"), "true");
    await page.keyboard.press("Escape");
    assert.equal(await page.getAttribute("#link-pick", "aria-pressed"), "false");
    assert.ok(await page.isVisible("#drawer"));
    await page.keyboard.press("Escape");
    assert.ok(await page.isHidden("#drawer"));
  },
};
