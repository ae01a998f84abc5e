#include "amur/world/trade_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/text/grouped.h"

namespace amur::world {
namespace {

// "2.3 times"
std::string times(double ratio) {
  return ratio < 100 ? fmt::format("{:.3g} times", ratio) : text::grouped(ratio) + " times";
}

std::vector<bool> foreign_rows(const reported_trade& trade) {
  std::vector<bool> is_foreign;
  for (std::size_t row = 0; row < trade.line.size(); ++row)
    is_foreign.push_back(trade.exporter[row] != trade.importer[row]);
  return is_foreign;
}

// Structural gravity's effects (Anderson & van Wincoop 2003; Yotov et al. 2016).
struct effect_columns {
  std::vector<std::string> names;
  std::vector<std::vector<std::uint32_t>> groups;

  explicit effect_columns(const reported_trade& trade) {
    const bool has_periods = trade.periods.size() > 1, has_products = trade.products.size() > 1;
    for (const bool is_exporter : {true, false}) {
      std::string name = is_exporter ? "exporter" : "importer";
      auto group = is_exporter ? trade.exporter : trade.importer;
      if (has_periods) {
        group = crossed(group, trade.period);
        name += "#period";
      }
      add(std::move(name), std::move(group), has_products, trade);
    }
    if (has_periods)
      add("exporter#importer", crossed(trade.exporter, trade.importer), has_products, trade);
  }

