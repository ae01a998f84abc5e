#pragma once
// Trade that looks like evasion: mirror gaps, excess over gravity, ways around a measure.

#include <optional>
#include <string>
#include <vector>

#include "amur/trade/trade_excess.h"
#include "amur/world/reported_trade.h"

namespace amur::world {

struct gaps_answer {
  reported_trade trade;
  std::optional<trade::mirror_gaps> mirror;   ///< where both sides' reports are given
  std::optional<trade::trade_excess> excess;  ///< where there is something to expect trade from
  std::vector<trade::trade_measure> measures;
  std::vector<trade::rerouted_path> paths;

  /// Beyond the threshold and the least amount.
  [[nodiscard]] bool has_gap(std::size_t row) const;
  [[nodiscard]] bool is_in_excess(std::size_t row) const;
  /// What is odd of a row, and what that is consistent with; empty where nothing is.
  [[nodiscard]] std::string reason(std::size_t row) const;
  [[nodiscard]] std::string reason(const trade::rerouted_path& path) const;
  /// Of the larger report over the other, freight taken off the importer's.
  [[nodiscard]] double gap(std::size_t row) const;

  double margin = 0, level = 0, least = 0;
  std::size_t within = 0;  ///< rows of trade within a country
};

/// Mirror gaps where the table has both sides, excess where regressors are given or pairs have
/// several periods. Effects are those of structural gravity: exporter and importer (by period and
/// product) and, where there are several periods, the pair (by product); trade within a country is
/// left out. Nothing, with errors
/// reported, where a file can't be read or there is no estimate. Throws `no_answer`.
[[nodiscard]] std::optional<gaps_answer> find_gaps(const gaps_arguments& arguments,
                                                   diagnostics& report);

}  // namespace amur::world
