#include "amur/trade/trade_excess.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "amur/base/number.h"

namespace amur::trade {
namespace {

double log_ratio_of(double trade, double expected) {
  if (!(expected > 0)) return no_number;
  return trade > 0 ? std::log(trade / expected) : -infinite;
}

// What others say of a row can't be told where it is nearly all of a group.
constexpr double most_leverage = 0.95, least_of_fit = 0.01;

// [row] what of a row's fit is its own doing.
std::vector<double> leverage_of(const gravity_data& data, const gravity_estimate& made) {
  std::vector<double> others(data.trade.size(), 1);
  for (const auto& effect : data.effects) {
    std::unordered_map<std::uint32_t, double> sum;
    for (std::size_t row = 0; row < others.size(); ++row)
      if (made.use[row] == row_use::used) sum[effect.group[row]] += made.fitted[row];
    for (std::size_t row = 0; row < others.size(); ++row)
      if (made.use[row] == row_use::used)
        others[row] *= std::max(0.0, 1 - made.fitted[row] / sum[effect.group[row]]);
  }
  for (double& each : others) each = 1 - each;
  return others;
}

// Replaces trade in excess by its fit; the largest change of such a fit, relative.
double replace(const gravity_estimate& made, const std::vector<bool>& is_replaced,
               std::vector<double>& trade) {
  double moved = 0;
  for (std::size_t row = 0; row < trade.size(); ++row) {
    if (!is_replaced[row] || made.use[row] != row_use::used) continue;
    moved = std::max(moved, std::abs(trade[row] / made.fitted[row] - 1));
    trade[row] = made.fitted[row];
  }
  return moved;
}

// What is expected of each row, and its scores, by an estimate from `fitted_to`.
void score(const gravity_data& data, std::span<const double> fitted_to,
           const std::vector<bool>& is_scored, const score_options& options, trade_excess& found) {
  const auto& made = found.estimate;
  const auto rows = data.trade.size();
  const auto leverage = leverage_of(data, made);
  found.expected.assign(rows, no_number);
  found.log_ratio.assign(rows, no_number);
  std::vector<double> alike(rows, no_number);
  for (std::size_t row = 0; row < rows; ++row) {
    const double h = leverage[row], fit = made.fitted[row];
    if (made.use[row] != row_use::used || h > most_leverage) continue;
    found.expected[row] = std::max((fit - h * fitted_to[row]) / (1 - h), least_of_fit * fit);
    if (!is_scored[row]) continue;
    found.log_ratio[row] = log_ratio_of(data.trade[row], found.expected[row]);
    alike[row] = found.log_ratio[row] * std::sqrt(1 - h);
  }
  found.scores = score_by_size(alike, found.expected, options);
}

}  // namespace

mirror_gaps find_mirror_gaps(std::span<const double> exports, std::span<const double> imports,
                             double margin, const std::vector<bool>& is_scored,
                             const score_options& options) {
  mirror_gaps found;
  found.log_gap.assign(exports.size(), no_number);
  std::vector<double> size(exports.size(), no_number);
  for (std::size_t row = 0; row < exports.size(); ++row) {
    if (!is_scored[row] || !(exports[row] > 0) || !(imports[row] > 0)) continue;
    found.log_gap[row] = std::log(imports[row] / (exports[row] * (1 + margin)));
    size[row] = std::log(imports[row]) + std::log(exports[row]);
  }
  found.scores = score_by_size(found.log_gap, size, options);
  return found;
}

trade_excess find_excess(const gravity_data& data, const std::vector<bool>& is_scored,
                         const excess_options& options) {
  const auto rows = data.trade.size();
  std::vector<double> trade(data.trade.begin(), data.trade.end());
  std::vector<bool> is_replaced(rows, false);
  auto without_excess = data;
  without_excess.trade = trade;
  trade_excess found;
  while (!found.is_settled && found.rounds < options.most_rounds) {
    ++found.rounds;
    found.estimate = estimate_gravity(without_excess, options.estimation);
    if (found.estimate.status != gravity_status::solved) return found;
    score(data, trade, is_scored, options.score, found);
    bool is_longer = false;
    for (std::size_t row = 0; row < rows; ++row) {
      if (is_replaced[row] || !found.scores.is_high(row)) continue;
      is_replaced[row] = is_longer = true;
    }
    found.is_settled =
        replace(found.estimate, is_replaced, trade) <= options.tolerance && !is_longer;
  }
  return found;
}

}  // namespace amur::trade
