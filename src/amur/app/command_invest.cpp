// amur invest CASE

#include "amur/app/invest_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "amur/app/calibrate_command.h"
#include "amur/app/study_command.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

constexpr std::size_t most_countries_shown = 12;
constexpr double million = 1e6;

std::string mn_usd(double usd) { return std::isnan(usd) ? "-" : cli::grouped(usd / million, 1); }

void print_frontier(const table_view& frontier) {
  cli::text_table text({{"Budget, USD mn", cli::align::right},
                        {"spent", cli::align::right},
                        {"worth", cli::align::right},
                        {"at most", cli::align::right},
                        {"a year", cli::align::right},
                        {"", cli::align::left},
                        {"chosen", cli::align::left}});
  for (std::size_t row = 0; row < frontier.rows(); ++row)
    text.add({mn_usd(frontier.number(row, "budget_usd")), mn_usd(frontier.number(row, "cost_usd")),
              mn_usd(frontier.number(row, "value_usd")), mn_usd(frontier.number(row, "bound_usd")),
              mn_usd(frontier.number(row, "welfare_usd_per_year")), frontier.text(row, "answer"),
              cli::clipped(frontier.text(row, "chosen"), 90)});
  fmt::print("{}", text.to_string());
  std::vector<std::string> bounds;
  for (std::size_t row = 0; row < frontier.rows(); ++row)
    if (const auto& bound = frontier.text(row, "bound");
        std::ranges::find(bounds, bound) == bounds.end())
      bounds.push_back(bound);
  for (const auto& bound : bounds) fmt::print("at most: by {}\n", bound);
}

// How much of it is built.
std::string built_part(double share) {
  return share == 0 ? "" : share == 1 ? "x" : cli::percent(share);
}

void print_projects(const table_view& projects) {
  cli::text_table text({{"", cli::align::left},
                        {"Investment", cli::align::left},
                        {"cost, USD mn", cli::align::right},
                        {"opens", cli::align::right},
                        {"alone", cli::align::right},
                        {"last", cli::align::right},
                        {"of budgets", cli::align::right}});
  for (std::size_t row = 0; row < projects.rows(); ++row)
    text.add({built_part(projects.number(row, "share")),
              cli::clipped(projects.text(row, "name"), 44),
              mn_usd(projects.number(row, "cost_usd")),
              fmt::format("{}", projects.integer(row, "opening_year")),
              mn_usd(projects.number(row, "alone_usd")), mn_usd(projects.number(row, "last_usd")),
              fmt::format("{}", projects.integer(row, "budgets"))});
  fmt::print("\n{}", text.to_string());
}

void print_countries(const table_view& countries) {
  std::vector<std::size_t> order(countries.rows());
  for (std::size_t row = 0; row < order.size(); ++row) order[row] = row;
  std::ranges::stable_sort(order, [&](std::size_t one, std::size_t other) {
    return std::abs(countries.number(one, "net_usd")) >
           std::abs(countries.number(other, "net_usd"));
  });
  cli::text_table text({{"Country", cli::align::left},
                        {"pays, USD mn", cli::align::right},
                        {"users a year", cli::align::right},
                        {"fees and duties", cli::align::right},
                        {"net worth", cli::align::right},
                        {"debt at most", cli::align::right},
                        {"without", cli::align::right},
                        {"threshold", cli::align::right}});
  const auto share = [&](std::size_t row, const char* column) {
    const double value = countries.number(row, column);
    return std::isnan(value) ? "-" : cli::percent(value);
  };
  for (std::size_t i = 0; i < std::min(order.size(), most_countries_shown); ++i) {
    const auto row = order[i];
    text.add({countries.text(row, "country"), mn_usd(countries.number(row, "pays_usd")),
              mn_usd(countries.number(row, "surplus_usd_per_year")),
              mn_usd(countries.number(row, "paid_usd_per_year")),
              mn_usd(countries.number(row, "net_usd")), share(row, "public_debt_peak"),
              share(row, "public_debt_peak_without"), share(row, "public_debt_threshold")});
  }
  fmt::print("\n{}", text.to_string());
  if (order.size() > most_countries_shown)
    fmt::print("… and {} more, in the result\n", order.size() - most_countries_shown);
}

void print_invest(const result::result_tables& tables, const study::study_request& /*request*/,
                  double /*seconds*/) {
  print_frontier(table_view(tables.table("invest_frontier")));
  print_projects(table_view(tables.table("invest_projects")));
  print_countries(table_view(tables.table("invest_countries")));
}

}  // namespace

void add_invest_command(CLI::App& app, int& exit_code) {
  add_study_command(app, study_named("invest"), "invest.gpkg", {print_invest, own_tables().fill},
                    exit_code);
}

}  // namespace amur::app
