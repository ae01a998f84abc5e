// What a run by months prints.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

constexpr std::size_t most_crossings_a_month = 6;

// [month][name] of a table with a row for each.
using by_month = std::map<std::string, std::map<std::string, double>>;

by_month gather(const result::result_table& table, const char* name, const char* value) {
  by_month sums;
  const table_view view(table);
  for (std::size_t row = 0; row < view.rows(); ++row)
    sums[view.text(row, "month")][view.text(row, name)] += view.number(row, value);
  return sums;
}

// The crossings whose vehicles differ most between months.
std::vector<std::string> most_changed(const by_month& vehicles) {
  std::map<std::string, std::pair<double, double>> range;
  for (const auto& [month, crossings] : vehicles)
    for (const auto& [crossing, count] : crossings) {
      auto& [low, high] = range.try_emplace(crossing, count, count).first->second;
      low = std::min(low, count);
      high = std::max(high, count);
    }
  std::vector<std::string> names;
  for (const auto& [crossing, ends] : range)
    if (ends.second > ends.first) names.push_back(crossing);
  const auto spread = [&](const std::string& name) {
    return range[name].second - range[name].first;
  };
  std::ranges::stable_sort(names,
                           [&](const auto& a, const auto& b) { return spread(a) > spread(b); });
  if (names.size() > most_crossings_a_month) names.resize(most_crossings_a_month);
  return names;
}

}  // namespace

void print_months_screen(const result::result_tables& tables) {
  if (!tables.has("month_totals")) return;
  auto totals = gather(tables.table("month_totals"), "name", "value");
  auto vehicles = gather(tables.table("month_crossings"), "crossing_id", "vehicles");
  const auto crossings = most_changed(vehicles);
  std::vector<std::pair<std::string, cli::align>> columns = {{"Month", cli::align::left},
                                                             {"t/day", cli::align::right},
                                                             {"unserved", cli::align::right},
                                                             {"passengers", cli::align::right},
                                                             {"cost (k USD)", cli::align::right}};
  for (const auto& crossing : crossings) columns.push_back({crossing, cli::align::right});
  cli::text_table text(std::move(columns));
  for (auto& [month, values] : totals) {
    std::vector<std::string> row = {
        month, cli::grouped(values["freight delivered"]), cli::grouped(values["freight unserved"]),
        cli::grouped(values["passengers carried"]), cli::grouped(values["transport cost"] / 1e3)};
    for (const auto& crossing : crossings)
      row.push_back(cli::grouped(vehicles[month][crossing], 1));
    text.add(std::move(row));
  }
  fmt::print("\n{}", text.to_string());
  if (!crossings.empty())
    fmt::print("Of the crossings, vehicles a day both ways of those that changed most.\n");
}

}  // namespace amur::app
