// The first screen of a run.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/base/printable.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

using result::result_tables;

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

std::string run_value(const result_tables& tables, const std::string& name) {
  const table_view run(tables.table("run"));
  for (std::size_t row = 0; row < run.rows(); ++row)
    if (run.text(row, "name") == name) return run.text(row, "value");
  return {};
}

void print_heading(const result_tables& tables, double seconds) {
  const auto scenarios = run_value(tables, "scenarios");
  fmt::print("{}\n{}{}, {} equilibrium: {} after {} steps (residual {}), {:.2f} s\n\n",
             run_value(tables, "case_title"), run_value(tables, "date"),
             scenarios.empty() ? "" : ", scenario " + scenarios, run_value(tables, "equilibrium"),
             run_value(tables, "status"), run_value(tables, "iterations"),
             run_value(tables, "residual"), seconds);
}

// Where more crossings are used than fit a screen, it shows the largest.
constexpr std::size_t fit_a_screen = 24, most_crossings = 12;

// Rows of the crossings that freight uses: as they stand where they are few, else both directions
// of the largest ones, largest first. `left_out` tells of the others.
std::vector<std::size_t> rows_of_crossings(const table_view& view, std::string& left_out) {
  std::map<std::string, double> t;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    rows.push_back(row);
    if (view.number(row, "t") >= 0.5) t[view.text(row, "crossing_id")] += view.number(row, "t");
  }
  if (t.size() <= fit_a_screen) return rows;
  const auto size_of = [&](std::size_t row) {
    const auto at = t.find(view.text(row, "crossing_id"));
    return at == t.end() ? 0 : at->second;
  };
  std::vector<double> sizes;
  double all = 0, rest = 0;
  for (const auto& [id, each] : t) {
    sizes.push_back(each);
    all += each;
  }
  std::sort(sizes.begin(), sizes.end(), std::greater<>());
  for (std::size_t i = most_crossings; i < sizes.size(); ++i) rest += sizes[i];
  left_out = fmt::format("and {} smaller crossings with {} of the tonnes (table 'crossings')",
                         sizes.size() - most_crossings, cli::percent(all > 0 ? rest / all : 0));
  std::erase_if(rows, [&](std::size_t row) {
    return size_of(row) > 0 && size_of(row) < sizes[most_crossings - 1];
  });
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::size_t a, std::size_t b) { return size_of(a) > size_of(b); });
  return rows;
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
  std::string idle, left_out;
  for (const auto row : rows_of_crossings(view, left_out)) {
    const auto at = costs.find({view.text(row, "crossing_id"), view.text(row, "direction")});
    const bool used = at != costs.end() && view.number(row, "t") >= 0.5;
    if (!used) {
      if (view.text(row, "direction") == "forward" && view.integer(row, "is_open") == 0)
        idle += (idle.empty() ? "" : ", ") + view.text(row, "name");
      continue;
    }
    std::vector<std::string> cells = {
        cli::clipped(view.text(row, "name"), 25),
        view.text(row, "from_country") + ">" + view.text(row, "to_country"),
        cli::grouped(view.number(row, "t")),
        cli::percent(view.number(row, "share")),
        cli::grouped(view.number(row, "vehicles")),
        cli::percent(view.number(row, "utilisation"))};
    for (std::size_t i = 0; i < cost_columns.size(); ++i)
      if (i != 5 || scarce) cells.push_back(cli::grouped(at->second.sum[i] / at->second.t, 1));
    text.add(std::move(cells));
  }
  fmt::print("{}", text.to_string());
  if (!left_out.empty()) fmt::print("{}\n", left_out);
  fmt::print(
      "* vehicles of the crossing's mode: trucks, wagons, barges, ships. Costs are door to "
      "door.\n");
  if (!idle.empty()) fmt::print("{}", cli::wrapped("Closed on this day: " + idle + ".", 100));
  fmt::print("\n");
}

