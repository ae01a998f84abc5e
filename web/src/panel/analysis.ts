// What a run asks for beside one equilibrium: its months, the toll of a crossing, its finance.
import { studyName, studySentence } from "../texts/names";
import { say } from "../texts/say";
import type { Analysis } from "../api/types";
import { crossingName } from "../state/names";
import { setAnalysis, showsDraft } from "../state/draft";
import { state } from "../state/store";
import { el, field, option } from "../util/dom";
import { otherStudies, placeList, studyForm } from "./otherstudies";
import { figures, studyField, studyInput } from "./studyfield";

const LAST_YEARS = 1;
const monthOf = (date: string, years: number): string => `${Number(date.slice(0, 4)) - years}${date.slice(4, 7)}`;

export function analysisLabel(analysis: Analysis | null | undefined): string | null {
  if (!analysis) return null;
  if (analysis.kind === "months") return say("from_to", { from: analysis.from ?? "", to: analysis.to ?? "" });
  if (analysis.kind !== "toll")
    return [
      studyName(analysis.kind),
      ...Object.entries(analysis).flatMap(([name, value]) => (name === "kind" ? [] : [value])),
    ].join(" ");
  const name = crossingName(analysis.crossing ?? "");
  const rival = analysis.rival ? crossingName(analysis.rival) : null;
  return say("tolls_of", { name: rival ? say("against", { name, rival }) : name });
}

/** A choice of what to ask, and under it what that needs to know. Null where there is no choice. */
export function analysisControl(): HTMLElement | null {
  const { has_network, has_finance, crossings, date } = state.case;
  if (!has_network) return null;
  const others = otherStudies();
  const kind = el(
    "select",
    { id: "analysis-kind" },
    option("", say("analysis_one")),
    option("months", say("analysis_months")),
    crossings.length > 0 ? option("toll", say("analysis_toll")) : null,
    has_finance ? option("finance", say("analysis_finance")) : null,
    ...others.map((study) => option(study.name, studySentence(study))),
  );
  const forms = new Map(others.map((study) => [study.name, studyForm(study, show)]));
  const from = studyInput("months", "from", "months-from", monthOf(date, LAST_YEARS));
  const to = studyInput("months", "to", "months-to", monthOf(date, 0));
  const months = el(
    "div",
    { class: "control row" },
    studyField(say("first_month"), "months", "from", from),
    studyField(say("last_month"), "months", "to", to),
  );
  const preferred = crossings.find((c) => c.fee_usd_per_vehicle > 0)?.crossing_id;
  const crossing = el(
    "select",
    { id: "analysis-crossing" },
    ...crossings.map((c) => option(c.crossing_id, c.name, c.crossing_id === preferred)),
  );
  const rival = el(
    "select",
    { id: "analysis-rival" },
    option("", say("nobody")),
    ...crossings.map((c) => option(c.crossing_id, c.name)),
  );
  const lowest = studyInput("toll", "lowest_usd", "toll-lowest");
  const highest = studyInput("toll", "highest_usd", "toll-highest");
  const steps = studyInput("toll", "steps", "toll-steps");
  const toll = el(
    "div",
    { class: "control row" },
    studyField(say("toll_of"), "toll", "crossing", crossing),
    studyField(say("toll_rival"), "toll", "rival", rival),
    studyField(say("toll_lowest"), "toll", "lowest_usd", lowest),
    studyField(say("toll_highest"), "toll", "highest_usd", highest),
    studyField(say("steps"), "toll", "steps", steps),
  );
  function showForm(): void {
    months.hidden = kind.value !== "months";
    toll.hidden = kind.value !== "toll";
    for (const [name, { box }] of forms) box.hidden = kind.value !== name;
  }
  function show(): void {
    showForm();
    const asked: Analysis | null =
      kind.value === "months"
        ? { kind: "months", from: from.value, to: to.value }
        : kind.value === "toll"
          ? {
              kind: "toll",
              crossing: crossing.value,
              ...(rival.value ? { rival: rival.value } : {}),
              ...figures({ lowest_usd: lowest, highest_usd: highest, steps }),
            }
          : kind.value === "finance"
            ? { kind: "finance" }
            : (forms.get(kind.value)?.asked() ?? null);
    setAnalysis(asked);
  }
  for (const control of [kind, from, to, crossing, rival, lowest, highest, steps])
    control.addEventListener("change", show);
  showsDraft(() => {
    const asked = state.draft.analysis;
    kind.value = asked?.kind ?? "";
    for (const [control, value] of [
      [from, asked?.from],
      [to, asked?.to],
      [crossing, asked?.crossing],
      [rival, asked?.kind === "toll" ? (asked.rival ?? "") : undefined],
      [lowest, asked?.kind === "toll" ? String(asked.lowest_usd ?? "") : undefined],
      [highest, asked?.kind === "toll" ? String(asked.highest_usd ?? "") : undefined],
      [steps, asked?.kind === "toll" ? String(asked.steps ?? "") : undefined],
    ] as const)
      if (value !== undefined) control.value = value;
    if (asked) forms.get(asked.kind)?.show(asked);
    showForm();
  });
  return el(
    "fieldset",
    {},
    el("legend", {}, say("what_to_find")),
    field(say("to_answer"), kind),
    months,
    toll,
    placeList(),
    ...[...forms.values()].map(({ box }) => box),
  );
}
