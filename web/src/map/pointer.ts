// What the pointer finds on the map: hover tells, a click selects, or picks the ends of a new link.
import type { MapMouseEvent, Map as MapLibre, PointLike } from "maplibre-gl";
import { crossingName, nodeName, state, update } from "../state";
import { el } from "../util/dom";
import { number, percent, words } from "../util/format";
import { crossingLines } from "./hovertext";
import type { Ribbon } from "./flows";

const REACH_PX = 5;
const around = (e: MapMouseEvent, reach = REACH_PX): [PointLike, PointLike] =>
  [[e.point.x - reach, e.point.y - reach], [e.point.x + reach, e.point.y + reach]];

export const linkTitle = (link: Pick<Ribbon, "name" | "from_node_id" | "to_node_id">): string => {
  const ends = `${nodeName(link.from_node_id)} → ${nodeName(link.to_node_id)}`;
  return link.name ? `${link.name}: ${ends}` : ends;
};

export function watchPointer(map: MapLibre, unit: () => string, pickNode: (id: string) => void): void {
  const tip = el("div", { class: "tip", id: "map-tip", hidden: true, role: "tooltip" });
  map.getContainer().append(tip);
  const at = (e: MapMouseEvent, layer: string, reach?: number) => map.queryRenderedFeatures(around(e, reach), { layers: [layer] })[0];

  const atCrossing = (e: MapMouseEvent) => at(e, "crossings", 1) ?? at(e, "crossings-near", 1);

  function tell(e: MapMouseEvent): void {
    const lines: string[] = [];
    const crossing = state.drawing ? undefined : atCrossing(e);
    const node = state.drawing ? at(e, "nodes", 12) : undefined;
    const ribbon = state.drawing || crossing ? undefined : at(e, "ribbons");
    if (crossing) {
      const id = String(crossing.properties["crossing_id"]);
      lines.push(crossingName(id), ...crossingLines(id));
    } else if (node) lines.push(String(node.properties["name"]));
    else if (ribbon) {
      const link = ribbon.properties as Ribbon;
      const flow = state.difference ? `${link.value > 0 ? "+" : ""}${number(link.value)}` : number(link.value);
      lines.push(linkTitle(link), `${words(link.mode)} · ${flow} ${unit()}/day · ${number(link.vehicles)} vehicles/day`);
      lines.push(`${number(link.time_h)} h` + (link.utilisation === null || link.utilisation === undefined ? "" : ` · ${percent(link.utilisation)} of capacity`));
      if (link.crossing_id) lines.push(crossingName(link.crossing_id), ...crossingLines(link.crossing_id));
    }
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
  map.on("mouseout", () => { cancelAnimationFrame(pending); tip.hidden = true; });
  map.on("click", (e) => {
    if (state.drawing) {
      const node = at(e, "nodes", 14);
      if (node) pickNode(String(node.properties["node_id"]));
      return;
    }
    const crossing = atCrossing(e);
    const ribbon = at(e, "ribbons", 8);
    if (crossing) update({ selection: { kind: "crossing", id: String(crossing.properties["crossing_id"]) } });
    else if (ribbon) update({ selection: { kind: "link", id: String(ribbon.properties["link_id"]) } });
    else update({ selection: null });
  });
}
