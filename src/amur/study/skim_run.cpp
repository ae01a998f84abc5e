#include "amur/study/skim_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/result/noted_value.h"
#include "amur/result/tables.h"
#include "amur/result/tables_skim.h"
#include "amur/study/case_solve.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

constexpr const char* usual_least = "cost";

// Entries of a list by id; an error names what is not there.
template <class Table, class Id>
void find_all(const Table& table, const std::string& list, const char* field, const char* what,
              std::vector<Id>& found, diagnostics& report) {
  std::vector<std::string> known;
  for (const auto& row : table) known.push_back(row.id);
  for (const auto& id : text::split_list(list)) {
    const auto at = std::ranges::find(known, id);
    if (at != known.end()) {
      found.push_back(Id(static_cast<std::size_t>(at - known.begin())));
      continue;
    }
    const auto near = text::nearest(id, known);
    report.error("", 0, field, id, fmt::format("the case has no such {}", what),
                 near.empty() ? fmt::format("a {} of the case", what) : near);
  }
}

std::optional<model::city_skim_options> options_of(const cases::case_data& data,
                                                   const study_request& request,
                                                   diagnostics& report) {
  if (data.commodities.empty()) {
    report.error("commodities.csv", 0, "", "", "the case has no commodity to skim for");
    return std::nullopt;
  }
  model::city_skim_options options;
  options.by = request.text("least") == "time" ? model::skim_by::time : model::skim_by::cost;
  find_all(data.nodes, request.text("from"), "from", "node", options.origins, report);
  find_all(data.nodes, request.text("to"), "to", "node", options.destinations, report);
  find_all(data.modes, request.text("without"), "without", "mode", options.without_modes, report);
  std::vector<commodity_id> commodities;
  find_all(data.commodities, request.text("commodity"), "commodity", "commodity", commodities,
           report);
  if (report.has_errors()) return std::nullopt;
  options.commodity = commodities.empty() ? commodity_id(0) : commodities.front();
  for (std::size_t n = 0; n < data.nodes.size(); ++n) {
    const auto& type = data.nodes[node_id(n)].type;
    if (type != "city" && type != "port") continue;
    if (request.text("from").empty()) options.origins.push_back(node_id(n));
    if (request.text("to").empty()) options.destinations.push_back(node_id(n));
  }
  return options;
}

// Rows of a result; beyond, a skim is for a file of its own (amur skim -o FILE.csv).
constexpr std::size_t most_pairs = 2'000'000;

bool fits_in_result(const model::city_skim_options& options, diagnostics& report) {
  const auto pairs = options.origins.size() * options.destinations.size();
  if (pairs <= most_pairs) return true;
  report.error("", 0, "from", "", fmt::format("{} pairs are too many for a result", pairs),
               fmt::format("at most {} pairs of an origin and a destination", most_pairs));
  return false;
}

void check_skim(const cases::case_data& data, const study_request& request, diagnostics& report) {
  if (!has_network(data, report)) return;
  const auto options = options_of(data, request, report);
  if (options) (void)fits_in_result(*options, report);
}

std::optional<skimmed> skim(const asked_case& task, const study_request& request, bool for_result,
                            diagnostics& report) {
  skimmed found;
  auto data = read_asked(task, report, &found.inputs);
  if (!data) return std::nullopt;
  auto options = options_of(*data, request, report);
  if (!options || (for_result && !fits_in_result(*options, report))) return std::nullopt;
  options->threads = task.threads;
  found.skim = model::skim_cities(*data, *options);
  found.commodity = data->commodities[options->commodity].id;
  found.data = std::move(*data);
  return found;
}

case_outcome run_skim(const study_task& task, const study_request& request, diagnostics& report) {
  const run_clock watch;
  const auto found = skim(task, request, true, report);
  if (!found) return {};
  if (task.is_unwanted()) return {run_status::cancelled, {}};
  const auto& data = found->data;
  result::result_tables tables;
  tables.tables = {result::skim_table(data, found->skim), result::inputs_table(data),
                   result::sources_table(data), result::about_case_table(data, task.version)};
  const auto least = request.text("least");
  result::note_value(tables, "run", "date", to_string(data.settings.day));
  result::note_value(tables, "run", "commodity", found->commodity);
  result::note_value(tables, "run", "least", least.empty() ? usual_least : least);
  result::note_value(tables, "run", "without", request.text("without"));
  if (!write_answered(task, data, found->inputs, watch, tables, report)) return {};
  return {run_status::solved, std::move(tables)};
}

}  // namespace

std::optional<skimmed> skim_case(const asked_case& task, const study_request& request,
                                 diagnostics& report) {
  return skim(task, request, false, report);
}

declared_study skim_study() {
  return {
      "skim",
      "Best time and cost between the cities of a case",
      "amur skim cases/world -s projects_none --compare projects_all --least time",
      {{.name = "from",
        .option = "--from",
        .sentence = "Origins: node ids with ; between; default: all cities and ports"},
       {.name = "to", .option = "--to", .sentence = "Destinations, likewise"},
       {.name = "commodity",
        .option = "--commodity",
        .sentence = "Whose costs; default: the case's first"},
       {.name = "least",
        .option = "--least",
        .type = field_type::word,
        .sentence = "What the best path is best in: cost, with the value of the cargo's time, "
                    "or time",
        .words = {"cost", "time"},
        .usual = usual_least},
       {.name = "without", .option = "--without", .sentence = "Modes to close, with ; between"}},
      check_skim,
      run_skim};
}

}  // namespace amur::study
