// Opens the page of a running server, drags and zooms its map, and prints what that cost by the browser's
// own trace: node bench/map.mjs ADDRESS. Chromium is the one that CHROMIUM names, or Debian's; it draws in
// software unless AMUR_GPU=1.
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../web/package.json", import.meta.url))("playwright-core");
const [address] = process.argv.slice(2);
const WIDTH = 1400;
const HEIGHT = 860;
const SECONDS = 8;
// The same map in the same window; the second leaves software rendering a sixteenth of the pixels to fill.
const VIEWS = [["full", 1], ["small", 0.25]];
const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;
const CATEGORIES = ["devtools.timeline", "devtools.timeline.frame", "disabled-by-default-devtools.timeline",
  "disabled-by-default-devtools.timeline.frame", "blink.user_timing"];
const HARDWARE = process.env.AMUR_GPU === "1";

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", ...(HARDWARE ? ["--use-gl=angle", "--ignore-gpu-blocklist"]
    : ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"])],
});
const system = await browser.newBrowserCDPSession();

/** Seconds that the graphics process has computed, its threads that draw in software included. */
async function graphicsSeconds() {
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  return processInfo.filter((one) => one.type === "GPU").reduce((sum, one) => sum + one.cpuTime, 0);
}

/** Milliseconds of processor time of a thread's events, those within others counted once. */
function threadTime(events, wanted) {
  let [sum, end] = [0, -Infinity];
  for (const e of events.filter((one) => one.ph === "X" && wanted(one.name)).sort((a, b) => a.ts - b.ts)) {
    if (e.ts < end) continue;
    end = e.ts + e.dur;
    sum += (e.tdur ?? 0) / 1000;
  }
  return sum;
}

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))] ?? NaN;

/** What happens on the page while `act` runs: by the trace between two marks. */
async function traced(page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  const before = await graphicsSeconds();
  await page.evaluate(() => performance.mark("act-start"));
  await act();
  await page.evaluate(() => performance.mark("act-end"));
  const graphics = 1000 * ((await graphicsSeconds()) - before);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mark = (name) => traceEvents.find((e) => e.name === name && e.cat.includes("user_timing"));
  const [start, end] = [mark("act-start"), mark("act-end")];
  const names = new Map(traceEvents.filter((e) => e.name === "thread_name").map((e) => [`${e.pid} ${e.tid}`, e.args.name]));
  const during = traceEvents.filter((e) => e.pid === start.pid && e.ts >= start.ts && e.ts <= end.ts);
  const main = during.filter((e) => e.tid === start.tid);
  const worker = during.filter((e) => /DedicatedWorker/.test(names.get(`${e.pid} ${e.tid}`)));
  const drawn = sorted(during.filter((e) => e.name === "DrawFrame").map((e) => e.ts / 1000));
  const script = main.filter((e) => e.name === "FireAnimationFrame").map((e) => (e.tdur ?? 0) / 1000);
  return {
    frames: drawn.length, seconds: (end.ts - start.ts) / 1e6, gaps: drawn.slice(1).map((at, i) => at - drawn[i]), graphics, script,
    main: threadTime(main, (name) => name === "RunTask"), worker: threadTime(worker, (name) => name === "RunTask"),
  };
}

async function forSeconds(step) {
  const start = performance.now();
  for (let t = 0; t < 1; t = (performance.now() - start) / 1000 / SECONDS) await step(t);
}

async function drag(page, x, y) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  await forSeconds((t) => page.mouse.move(x + 250 * Math.sin(2 * Math.PI * t), y + 150 * Math.sin(4 * Math.PI * t)));
  await page.mouse.up();
}

async function zoom(page, x, y) {
  await page.mouse.move(x, y);
  await forSeconds(async (t) => {
    await page.mouse.wheel(0, t < 0.5 ? -60 : 60);
    await page.waitForTimeout(50);
  });
}

const markOf = (page, name) => page.evaluate((wanted) => performance.getEntriesByName(wanted)[0]?.startTime, name);

async function openPage(ratio) {
  const page = await (await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT }, deviceScaleFactor: ratio })).newPage();
  page.setDefaultTimeout(300000);
  await page.goto(address);
  while ((await markOf(page, "map-ready")) === undefined) await page.waitForTimeout(100);
  return page;
}

/** A canvas of the window's size that is only wiped, for what the browser's own drawing costs here. */
async function openBare() {
  const page = await (await browser.newContext({ viewport: { width: WIDTH, height: HEIGHT } })).newPage();
  await page.setContent(`<body style="margin:0"><canvas width="${WIDTH}" height="${HEIGHT}"></canvas>`);
  await page.evaluate(() => {
    const gl = document.querySelector("canvas").getContext("webgl2");
    const wipe = (at) => { gl.clearColor((at / 1000) % 1, 0.5, 0.5, 1); gl.clear(gl.COLOR_BUFFER_BIT); requestAnimationFrame(wipe); };
    requestAnimationFrame(wipe);
  });
  return page;
}

/** What the page has read of the engine, in kB. */
const answers = (page) => page.evaluate(() => performance.getEntriesByType("resource").filter((one) => one.name.includes("/api/"))
  .map((one) => `${new URL(one.name).pathname} ${Math.round(one.decodedBodySize / 1000)}`));
const renderer = (page) => page.evaluate(() => {
  const gl = document.createElement("canvas").getContext("webgl2");
  return String(gl.getParameter(gl.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER));
});

const row = (...cells) => console.log(cells.map((cell, i) => (i < 2 ? String(cell).padEnd(7) : String(cell).padStart(10))).join(" "));
const show = (view, motion, found) => {
  const each = (ms) => (ms / found.frames).toFixed(1);
  row(view, motion, (found.frames / found.seconds).toFixed(1), quantile(found.gaps, 0.95).toFixed(0), quantile(found.script, 0.5).toFixed(1),
    quantile(found.script, 0.95).toFixed(1), each(found.main), each(found.worker), each(found.graphics));
};

const bare = await openBare();
const by = await renderer(bare);
console.log(`drawn ${SOFTWARE.test(by) ? "in software" : "by hardware"}: ${by}`);
console.log("processor ms a frame: the page's drawing script, all of its main thread, the map's worker, the graphics process");
row("view", "motion", "frames/s", "95 % ms", "script", "95 %", "main", "worker", "graphics");
show("bare", "wiped", await traced(bare, () => bare.waitForTimeout(1000 * SECONDS)));
await bare.context().close();
const opened = [];
for (const [name, ratio] of VIEWS) {
  const page = await openPage(ratio);
  const times = await Promise.all(["first-picture", "map-ready"].map((mark) => markOf(page, mark)));
  opened.push(`${name}: first picture after ${(times[0] / 1000).toFixed(1)} s, map ready after ${(times[1] / 1000).toFixed(1)} s`);
  const map = await page.locator("#map").boundingBox();
  const [x, y] = [map.x + map.width / 2, map.y + map.height / 2];
  for (const [motion, act] of [["pan", drag], ["zoom", zoom]]) show(name, motion, await traced(page, () => act(page, x, y)));
  if (opened.length === VIEWS.length) opened.push(`read, kB: ${(await answers(page)).join(", ")}`);
  await page.context().close();
}
for (const line of opened) console.log(line);
await browser.close();
