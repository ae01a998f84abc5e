// Projects as switches: a scenario `only_X` beside `with_X` (X does not stand on the case's day) or
// `without_X` (it does) makes X one.
import { say } from "../texts/say";
import type { Scenario } from "../api/types";
import { state, watch } from "../state/store";
import { el, field, option } from "../util/dom";
import { isTicked, showsDraft, tick } from "../state/draft";

interface Project {
  id: string;
  title: string;
  stands: boolean;
  scenario: string;
}

const WITH = "with_";
const WITHOUT = "without_";
const ONLY = "only_";

export function projectsOf(scenarios: Scenario[]): Project[] {
  const names = new Set(scenarios.map((s) => s.name));
  return scenarios.flatMap(({ name, title }): Project[] => {
    const start = [WITHOUT, WITH].find((prefix) => name.startsWith(prefix));
    const id = start ? name.slice(start.length) : "";
    if (!start || !names.has(ONLY + id)) return [];
    return [{ id, title: title.replace(/^(Without|With) /, ""), stands: start === WITHOUT, scenario: name }];
  });
}

/** Scenarios that no switch stands for. */
export function otherScenarios(scenarios: Scenario[]): Scenario[] {
  const taken = new Set(projectsOf(scenarios).flatMap(({ id, scenario }) => [scenario, ONLY + id]));
  return scenarios.filter(({ name }) => !taken.has(name));
}

export function projectSwitches(): HTMLElement | null {
  const projects = projectsOf(state.case.scenarios).sort((a, b) => a.title.localeCompare(b.title));
  if (projects.length === 0) return null;
  const boxes = projects.map(({ id, title, stands, scenario }) => {
    const box = el("input", {
      type: "checkbox",
      role: "switch",
      id: `project-${id}`,
      checked: stands,
      onchange: () => tick(scenario, box.checked !== stands),
    });
    showsDraft(() => (box.checked = isTicked(scenario) !== stands));
    return el("li", {}, el("label", {}, box, el("span", {}, title, stands ? null : el("small", {}, say("not_yet")))));
  });
  const only = el(
    "select",
    { id: "project-only" },
    option("", say("as_switched")),
    ...projects.map(({ id, title }) => option(ONLY + id, say("only", { name: title }))),
  );
  only.addEventListener("change", () => {
    for (const { id } of projects) if (isTicked(ONLY + id) && ONLY + id !== only.value) tick(ONLY + id, false);
    if (only.value) tick(only.value, true);
  });
  showsDraft(() => (only.value = projects.map(({ id }) => ONLY + id).find(isTicked) ?? ""));
  const summary = el("summary", {});
  watch(["draft"], () => {
    summary.textContent = title();
  });
  const title = (): string => {
    const changed = projects.filter(({ scenario }) => isTicked(scenario)).length;
    return (
      say("projects_switches", { n: projects.length }) + (changed > 0 ? say("projects_changed", { n: changed }) : "")
    );
  };
  summary.textContent = title();
  return el(
    "details",
    { id: "project-switches", class: "scenarios" },
    summary,
    field(say("all"), only),
    el("ul", { class: "switches" }, ...boxes),
  );
}
