#include "amur/calibrate/posterior.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "amur/ensemble/varied_case.h"
#include "amur/text/text.h"

namespace amur::calibrate {
namespace {

// A correlation of 1 is one variable, which the fit would not tell apart.
constexpr double most_correlation = 0.999999;

}  // namespace

std::string posterior_edits(const case_fit& fit, std::span<const cases::named_cell> cells) {
  const auto& covariance = fit.statistics.covariance;
  std::vector<Eigen::Index> told;
  for (std::size_t j = 0; j < cells.size(); ++j)
    if (fit.statistics.is_told[j] && !fit.found.at_bound[j])
      told.push_back(static_cast<Eigen::Index>(j));
  std::string toml;
  const auto id = [](Eigen::Index j) { return fmt::format("fitted_{}", j + 1); };
  for (const auto j : told) {
    const auto& cell = cells[static_cast<std::size_t>(j)];
    const double fitted = fit.found.cells(j), error = std::sqrt(covariance(j, j));
    const double off = ensemble::widths_of_nine_in_ten() * error;
    // The scenario's cells are multiplied already where they are multiplied at all.
    const double centre = cell.is_factor ? 1 : fitted;
    const double low = fitted > 0 ? centre * std::exp(-off / fitted) : fitted - off,
                 high = fitted > 0 ? centre * std::exp(off / fitted) : fitted + off;
    toml += fmt::format(
        "\n[[edit]]\ntable = \"spreads\"\naction = \"add\"\nvalues = {{ spread_id = \"{}\", cells "
        "= "
        "{}, low = {}, high = {}, source = {} }}\n",
        id(j), text::toml_string(cell.name), low, high, text::toml_string(cell.source));
  }
  for (std::size_t a = 0; a < told.size(); ++a)
    for (std::size_t b = a + 1; b < told.size(); ++b) {
      const auto i = told[a], j = told[b];
      const double correlation = covariance(i, j) / std::sqrt(covariance(i, i) * covariance(j, j));
      if (correlation == 0) continue;
      toml += fmt::format(
          "\n[[edit]]\ntable = \"correlations\"\naction = \"add\"\nvalues = {{ spread_id = \"{}\", "
          "with_spread_id = \"{}\", correlation = {}, source = {} }}\n",
          id(i), id(j), std::clamp(correlation, -most_correlation, most_correlation),
          text::toml_string(cells[static_cast<std::size_t>(i)].source));
    }
  return toml;
}

}  // namespace amur::calibrate
