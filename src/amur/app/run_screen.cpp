// The first screen of a run.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "amur/app/commands.h"
#include "amur/app/largest_rows.h"
#include "amur/app/table_view.h"
#include "amur/base/printable.h"
#include "amur/cli/text_table.h"
#include "amur/result/case_store.h"
#include "amur/text/text.h"

namespace amur::app {
namespace {

using result::result_tables;

// A crossing with less than this is not used.
constexpr double least_t = 0.5;

constexpr std::array<const char*, 7> cost_columns = {"cost", "transport", "fee", "handling",
                                                     "time", "scarcity",  "duty"};

// Tonne-weighted means of what freight over one crossing and direction pays.
struct crossing_costs {
  double t = 0;
  std::array<double, cost_columns.size()> sum{};
};

std::map<std::pair<std::string, std::string>, crossing_costs> freight_costs(
    const result_tables& tables) {
  std::map<std::pair<std::string, std::string>, crossing_costs> result;
  const table_view flows(tables.table("crossing_flows"));
  for (std::size_t row = 0; row < flows.rows(); ++row) {
    if (flows.text(row, "unit") != "t") continue;
    auto& costs = result[{flows.text(row, "crossing_id"), flows.text(row, "direction")}];
    const double t = flows.number(row, "quantity");
    costs.t += t;
    for (std::size_t i = 0; i < cost_columns.size(); ++i)
      costs.sum[i] += t * flows.number(row, cost_columns[i]);
  }
  return result;
}

void print_heading(const result_tables& tables, double seconds) {
  const auto scenarios = result::run_value(tables, "scenarios");
  fmt::print("{}\n{}{}, {} equilibrium: {} after {} steps (residual {}), {:.2f} s\n\n",
             result::run_value(tables, "case_title"), result::run_value(tables, "date"),
             scenarios.empty() ? "" : ", scenario " + scenarios,
             result::run_value(tables, "equilibrium"), result::run_value(tables, "status"),
             result::run_value(tables, "iterations"), result::run_value(tables, "residual"),
             seconds);
}

// The first screen is an answer, not a list: so many of each kind, then how many others there are.
constexpr std::size_t most_crossings = 4, most_passenger_rows = 2, most_commodities = 4,
                      most_observations = 4;
// Behind those of its focus a case has its crossings in order; in one of more crossings than these
// the largest come first.
constexpr std::size_t few_crossings = 24;

struct crossing_rows {
  std::vector<std::size_t> rows;  // both directions of each
  std::string left_out;
};

crossing_rows first_crossings(const table_view& view, const std::vector<std::string>& focus) {
  std::vector<std::pair<std::string, double>> used;  // with tonnes both ways
  double all = 0, shown = 0;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    const double t = view.number(row, "t");
    if (!(t >= least_t)) continue;
    const auto& id = view.text(row, "crossing_id");
    const auto known = std::ranges::find(used, id, &std::pair<std::string, double>::first);
    if (known == used.end())
      used.emplace_back(id, t);
    else
      known->second += t;
    all += t;
  }
  if (used.size() > few_crossings)
    std::ranges::stable_sort(used, std::greater<>(), &std::pair<std::string, double>::second);
  std::ranges::stable_sort(used, std::less<>(), [&focus](const auto& crossing) {
    return std::ranges::find(focus, crossing.first) - focus.begin();
  });
  crossing_rows result;
  for (std::size_t i = 0; i < std::min(used.size(), most_crossings); ++i) {
    shown += used[i].second;
    for (std::size_t row = 0; row < view.rows(); ++row)
      if (view.text(row, "crossing_id") == used[i].first && view.number(row, "t") >= least_t)
        result.rows.push_back(row);
  }
  if (used.size() > most_crossings)
    result.left_out = fmt::format("and {} other crossings with {} of the tonnes",
                                  used.size() - most_crossings, cli::percent(1 - shown / all));
  return result;
}

// Crossings that are closed, as many as fit a line.
std::string closed_crossings(const table_view& view) {
  constexpr std::size_t width = 100, room_for_count = 12;
  std::string line;
  std::size_t left_out = 0;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (view.text(row, "direction") != "forward" || view.integer(row, "is_open") != 0) continue;
    const auto longer =
        line + (line.empty() ? "Closed on this day: " : ", ") + view.text(row, "name");
    if (line.empty() || cli::display_width(longer) + room_for_count <= width)
      line = longer;
    else
      ++left_out;
  }
  if (left_out > 0) line += fmt::format(" and {} more", left_out);
  return line;
}

