// What a run with trade prints: who wins and loses, how trade moved, and that the models agree.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

using result::result_tables;

constexpr double billion = 1e9, million = 1e6;
constexpr std::size_t most_pairs = 12;

// Dollars are shown in billions, or in millions where nobody has ten billions.
struct unit {
  double size = billion;
  const char* word = "bn";
};

unit unit_of(const table_view& regions) {
  for (std::size_t row = 0; row < regions.rows(); ++row)
    if (regions.number(row, "exports_after_usd") >= 10 * billion) return {};
  return {million, "mn"};
}

std::string signed_percent(double share, int decimals = 2) {
  return std::isnan(share) ? "-" : fmt::format("{:+.{}f}%", 100 * share, decimals);
}

void print_regions(const result_tables& tables) {
  const table_view view(tables.table("trade_regions"));
  const auto unit = unit_of(view);
  cli::text_table text({{"Trade, USD a year", cli::align::left},
                        {fmt::format("exports {}", unit.word), cli::align::right},
                        {"change", cli::align::right},
                        {fmt::format("imports {}", unit.word), cli::align::right},
                        {"change", cli::align::right},
                        {"duties mn", cli::align::right},
                        {"were", cli::align::right},
                        {"income*", cli::align::right},
                        {"wage*", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row) {
    const auto moved = [&](const std::string& what) {
      return view.number(row, (what + "_after_usd").c_str()) /
                 view.number(row, (what + "_before_usd").c_str()) -
             1;
    };
    const auto duties = [&](const std::string& when) {
      return view.number(row, ("import_duty_" + when + "_usd").c_str()) +
             view.number(row, ("export_duty_" + when + "_usd").c_str());
    };
    text.add({cli::clipped(view.text(row, "name"), 18),
              cli::grouped(view.number(row, "exports_after_usd") / unit.size, 1),
              signed_percent(moved("exports")),
              cli::grouped(view.number(row, "imports_after_usd") / unit.size, 1),
              signed_percent(moved("imports")), cli::grouped(duties("after") / million),
              cli::grouped(duties("before") / million),
              signed_percent(view.number(row, "real_income_change"), 3),
              signed_percent(view.number(row, "real_wage_change"), 3)});
  }
  fmt::print("{}* real, change\n\n", text.to_string());
}

// The pairs of regions whose trade moved most, in dollars.
void print_pairs(const result_tables& tables) {
  const table_view view(tables.table("trade_totals"));
  const auto unit = unit_of(table_view(tables.table("trade_regions")));
  std::vector<std::size_t> order(view.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto moved = [&](std::size_t row) {
    return std::abs(view.number(row, "value_after_usd") - view.number(row, "value_before_usd"));
  };
  std::ranges::stable_sort(order, [&](auto one, auto other) { return moved(one) > moved(other); });
  cli::text_table text({{"What moved most", cli::align::left},
                        {fmt::format("before {}", unit.word), cli::align::right},
                        {fmt::format("after {}", unit.word), cli::align::right},
                        {"change", cli::align::right},
                        {"exporter's rank", cli::align::right}});
  for (const auto row : order) {
    if (text.size() == most_pairs || moved(row) < 1e-6 * view.number(row, "value_before_usd"))
      break;
    const auto then = view.integer(row, "rank_before"), now = view.integer(row, "rank_after");
    text.add({view.text(row, "exporter_region_id") + " > " + view.text(row, "importer_region_id"),
              cli::grouped(view.number(row, "value_before_usd") / unit.size, 2),
              cli::grouped(view.number(row, "value_after_usd") / unit.size, 2),
              signed_percent(view.number(row, "change")),
              then == now ? fmt::format("{}", now) : fmt::format("{} > {}", then, now)});
  }
  if (!text.empty()) fmt::print("{}\n", text.to_string());
}

void print_agreement(const result_tables& tables) {
  const table_view rounds(tables.table("trade_coupling"));
  const table_view residuals(tables.table("trade_residuals"));
  double equations = 0, walras = 0, budget = 0, homogeneity = 0;
  for (std::size_t row = 0; row < residuals.rows(); ++row) {
    const double error = std::max(residuals.number(row, "before"), residuals.number(row, "after"));
    const auto& name = residuals.text(row, "equation");
    if (name == "Walras' law")
      walras = error;
    else if (name == "world budget")
      budget = error;
    else if (name == "homogeneity")
      homogeneity = error;
    else
      equations = std::max(equations, error);
  }
  const auto last = rounds.rows() - 1;
  fmt::print(
      "{}\n",
      cli::wrapped(
          fmt::format(
              "Network and trade agree to {:.1e} after {} rounds. Equations of trade hold to "
              "{:.1e}, Walras' law to {:.1e}, the world's budget to {:.1e}, homogeneity to "
              "{:.1e}. Before: the day that the demand table reflects.",
              rounds.number(last, "change"), rounds.integer(last, "round"), equations, walras,
              budget, homogeneity),
          100));
}

void print_uncertainty(const result_tables& tables) {
  if (!tables.has("trade_uncertainty")) return;
  const table_view view(tables.table("trade_uncertainty"));
  cli::text_table text({{"Real income by sampled elasticities", cli::align::left},
                        {"5 %", cli::align::right},
                        {"median", cli::align::right},
                        {"95 %", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "measure") == "real_income_change")
      text.add({view.text(row, "region_id"), signed_percent(view.number(row, "p05"), 3),
                signed_percent(view.number(row, "p50"), 3),
                signed_percent(view.number(row, "p95"), 3)});
  fmt::print("{}\n", text.to_string());
}

}  // namespace

void print_trade_screen(const result::result_tables& tables) {
  print_regions(tables);
  print_pairs(tables);
  print_uncertainty(tables);
  print_agreement(tables);
}

}  // namespace amur::app
