#include "amur/trade/rerouted_trade.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace amur::trade {
namespace {

using pair_key = std::array<std::uint32_t, 3>;  // exporter, importer, product

struct before_and_since {
  double trade_before = 0, expected_before = 0, trade = 0, expected = 0;
};

pair_change change_of(const pair_key& key, const before_and_since& sums) {
  pair_change change;
  change.exporter = key[0];
  change.importer = key[1];
  change.product = key[2];
  change.trade = sums.trade;
  const bool has_before = sums.trade_before > 0 && sums.expected_before > 0;
  change.expected = sums.expected * (has_before ? sums.trade_before / sums.expected_before : 1);
  change.log_ratio = sums.trade > 0 ? std::log(sums.trade / change.expected)
                                    : -std::numeric_limits<double>::infinity();
  return change;
}

// Changes by the pair that they are of.
class change_list {
 public:
  explicit change_list(std::vector<pair_change> all) : all_(std::move(all)) {
    for (std::size_t i = 0; i < all_.size(); ++i)
      place_[{all_[i].exporter, all_[i].importer, all_[i].product}] = i;
  }
  [[nodiscard]] const pair_change* find(std::uint32_t from, std::uint32_t to,
                                        std::uint32_t product) const {
    const auto at = place_.find({from, to, product});
    return at == place_.end() ? nullptr : &all_[at->second];
  }
  [[nodiscard]] const std::vector<pair_change>& all() const { return all_; }

 private:
  std::vector<pair_change> all_;
  std::map<pair_key, std::size_t> place_;
};

bool is_beyond(const pair_change& change) { return change.score > change.threshold; }

void add_paths(const change_list& changes, std::uint32_t number, const trade_measure& measure,
               double least, std::vector<rerouted_path>& paths) {
  for (const auto& first : changes.all()) {
    if (first.exporter != measure.exporter || first.importer == measure.importer ||
        first.importer == measure.exporter || !is_beyond(first))
      continue;
    const auto* second = changes.find(first.importer, measure.importer, first.product);
    if (!second || !is_beyond(*second)) continue;
    rerouted_path path{number, first.importer, first, *second, std::nullopt, 0};
    path.most = std::min(first.trade - first.expected, second->trade - second->expected);
    if (!(path.most >= least)) continue;
    if (const auto* direct = changes.find(measure.exporter, measure.importer, first.product))
      path.direct = *direct;
    paths.push_back(std::move(path));
  }
}

}  // namespace

std::vector<pair_change> changes_at(const expected_trade& flows, std::uint32_t since,
                                    const score_options& options) {
  std::map<pair_key, before_and_since> sums;
  for (std::size_t row = 0; row < flows.trade.size(); ++row) {
    if (!(flows.expected[row] > 0) || flows.exporter[row] == flows.importer[row]) continue;
    auto& of = sums[{flows.exporter[row], flows.importer[row], flows.product[row]}];
    const bool is_before = flows.period[row] < since;
    (is_before ? of.trade_before : of.trade) += flows.trade[row];
    (is_before ? of.expected_before : of.expected) += flows.expected[row];
  }
  std::vector<pair_change> changes;
  std::vector<double> ratio, size;
  for (const auto& [key, of] : sums) {
    if (!(of.expected > 0)) continue;
    changes.push_back(change_of(key, of));
    ratio.push_back(changes.back().log_ratio);
    size.push_back(changes.back().expected);
  }
  auto upper = options;
  upper.two_sided = false;
  const auto scores = score_by_size(ratio, size, upper);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    changes[i].score = scores.score[i];
    changes[i].threshold =
        scores.groups.empty() ? std::numeric_limits<double>::infinity() : scores.threshold(i);
  }
  return changes;
}

std::vector<rerouted_path> find_rerouted(const expected_trade& flows,
                                         std::span<const trade_measure> measures, double least,
                                         const score_options& options) {
  std::map<std::uint32_t, change_list> by_period;
  std::vector<rerouted_path> paths;
  for (std::uint32_t m = 0; m < measures.size(); ++m) {
    const auto since = measures[m].since;
    auto at = by_period.find(since);
    if (at == by_period.end())
      at = by_period.emplace(since, change_list(changes_at(flows, since, options))).first;
    add_paths(at->second, m, measures[m], least, paths);
  }
  std::ranges::stable_sort(paths, std::greater<>(), &rerouted_path::most);
  return paths;
}

}  // namespace amur::trade
