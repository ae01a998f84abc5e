#include "amur/study/ensemble_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "amur/case/named_cells.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::study {
namespace {

constexpr std::size_t most_cells_told = 100;
constexpr const char* cell_form =
    "TABLE.ROW.COLUMN or TABLE.ROW.COLUMN=LEVEL,LEVEL, as crossings.heihe_bridge/forward.t=500";
constexpr const char* with_form = "FIELD=VALUE, or FIELD alone of what is only asked or not";

// A row's keys stand with spaces between in a result, with slashes in the name of a cell.
std::string slashed(std::string row) {
  std::ranges::replace(row, ' ', '/');
  return row;
}

struct ensemble_reader {
  diagnostics& report;

  void refuse(const std::string& field, const std::string& value, const std::string& problem,
              const std::string& allowed) {
    report.error("", 0, field, text::shortened(value), problem, allowed);
  }
  void read_with(const std::string& given, asked_ensemble& asked);
  void read_field(const std::string& each, asked_ensemble& asked);
  void read_picked(const std::string& given, asked_ensemble& asked);
};

void ensemble_reader::read_field(const std::string& each, asked_ensemble& asked) {
  const auto equals = std::min(each.find('='), each.size());
  const std::string name(text::trimmed(std::string_view(each).substr(0, equals)));
  const auto* field = asked.study->field(name);
  if (!field) {
    std::vector<std::string> known;
    for (const auto& other : asked.study->fields) known.push_back(other.name);
    refuse("with", each,
           text::with_nearest(fmt::format("amur {} has no field '{}'", asked.study->name, name),
                              name, known),
           known.empty() ? "none" : text::join(known));
    return;
  }
  if (asked.request.has(name)) {
    refuse("with", each, fmt::format("{} is said twice", name), "each field once");
    return;
  }
  const bool has_value = equals < each.size();
  if (has_value == (field->type == field_type::flag)) {
    refuse("with", each, has_value ? "this field takes no value" : "its value is not said",
           with_form);
    return;
  }
  if (!has_value) {
    asked.request.set(name, true);
    return;
  }
  std::string problem;
  const std::string given(text::trimmed(std::string_view(each).substr(equals + 1)));
  auto value = read_value(*field, given, problem);
  if (value && problem.empty()) problem = why_refused(*field, *value);
  if (!value || !problem.empty())
    refuse("with", each, fmt::format("{}: {}", name, problem), allowed(*field));
  else
    asked.request.set(name, std::move(*value));
}

void ensemble_reader::read_with(const std::string& given, asked_ensemble& asked) {
  for (const auto& each : text::split_list(given))
    if (!each.empty()) read_field(each, asked);
}

void ensemble_reader::read_picked(const std::string& given, asked_ensemble& asked) {
  for (const auto& each : text::split_list(given)) {
    if (each.empty()) continue;
    const auto equals = std::min(each.find('='), each.size());
    picked_cells picked;
    picked.name = std::string(text::trimmed(std::string_view(each).substr(0, equals)));
    const auto first = picked.name.find('.'), last = picked.name.rfind('.');
    if (first == std::string::npos || first == last) {
      refuse("cells", each, "this names no cell of a result", cell_form);
      return;
    }
    picked.table = picked.name.substr(0, first);
    picked.row = picked.name.substr(first + 1, last - first - 1);
    picked.column = picked.name.substr(last + 1);
    if (equals < each.size())
      for (const auto& level : text::split_list(std::string_view(each).substr(equals + 1), ',')) {
        std::string problem;
        const auto value = text::parse_number(level, problem);
        if (!value) {
          refuse("cells", level, problem, cell_form);
          return;
        }
        picked.levels.push_back(*value);
      }
    std::ranges::sort(picked.levels);
    picked.levels.erase(std::unique(picked.levels.begin(), picked.levels.end()),
                        picked.levels.end());
    asked.picked.push_back(std::move(picked));
  }
}

}  // namespace

