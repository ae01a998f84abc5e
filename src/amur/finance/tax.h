#pragma once
// Tax on a project's profit: straight-line depreciation, losses carried forward.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace amur::finance {

struct tax_terms {
  double rate = 0;
  std::optional<std::size_t> depreciation_years;  ///< none: until the project ends
  std::optional<std::size_t> loss_years;          ///< a loss counts for so long; none: for ever
};

/// [year] What is spent in a year is written off in equal parts from that year on, or from the
/// opening; what a project's end leaves of it, with its last year.
[[nodiscard]] std::vector<double> straight_line(std::span<const double> spent,
                                                std::size_t opening_year, const tax_terms& terms);

/// [year]
struct tax_path {
  std::vector<double> profit_usd;       ///< before losses of earlier years
  std::vector<double> losses_used_usd;  ///< the oldest first
  std::vector<double> tax_usd;          ///< paid in the same year
};

[[nodiscard]] tax_path tax_on(std::vector<double> profit_usd, const tax_terms& terms);

}  // namespace amur::finance
