// What the finance of a case prints.

#include <fmt/format.h>

#include <cmath>
#include <map>

#include "amur/app/commands.h"
#include "amur/app/table_view.h"
#include "amur/cli/text_table.h"

namespace amur::app {
namespace {

using result::result_tables;

constexpr double million_usd = 1e6;
constexpr std::size_t rated_years = 10;

// What is shown: everything, or one project and its state.
struct choice {
  std::string project, country;

  [[nodiscard]] bool has_project(const table_view& view, std::size_t row) const {
    return project.empty() || view.text(row, "project_id") == project;
  }
  [[nodiscard]] bool has_state(const table_view& view, std::size_t row) const {
    return project.empty() || view.text(row, "country") == country;
  }
};

choice choice_of(const result_tables& tables, const std::string& project) {
  choice shown{project, {}};
  const table_view view(tables.table("finance_ratios"));
  for (std::size_t row = 0; row < view.rows(); ++row)
    if (view.text(row, "project_id") == project) shown.country = view.text(row, "country");
  return shown;
}

std::string rate(double value) {
  return std::isnan(value) ? "-" : fmt::format("{:.1f}%", 100 * value);
}
std::string times(double value) { return std::isnan(value) ? "-" : fmt::format("{:.2f}", value); }

void print_ratios(const result_tables& tables, const choice& shown) {
  const table_view view(tables.table("finance_ratios"));
  if (view.rows() == 0) return;
  cli::text_table text({{"Project (USD mn)", cli::align::left},
                        {"built for", cli::align::right},
                        {"loans", cli::align::right},
                        {"income", cli::align::right},
                        {"NPV", cli::align::right},
                        {"IRR", cli::align::right},
                        {"DSCR min", cli::align::right},
                        {"mean", cli::align::right},
                        {"LLCR", cli::align::right},
                        {"PLCR", cli::align::right},
                        {"payback", cli::align::right},
                        {"grant", cli::align::right}},
                       1);
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (!shown.has_project(view, row)) continue;
    const auto mn = [&](const char* column) {
      return cli::grouped(view.number(row, column) / million_usd);
    };
    const double payback = view.number(row, "payback_years");
    text.add({cli::clipped(view.text(row, "name"), 28), mn("construction_usd"), mn("loans_usd"),
              cli::grouped(view.number(row, "first_income_usd") / million_usd, 1), mn("npv_usd"),
              rate(view.number(row, "irr")), times(view.number(row, "dscr_minimum")),
              times(view.number(row, "dscr_average")), times(view.number(row, "llcr")),
              times(view.number(row, "plcr")),
              !std::isnan(payback)                        ? fmt::format("{:.1f} y", payback)
              : view.number(row, "construction_usd") == 0 ? "no cost"
                                                          : "never",
              mn("grant_for_npv_usd")});
  }
  fmt::print("{}", text.to_string());
  fmt::print(
      "Income of the opening year; NPV without loans; payback from the opening; grant: what brings "
      "the NPV to 0.\n");
  for (std::size_t row = 0; row < view.rows(); ++row) {
    const auto& all = view.text(row, "irr_all");
    if (shown.has_project(view, row) && all.find(';') != std::string::npos)
      fmt::print("{}: worth nothing at each of the rates {}; the IRR is the one nearest to 0.\n",
                 view.text(row, "name"), all);
  }
  fmt::print("\n");
}

// Worth to all beside worth to lenders and owners, where the case asks for it.
void print_economic(const result_tables& tables, const choice& shown) {
  if (!tables.has("finance_economic")) return;
  const table_view view(tables.table("finance_economic"));
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (!shown.has_project(view, row)) continue;
    fmt::print(
        "{}: worth {} mn USD to all at {} a year (EIRR {}), {} mn to who builds it (IRR {}).\n",
        view.text(row, "name"), cli::grouped(view.number(row, "economic_npv_usd") / million_usd),
        rate(view.number(row, "economic_rate")), rate(view.number(row, "economic_irr")),
        cli::grouped(view.number(row, "npv_usd") / million_usd), rate(view.number(row, "irr")));
  }
  fmt::print("\n");
}

