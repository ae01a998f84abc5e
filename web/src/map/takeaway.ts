// The map as files: a picture in dots or strokes, its flows as rows, the whole result; and as a picture for print.
import type { Map as MapLibre } from "maplibre-gl";
import { fileAddress } from "../api/client";
import { runOf } from "../state/lookedat";
import { state, watch } from "../state/store";
import { say } from "../texts/say";
import { showError } from "../util/announce";
import { byId, el } from "../util/dom";
import { blobOf, csvOf, saveMenu, textFile } from "../util/download";
import { fileName } from "../util/format";
import { crossingsOf, type Mark, marksOf } from "./crossings";
import { type Flows, flowsOf } from "./flows";
import { type Land, readLand } from "./land";
import { type Pen, SvgPen } from "./pen";
import { canvasOf, drawWhole, frameOfMap, type Picture } from "./picture";

const LINE_PX = 17;
const FINE = 2;

/** What colours mean, as the legend has it. */
const legendRows = (): { text: string; colour: string }[] =>
  [...document.querySelectorAll("#legend ul:not(.sizes) li")].map((row) => ({
    text: row.textContent,
    colour: getComputedStyle(row.querySelector("i") ?? row).backgroundColor,
  }));

function drawLegend(pen: Pen, height: number, title: string): void {
  const rows = legendRows();
  const top = height - LINE_PX * (rows.length + 1) - 8;
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.globalAlpha = 0.9;
  pen.fillRect(6, top - 6, 250, LINE_PX * (rows.length + 1) + 8);
  pen.globalAlpha = 1;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.font = "600 12px sans-serif";
  pen.fillStyle = getComputedStyle(document.body).color;
  pen.fillText(title, 12, top + 6);
  pen.font = "12px sans-serif";
  rows.forEach(({ text, colour }, i) => {
    const y = top + 6 + LINE_PX * (i + 1);
    pen.fillStyle = colour;
    pen.fillRect(12, y - 5, 20, 10);
    pen.fillStyle = getComputedStyle(document.body).color;
    pen.fillText(text, 38, y);
  });
}

const rowsOfFlows = ({ ribbons, unit }: Flows) =>
  ribbons
    .filter(({ value }) => value !== 0)
    .map(({ way, value }) => ({
      link_id: way.link_id,
      direction: way.direction,
      mode: way.mode,
      value,
      unit: `${unit}/day`,
    }));

export function startTakeaway(map: MapLibre): void {
  const name = (): string => runOf(state.shown)?.name ?? state.case.title;
  async function picture(): Promise<Picture> {
    const run = state.shown ?? "";
    const { clientWidth: width, clientHeight: height } = byId("map");
    const [{ countries }, flows, crossings] = await Promise.all([readLand(), flowsOf(run), crossingsOf(run)]);
    return { land: countries, flows, marks: marksOf(crossings), frame: frameOfMap(map), width, height };
  }
  function paint(pen: Pen, what: Picture): void {
    drawWhole(pen, what);
    drawLegend(pen, what.height, name());
  }
  const png = async (): Promise<Blob> => {
    const what = await picture();
    const [canvas, pen] = canvasOf(what.width, what.height, FINE);
    paint(pen, what);
    return blobOf(canvas);
  };
  const svg = async (): Promise<Blob> => {
    const what = await picture();
    const pen = new SvgPen();
    paint(pen, what);
    return textFile(pen.svg(what.width, what.height), "image/svg+xml");
  };
  const csv = async (): Promise<Blob> => {
    const rows = rowsOfFlows(await flowsOf(state.shown ?? ""));
    return textFile(csvOf(["link_id", "direction", "mode", "value", "unit"], rows), "text/csv");
  };
  const place = el("div", { id: "map-save" });
  const file = el("a", { id: "save-gpkg", class: "button" }, "GPKG");
  const follow = (): void => {
    const menu = saveMenu(
      name(),
      say("save_map"),
      [
        ["png", png],
        ["svg", svg],
        ["csv", csv],
      ],
      showError,
    );
    if (state.shown) {
      file.setAttribute("href", fileAddress(state.shown));
      file.setAttribute("download", `${fileName(name())}.gpkg`);
      file.title = say("save_gpkg", { name: name() });
      menu.append(file);
    }
    place.replaceChildren(menu);
    place.hidden = !state.shown;
  };
  watch(["shown", "runs"], follow);
  follow();
  byId("map").append(place);

  // A page that is printed can't wait: the picture is made of what has been read for the map.
  let last: { land: Land["countries"]; flows: Flows; marks: Mark[] } | null = null;
  const readAhead = (): void => {
    if (state.shown)
      picture()
        .then((what) => (last = what))
        .catch(showError);
  };
  map.on("idle", readAhead);
  addEventListener("beforeprint", () => {
    if (!last) return;
    const { clientWidth: width, clientHeight: height } = byId("map");
    const [canvas, pen] = canvasOf(width, height, FINE);
    paint(pen, { ...last, frame: frameOfMap(map), width, height });
    canvas.id = "map-print";
    document.getElementById("map-print")?.remove();
    byId("map").before(canvas);
  });
  addEventListener("afterprint", () => document.getElementById("map-print")?.remove());
}
