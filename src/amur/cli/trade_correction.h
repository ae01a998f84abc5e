#pragma once
// `--correct-bias YEAR`: which effects make a panel of gravity, and its estimate without their
// bias.

#include <string>
#include <vector>

#include "amur/cli/trade_options.h"
#include "amur/trade/bias_correction.h"

namespace amur::cli {

struct corrected_estimate {
  trade::gravity_estimate before;  ///< with standard errors clustered by pair
  trade::bias_correction correction;
};

/// Columns that effects of exporter-time, importer-time and perhaps of the pair are made of.
struct correction_columns {
  std::string exporter, importer, time;
  bool has_pair_effects = false;
};

/// Throws CLI::ValidationError where effects, clusters or weights are others than the correction is
/// known for.
[[nodiscard]] correction_columns find_correction(const equation_arguments& arguments,
                                                 const std::string& time, const trade_table& table);

/// Puts the corrected values into `made`, which is solved, and says what they were. False, and
/// reported, where there is none.
[[nodiscard]] bool correct(const correction_columns& columns, const equation_arguments& arguments,
                           const trade_table& table, trade::gravity_estimate& made,
                           corrected_estimate& of, diagnostics& report);

}  // namespace amur::cli