void print_passengers(const result_tables& tables) {
  const table_view view(tables.table("crossings"));
  cli::text_table text({{"Passengers over", cli::align::left},
                        {"way", cli::align::left},
                        {"a day", cli::align::right},
                        {"vehicles", cli::align::right},
                        {"use", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.number(row, "passengers") >= 0.5)
      text.add({view.text(row, "name"),
                view.text(row, "from_country") + ">" + view.text(row, "to_country"),
                cli::grouped(view.number(row, "passengers")),
                cli::grouped(view.number(row, "vehicles")),
                cli::percent(view.number(row, "utilisation"))});
  if (!text.empty()) fmt::print("{}\n", text.to_string());
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
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (view.number(row, "wanted") == 0) continue;
    text.add({cli::clipped(view.text(row, "name"), 19), cli::grouped(view.number(row, "delivered")),
              cli::grouped(view.number(row, "unserved")), cli::grouped(view.number(row, "cost"), 1),
              cli::grouped(view.number(row, "time_h") / 24, 1),
              main_crossings(tables, view.text(row, "commodity_id"))});
  }
  fmt::print("{}\n", text.to_string());
}

void print_claim(const table_view& view, std::size_t row) {
  const double figure = view.number(row, "figure");
  const auto& reason = view.text(row, "reason");
  const auto shown =
      std::isnan(figure)
          ? std::string()
          : fmt::format(": {} {}", cli::grouped(figure, std::abs(figure) < 100 ? 2 : 0),
                        view.text(row, "unit"));
  std::string origin = view.text(row, "who");
  if (const auto& source = view.text(row, "source"); !source.empty())
    origin += (origin.empty() ? "" : "; ") + source;
  const auto line = fmt::format("{:<14}  \"{}\" ({}){} (holds if {}){}", view.text(row, "verdict"),
                                view.text(row, "says"), origin, shown, view.text(row, "holds_if"),
                                reason.empty() ? "" : "; " + reason);
  fmt::print("{}", cli::wrapped(printable(line), 100, std::string(16, ' ')));
}

}  // namespace

void print_observations(const result_tables& tables) {
  const table_view view(tables.table("observations"));
  if (view.rows() == 0) return;
  cli::text_table text({{"Observed against computed", cli::align::left},
                        {"observed", cli::align::right},
                        {"computed", cli::align::right},
                        {"ratio", cli::align::right},
                        {"unit", cli::align::left}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    text.add(
        {cli::clipped(view.text(row, "label"), 46) +
             (view.integer(row, "fitted") ? " (fitted)" : ""),
         cli::grouped(view.number(row, "observed"), view.number(row, "observed") < 100 ? 1 : 0),
         cli::grouped(view.number(row, "computed"), view.number(row, "observed") < 100 ? 1 : 0),
         std::isnan(view.number(row, "ratio")) ? "-"
                                               : fmt::format("{:.2f}", view.number(row, "ratio")),
         view.text(row, "unit")});
  fmt::print("{}\n", text.to_string());
}

void print_claims(const result::result_table& claims) {
  const table_view view(claims);
  for (std::size_t row = 0; row < view.rows(); ++row) print_claim(view, row);
}

void print_answered_claims(const result::result_table& claims) {
  const table_view view(claims);
  if (view.rows() == 0) return;
  fmt::print("Claims\n");
  std::vector<std::pair<std::string, std::size_t>> others;
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (!std::isnan(view.number(row, "figure"))) {
      print_claim(view, row);
      continue;
    }
    auto reason = view.text(row, "reason");
    if (!reason.starts_with("asked of")) reason = "of which this result holds no figure";
    const auto known = std::find_if(others.begin(), others.end(),
                                    [&](const auto& each) { return each.first == reason; });
    if (known == others.end())
      others.emplace_back(reason, 1);
    else
      ++known->second;
  }
  std::string line;
  for (const auto& [reason, count] : others)
    line += fmt::format("{}{} {}", line.empty() ? "others: " : ", ", count, reason);
  if (!others.empty())
    fmt::print("{}", cli::wrapped(printable(line) + " ('amur claims RESULT' lists all)", 100,
                                  std::string(16, ' ')));
}

void print_run_screen(const result::result_tables& tables, double seconds) {
  print_heading(tables, seconds);
  print_crossings(tables);
  print_passengers(tables);
  print_commodities(tables);
  if (tables.has("places")) print_places(tables);
  print_observations(tables);
  if (tables.has("trade_regions")) print_trade_screen(tables);
  print_answered_claims(tables.table("claims"));
}

}  // namespace amur::app
