#pragma once
// How far a trade answer rests on elasticities that are only known within limits.

#include <cstdint>
#include <string>
#include <vector>

#include "amur/model/coupled_trade.h"

namespace amur::model {

struct sampling_options {
  std::size_t samples = 0;
  std::uint64_t seed = 1;
  std::size_t threads = 0;  ///< 0: all processors
};

/// Percentiles of one figure of one region over the samples that have a solution.
struct sampled_figure {
  trade_region_id region;
  std::string
      measure;  ///< real_income_change, exports_after_usd, imports_after_usd, duty_after_usd
  double mean = 0, p05 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0;
};

struct trade_uncertainty {
  std::size_t samples = 0, without_solution = 0;
  std::vector<sampled_figure> figures;
};

/// Solves the trade model again with sectors' elasticities drawn from lognormal distributions of
/// the case's means and standard deviations, at the costs of delivery that the answer has. The same
/// seed gives the same draws whatever the threads, and a sector's draws don't depend on other
/// sectors.
[[nodiscard]] trade_uncertainty sample_elasticities(const case_data& data,
                                                    const trade_answer& answer,
                                                    const sampling_options& options);

}  // namespace amur::model
