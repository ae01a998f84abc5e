#pragma once
// What can be attained at a point, and what no allocation can exceed: the two ends of the gap.

#include "amur/invest/market.h"

namespace amur::invest {

/// An allocation that follows from the point's flows, infrastructure and labour alone.
struct attained {
  double welfare = 0;
  double shortage = 0;  ///< of demand, at its prices, relative to all output
  double spent = 0;
  std::vector<double> consumption;     ///< [place] a head
  std::vector<double> people;          ///< [place]
  std::vector<VectorXd> labour;        ///< [place][good]
  std::vector<double> infrastructure;  ///< [road] within bounds and budgets
};
[[nodiscard]] attained find_attained(const market& of, const market_point& point);

/// Lagrange's dual: consumption, flows, labour and infrastructure each the best at these prices of
/// goods and budgets, whatever they add up to. Holds for any prices and any returns.
[[nodiscard]] double find_bound(const market& of, const std::vector<VectorXd>& price,
                                const std::vector<double>& budget_price);

}  // namespace amur::invest
