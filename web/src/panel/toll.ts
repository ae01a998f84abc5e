// The toll of a crossing, on a slider from nothing to twice what it is.
import { say } from "../texts/say";
import { state, watch } from "../state/store";
import { el, field, option } from "../util/dom";
import { number } from "../util/format";
import { setEdit } from "../state/draft";

const LEAST_RANGE_USD = 200;

export function tollControl(): HTMLElement {
  const crossings = state.case.crossings;
  const preferred = crossings.find((c) => c.fee_usd_per_vehicle > 0)?.crossing_id ?? crossings[0]?.crossing_id ?? "";
  const which = el(
    "select",
    { id: "toll-crossing" },
    ...crossings.map((c) => option(c.crossing_id, c.name, c.crossing_id === preferred)),
  );
  const slider = el("input", { type: "range", id: "toll-slider", min: 0, step: 1 });
  const shown = el("output", { id: "toll-value", for: "toll-slider" });
  const now = () => crossings.find((c) => c.crossing_id === which.value);
  const key = () => `toll ${which.value}`;

  function tell(): void {
    const toll = now()?.fee_usd_per_vehicle ?? 0;
    const value = Number(slider.value);
    const text =
      say("toll_vehicle", { n: number(value) }) +
      (toll > 0 ? say("toll_of_today", { n: number((100 * value) / toll) }) : say("toll_none_today"));
    shown.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  }
  function load(): void {
    const toll = now()?.fee_usd_per_vehicle ?? 0;
    const drafted = state.draft.edits.get(key())?.edit.values?.["fee_usd_per_vehicle"];
    slider.max = String(Math.max(LEAST_RANGE_USD, 2 * toll));
    slider.value = String(drafted ?? toll);
    tell();
  }
  which.addEventListener("change", load);
  watch(["draft"], load);
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => {
    const crossing = now();
    if (!crossing) return;
    const value = Number(slider.value);
    setEdit(
      key(),
      value === crossing.fee_usd_per_vehicle
        ? null
        : {
            label: say("toll_label", { name: crossing.name, n: number(value) }),
            edit: {
              table: "crossings",
              action: "set",
              where: { crossing_id: crossing.crossing_id },
              values: { fee_usd_per_vehicle: value },
            },
          },
    );
  });
  load();
  return el("div", { class: "control" }, field(say("toll_at"), which), field(say("toll"), slider), shown);
}
