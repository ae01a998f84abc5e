#include "amur/serve/case_years.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "amur/base/date.h"

namespace amur::serve {
namespace {

std::optional<int> year_of(const nlohmann::json& value, const char* rest) {
  if (!value.is_string()) return std::nullopt;
  const auto day = parse_date(value.get<std::string>() + rest);
  return day ? std::optional(day->year) : std::nullopt;
}

// Of the day that edits set, and of the first and last month.
std::vector<int> years_asked(const stored_run& run) {
  std::vector<int> years;
  const auto add = [&](const std::optional<int>& year) {
    if (year) years.push_back(*year);
  };
  for (const auto& edit : run.edits)
    if (edit.value("table", "") == "case" && edit.contains("values"))
      add(year_of(edit["values"].value("date", nlohmann::json()), ""));
  if (run.analysis.is_object())
    for (const char* end : {"from", "to"})
      add(year_of(run.analysis.value(end, nlohmann::json()), "-01"));
  return years;
}

}  // namespace

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
  for (const int year : years_asked(run))
    if (year < range.first || year > range.last)
      return fmt::format(
          "{} is outside the years {} to {} that the case tells of: demand, prices and rates are "
          "those of its nearest",
          year, range.first, range.last);
  return {};
}

}  // namespace amur::serve
