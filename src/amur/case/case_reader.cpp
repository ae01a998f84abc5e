#include "amur/case/case_reader.h"

#include <algorithm>

#include "amur/case/case_builder.h"
#include "amur/case/corrected_case.h"
#include "amur/case/edited_case.h"
#include "amur/case/investments.h"
#include "amur/case/scenario.h"
#include "amur/case/sha256.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

// What demand is measured against: the day and the exchange rates of the case as it is in its
// folder. What is wrong with them is reported where the case itself is read.
case_data unedited_case(const case_text& unedited) {
  case_text text;
  text.settings = unedited.settings;
  text.has_network = unedited.has_network;
  text.tables["exchange_rates"] = unedited.tables.at("exchange_rates");
  diagnostics unheard;
  case_builder build(text, unheard);
  build.build_settings();
  build.build_exchange_rates();
  return std::move(build.data);
}

std::string hash_of(const case_text& text, std::span<const std::string> scenarios) {
  std::string all;
  for (const auto& [name, hash] : text.read) all += name + '\0' + hash + '\n';
  for (const auto& name : scenarios) all += name + '\n';
  return sha256(all);
}

std::string corrected_name(std::span<const std::string> scenarios) {
  return "corrected by\n" + text::join(scenarios, "\n");
}

void check_named_scenarios(const std::filesystem::path& folder, const case_data& data,
                           const case_text& text, diagnostics& report) {
  const auto names = scenario_names(folder);
  for (const auto& project : data.projects)
    if (!project.without_scenario.empty() &&
        std::ranges::find(names, project.without_scenario) == names.end())
      report.error("projects.csv", project.row, "without_scenario", project.without_scenario,
                   "there is no such scenario",
                   names.empty() ? "blank (the case has no scenarios)" : text::join(names));
  for (const auto& each : investments_of(text, data))
    if (!each.scenario.empty() && std::ranges::find(names, each.scenario) == names.end())
      report.error("investments.csv", each.row, "scenario", each.scenario,
                   "there is no such scenario",
                   names.empty() ? "blank (the case has no scenarios)" : text::join(names));
}

}  // namespace

std::optional<case_data> build_case(const case_text& text, const case_text& unedited,
                                    diagnostics& report) {
  auto reference = unedited_case(unedited);
  case_builder build(text, report);
  build.build_settings();
  build.build_sources();
  build.build_calendars();
  build.build_nodes();
  build.build_links();
  build.build_vehicles();
  build.build_trade_regions();
  build.build_trade_sectors();
  build.build_commodities();
  build.build_transfers();
  build.build_crossings();
  build.build_focus(unedited.tables.at("crossings"));
  build.build_duties();
  build.build_visas();
  build.build_exchange_rates();
  build.build_bans();
  build.build_reentries();
  build.build_growths();
  build.build_demand();
  build.build_trade_values();
  build.build_input_shares();
  build.build_projects();
  build.build_loans();
  build.build_economies();
  (void)build_investments(build);
  build.build_centres();
  build.build_shoppers();
  build.build_spreads(unedited);
  build.build_shifts();
  build.build_profiles();
  build.build_resources();
  build.build_stages();
  build.build_arrivals();
  build.check_crossings_inside();
  build.build_claims();
  build.build_observations();
  if (report.has_errors()) return std::nullopt;
  build.data.settings.demand_day = reference.settings.demand_day;
  build.data.observed_exchange_rates = std::move(reference.exchange_rates);
  return std::move(build.data);
}

std::optional<case_data> read_case(const std::filesystem::path& folder,
                                   std::span<const std::string> scenarios, diagnostics& report,
                                   case_inputs* inputs) {
  return read_edited_case(folder, scenarios, nullptr, report, inputs);
}

std::optional<case_data> read_edited_case(const std::filesystem::path& folder,
                                          std::span<const std::string> scenarios,
                                          const text_edit* edit, diagnostics& report,
                                          case_inputs* inputs, std::optional<date> day) {
  auto text = read_case_text(folder, report);
  if (!text) return std::nullopt;
  std::optional<case_text> before;
  if (!scenarios.empty() || day) {
    before = *text;
    // What is wrong with them is told when they are applied whole.
    diagnostics untold;
    (void)apply_scenarios(folder, scenarios, *before, untold, applied_edits::corrections);
  }
  if (day) text->settings["date"].value = to_string(*day);
  auto applied = apply_scenarios(folder, scenarios, *text, report);
  if (day && text->settings["date"].value != to_string(*day)) {
    const auto& dated = text->settings["date"];
    report.error(dated.file, dated.line, "date", dated.value,
                 "a scenario sets the case's day, which is another one here",
                 "scenarios that leave the day as it is");
  }
  if (edit && !report.has_errors()) {
    // Dated edits hold on some days alone.
    const auto name = text::join(scenarios, "\n") + (day ? "\n" + to_string(*day) : "");
    *text = (*edit)(*text, before ? *before : *text, name);
    if (before) *before = (*edit)(*before, *before, corrected_name(scenarios));
  }
  const auto& unedited = before ? *before : *text;
  auto data = build_case(*text, unedited, report);
  if (data) check_named_scenarios(folder, *data, *text, report);
  if (!data || report.has_errors()) return std::nullopt;
  data->folder = folder.string();
  data->sha256 = text->sha256;
  data->scenarios = std::move(applied);
  if (inputs) {
    inputs->sha256 = hash_of(*text, scenarios);
    inputs->edited = std::move(*text);
    inputs->before = std::move(before);
  }
  return data;
}

std::optional<case_data> read_corrected_case(const std::filesystem::path& folder,
                                             std::span<const std::string> scenarios,
                                             diagnostics& report, const text_edit* edit) {
  auto text = read_case_text(folder, report);
  if (!text) return std::nullopt;
  (void)apply_scenarios(folder, scenarios, *text, report, applied_edits::corrections);
  if (edit && !report.has_errors()) *text = (*edit)(*text, *text, corrected_name(scenarios));
  auto data = build_case(*text, *text, report);
  if (!data || report.has_errors()) return std::nullopt;
  data->folder = folder.string();
  data->sha256 = text->sha256;
  return data;
}

}  // namespace amur::cases
