#include "amur/trade/sample.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace amur::trade {
namespace {

std::vector<std::size_t> rows_used(std::span<const row_use> use) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < use.size(); ++row)
    if (use[row] == row_use::used) rows.push_back(row);
  return rows;
}

}  // namespace

void prune_rows(const gravity_data& data, std::vector<row_use>& use) {
  std::vector<std::size_t> all(use.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<level_column> effects;
  for (const auto& effect : data.effects) effects.push_back(number_levels(effect.group, all));
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& effect : effects) {
      std::vector<std::size_t> count(effect.count, 0);
      std::vector<double> trade(effect.count, 0);
      for (std::size_t row = 0; row < use.size(); ++row) {
        if (use[row] != row_use::used) continue;
        ++count[effect.level[row]];
        trade[effect.level[row]] += data.trade[row];
      }
      for (std::size_t row = 0; row < use.size(); ++row) {
        if (use[row] != row_use::used) continue;
        const auto level = effect.level[row];
        if (trade[level] > 0 && count[level] > 1) continue;
        use[row] = count[level] == 1 ? row_use::singleton : row_use::separated;
        changed = true;
      }
    }
  }
}

estimation_sample gather_sample(const gravity_data& data, std::span<const row_use> use) {
  estimation_sample sample;
  const auto rows = rows_used(use);
  for (const auto& effect : data.effects)
    sample.effects.push_back(number_levels(effect.group, rows));

  // A stable counting sort by the largest effect.
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!sample.effects.empty()) {
    const auto& key = sample.effects[largest_effect(sample.effects)];
    std::vector<std::size_t> next(key.count + 1, 0);
    for (const auto level : key.level) ++next[level + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    for (std::size_t i = 0; i < rows.size(); ++i) order[next[key.level[i]]++] = i;
  }
  for (auto& effect : sample.effects) {
    auto sorted = effect.level;
    for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = effect.level[order[i]];
    effect.level = std::move(sorted);
  }
  for (const auto i : order) {
    sample.row.push_back(rows[i]);
    const double weight = data.weights.empty() ? 1 : data.weights[rows[i]];
    sample.trade.push_back(weight * data.trade[rows[i]]);
    sample.offset.push_back((data.offset.empty() ? 0 : data.offset[rows[i]]) + std::log(weight));
    sample.weight.push_back(weight);
  }
  return sample;
}

columns gather_regressors(const gravity_data& data, const estimation_sample& sample,
                          std::span<const std::size_t> kept, std::size_t spare) {
  columns gathered(sample.row.size(), spare + kept.size());
  for (std::size_t i = 0; i < sample.row.size(); ++i)
    for (std::size_t c = 0; c < kept.size(); ++c)
      gathered.at(i, spare + c) = data.regressors[kept[c]].value[sample.row[i]];
  return gathered;
}

}  // namespace amur::trade
