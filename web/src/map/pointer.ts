// What the pointer finds on the map: hover tells, a click selects, or picks the ends of a new link.
import { modeName, unitName } from "../texts/names";
import { say } from "../texts/say";
import type { MapMouseEvent, Map as MapLibre, PointLike } from "maplibre-gl";
import { linkRow } from "../api/results";
import type { LinkRow } from "../api/types";
import { crossingName, nodeName } from "../state/names";
import { state, update } from "../state/store";
import { showError } from "../util/announce";
import { el } from "../util/dom";
import { number, percent, signed } from "../util/format";
import { crossingLines } from "./hovertext";
import { toldOf } from "./shading";
import type { Flows, Ribbon } from "./flows";
import { RIBBON_LAYERS } from "./ribbons";

const REACH_PX = 5;
const around = (e: MapMouseEvent, reach = REACH_PX): [PointLike, PointLike] => [
  [e.point.x - reach, e.point.y - reach],
  [e.point.x + reach, e.point.y + reach],
];

export const linkTitle = (link: Pick<LinkRow, "name" | "from_node_id" | "to_node_id">): string => {
  const ends = `${nodeName(link.from_node_id)} → ${nodeName(link.to_node_id)}`;
  return link.name ? `${link.name}: ${ends}` : ends;
};

export function watchPointer(map: MapLibre, shown: () => Flows | null, pickNode: (id: string) => void): void {
  const tip = el("div", { class: "tip", id: "map-tip", hidden: true, role: "tooltip" });
  map.getContainer().append(tip);
  const at = (e: MapMouseEvent, layers: string[], reach?: number) =>
    map.queryRenderedFeatures(around(e, reach), { layers })[0];

  const atCrossing = (e: MapMouseEvent) => at(e, ["crossings", "crossings-near"], 1);
  const atRibbon = (e: MapMouseEvent, reach?: number) =>
    shown()?.ribbons[Number(at(e, RIBBON_LAYERS, reach)?.properties["at"])];

  /** The link that the pointer is over, and what the result tells of it once that has come. */
  let over: Ribbon | undefined;
  let known: LinkRow | undefined;
  let last: MapMouseEvent | undefined;
  function look(ribbon: Ribbon | undefined): void {
    if (ribbon === over) return;
    [over, known] = [ribbon, undefined];
    if (ribbon && state.shown)
      linkRow(state.shown, ribbon.way.row)
        .then((link) => {
          if (ribbon !== over || !last) return;
          known = link;
          tell(last);
        })
        .catch(showError);
  }
  function linkLines({ way, value }: Ribbon, link: LinkRow | undefined): string[] {
    const flow = say("a_day", {
      value: shown()?.difference ? signed(value) : number(value),
      unit: unitName(shown()?.unit ?? ""),
    });
    if (!link) return [`${modeName(way.mode)} · ${flow}`];
    const use = link.utilisation === null ? "" : ` · ${say("of_capacity", { share: percent(link.utilisation) })}`;
    const crossing = link.crossing_id ? [crossingName(link.crossing_id), ...crossingLines(link.crossing_id)] : [];
    return [
      linkTitle(link),
      `${modeName(way.mode)} · ${flow} · ${say("vehicles_a_day", { n: number(link.vehicles) })}`,
      `${say("hours", { n: number(link.time_h) })}${use}`,
      ...crossing,
    ];
  }

  function tell(e: MapMouseEvent): void {
    last = e;
    const lines: string[] = [];
    const crossing = state.drawing ? undefined : atCrossing(e);
    const node = crossing ? undefined : at(e, ["nodes"], state.drawing ? 12 : 4);
    const ribbon = state.drawing || crossing || node ? undefined : atRibbon(e);
    const disc = state.drawing || crossing ? undefined : at(e, ["saved"], 1);
    look(ribbon);
    if (crossing) {
      const id = String(crossing.properties["crossing_id"]);
      lines.push(crossingName(id), ...crossingLines(id));
    } else if (node) lines.push(String(node.properties["name"]));
    else if (disc)
      lines.push(
        nodeName(String(disc.properties["node_id"])),
        say("time_to_here", { change: signed(100 * Number(disc.properties["share"])) }),
      );
    else if (ribbon) lines.push(...linkLines(ribbon, known));
    else if (!state.drawing) lines.push(...toldOf(String(at(e, ["shading"], 0)?.properties["code"])));
    tip.hidden = lines.length === 0;
    map.getCanvas().style.cursor = lines.length > 0 ? "pointer" : state.drawing ? "crosshair" : "";
    if (tip.hidden) return;
    tip.replaceChildren(...lines.map((line, i) => el(i === 0 ? "strong" : "span", {}, line)));
    const width = map.getContainer().clientWidth;
    tip.style.left = `${Math.min(e.point.x + 14, width - tip.offsetWidth - 6)}px`;
    tip.style.top = `${e.point.y + 14}px`;
  }

  let pending = 0;
  map.on("mousemove", (e) => {
    cancelAnimationFrame(pending);
    // While the map is dragged nothing is looked up, so that it keeps pace.
    if (e.originalEvent.buttons !== 0) return;
    pending = requestAnimationFrame(() => tell(e));
  });
  map.on("mouseout", () => {
    cancelAnimationFrame(pending);
    look(undefined);
    tip.hidden = true;
  });
  map.on("click", (e) => {
    if (state.drawing) {
      const node = at(e, ["nodes"], 14);
      if (node) pickNode(String(node.properties["node_id"]));
      return;
    }
    const crossing = atCrossing(e);
    const place = crossing ? undefined : at(e, ["nodes"], 4);
    const ribbon = atRibbon(e, 8);
    if (place) update({ selection: { kind: "place", id: String(place.properties["node_id"]) } });
    else if (crossing) update({ selection: { kind: "crossing", id: String(crossing.properties["crossing_id"]) } });
    else if (ribbon) update({ selection: { kind: "link", id: ribbon.way.link_id } });
    else update({ selection: null });
  });
}
