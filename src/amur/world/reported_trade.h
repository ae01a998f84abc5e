#pragma once
// A table of what countries report of their trade, and of measures against some of it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/trade/rerouted_trade.h"
#include "amur/world/trade_table.h"

namespace amur::world {

struct gaps_arguments {
  std::string file, measures;
  std::string exporter = "exporter", importer = "importer", period, product;
  std::string exports, imports, trade;  ///< columns; empty: none
  std::vector<std::string> regressors;
  /// Of freight and insurance in what importers report, over what exporters do: the International
  /// Monetary Fund's since 2018 (Marini, Dippelsman & Stanger 2018).
  double margin = 0.06;
  double level = 0.001, least = 0;
  std::size_t threads = 0;
};

/// Columns of flows by row; no number where a side says nothing.
struct reported_trade {
  std::string file;
  std::vector<std::size_t> line;
  std::vector<std::string> countries, products, periods;  ///< periods in the order of time
  std::vector<std::uint32_t> exporter, importer, product, period;
  std::vector<double> exports, imports;
  std::vector<double> trade;  ///< what gravity is asked of
  std::vector<gravity_term> terms;
  std::vector<std::vector<double>> regressors;
  std::size_t left_out = 0;  ///< rows without a name, a period or a regressor

  [[nodiscard]] bool has_mirror() const { return !exports.empty(); }
};

/// Reads a row for each exporter, importer, product and period; a flow that stands twice is an
/// error. Trade is the column of that name, else what the importer reports, else what the exporter
/// does with the margin. Throws `no_answer` where the arguments don't fit together.
[[nodiscard]] std::optional<reported_trade> read_reported_trade(const gaps_arguments& arguments,
                                                                diagnostics& report);

/// Reads exporter, importer and, where the trade has periods, since: the first period of the
/// measure.
[[nodiscard]] std::optional<std::vector<trade::trade_measure>> read_measures(
    const gaps_arguments& arguments, const reported_trade& trade, diagnostics& report);

}  // namespace amur::world