 private:
  void add(std::string name, std::vector<std::uint32_t> group, bool has_products,
           const reported_trade& trade) {
    if (has_products) {
      group = crossed(group, trade.product);
      name += "#product";
    }
    names.push_back(std::move(name));
    groups.push_back(std::move(group));
  }
};

void warn_of_rows(const gaps_answer& answer, diagnostics& report) {
  const auto warn = [&](std::size_t count, const char* what) {
    if (count > 0)
      report.warning(answer.trade.file, 0, "", "",
                     fmt::format("{} {}", text::grouped(static_cast<double>(count)), what));
  };
  warn(answer.trade.left_out, "rows left out: a name, a period or a regressor is missing");
  if (!answer.excess) return;
  const auto& made = answer.excess->estimate;
  warn(made.weightless - answer.within,
       "rows without a figure of trade: nothing is expected of them");
  warn(answer.within, "rows of trade within a country: left out of what gravity is asked");
  warn(made.singletons, "rows alone in a group of some effect: nothing is expected of them");
  warn(made.separated, "rows without trade that some effect fits ever better (separation)");
  if (!answer.excess->is_settled)
    report.warning(answer.trade.file, 0, "", "",
                   fmt::format("after {} rounds trade in excess still moves what is expected of it",
                               answer.excess->rounds));
}

bool find_trade_excess(const gaps_arguments& arguments, const std::vector<bool>& is_scored,
                       gaps_answer& answer, diagnostics& report) {
  const auto& table = answer.trade;
  const effect_columns effects(table);
  trade::gravity_data data;
  auto trade = table.trade;
  std::vector<double> weights(trade.size(), 1);
  // What countries sell themselves says nothing of how they trade with others: a port of transit
  // sells itself little.
  for (std::size_t row = 0; row < trade.size(); ++row)
    if (std::isnan(trade[row]) || !is_scored[row]) trade[row] = weights[row] = 0;
  data.trade = trade;
  data.weights = weights;
  for (std::size_t c = 0; c < table.terms.size(); ++c)
    data.regressors.push_back({table.terms[c].text, table.regressors[c]});
  for (std::size_t e = 0; e < effects.groups.size(); ++e)
    data.effects.push_back({effects.names[e], effects.groups[e]});
  trade::excess_options options;
  options.estimation.threads = arguments.threads;
  options.score.level = arguments.level;
  answer.excess = trade::find_excess(data, is_scored, options);
  const auto status = answer.excess->estimate.status;
  if (status == trade::gravity_status::solved) return true;
  report.error(table.file, 0, answer.excess->estimate.unmet, "",
               status == trade::gravity_status::nothing_left
                   ? "too few rows of trade are left to tell what is expected"
                   : "gravity has no estimate");
  return false;
}

void find_paths(const gaps_arguments& arguments, gaps_answer& answer) {
  const auto& table = answer.trade;
  auto trade = table.trade;
  for (double& each : trade) each = std::isnan(each) ? 0 : each;
  trade::score_options score;
  score.level = arguments.level;
  answer.paths = trade::find_rerouted(
      {table.exporter, table.importer, table.product, table.period, trade, answer.excess->expected},
      answer.measures, arguments.least, score);
}

}  // namespace

bool gaps_answer::has_gap(std::size_t row) const {
  if (!mirror || std::isnan(mirror->scores.score[row])) return false;
  return (mirror->scores.is_high(row) || mirror->scores.is_low(row)) &&
         std::abs(trade.imports[row] / (1 + margin) - trade.exports[row]) >= least;
}

bool gaps_answer::is_in_excess(std::size_t row) const {
  return excess && !std::isnan(excess->scores.score[row]) && excess->scores.is_high(row) &&
         trade.trade[row] - excess->expected[row] >= least;
}

double gaps_answer::gap(std::size_t row) const { return std::exp(mirror->log_gap[row]); }

std::string gaps_answer::reason(std::size_t row) const {
  std::string text;
  if (has_gap(row)) {
    const double ratio = gap(row);
    text = ratio > 1 ? fmt::format(
                           "the importer reports {} what the exporter does: consistent "
                           "with exports declared for another destination, or at less "
                           "than their worth",
                           times(ratio))
                     : fmt::format(
                           "the exporter reports {} what the importer does: consistent "
                           "with goods that went on elsewhere, were declared at less than "
                           "their worth, or not at all",
                           times(1 / ratio));
  }
  if (is_in_excess(row))
    text += fmt::format("{}{} what gravity expects: consistent with goods on their way elsewhere",
                        text.empty() ? "" : "; ", times(trade.trade[row] / excess->expected[row]));
  return text;
}

std::string gaps_answer::reason(const trade::rerouted_path& path) const {
  const auto& name = trade.countries;
  const auto ratio = [](const trade::pair_change& of) { return times(of.trade / of.expected); };
  const auto& measure = measures[path.measure];
  const auto since = trade.periods[measure.since];
  auto text = fmt::format("{}{} sells {} {} what is expected, {} sells {} {}",
                          since.empty() ? "" : "since " + since + " ", name[measure.exporter],
                          name[path.via], ratio(path.first), name[path.via], name[measure.importer],
                          ratio(path.second));
  if (path.direct)
    text += fmt::format(", {} sells {} {}", name[measure.exporter], name[measure.importer],
                        ratio(*path.direct));
  return text + fmt::format(": consistent with trade that goes by {}", name[path.via]);
}

std::optional<gaps_answer> find_gaps(const gaps_arguments& arguments, diagnostics& report) {
  auto table = read_reported_trade(arguments, report);
  if (!table) return std::nullopt;
  auto measures = read_measures(arguments, *table, report);
  if (!measures) return std::nullopt;
  gaps_answer answer{
      std::move(*table), {}, {}, std::move(*measures), {}, arguments.margin, arguments.level,
      arguments.least};
  const auto is_foreign = foreign_rows(answer.trade);
  answer.within = static_cast<std::size_t>(std::ranges::count(is_foreign, false));
  if (answer.trade.has_mirror()) {
    trade::score_options score;
    score.level = arguments.level;
    answer.mirror = trade::find_mirror_gaps(answer.trade.exports, answer.trade.imports,
                                            arguments.margin, is_foreign, score);
    if (answer.mirror->scores.groups.empty())
      report.warning(
          answer.trade.file, 0, "", "",
          fmt::format("fewer than {} flows of both sides: no gap is scored", trade::fewest_scored));
  }
  const bool can_expect = !answer.trade.terms.empty() || answer.trade.periods.size() > 1;
  if (!can_expect && !answer.measures.empty())
    throw no_answer("", "--measures",
                    "nothing tells what trade is expected: columns that explain it (--x), or "
                    "several periods (--period)");
  if (!can_expect && !answer.trade.has_mirror())
    throw no_answer("", "--x",
                    "nothing tells what trade is expected: columns that explain it, or several "
                    "periods (--period)");
  if (can_expect && !find_trade_excess(arguments, is_foreign, answer, report)) return std::nullopt;
  if (answer.excess) find_paths(arguments, answer);
  warn_of_rows(answer, report);
  return answer;
}

}  // namespace amur::world
