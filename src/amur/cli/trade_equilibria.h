#pragma once
// What `amur trade equilibrium` found: by country, by pair, on the screen and as JSON.

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/cli/trade_options.h"
#include "amur/trade/gravity.h"
#include "amur/trade/one_sector.h"

namespace amur::cli {

struct equilibria {
  std::optional<trade::gravity_estimate> estimate;
  coefficient_list coefficients;
  trade_world world;
  trade::one_sector_equilibrium baseline, conditional, full;
};

struct country_column {
  std::string name;
  std::vector<double> value;  ///< [country]
};

/// Amounts at the baseline; then changes as shares, of the conditional and of the full equilibrium.
[[nodiscard]] std::vector<country_column> tabulate(const equilibria& made);

void print_equilibria(const equilibrium_arguments& arguments, const trade_table& table,
                      const equilibria& made, const std::vector<country_column>& columns,
                      double seconds);

[[nodiscard]] nlohmann::json equilibria_json(const equilibrium_arguments& arguments,
                                             const trade_table& table, const equilibria& made,
                                             const std::vector<country_column>& columns,
                                             double seconds);

/// As CSV; false, and reported, where that fails.
[[nodiscard]] bool write_countries(const std::string& path, const equilibria& made,
                                   const std::vector<country_column>& columns, diagnostics& report);
[[nodiscard]] bool write_pairs(const std::string& path, const equilibria& made,
                               diagnostics& report);

}  // namespace amur::cli