void print_crossings(const result_tables& tables) {
  const table_view view(tables.table("crossings"));
  const auto costs = freight_costs(tables);
  bool scarce = false;
  for (const auto& [key, cost] : costs) scarce = scarce || cost.sum[5] > 0.005 * cost.t;

  std::vector<std::pair<std::string, cli::align>> columns = {{"Freight over", cli::align::left},
                                                             {"way", cli::align::left}};
  for (const char* name :
       {"t/day", "share", "trucks*", "use", "USD/t", "move", "fee", "load", "time"})
    columns.emplace_back(name, cli::align::right);
  if (scarce) columns.emplace_back("wait", cli::align::right);
  columns.emplace_back("duty", cli::align::right);
  cli::text_table text(columns, 1);
  const auto first = first_crossings(view, text::split_list(run_value(tables, "focus"), ','));
  for (const auto row : first.rows) {
    const auto& cost = costs.at({view.text(row, "crossing_id"), view.text(row, "direction")});
    std::vector<std::string> cells = {
        cli::clipped(view.text(row, "name"), 25),
        view.text(row, "from_country") + ">" + view.text(row, "to_country"),
        cli::grouped(view.number(row, "t")),
        cli::percent(view.number(row, "share")),
        cli::grouped(view.number(row, "vehicles")),
        cli::percent(view.number(row, "utilisation"))};
    for (std::size_t i = 0; i < cost_columns.size(); ++i)
      if (i != 5 || scarce) cells.push_back(cli::grouped(cost.sum[i] / cost.t, 1));
    text.add(std::move(cells));
  }
  fmt::print("{}", text.to_string());
  if (!first.left_out.empty()) fmt::print("{}\n", first.left_out);
  fmt::print(
      "* vehicles of the crossing's mode: trucks, wagons, barges, ships. Costs are door to "
      "door.\n");
  if (const auto closed = closed_crossings(view); !closed.empty())
    fmt::print("{}.\n", printable(closed));
  fmt::print("\n");
}

void print_passengers(const result_tables& tables) {
  const table_view view(tables.table("crossings"));
  cli::text_table text({{"Passengers over", cli::align::left},
                        {"way", cli::align::left},
                        {"a day", cli::align::right},
                        {"vehicles", cli::align::right},
                        {"use", cli::align::right}});
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.number(row, "passengers") >= 0.5) rows.push_back(row);
  if (rows.empty()) return;
  const auto left_out = keep_largest(rows, most_passenger_rows, [&view](std::size_t row) {
    return view.number(row, "passengers");
  });
  for (const auto row : rows)
    text.add({view.text(row, "name"),
              view.text(row, "from_country") + ">" + view.text(row, "to_country"),
              cli::grouped(view.number(row, "passengers")),
              cli::grouped(view.number(row, "vehicles")),
              cli::percent(view.number(row, "utilisation"))});
  fmt::print("{}", text.to_string());
  if (left_out.count > 0)
    fmt::print("and {} other ways with {} of the passengers\n", left_out.count,
               cli::percent(left_out.share));
  fmt::print("\n");
}

// The crossings that a commodity uses, largest first: "Heihe port 62 %, bridge 38 %".
std::string main_crossings(const result_tables& tables, const std::string& commodity) {
  const table_view flows(tables.table("crossing_flows"));
  const table_view crossings(tables.table("crossings"));
  std::map<std::string, std::string> names;
  for (std::size_t row = 0; row < crossings.rows(); ++row)
    names[crossings.text(row, "crossing_id")] = crossings.text(row, "name");
  std::map<std::string, double> sums;
  double all = 0;
  for (std::size_t row = 0; row < flows.rows(); ++row) {
    if (flows.text(row, "commodity_id") != commodity) continue;
    sums[flows.text(row, "crossing_id")] += flows.number(row, "quantity");
    all += flows.number(row, "quantity");
  }
  std::vector<std::pair<double, std::string>> order;
  order.reserve(sums.size());
  for (const auto& [id, sum] : sums) order.emplace_back(-sum, id);
  std::sort(order.begin(), order.end());
  std::string text;
  for (std::size_t i = 0; i < order.size() && i < 2; ++i)
    text += fmt::format("{}{} {:.0f}%", i == 0 ? "" : ", ",
                        cli::clipped(names[order[i].second], 17), -100 * order[i].first / all);
  return text;
}