void print_cash_flow(const result_tables& tables, const choice& shown) {
  const table_view view(tables.table("finance_years"));
  if (shown.project.empty() && table_view(tables.table("finance_ratios")).rows() != 1) return;
  cli::text_table text({{"Year (USD mn)", cli::align::left},
                        {"construction", cli::align::right},
                        {"income", cli::align::right},
                        {"operating", cli::align::right},
                        {"drawn", cli::align::right},
                        {"interest", cli::align::right},
                        {"principal", cli::align::right},
                        {"owed", cli::align::right},
                        {"owners", cli::align::right},
                        {"DSCR", cli::align::right}});
  for (std::size_t row = 0; row < view.rows(); ++row) {
    if (!shown.has_project(view, row)) continue;
    const auto mn = [&](const char* column) {
      return cli::grouped(view.number(row, column) / million_usd, 1);
    };
    text.add({fmt::format("{}", view.integer(row, "year")), mn("construction_usd"),
              mn("income_usd"), mn("operating_cost_usd"), mn("drawn_usd"), mn("interest_usd"),
              mn("principal_usd"), mn("balance_usd"), mn("owners_usd"),
              times(view.number(row, "dscr"))});
  }
  fmt::print("{}\n", text.to_string());
}

void print_tolls(const result_tables& tables) {
  if (!tables.has("finance_tolls")) return;
  const table_view view(tables.table("finance_tolls"));
  for (std::size_t row = 0; row < view.rows(); ++row)
    fmt::print("{}: for {} {}: {} USD a vehicle{} (now {}), {} tolls tried\n",
               view.text(row, "project_id"),
               view.text(row, "goal") == "npv" ? "an NPV of 0" : "the least DSCR wanted",
               view.text(row, "status"), cli::grouped(view.number(row, "fee_usd_per_vehicle"), 2),
               view.text(row, "status") == "no toll is enough" ? " is the best" : "",
               cli::grouped(view.number(row, "fee_now_usd_per_vehicle"), 2),
               view.integer(row, "tolls_tried"));
  fmt::print("\n");
}

// The highest of an indicator in the years that are rated, with a mark where it is above its
// threshold.
std::string peak(const table_view& stress, const std::string& country, const char* indicator) {
  double highest = std::nan(""), threshold = 0;
  std::size_t year = 0;
  bool breach = false;
  for (std::size_t row = 0; row < stress.rows(); ++row) {
    if (stress.text(row, "country") != country || stress.text(row, "test") != "baseline" ||
        stress.text(row, "indicator") != indicator)
      continue;
    threshold = stress.number(row, "threshold");
    breach = stress.integer(row, "breach") == 1;
    if (year++ > 0 && year <= rated_years + 1)
      highest = std::fmax(highest, stress.number(row, "value"));
  }
  return fmt::format("{:.0f}/{:.0f}{}", 100 * highest, 100 * threshold, breach ? "!" : "");
}

// What the rating says beyond its word, and what the framework's own would rest on too.
void print_limits(const table_view& rating, const choice& shown, bool has_history) {
  std::map<std::string, std::string> with_space, untested;  // names of states
  for (std::size_t row = 0; row < rating.rows(); ++row) {
    if (!shown.has_state(rating, row) || rating.text(row, "projects") != "with") continue;
    const auto add = [&](auto& names, const char* column) {
      auto& all = names[rating.text(row, column)];
      all += (all.empty() ? "" : ", ") + rating.text(row, "name");
    };
    add(with_space, "shock_space");
    add(untested, "not_tested");
  }
  for (const auto& [space, states] : with_space)
    if (!space.empty())
      fmt::print("At moderate external risk with {} space to absorb shocks: {}.\n", space, states);
  for (const auto& [tests, states] : untested)
    if (!tests.empty())
      fmt::print("Not tested, as the case tells of no exposure ({}): {}.\n", tests, states);
  fmt::print(
      "The framework's own rating needs more: {}realism checks, market indicators, judgement.\n\n",
      has_history ? "" : "its historical scenario, ");
}

