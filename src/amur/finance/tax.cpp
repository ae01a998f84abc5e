#include "amur/finance/tax.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace amur::finance {

std::vector<double> straight_line(std::span<const double> spent, std::size_t opening_year,
                                  const tax_terms& terms) {
  std::vector<double> written_off(spent.size(), 0);
  for (std::size_t year = 0; year < spent.size(); ++year) {
    const auto from = std::max(year, opening_year);
    const auto life =
        std::max<std::size_t>(terms.depreciation_years.value_or(spent.size() - from), 1);
    for (std::size_t k = 0; k < life; ++k)
      written_off[std::min(from + k, spent.size() - 1)] += spent[year] / static_cast<double>(life);
  }
  return written_off;
}

tax_path tax_on(std::vector<double> profit_usd, const tax_terms& terms) {
  struct loss {
    std::size_t year;
    double left;
  };
  std::deque<loss> losses;
  const std::vector<double> nothing(profit_usd.size(), 0);
  tax_path path{std::move(profit_usd), nothing, nothing};
  for (std::size_t year = 0; year < path.profit_usd.size(); ++year) {
    const double profit = path.profit_usd[year];
    while (terms.loss_years && !losses.empty() && year - losses.front().year > *terms.loss_years)
      losses.pop_front();
    if (profit < 0) losses.push_back({year, -profit});
    double taxed = std::max(0.0, profit);
    while (taxed > 0 && !losses.empty()) {
      const double used = std::min(taxed, losses.front().left);
      path.losses_used_usd[year] += used;
      taxed -= used;
      losses.front().left -= used;
      if (losses.front().left <= 0) losses.pop_front();
    }
    path.tax_usd[year] = terms.rate * taxed;
  }
  return path;
}

}  // namespace amur::finance
