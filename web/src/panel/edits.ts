// Closing a crossing, another date, a duty.
import { crossingName } from "../state/names";
import { state } from "../state/store";
import { el, field, option } from "../util/dom";
import { setEdit, showsDraft } from "../state/draft";

export function closingControl(): HTMLElement {
  const which = el(
    "select",
    { id: "close-crossing" },
    ...state.case.crossings.map((c) => option(c.crossing_id, c.name)),
  );
  const add = el(
    "button",
    {
      type: "button",
      id: "close-button",
      onclick: () =>
        setEdit(`close ${which.value}`, {
          label: `${crossingName(which.value)} closed`,
          edit: { table: "bans", action: "add", values: { ban_id: `closed_${which.value}`, crossing_id: which.value } },
        }),
    },
    "Close",
  );
  return el("div", { class: "control row" }, field("Close a crossing", which), add);
}

export function dateControl(): HTMLElement {
  const date = el("input", { type: "date", id: "date-input", value: state.case.date });
  showsDraft(() => (date.value = String(state.draft.edits.get("date")?.edit.values?.["date"] ?? state.case.date)));
  date.addEventListener("change", () =>
    setEdit(
      "date",
      !date.value || date.value === state.case.date
        ? null
        : {
            label: `on ${date.value}`,
            edit: { table: "case", action: "set", values: { date: date.value } },
          },
    ),
  );
  return el(
    "div",
    { class: "control" },
    field("Date", date, `Seasons, duties and bans are read for this day; the case is for ${state.case.date}.`),
  );
}

export function dutyControl(): HTMLElement {
  const countries = [...new Set(state.case.nodes.map((n) => n.country))].filter((c) => c !== "ZZZ").sort();
  const list = (id: string, any: string, items: [string, string][]) =>
    el("select", { id }, option("", any), ...items.map(([value, text]) => option(value, text)));
  const pairs = countries.map((c): [string, string] => [c, c]);
  const from = list("duty-origin", "any country", pairs);
  const to = list("duty-destination", "any country", pairs);
  const goods = list(
    "duty-commodity",
    "all goods",
    state.case.commodities.filter((c) => c.unit === "t").map((c) => [c.commodity_id, c.name]),
  );
  const rate = el("input", {
    type: "number",
    id: "duty-rate",
    min: 0,
    max: 500,
    step: "any",
    required: true,
    value: 10,
  });
  const add = el("button", { type: "button", id: "duty-button" }, "Add duty");
  add.addEventListener("click", () => {
    if (!rate.reportValidity()) return;
    const values: Record<string, string | number> = { ad_valorem: Number(rate.value) / 100 };
    if (from.value) values["origin_country"] = from.value;
    if (to.value) values["destination_country"] = to.value;
    if (goods.value) values["commodity_id"] = goods.value;
    const id = ["duty", from.value || "any", to.value || "any", goods.value || "all"].join("_").toLowerCase();
    const what = goods.selectedOptions[0]?.textContent ?? "";
    setEdit(id, {
      label: `duty ${rate.value} % on ${what}, ${from.value || "any"} to ${to.value || "any"}`,
      edit: { table: "duties", action: "add", values: { duty_id: id, ...values } },
    });
  });
  return el(
    "details",
    { class: "control", id: "duty-control" },
    el("summary", {}, "Duty on value"),
    field("From", from),
    field("To", to),
    field("Goods", goods),
    field("Rate, %", rate),
    add,
  );
}
