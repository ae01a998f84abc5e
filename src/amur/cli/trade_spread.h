#pragma once
// How sure an equilibrium is, as far as that hangs on the coefficients it is estimated with.

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "amur/cli/trade_equilibria.h"
#include "amur/trade/coefficient_uncertainty.h"

namespace amur::cli {

struct equilibria_spread {
  std::vector<country_column> columns;         ///< changes alone, as at the estimate
  trade::coefficient_uncertainty uncertainty;  ///< figures: column after column, by country
};

/// Draws from the estimate's covariance, and its delta method; `solve` finds the equilibria of a
/// world whose factors are set, and is called from several threads. Effects and, where there are
/// effects of pairs, today's trade stay as estimated.
[[nodiscard]] equilibria_spread find_spread(const equilibrium_arguments& arguments,
                                            const equilibria& made,
                                            const std::vector<country_column>& columns,
                                            const std::function<bool(equilibria&)>& solve);

void print_spread(const equilibria& made, const equilibria_spread& spread);
[[nodiscard]] nlohmann::json spread_json(const equilibria& made, const equilibria_spread& spread);
[[nodiscard]] bool write_spread(const std::string& path, const equilibria& made,
                                const equilibria_spread& spread, diagnostics& report);

}  // namespace amur::cli
