#pragma once
// Ways of trade around a measure: from A to B by C, where both parts have grown beyond gravity.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "amur/trade/robust_score.h"

namespace amur::trade {

/// Flows by row, with what is expected of each. Countries, products and periods are numbers;
/// periods in the order of time.
struct expected_trade {
  std::span<const std::uint32_t> exporter, importer, product, period;
  std::span<const double> trade;
  std::span<const double> expected;  ///< no number: the row is left out
};

/// A duty, a ban or the like on trade from `exporter` to `importer` from a period on.
struct trade_measure {
  std::uint32_t exporter = 0, importer = 0, since = 0;
};

/// What became of a pair's trade of a product: periods from the measure's on, against those before.
struct pair_change {
  std::uint32_t exporter = 0, importer = 0, product = 0;
  double trade = 0;      ///< since the measure
  double expected = 0;   ///< of it: by gravity, times trade over expectation before
  double log_ratio = 0;  ///< ln(trade / expected)
  double score = 0, threshold = 0;
};

struct rerouted_path {
  std::uint32_t measure = 0;  ///< which
  std::uint32_t via = 0;
  pair_change first, second;          ///< from the exporter to `via`, from there to the importer
  std::optional<pair_change> direct;  ///< none where it is not in the data
  double most = 0;                    ///< the smaller of both parts' trade beyond expectation
};

/// The change of each pair and product at a period. Where there is no period before, or a pair had
/// no trade then, trade since is held against gravity alone.
[[nodiscard]] std::vector<pair_change> changes_at(const expected_trade& flows, std::uint32_t since,
                                                  const score_options& options);

/// For each measure and product the countries by which both parts' changes are beyond the
/// threshold, those with most trade first. `least`: of `rerouted_path::most`. Each part is beyond
/// its threshold by chance with the options' level, so both are with about its square.
[[nodiscard]] std::vector<rerouted_path> find_rerouted(const expected_trade& flows,
                                                       std::span<const trade_measure> measures,
                                                       double least, const score_options& options);

}  // namespace amur::trade
