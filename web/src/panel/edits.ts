// Closing a crossing, another date, a duty.
import { say } from "../texts/say";
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
          label: say("closed", { name: crossingName(which.value) }),
          edit: { table: "bans", action: "add", values: { ban_id: `closed_${which.value}`, crossing_id: which.value } },
        }),
    },
    say("to_close"),
  );
  return el("div", { class: "control row" }, field(say("close_crossing"), which), add);
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
            label: say("on_date", { date: date.value }),
            edit: { table: "case", action: "set", values: { date: date.value } },
          },
    ),
  );
  return el("div", { class: "control" }, field(say("date"), date, say("date_hint", { date: state.case.date })));
}

export function dutyControl(): HTMLElement {
  const countries = [...new Set(state.case.nodes.map((n) => n.country))].filter((c) => c !== "ZZZ").sort();
  const list = (id: string, any: string, items: [string, string][]) =>
    el("select", { id }, option("", any), ...items.map(([value, text]) => option(value, text)));
  const pairs = countries.map((c): [string, string] => [c, c]);
  const from = list("duty-origin", say("any_country"), pairs);
  const to = list("duty-destination", say("any_country"), pairs);
  const goods = list(
    "duty-commodity",
    say("all_goods"),
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
  const add = el("button", { type: "button", id: "duty-button" }, say("add_duty"));
  add.addEventListener("click", () => {
    if (!rate.reportValidity()) return;
    const values: Record<string, string | number> = { ad_valorem: Number(rate.value) / 100 };
    if (from.value) values["origin_country"] = from.value;
    if (to.value) values["destination_country"] = to.value;
    if (goods.value) values["commodity_id"] = goods.value;
    const id = ["duty", from.value || "any", to.value || "any", goods.value || "all"].join("_").toLowerCase();
    const what = goods.selectedOptions[0]?.textContent ?? "";
    setEdit(id, {
      label: say("duty_label", {
        rate: rate.value,
        goods: what,
        from: from.value || say("any"),
        to: to.value || say("any"),
      }),
      edit: { table: "duties", action: "add", values: { duty_id: id, ...values } },
    });
  });
  return el(
    "details",
    { class: "control", id: "duty-control" },
    el("summary", {}, say("duty_on_value")),
    field(say("from"), from),
    field(say("to"), to),
    field(say("goods"), goods),
    field(say("rate"), rate),
    add,
  );
}
