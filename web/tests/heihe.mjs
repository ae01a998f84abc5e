// What the engine says of the case of Heihe, asked beside the page, and the run that most parts look at.
import assert from "node:assert/strict";
import { address, run } from "./browser.mjs";

export const ask = async (path) => (await fetch(address + path)).json();
export async function rowsOf(name, table, query = "") {
  const { id } = (await ask("/api/runs")).find((each) => each.name === name);
  const { columns, rows } = await ask(`/api/runs/${id}/tables/${table}?limit=100000${query}`);
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
}
export const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
export const FREE = "Free bridge";
export const shows = (page, name) => page.selectOption("#shown-select", { label: name });
export async function freeBridge(page) {
  if ((await ask("/api/runs")).some((each) => each.name === FREE && each.status === "done")) return;
  await page.selectOption("#toll-crossing", "heihe_bridge");
  await page.focus("#toll-slider");
  await page.keyboard.press("Home");
  await page.fill("#run-name", FREE);
  assert.equal(await run(page), "done");
  await page.locator("#edit-list button").first().click();
}
