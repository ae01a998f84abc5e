#include "amur/cli/trade_equilibria.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "amur/cli/text_table.h"
#include "amur/text/file.h"
#include "amur/text/text.h"
#include "amur/text/written_names.h"

namespace amur::cli {
namespace {

using trade::one_sector_equilibrium;

// A screen shows this many winners and as many losers.
constexpr std::size_t most_shown = 20;

struct trade_sums {
  std::vector<double> exports, imports, domestic;
};

trade_sums sum_trade(const one_sector_equilibrium& of) {
  const auto n = of.output.size();
  trade_sums sums{std::vector<double>(n, 0), std::vector<double>(n, 0), std::vector<double>(n, 0)};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      const double value = of.trade[i * n + j];
      if (i == j) {
        sums.domestic[i] = value;
      } else {
        sums.exports[i] += value;
        sums.imports[j] += value;
      }
    }
  return sums;
}

std::vector<double> change_of(const std::vector<double>& after, const std::vector<double>& before) {
  std::vector<double> change;
  for (std::size_t i = 0; i < after.size(); ++i) change.push_back(after[i] / before[i] - 1);
  return change;
}

const std::vector<double>& column(const std::vector<country_column>& columns, const char* name) {
  return std::ranges::find(columns, name, &country_column::name)->value;
}

std::string signed_percent(double share) {
  return std::isfinite(share) ? fmt::format("{:+.4f}", 100 * share) : "-";
}

void print_countries(const equilibria& made, const std::vector<country_column>& columns) {
  const auto& welfare = column(columns, "full_welfare_change");
  std::vector<std::size_t> order(welfare.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return welfare[a] > welfare[b]; });
  text_table text({{"Change in %", align::left},
                   {"exports cond.", align::right},
                   {"exports", align::right},
                   {"imports", align::right},
                   {"domestic", align::right},
                   {"output", align::right},
                   {"factory price", align::right},
                   {"consumer price", align::right},
                   {"welfare cond.", align::right},
                   {"welfare", align::right}});
  const std::vector<const char*> shown = {"conditional_exports_change",
                                          "full_exports_change",
                                          "full_imports_change",
                                          "full_domestic_change",
                                          "full_output_change",
                                          "full_factory_gate_price_change",
                                          "full_inward_resistance_change",
                                          "conditional_welfare_change",
                                          "full_welfare_change"};
  for (std::size_t place = 0; place < order.size(); ++place) {
    if (place == most_shown && order.size() > 2 * most_shown) {
      text.add({fmt::format("... {} more", order.size() - 2 * most_shown)});
      place = order.size() - most_shown;
    }
    std::vector<std::string> cells = {clipped(made.world.country[order[place]], 24)};
    for (const char* name : shown)
      cells.push_back(signed_percent(column(columns, name)[order[place]]));
    text.add(std::move(cells));
  }
  fmt::print("{}", text.to_string());
}

std::string describe(const trade::one_sector_residuals& of) {
  return fmt::format(
      "equations hold to {:.0e}, markets clear to {:.0e}, Walras' law to {:.0e}, the world's "
      "budget to {:.0e}, homogeneity to {:.0e}",
      std::max({of.resistances, of.prices, of.budgets}), of.market_clearing, of.walras,
      of.world_budget, of.homogeneity);
}

nlohmann::json to_json(const trade::one_sector_residuals& of) {
  return {{"resistances", of.resistances},
          {"prices", of.prices},
          {"market_clearing", of.market_clearing},
          {"budgets", of.budgets},
          {"walras", of.walras},
          {"world_budget", of.world_budget},
          {"homogeneity", of.homogeneity}};
}

}  // namespace

std::vector<country_column> tabulate(const equilibria& made) {
  const auto before = sum_trade(made.baseline);
  std::vector<country_column> columns = {{"output", made.baseline.output},
                                         {"expenditure", made.baseline.expenditure},
                                         {"exports", before.exports},
                                         {"imports", before.imports},
                                         {"domestic", before.domestic},
                                         {"inward_resistance", made.baseline.inward_resistance},
                                         {"outward_resistance", made.baseline.outward_resistance}};
  for (const auto& [name, after] : {std::pair{std::string("conditional_"), &made.conditional},
                                    std::pair{std::string("full_"), &made.full}}) {
    const auto sums = sum_trade(*after);
    const auto& base = made.baseline;
    const auto add = [&columns, prefix = name](const char* what, std::vector<double> value) {
      columns.push_back({prefix + what + "_change", std::move(value)});
    };
    add("exports", change_of(sums.exports, before.exports));
    add("imports", change_of(sums.imports, before.imports));
    add("domestic", change_of(sums.domestic, before.domestic));
    add("factory_gate_price", change_of(after->factory_gate_price, base.factory_gate_price));
    add("inward_resistance", change_of(after->inward_resistance, base.inward_resistance));
    add("outward_resistance", change_of(after->outward_resistance, base.outward_resistance));
    add("output", change_of(after->output, base.output));
    add("real_output", change_of(after->real_output, base.real_output));
    add("welfare", change_of(after->welfare, base.welfare));
  }
  return columns;
}

