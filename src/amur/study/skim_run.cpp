#include "amur/study/skim_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/study/declared_studies.h"
#include "amur/text/text.h"

namespace amur::study {
namespace {

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

}  // namespace

std::optional<skimmed> skim_case(const asked_case& task, const study_request& request,
                                 diagnostics& report) {
  skimmed found;
  auto data = cases::read_case(task.folder, task.scenarios, report, &found.inputs);
  if (!data) return std::nullopt;
  auto options = options_of(*data, request, report);
  if (!options) return std::nullopt;
  options->threads = task.threads;
  found.skim = model::skim_cities(*data, *options);
  found.data = std::move(*data);
  return found;
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
        .usual = "cost"},
       {.name = "without", .option = "--without", .sentence = "Modes to close, with ; between"}}};
}

}  // namespace amur::study
