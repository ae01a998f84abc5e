// A new link between two nodes, chosen on the map or from lists.
import { modeName } from "../texts/names";
import { say } from "../texts/say";
import { onNodePicked, theMap } from "../map/map";
import { showDraftLink } from "../map/draftlink";
import { nodeName, nodeOf } from "../state/names";
import { state, update, watch } from "../state/store";
import { announce } from "../util/announce";
import { el, field, option } from "../util/dom";
import { greatCircleKm } from "../util/geography";
import { number } from "../util/format";
import { setEdit } from "../state/draft";

/** Ways on land are longer than the great circle by about this factor. */
const DETOUR = 1.3;
const SPEED_KM_PER_H: Record<string, number> = { rail: 22, road: 50, river: 12, sea: 22, bus: 55, ferry: 15 };

const byName = new Intl.Collator();

export function linkControl(): HTMLElement {
  const list = (id: string) => el("select", { id }, option("", say("choose_node")));
  const from = list("link-from");
  const to = list("link-to");
  const mode = el("select", { id: "link-mode" }, ...state.case.modes.map((m) => option(m, modeName(m), m === "road")));
  const speed = el("input", {
    type: "number",
    id: "link-speed",
    min: 1,
    max: 300,
    step: "any",
    required: true,
    value: SPEED_KM_PER_H["road"],
  });
  const length = el("output", { id: "link-length" });
  const pick = el("button", { type: "button", id: "link-pick", "aria-pressed": "false" }, say("pick_on_map"));
  const add = el("button", { type: "button", id: "link-button" }, say("add_link"));

  const ends = () => [from.value, to.value].map(nodeOf);
  const km = (): number => {
    const [a, b] = ends();
    return a && b && a !== b ? Math.round(DETOUR * greatCircleKm(a, b)) || 1 : 0;
  };
  const drawing = (on: boolean): void => {
    update({ drawing: on });
    if (on) announce(say("pick_first"));
  };
  function tell(): void {
    const [a, b] = ends();
    add.disabled = km() === 0 || !speed.checkValidity();
    length.textContent =
      km() > 0
        ? `${say("km", { n: number(km()) })}, ${speed.checkValidity() ? say("hours", { n: number(km() / Number(speed.value)) }) : say("speed_limits")}`
        : state.drawing
          ? say("pick_two")
          : "";
    showDraftLink(theMap(), a && b ? [a, b] : null);
  }
  for (const control of [from, to, speed]) control.addEventListener("input", tell);
  mode.addEventListener("change", () => {
    speed.value = String(SPEED_KM_PER_H[mode.value] ?? 30);
    tell();
  });
  pick.addEventListener("click", () => {
    if (!state.drawing) from.value = to.value = "";
    drawing(!state.drawing);
    tell();
  });
  onNodePicked((id) => {
    if (!from.value) from.value = id;
    else if (id !== from.value) {
      to.value = id;
      drawing(false);
    }
    tell();
  });
  add.addEventListener("click", () => {
    const id = `new_${mode.value}_${from.value}_${to.value}`.slice(0, 64);
    setEdit(`link ${id}`, {
      label: say("new_link_label", {
        mode: modeName(mode.value),
        from: nodeName(from.value),
        to: nodeName(to.value),
      }),
      edit: {
        table: "links",
        action: "add",
        values: {
          link_id: id,
          from_node_id: from.value,
          to_node_id: to.value,
          mode: mode.value,
          length_km: km(),
          free_time_h: Math.round((100 * km()) / Number(speed.value)) / 100,
        },
      },
    });
    from.value = to.value = "";
    tell();
  });
  add.disabled = true;
  watch(["drawing"], () => {
    pick.setAttribute("aria-pressed", String(state.drawing));
    tell();
  });
  const control = el(
    "details",
    { class: "control", id: "link-control" },
    el("summary", {}, say("new_link")),
    pick,
    field(say("from"), from),
    field(say("to"), to),
    field(say("mode"), mode),
    field(say("speed"), speed, say("length_hint")),
    length,
    add,
  );
  // A large case has thousands of nodes, so that the lists are made when somebody wants them.
  control.addEventListener(
    "toggle",
    () => {
      const nodes = [...state.case.nodes].sort((a, b) => byName.compare(a.name, b.name));
      for (const select of [from, to])
        select.append(...nodes.map((n) => option(n.node_id, `${n.name} (${n.country})`)));
    },
    { once: true },
  );
  return control;
}