void print_equilibria(const equilibrium_arguments& arguments, const trade_table& table,
                      const equilibria& made, const std::vector<country_column>& columns,
                      double seconds) {
  const auto& world = made.world;
  fmt::print("{}: one sector, {} countries, sigma {}, {:.2f} s\n", table.file().file,
             world.country.size(), arguments.sigma, seconds);
  std::vector<std::string> terms;
  for (std::size_t c = 0; c < table.terms().size(); ++c)
    terms.push_back(fmt::format("{} {:.7g}", table.terms()[c].text, made.coefficients[c]));
  fmt::print("{}",
             wrapped((made.estimate ? "estimated: " : "given: ") + text::join(terms), 100, "  "));
  for (std::size_t c = 0; c < arguments.changes.size(); ++c)
    fmt::print("set: {} ({} {})\n", arguments.changes[c], world.rows_changed[c],
               world.rows_changed[c] == 1 ? "row" : "rows");
  fmt::print("prices in terms of what {} consumes\n\n", world.country[world.reference]);
  print_countries(made, columns);
  const auto winners =
      std::ranges::count_if(column(columns, "full_welfare_change"), [](double x) { return x > 0; });
  fmt::print("\n{} countries win, {} don't. cond.: at the outputs and expenditures of today.\n",
             winners, static_cast<std::ptrdiff_t>(world.country.size()) - winners);
  fmt::print("{}", wrapped("Full: " + describe(made.full.residuals), 100));
}

nlohmann::json equilibria_json(const equilibrium_arguments& arguments, const trade_table& table,
                               const equilibria& made, const std::vector<country_column>& columns,
                               double seconds) {
  nlohmann::json json{{"sigma", arguments.sigma},
                      {"reference", made.world.country[made.world.reference]},
                      {"estimated", made.estimate.has_value()},
                      {"seconds", seconds}};
  for (std::size_t c = 0; c < table.terms().size(); ++c)
    json["coefficients"].push_back(
        {{"name", table.terms()[c].text}, {"coefficient", made.coefficients[c]}});
  for (std::size_t c = 0; c < arguments.changes.size(); ++c)
    json["changes"].push_back(
        {{"set", arguments.changes[c]}, {"rows", made.world.rows_changed[c]}});
  for (std::size_t i = 0; i < made.world.country.size(); ++i) {
    nlohmann::json row{{"country", made.world.country[i]}};
    for (const auto& each : columns) row[each.name] = each.value[i];
    json["countries"].push_back(std::move(row));
  }
  json["residuals"] = {{"baseline", to_json(made.baseline.residuals)},
                       {"conditional", to_json(made.conditional.residuals)},
                       {"full", to_json(made.full.residuals)}};
  return json;
}

bool write_countries(const std::string& path, const equilibria& made,
                     const std::vector<country_column>& columns, diagnostics& report) {
  text::file_writer out(path, report);
  out << "country";
  for (const auto& each : columns) out << ',' << each.name;
  out << '\n';
  for (std::size_t i = 0; i < made.world.country.size(); ++i) {
    out << text::csv_cell(made.world.country[i]);
    for (const auto& each : columns) out << ',' << each.value[i];
    out << '\n';
  }
  return out.commit();
}

bool write_pairs(const std::string& path, const equilibria& made, diagnostics& report) {
  text::file_writer out(path, report);
  out << "exporter,importer,trade_before,trade_conditional,trade_full\n";
  const auto n = made.world.country.size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      out << text::csv_cell(made.world.country[i]) << ',' << text::csv_cell(made.world.country[j]);
      for (const auto* of : {&made.baseline, &made.conditional, &made.full})
        out << ',' << of->trade[i * n + j];
      out << '\n';
    }
  return out.commit();
}

}  // namespace amur::cli
