#include "amur/serve/case_years.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "amur/base/date.h"
#include "amur/case/toml_file.h"
#include "amur/text/csv.h"

namespace amur::serve {
namespace {

std::optional<int> year_of(const nlohmann::json& value, const char* rest) {
  if (!value.is_string()) return std::nullopt;
  const auto day = parse_date(value.get<std::string>() + rest);
  return day ? std::optional(day->year) : std::nullopt;
}

// The day that the scenarios of the case set last, whatever they extend.
std::optional<date> last_day_of(const std::filesystem::path& folder,
                                const std::vector<std::string>& names,
                                std::set<std::string>& seen) {
  std::optional<date> day;
  for (const auto& name : names) {
    if (!seen.insert(name).second) continue;
    diagnostics ignored;
    const auto file = "scenarios/" + name + ".toml";
    const auto text = text::read_file(folder / file, file, ignored);
    const auto parsed = text ? cases::parse_toml(*text, file, ignored) : std::nullopt;
    if (!parsed) continue;
    const cases::toml_reader read(*parsed, file, "", ignored);
    if (const auto base = last_day_of(folder, read.texts("extends"), seen)) day = base;
    const auto* edits = (*parsed)["edit"].as_array();
    for (std::size_t i = 0; edits && i < edits->size(); ++i) {
      const auto* edit = (*edits)[i].as_table();
      if (!edit || (*edit)["table"].value_or(std::string()) != "case") continue;
      if (const auto* value = (*edit)["values"]["date"].node())
        if (const auto given = cases::scalar_text(*value))
          if (const auto own = parse_date(*given)) day = own;
    }
  }
  return day;
}

// Of the day that scenarios and edits set, and of the first and last month.
std::vector<int> years_asked(const std::filesystem::path& folder, const stored_run& run) {
  std::vector<int> years;
  const auto add = [&](const std::optional<int>& year) {
    if (year) years.push_back(*year);
  };
  std::optional<int> of_run;
  for (const auto& edit : run.edits)
    if (edit.value("table", "") == "case" && edit.contains("values"))
      if (const auto year = year_of(edit["values"].value("date", nlohmann::json()), ""))
        of_run = year;
  if (!of_run)
    if (const auto day = day_of_scenarios(folder, run.scenarios)) of_run = day->year;
  add(of_run);
  if (run.study == "months")
    for (const char* end : {"from", "to"})
      add(year_of(run.request.value(end, nlohmann::json()), "-01"));
  return years;
}

}  // namespace

std::optional<date> day_of_scenarios(const std::filesystem::path& folder,
                                     const std::vector<std::string>& names) {
  std::set<std::string> seen;
  return last_day_of(folder, names, seen);
}

year_range case_years(const cases::case_data& data) {
  year_range range{data.settings.day.year, data.settings.day.year};
  const auto add = [&](int year) {
    if (year <= 0) return;
    range = {std::min(range.first, year), std::max(range.last, year)};
  };
  add(data.settings.base_year);
  add(data.settings.demand_day.year);
  for (const auto& rate : data.exchange_rates) add(rate.from.year);
  for (const auto& growth : data.growths)
    for (const auto& end : {growth.in_force.from, growth.in_force.to})
      if (end) add(end->year);
  return range;
}

std::string years_warning(const cases::case_data& data, const stored_run& run) {
  const auto range = case_years(data);
  for (const int year : years_asked(data.folder, run))
    if (year < range.first || year > range.last)
      return fmt::format(
          "{} is outside the years {} to {} that the case tells of: demand, prices and rates are "
          "those of its nearest",
          year, range.first, range.last);
  return {};
}

}  // namespace amur::serve
