// Welfare of one equilibrium beside another (Caliendo & Parro 2015), to first order split as they
// do.

#include <cmath>

#include "amur/trade/many_sector_state.h"

namespace amur::trade {

welfare_change compare(const many_sector_world& world, const many_sector_equilibrium& from,
                       const many_sector_equilibrium& to) {
  const auto countries = world.countries, sectors = world.sectors;
  welfare_change change;
  change.terms_of_trade.assign(countries, 0);
  change.volume_of_trade.assign(countries, 0);
  change.delivery_cost.assign(countries, 0);
  for (std::size_t j = 0; j < sectors; ++j)
    for (std::size_t n = 0; n < countries; ++n)
      for (std::size_t i = 0; i < countries; ++i) {
        const auto pair = pair_at(world, j, n, i);
        const double imports = from.trade[pair];
        if (!(imports > 0)) continue;
        const double cost = to.unit_cost[i * sectors + j] / from.unit_cost[i * sectors + j] *
                                (1 + to.export_duty[pair]) / (1 + from.export_duty[pair]) -
                            1;
        const double delivery = to.cost_factor[pair] / from.cost_factor[pair] - 1;
        if (!std::isfinite(cost) || !std::isfinite(delivery)) {
          change.first_order_is_meaningful = false;
          continue;
        }
        // Exporters gain from dearer goods what importers lose.
        change.terms_of_trade[i] += imports * cost / from.income[i];
        change.terms_of_trade[n] -= imports * cost / from.income[n];
        const double volume = to.trade[pair] - imports - imports * cost;
        change.volume_of_trade[n] += from.duty[pair] * volume / from.income[n];
        const double export_duty = from.export_duty[pair] / (1 + from.export_duty[pair]);
        change.volume_of_trade[i] += export_duty * volume / from.income[i];
        change.delivery_cost[n] -= imports * (1 + from.duty[pair]) * delivery / from.income[n];
      }
  for (std::size_t n = 0; n < countries; ++n) {
    const double price = to.consumer_price[n] / from.consumer_price[n];
    change.real_income.push_back(to.income[n] / from.income[n] / price - 1);
    change.real_wage.push_back(to.wage[n] / from.wage[n] / price - 1);
    change.first_order.push_back(change.terms_of_trade[n] + change.volume_of_trade[n] +
                                 change.delivery_cost[n]);
  }
  return change;
}

}  // namespace amur::trade