void print_debt(const result_tables& tables, const choice& shown) {
  const table_view path(tables.table("debt_path"));
  const table_view rating(tables.table("debt_rating"));
  const table_view stress(tables.table("debt_stress"));
  std::map<std::pair<std::string, std::string>, std::vector<double>> debts;
  for (std::size_t row = 0; row < path.rows(); ++row)
    debts[{path.text(row, "country"), path.text(row, "projects")}].push_back(
        path.number(row, "public_debt"));
  cli::text_table text({{"State (% of GDP)", cli::align::left},
                        {"projects", cli::align::left},
                        {"debt", cli::align::right},
                        {"+5 y", cli::align::right},
                        {"+10 y", cli::align::right},
                        {"PV ext.", cli::align::right},
                        {"/exports", cli::align::right},
                        {"service/exp.", cli::align::right},
                        {"/revenue", cli::align::right},
                        {"PV public", cli::align::right},
                        {"risk: external", cli::align::left},
                        {"overall", cli::align::left}},
                       1);
  for (std::size_t row = 0; row < rating.rows(); ++row) {
    if (!shown.has_state(rating, row)) continue;
    const auto& country = rating.text(row, "country");
    const auto& projects = rating.text(row, "projects");
    const auto& debt = debts[{country, projects}];
    const auto in = [&debt](std::size_t year) {
      return year < debt.size() ? fmt::format("{:.0f}", 100 * debt[year]) : "-";
    };
    const bool main = projects == "with";
    const auto ratio = [&](const char* indicator) {
      return main ? peak(stress, country, indicator) : std::string();
    };
    text.add({main ? cli::clipped(rating.text(row, "name"), 16) : "", projects, in(0), in(5),
              in(10), ratio("pv_external_to_gdp"), ratio("pv_external_to_exports"),
              ratio("service_to_exports"), ratio("service_to_revenue"), ratio("pv_public_to_gdp"),
              rating.text(row, "external_risk"), rating.text(row, "overall_risk")});
  }
  if (text.empty()) return;
  fmt::print("{}", text.to_string());
  fmt::print(
      "Ratios: the highest of years 1 to 10 over the threshold for the state's debt-carrying "
      "capacity, ! where in breach.\n");
  bool all_have_history = true;
  for (std::size_t row = 0; row < rating.rows(); ++row) {
    if (!shown.has_state(rating, row) || rating.text(row, "projects") != "with") continue;
    const auto past = debts.find({rating.text(row, "country"), "historical"});
    all_have_history = all_have_history && past != debts.end();
    if (past != debts.end() && past->second.size() > rated_years)
      fmt::print(
          "{} with growth and balances at their past means: debt of {} of GDP in ten years.\n",
          rating.text(row, "name"), rate(past->second[rated_years]));
  }
  print_limits(rating, shown, all_have_history);
}

void print_fan(const result_tables& tables, const choice& shown) {
  const table_view fan(tables.table("debt_fan"));
  if (fan.rows() == 0) return;
  cli::text_table text({{"Public debt in ten years", cli::align::left},
                        {"5 %", cli::align::right},
                        {"25 %", cli::align::right},
                        {"median", cli::align::right},
                        {"75 %", cli::align::right},
                        {"95 %", cli::align::right}});
  std::map<std::string, std::size_t> year;
  for (std::size_t row = 0; row < fan.rows(); ++row) {
    if (fan.text(row, "measure") != "public_debt" || !shown.has_state(fan, row)) continue;
    const auto& country = fan.text(row, "country");
    if (year[country]++ != rated_years) continue;
    text.add({country, rate(fan.number(row, "p05")), rate(fan.number(row, "p25")),
              rate(fan.number(row, "p50")), rate(fan.number(row, "p75")),
              rate(fan.number(row, "p95"))});
  }
  if (!text.empty()) fmt::print("{}\n", text.to_string());
}

}  // namespace

void print_finance_screen(const result_tables& tables, const std::string& project) {
  const auto shown = choice_of(tables, project);
  print_cash_flow(tables, shown);
  print_ratios(tables, shown);
  print_economic(tables, shown);
  print_tolls(tables);
  print_debt(tables, shown);
  print_fan(tables, shown);
  if (!project.empty()) return;
  print_observations(tables, tables.table("observations").row_count());
  print_answered_claims(tables.table("claims"));
}

}  // namespace amur::app