void print_commodities(const result_tables& tables) {
  const table_view view(tables.table("by_commodity"));
  cli::text_table text({{"Commodity", cli::align::left},
                        {"a day", cli::align::right},
                        {"unserved", cli::align::right},
                        {"USD each", cli::align::right},
                        {"days", cli::align::right},
                        {"crosses by", cli::align::left}});
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.number(row, "wanted") != 0) rows.push_back(row);
  const auto left_out = keep_largest(rows, most_commodities, [&view](std::size_t row) {
    const double usd = view.number(row, "delivered") * view.number(row, "cost");
    return usd > 0 ? usd : 0;
  });
  for (const auto row : rows)
    text.add({cli::clipped(view.text(row, "name"), 19), cli::grouped(view.number(row, "delivered")),
              cli::grouped(view.number(row, "unserved")), cli::grouped(view.number(row, "cost"), 1),
              cli::grouped(view.number(row, "time_h") / 24, 1),
              main_crossings(tables, view.text(row, "commodity_id"))});
  fmt::print("{}", text.to_string());
  if (left_out.count > 0)
    fmt::print("and {} others with {} of what transport costs\n", left_out.count,
               cli::percent(left_out.share));
  fmt::print("\n");
}

}  // namespace

void print_observations(const result_tables& tables, std::size_t most) {
  const table_view view(tables.table("observations"));
  if (view.rows() == 0) return;
  std::vector<std::size_t> rows(view.rows());
  std::iota(rows.begin(), rows.end(), 0);
  // What is computed worst comes first.
  const auto miss = [&view](std::size_t row) {
    const double ratio = view.number(row, "ratio");
    return ratio > 0 ? std::abs(std::log(ratio)) : std::numeric_limits<double>::infinity();
  };
  double miss_of_others = 0;
  if (rows.size() > most) {
    std::ranges::stable_sort(rows, std::greater<>(), miss);
    miss_of_others = miss(rows[most]);
    rows.resize(most);
  }
  cli::text_table text({{"Observed against computed", cli::align::left},
                        {"observed", cli::align::right},
                        {"computed", cli::align::right},
                        {"ratio", cli::align::right},
                        {"unit", cli::align::left}});
  for (const auto row : rows)
    text.add(
        {cli::clipped(view.text(row, "label"), 46) +
             (view.integer(row, "fitted") ? " (fitted)" : ""),
         cli::grouped(view.number(row, "observed"), view.number(row, "observed") < 100 ? 1 : 0),
         cli::grouped(view.number(row, "computed"), view.number(row, "observed") < 100 ? 1 : 0),
         std::isnan(view.number(row, "ratio")) ? "-"
                                               : fmt::format("{:.2f}", view.number(row, "ratio")),
         view.text(row, "unit")});
  fmt::print("{}", text.to_string());
  if (rows.size() < view.rows())
    fmt::print("and {} others, {} off at most\n", view.rows() - rows.size(),
               cli::percent(std::expm1(miss_of_others)));
  fmt::print("\n");
}

void print_run_screen(const result::result_tables& tables, double seconds) {
  print_heading(tables, seconds);
  print_crossings(tables);
  print_passengers(tables);
  print_commodities(tables);
  if (tables.has("places")) print_places(tables);
  print_observations(tables, most_observations);
  if (tables.has("trade_regions")) print_trade_screen(tables);
  print_first_claims(tables.table("claims"));
  fmt::print(
      "More: 'amur claims RESULT', with who says it and what it rests on; 'amur report RESULT', a "
      "page.\n");
}

}  // namespace amur::app