bool picked_cells::has(const told_figure& figure) const {
  if (!cases::fits_name(table, figure.table) || !cases::fits_name(column, figure.column))
    return false;
  return cases::fits_name(row, figure.row) || cases::fits_name(row, slashed(figure.row));
}

std::optional<asked_ensemble> read_ensemble(const study_request& request, diagnostics& report) {
  const auto before = report.count(severity::error);
  asked_ensemble asked;
  ensemble_reader reader{report};
  const auto name = request.text("study");
  asked.study = find_study(name.empty() ? "run" : name);
  reader.read_with(request.text("with"), asked);
  for (const auto* confidence : {"measured", "reported", "estimated", "assumed"})
    if (const auto spread = request.number(confidence))
      (confidence == std::string("measured")    ? asked.rules.measured
       : confidence == std::string("reported")  ? asked.rules.reported
       : confidence == std::string("estimated") ? asked.rules.estimated
                                                : asked.rules.assumed) = *spread;
  asked.is_screening = request.text("method") == "morris";
  if (asked.is_screening && request.has("draws"))
    reader.refuse("draws", fmt::format("{}", *request.whole("draws")), "a screening has no draws",
                  "trajectories");
  if (!asked.is_screening && request.has("trajectories"))
    reader.refuse("trajectories", fmt::format("{}", *request.whole("trajectories")),
                  "only a screening has trajectories", "method morris, or draws");
  asked.draws = asked.is_screening ? request.whole("trajectories").value_or(usual_trajectories)
                                   : request.whole("draws").value_or(usual_draws);
  asked.seed = request.whole("seed").value_or(usual_seed);
  reader.read_picked(request.text("cells"), asked);
  if (report.count(severity::error) > before) return std::nullopt;
  return asked;
}

void check_picked(const asked_ensemble& asked, std::span<const told_figure> figures,
                  diagnostics& report) {
  std::size_t all = 0;
  for (const auto& picked : asked.picked) {
    const auto count = std::ranges::count_if(
        figures, [&](const told_figure& figure) { return picked.has(figure); });
    all += static_cast<std::size_t>(count);
    if (count > 0) continue;
    std::set<std::string> tables;
    std::vector<std::string> near;
    for (const auto& figure : figures) {
      tables.insert(figure.table);
      if (figure.table != picked.table) continue;
      near.push_back(fmt::format("{}.{}.{}", figure.table, slashed(figure.row), figure.column));
    }
    const std::vector<std::string> known(tables.begin(), tables.end());
    report.error("", 0, "cells", text::shortened(picked.name),
                 text::with_nearest("no figure that is told of draws has this name", picked.name,
                                    near.empty() ? known : near),
                 near.empty() ? "a cell of " + text::join(known) : cell_form);
  }
  if (all > most_cells_told)
    report.error(
        "", 0, "cells", "", fmt::format("these are {} cells", all),
        fmt::format("at most {}; percentiles are told of all others too", most_cells_told));
}

bool has_spread(const cases::case_data& data, const ensemble::spread_rules& rules,
                diagnostics& report) {
  if (!data.spreads.empty() ||
      rules.measured + rules.reported + rules.estimated + rules.assumed > 0)
    return true;
  report.error("", 0, "assumed", "0", "nothing has a spread, so every draw would be the same",
               "one spread above 0");
  return false;
}

void check_asked_study(const cases::case_data& data, const asked_ensemble& asked,
                       diagnostics& report) {
  diagnostics own;
  check_fields(*asked.study, asked.request, own);
  if (!own.has_errors() && asked.study->check) asked.study->check(data, asked.request, own);
  for (auto finding : own.findings) {
    if (finding.file.empty() && asked.study->field(finding.field)) {
      finding.message = finding.field + ": " + finding.message;
      finding.field = "with";
    }
    report.add(std::move(finding));
  }
}

}  // namespace amur::study
