// A report as it opens on a phone and on a desk: node web/tests/report.mjs REPORT.html [SCREENSHOTS]
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const [report, screenshots] = process.argv.slice(2);
if (screenshots) mkdirSync(screenshots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, viewport } of [
  { name: "phone", viewport: { width: 390, height: 844 } },
  { name: "desk", viewport: { width: 1280, height: 900 } },
]) {
  const page = await (await browser.newContext({ viewport })).newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("request", (request) => request.url().startsWith("file:") || complaints.push(request.url()));
  await page.goto(`file://${resolve(report)}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= viewport.width, `${name}: the page is ${width} px wide`);
  // What a table does not fit it scrolls by itself, so that no figure is cut off.
  const cut = await page.evaluate(
    () =>
      [...document.querySelectorAll("table, svg:not(svg svg), .bars")]
        .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
        .filter((part) => {
          for (let at = part.parentElement; at; at = at.parentElement)
            if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return false;
          return true;
        }).length,
  );
  assert.equal(cut, 0, `${name}: parts run out of the page`);
  // Text of the first screen is large enough to read.
  const answer = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector(".answer")).fontSize));
  assert.ok(answer >= 15, `${name}: the answer is ${answer} px high`);
  assert.deepEqual(complaints, [], name);
  if (screenshots) await page.screenshot({ path: `${screenshots}/report-${name}.png`, fullPage: true });
}
await browser.close();
console.log("report: fits a phone and a desk");
