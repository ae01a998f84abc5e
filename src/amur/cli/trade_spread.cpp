#include "amur/cli/trade_spread.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "amur/cli/text_table.h"
#include "amur/text/file.h"
#include "amur/text/written_names.h"
#include "amur/trade/inference.h"

namespace amur::cli {
namespace {

constexpr std::size_t most_pairs_shown = 40;
constexpr const char* shown_column = "full_welfare_change";

// Of the coefficients of all terms, those left out having none.
std::vector<double> covariance_of(const trade::gravity_estimate& estimate) {
  const auto terms = estimate.coefficients.size();
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < terms; ++c)
    if (estimate.coefficients[c].use == trade::regressor_use::estimated) kept.push_back(c);
  std::vector<double> made(terms * terms, 0);
  for (std::size_t i = 0; i < kept.size(); ++i)
    for (std::size_t j = 0; j < kept.size(); ++j)
      made[kept[i] * terms + kept[j]] = estimate.covariance[i * (kept.size() + 1) + j];
  return made;
}

std::vector<country_column> changes_among(const std::vector<country_column>& columns) {
  std::vector<country_column> changes;
  std::ranges::copy_if(columns, std::back_inserter(changes),
                       [](const country_column& each) { return each.name.ends_with("_change"); });
  return changes;
}

// Each figure's country, measure, value and spread in turn.
void for_each_figure(const equilibria& made, const equilibria_spread& spread, auto&& take) {
  std::size_t figure = 0;
  for (const auto& column : spread.columns)
    for (std::size_t i = 0; i < column.value.size(); ++i)
      take(made.world.country[i], column.name, column.value[i],
           spread.uncertainty.figures[figure++]);
}

}  // namespace

equilibria_spread find_spread(const equilibrium_arguments& arguments, const equilibria& made,
                              const std::vector<country_column>& columns,
                              const std::function<bool(equilibria&)>& solve) {
  const auto outcome =
      [&](std::span<const double> coefficients) -> std::optional<std::vector<double>> {
    equilibria drawn;
    drawn.world = made.world;
    world::set_factors(drawn.world, {coefficients.begin(), coefficients.end()});
    if (!solve(drawn)) return std::nullopt;
    std::vector<double> figures;
    for (const auto& column : changes_among(tabulate(drawn)))
      figures.insert(figures.end(), column.value.begin(), column.value.end());
    return figures;
  };
  return {changes_among(columns),
          trade::spread_of_outcome(made.coefficients, covariance_of(*made.estimate), outcome,
                                   {arguments.samples, arguments.seed, 0.95, arguments.threads})};
}

void print_spread(const equilibria& made, const equilibria_spread& spread) {
  const auto place = static_cast<std::size_t>(
      std::ranges::find(spread.columns, shown_column, &country_column::name) -
      spread.columns.begin());
  const auto& welfare = spread.columns[place].value;
  std::vector<std::size_t> order(welfare.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](auto a, auto b) { return welfare[a] > welfare[b]; });
  const bool has_samples = spread.uncertainty.samples > spread.uncertainty.without_answer;
  std::vector<std::pair<std::string, align>> columns = {{"Welfare in %", align::left},
                                                        {"change", align::right},
                                                        {"std. error", align::right},
                                                        {"95 % from", align::right},
                                                        {"to", align::right}};
  if (has_samples) {
    columns.emplace_back("sampled from", align::right);
    columns.emplace_back("to", align::right);
  }
  text_table text(std::move(columns));
  const auto percent = [](double share) { return fmt::format("{:+.4f}", 100 * share); };
  for (std::size_t i = 0; i < std::min(order.size(), most_pairs_shown); ++i) {
    const auto country = order[i];
    const auto& figure = spread.uncertainty.figures[place * welfare.size() + country];
    const auto of = trade::infer(welfare[country], figure.standard_error);
    std::vector<std::string> cells = {
        clipped(made.world.country[country], 24), percent(welfare[country]),
        fmt::format("{:.4f}", 100 * figure.standard_error), percent(of.lower), percent(of.upper)};
    if (has_samples) {
      cells.push_back(percent(figure.lower));
      cells.push_back(percent(figure.upper));
    }
    text.add(std::move(cells));
  }
  if (order.size() > most_pairs_shown)
    text.add({fmt::format("... {} more", order.size() - most_pairs_shown)});
  fmt::print("\n{}", text.to_string());
  fmt::print("as far as the coefficients are unsure: delta method{}\n",
             has_samples
                 ? fmt::format(", and {} samples, {} of them without an answer",
                               spread.uncertainty.samples, spread.uncertainty.without_answer)
                 : "");
}

nlohmann::json spread_json(const equilibria& made, const equilibria_spread& spread) {
  nlohmann::json json{{"samples", spread.uncertainty.samples},
                      {"without_answer", spread.uncertainty.without_answer},
                      {"figures", nlohmann::json::array()}};
  const bool has_samples = spread.uncertainty.samples > spread.uncertainty.without_answer;
  for_each_figure(
      made, spread,
      [&](const auto& country, const auto& measure, double value, const trade::figure_spread& of) {
        const auto range = trade::infer(value, of.standard_error);
        nlohmann::json row{{"country", country},      {"measure", measure},
                           {"value", value},          {"standard_error", of.standard_error},
                           {"lower_95", range.lower}, {"upper_95", range.upper}};
        if (has_samples)
          row.update({{"sampled_mean", of.mean},
                      {"sampled_standard_error", of.deviation},
                      {"p025", of.lower},
                      {"p50", of.median},
                      {"p975", of.upper}});
        json["figures"].push_back(std::move(row));
      });
  return json;
}

bool write_spread(const std::string& path, const equilibria& made, const equilibria_spread& spread,
                  diagnostics& report) {
  text::file_writer out(path, report);
  const bool has_samples = spread.uncertainty.samples > spread.uncertainty.without_answer;
  out << "country,measure,value,standard_error,lower_95,upper_95,sampled_mean,"
         "sampled_standard_error,p025,p50,p975,samples,without_answer\n";
  for_each_figure(
      made, spread,
      [&](const auto& country, const auto& measure, double value, const trade::figure_spread& of) {
        const auto range = trade::infer(value, of.standard_error);
        out << text::csv_cell(country) << ',' << measure << ',' << value << ',' << of.standard_error
            << ',' << range.lower << ',' << range.upper;
        for (const double each : {of.mean, of.deviation, of.lower, of.median, of.upper}) {
          out << ',';
          if (has_samples) out << each;
        }
        out << ',' << spread.uncertainty.samples << ',' << spread.uncertainty.without_answer
            << '\n';
      });
  return out.commit();
}

}  // namespace amur::cli
