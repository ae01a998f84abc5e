#include "amur/finance/economic.h"

#include "amur/finance/time_value.h"

namespace amur::finance {

economic_value economic_value_of(const project_plan& project, const economic_plan& plan) {
  economic_value value;
  for (std::size_t year = 0; year < project.income_usd.size(); ++year) {
    value.benefit_usd.push_back(project.income_usd[year] + plan.user_savings_usd[year]);
    value.cost_usd.push_back(plan.shadow_construction * project.construction_usd[year] +
                             plan.shadow_operating * project.operating_cost_usd[year]);
    value.net_usd.push_back(value.benefit_usd[year] - value.cost_usd[year]);
  }
  value.npv_usd = net_present_value(plan.rate, value.net_usd);
  auto found = internal_rate_of_return(value.net_usd);
  value.irr = found.rate;
  value.all_irr = std::move(found.all);
  return value;
}

}  // namespace amur::finance
